/** A text that is not the SPL that this engine knows, or a search that does what Splunk documents no result for. */
export class SplError extends Error {}

/** Raises an SplError; an expression, so that it can stand where a value is wanted. */
export function fail(message: string): never {
  throw new SplError(message);
}

/** A piece of text for a message: short, on one line. */
export function quote(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return `\`${line.length > 60 ? `${line.slice(0, 57)}...` : line}\``;
}

export function unreachable(node: never): never {
  throw new Error(`compiler bug: ${JSON.stringify(node)}`);
}

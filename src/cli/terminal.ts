/** What a command sees of the machine, so that tests can run commands without a process of their own. */

import pico from "picocolors";
import type { Paint } from "../diagnostics/paint.ts";
import { plain } from "../diagnostics/paint.ts";

export interface Output {
  write(text: string): void;
  readonly isTerminal: boolean;
}

export interface Terminal {
  /** The folder that the command was started in. */
  readonly folder: string;
  readonly environment: { readonly [name: string]: string | undefined };
  readonly out: Output;
  readonly err: Output;
  /** Standard input, as it comes. */
  readonly input: () => AsyncIterable<Uint8Array>;
}

/** Colours for an output: `NO_COLOR` and `FORCE_COLOR` decide, else whether it is a terminal that has any. */
export function paintFor(output: Output, environment: Terminal["environment"]): Paint {
  return wantsColour(output, environment) ? pico.createColors(true) : plain;
}

function wantsColour(output: Output, environment: Terminal["environment"]): boolean {
  // By no-color.org any value but an empty one; FORCE_COLOR as Node itself reads it.
  if (environment.NO_COLOR) return false;
  const forced = environment.FORCE_COLOR;
  if (forced !== undefined && forced !== "") return forced !== "0" && forced !== "false";
  return output.isTerminal && environment.TERM !== "dumb";
}

/** Everything that standard input holds. */
export async function readInput(terminal: Terminal, limit: number): Promise<Buffer | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of terminal.input()) {
    size += part.length;
    if (size > limit) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

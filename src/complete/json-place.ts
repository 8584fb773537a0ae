/** In: the tokens around a place in an event's JSON. Out: the keys that lead there, and those beside it. */
import type { IToken } from "chevrotain";
import { isKind } from "../syntax/token-span.ts";
import * as kinds from "../syntax/tokens.ts";

export interface JsonPlace {
  /** The keys from the event on; behind a colon with the member's own. */
  readonly keys: readonly string[];
  /** The keys that the object has already. */
  readonly given: ReadonlySet<string>;
  /** Is it inside of JSON that is a text? */
  readonly isEmbedded: boolean;
}

interface Level {
  readonly key: string | undefined;
  readonly given: Set<string>;
  readonly isEmbedded: boolean;
}

const textOfKey = (token: IToken | undefined) => (typeof token?.payload === "string" ? token.payload : token?.image);

/** `tokens` end at the place; the JSON is the last that began and didn't end. */
export function jsonPlace(tokens: readonly IToken[], after: readonly IToken[]): JsonPlace {
  let levels: Level[] = [];
  let key: string | undefined;
  for (const [index, token] of tokens.entries()) {
    const type = token.tokenType;
    if (type === kinds.LeftBrace || type === kinds.LeftBracket) {
      const isEmbedded = tokens[index - 1]?.tokenType === kinds.Json;
      // An event's own braces follow a name, `with`, or a word of a test.
      const isOuter =
        !isEmbedded &&
        ![kinds.Colon, kinds.Comma, kinds.LeftBracket].some((one) => tokens[index - 1]?.tokenType === one);
      if (isOuter) levels = [];
      levels.push({ key, given: new Set(), isEmbedded });
      key = undefined;
    } else if (type === kinds.RightBrace || type === kinds.RightBracket) {
      levels.pop();
      key = undefined;
    } else if (type === kinds.Colon) {
      key = textOfKey(tokens[index - 1]);
      if (key !== undefined) levels.at(-1)?.given.add(key);
    } else if (type === kinds.Comma) key = undefined;
  }
  const keys = [...levels.map((one) => one.key), key].filter((one) => one !== undefined);
  const given = new Set([...(levels.at(-1)?.given ?? []), ...keysAfter(after)]);
  return { keys, given, isEmbedded: levels.some((one) => one.isEmbedded) };
}

/** The keys behind the place in the same object. */
function keysAfter(after: readonly IToken[]): string[] {
  const found: string[] = [];
  let depth = 0;
  for (const [index, token] of after.entries()) {
    const type = token.tokenType;
    if (type === kinds.LeftBrace || type === kinds.LeftBracket) depth++;
    if (type === kinds.RightBrace || type === kinds.RightBracket) depth--;
    if (depth < 0) break;
    if (depth === 0 && isKind(token, kinds.AnyText) && after[index + 1]?.tokenType === kinds.Colon && index > 0)
      found.push(textOfKey(token) ?? "");
  }
  return found;
}

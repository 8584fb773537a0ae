/** In: the tokens before a place in data. Out: the keys that it is under, and the block that these are in. */
import type { IToken } from "chevrotain";
import { isWord } from "../syntax/boundaries.ts";
import * as kinds from "../syntax/tokens.ts";

export interface DataPlace {
  /** `["risk_objects", "type"]`, from the outermost on. */
  readonly keys: readonly string[];
  /** `alert`, a platform, or nothing for a rule's own data. */
  readonly block: string | undefined;
  /** Is the place between the brackets of a list? */
  readonly isInList: boolean;
}

const closings = [kinds.RightBrace, kinds.RightBracket, kinds.RightParen];
const openings = [kinds.LeftBrace, kinds.LeftBracket, kinds.LeftParen];

/** `isValue`: the place is behind a `=`, and not where a key begins. */
export function dataPlace(tokens: readonly IToken[], isValue: boolean): DataPlace {
  const keys: string[] = [];
  let wanted = isValue;
  let isInList = false;
  let depth = 0;
  for (let at = tokens.length - 1; at >= 0; at--) {
    const token = tokens[at] as IToken;
    const before = tokens[at - 1];
    if (closings.includes(token.tokenType)) depth++;
    else if (depth > 0) {
      if (openings.includes(token.tokenType)) depth--;
    } else if (token.tokenType === kinds.Assign) {
      if (wanted && before) keys.unshift(before.image);
      wanted = false;
    } else if (token.tokenType === kinds.LeftBracket) {
      if (wanted && keys.length === 0) isInList = true;
      wanted = true;
    } else if (token.tokenType === kinds.LeftBrace) {
      const block = blockOf(tokens, at);
      if (block !== undefined) return { keys, block: block.name, isInList };
      wanted = true;
    }
  }
  return { keys, block: undefined, isInList };
}

/** The name before a brace that opens a block or a rule; nothing for the brace of a value. */
function blockOf(tokens: readonly IToken[], at: number): { readonly name: string | undefined } | undefined {
  const name = tokens[at - 1];
  if (!name || !(isWord(name) || name.tokenType === kinds.IdPart)) return undefined;
  const before = tokens[at - 2]?.tokenType;
  return { name: before === kinds.Rule || before === kinds.Tune || before === kinds.Dot ? undefined : name.image };
}

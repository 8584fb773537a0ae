/**
 * In: a statement's tokens. Out: its lines as black 26 (`-l 100`) lays them out, so that `black --check` has nothing to say.
 * It must not know what the tokens mean.
 *
 * What black does with a line that is too long (black 26.10, linegen.py): inside brackets it breaks at all the
 * delimiters of the highest rank there; else it opens the last bracket pair that leaves a first line that fits, and
 * lays out what it holds by the same rules, one step further in. Around the value of a statement it thinks an
 * optional pair of parentheses, and writes it only if that reads better than opening a pair that is there.
 */
import { BREAK, joinTokens, type Token } from "./print.ts";

const WIDTH = 100;

interface Line {
  readonly tokens: readonly Token[];
  readonly depth: number;
  /** Is it the content of a bracket pair? Only such lines break at delimiters. */
  readonly inside: boolean;
  /** The elements of a tuple or list that is opened stand on lines of their own, even where they fit on one. */
  readonly explode: boolean;
}

interface Split {
  readonly head: Line;
  readonly body: Line;
  readonly tail: Line;
  readonly open: Token;
  readonly close: Token;
}

const indented = (line: Line): string => "    ".repeat(line.depth) + joinTokens(line.tokens);

const lengthOf = (token: Token): number => token.text.length + (token.spaced ? 1 : 0);

function lengthOfAll(tokens: readonly Token[]): number {
  let length = tokens[0]?.spaced ? -1 : 0;
  for (const token of tokens) length += lengthOf(token);
  return length;
}

const fits = (line: Line): boolean => 4 * line.depth + lengthOfAll(line.tokens) <= WIDTH;

/** For each closing bracket its opening one, as far as both are among the tokens. */
function pairs(tokens: readonly Token[]): Map<Token, Token> {
  const found = new Map<Token, Token>();
  const open: Token[] = [];
  for (const token of tokens) {
    if (token.bracket === "open") open.push(token);
    else if (token.bracket === "close") {
      const matching = open.pop();
      if (matching) found.set(token, matching);
    }
  }
  return found;
}

/** A place where a line may break outside its brackets: after the token at `index`. */
interface Delimiter {
  readonly index: number;
  readonly priority: number;
}

function delimitersOf(tokens: readonly Token[]): Delimiter[] {
  const found: Delimiter[] = [];
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.bracket === "close") depth--;
    if (depth === 0 && token.priority > 0) {
      const previous = tokens[index - 1];
      // A dot is a place to break only after a call; nothing breaks before the first token.
      const here = token.priority === BREAK.dot && previous?.bracket !== "close" ? 0 : token.priority;
      if (here === BREAK.comma) found.push({ index, priority: here });
      else if (here > 0 && previous) found.push({ index: index - 1, priority: here });
    }
    if (token.bracket === "open") depth++;
  }
  return found;
}

/** Breaks at every delimiter of the highest rank; elements and arguments get a comma after the last one too. */
function splitAtDelimiters(line: Line): Line[] | undefined {
  const delimiters = delimitersOf(line.tokens).filter((one) => one.index < line.tokens.length - 1);
  const highest = Math.max(0, ...delimiters.map((one) => one.priority));
  const chosen = delimiters.filter((one) => one.priority === highest);
  if (highest === 0 || (highest === BREAK.dot && chosen.length === 1)) return undefined;
  const lines: Line[] = [];
  let start = 0;
  for (const { index } of [...chosen, { index: line.tokens.length - 1 }]) {
    lines.push({ ...line, tokens: line.tokens.slice(start, index + 1), explode: false });
    start = index + 1;
  }
  const last = lines.at(-1) as Line;
  if (highest === BREAK.comma && last.tokens.at(-1)?.text !== ",") {
    lines[lines.length - 1] = {
      ...last,
      tokens: [...last.tokens, { text: ",", spaced: false, priority: BREAK.comma }],
    };
  }
  return lines;
}

/** Opens the last bracket pair that holds something and is not to be left alone. */
function openLastBracket(line: Line, leave: ReadonlySet<Token>): Split | undefined {
  const { tokens, depth } = line;
  const opening = pairs(tokens);
  for (let at = tokens.length - 1; at >= 0; at--) {
    const close = tokens[at] as Token;
    if (close.bracket !== "close" || leave.has(close)) continue;
    const open = opening.get(close);
    if (!open) return undefined;
    const start = tokens.lastIndexOf(open, at);
    if (start === at - 1) continue;
    const body = tokens.slice(start + 1, at);
    const plain = { depth, inside: false, explode: false };
    const commas = delimitersOf(body).some((one) => one.priority === BREAK.comma && one.index < body.length - 1);
    return {
      head: { ...plain, tokens: tokens.slice(0, start + 1) },
      body: { tokens: body, depth: depth + 1, inside: true, explode: commas && open.display === true },
      tail: { ...plain, tokens: tokens.slice(at) },
      open,
      close,
    };
  }
  return undefined;
}

/** Would the first bracket's closing one, and what follows it up to the next bracket, fit on a line? */
function restAfterFirstBracketFits({ tokens, depth }: Line): boolean {
  const opening = pairs(tokens);
  let counting = false;
  let length = 4 * depth;
  for (const token of tokens) {
    if (token.bracket === "close" && opening.get(token) === tokens[0]) counting = true;
    if (!counting) continue;
    length += lengthOf(token);
    if (length > WIDTH) return false;
    if (token.bracket === "open") counting = false;
  }
  return true;
}

/** Is there a bracket before the last pair to open, or does all up to that pair fit on a line? */
function startBeforeLastBracketFits({ tokens, depth }: Line): boolean {
  const last = pairs(tokens).get(tokens.at(-1) as Token);
  let length = 4 * depth;
  let otherBrackets = false;
  for (const token of tokens) {
    length += lengthOf(token);
    if (token === last) {
      if (otherBrackets || length <= WIDTH) return true;
    } else if (token.bracket === "open") otherBrackets = true;
  }
  return false;
}

/** Can a statement's value go without the optional parentheses? */
function readsWithoutParentheses(body: Line): boolean {
  const delimiters = delimitersOf(body.tokens);
  if (delimiters.length === 0) return true;
  const highest = Math.max(...delimiters.map((one) => one.priority));
  if (delimiters.filter((one) => one.priority === highest).length > 1) return false;
  if (highest === BREAK.dot) return true;
  const [first, second] = body.tokens;
  if (first?.bracket === "open" && second?.bracket !== "close" && restAfterFirstBracketFits(body)) return true;
  const last = body.tokens.at(-1);
  if (last?.bracket !== "close" || (last.text === "]" && !last.display)) return false;
  return body.tokens.at(-2)?.bracket !== "open" && startBeforeLastBracketFits(body);
}

const written = (token: Token): Token =>
  token.optional ? { ...token, text: token.bracket === "open" ? "(" : ")", optional: false } : token;

/** Head, body and tail of a split; optional parentheses are written out unless the value reads better without them. */
function linesOfSplit(split: Split, line: Line, leave: ReadonlySet<Token>, forced: boolean): Line[] | undefined {
  if (split.open.optional && !forced && readsWithoutParentheses(split.body)) {
    const without = openLastBracket(line, new Set([...leave, split.close]));
    if (without) return linesOfSplit(without, line, new Set([...leave, split.close]), forced);
    if (split.body.tokens.length < 2 && !fits(split.body)) return undefined;
  }
  const head = {
    ...split.head,
    tokens: split.head.tokens.map((token) => (token === split.open ? written(token) : token)),
  };
  const tail = {
    ...split.tail,
    tokens: split.tail.tokens.map((token) => (token === split.close ? written(token) : token)),
  };
  return [head, split.body, tail];
}

/** The sets of closing brackets to leave alone, one after another: ever more of those at the end, while the end fits on a line. */
function* trailersToLeave({ tokens, depth }: Line): Generator<ReadonlySet<Token>> {
  yield new Set();
  const opening = pairs(tokens);
  const leave: Token[] = [];
  let length = 4 * depth;
  let inside: Token | undefined;
  let candidate: Token | undefined;
  let inner: Token[] = [];
  for (let at = tokens.length - 1; at >= 0; at--) {
    const token = tokens[at] as Token;
    length += lengthOf(token);
    if (length > WIDTH) return;
    if (inside) {
      if (token === inside) inside = undefined;
      else if (token.bracket === "close") inner.push(token);
    } else if (token.bracket === "close") {
      if (tokens[at - 1]?.bracket === "open") {
        inner.push(token);
        continue;
      }
      if (candidate) {
        leave.push(candidate, ...inner);
        inner = [];
        yield new Set(leave);
      }
      if (!token.optional) {
        inside = opening.get(token);
        candidate = token;
      }
    }
  }
}

/** Does even what stands before the bracket that would be opened not fit? */
function startsTooLate(line: Line, leave: ReadonlySet<Token>): boolean {
  const close = line.tokens.findLast((token) => token.bracket === "close" && !leave.has(token));
  const open = close && pairs(line.tokens).get(close);
  if (!open || open.optional) return false;
  return lengthOfAll(line.tokens.slice(0, line.tokens.indexOf(open))) + 4 * line.depth > WIDTH;
}

function splitAtBracket(line: Line, forced: boolean): Line[] | undefined {
  let first: Line[] | undefined;
  for (const leave of trailersToLeave(line)) {
    if (leave.size > 0 && startsTooLate(line, leave)) continue;
    const split = openLastBracket(line, leave);
    const lines = split && linesOfSplit(split, line, leave, forced);
    // Where one of them fails, black gives up on brackets altogether.
    if (!lines) return undefined;
    first ??= lines;
    if (fits(lines[0] as Line)) return lines;
  }
  return first;
}

/** Does a line of the split say all that the whole did? Then nothing was won. */
function isSame(part: Line, line: Line): boolean {
  return (
    part.depth === line.depth &&
    part.tokens.length >= line.tokens.length - 2 &&
    joinTokens(part.tokens) === joinTokens(line.tokens)
  );
}

function laidOut(line: Line, forced: boolean): Line[] {
  if (line.tokens.length === 0) return [];
  if (!line.explode && fits(line)) return [line];
  const atDelimiters = line.inside ? splitAtDelimiters(line) : undefined;
  if (atDelimiters && !atDelimiters.some((one) => isSame(one, line)))
    return atDelimiters.flatMap((one) => laidOut(one, forced));
  const atBracket = splitAtBracket(line, forced);
  if (!atBracket || atBracket.some((one) => isSame(one, line))) return [line];
  const lines = atBracket.flatMap((one) => laidOut(one, forced));
  return withParenthesesIfBetter(line, atBracket, lines, forced);
}

/** Where the first line is still too long and the optional parentheses were left out, they are tried after all. */
function withParenthesesIfBetter(line: Line, split: readonly Line[], lines: Line[], forced: boolean): Line[] {
  const optional = line.tokens.filter((token) => token.optional);
  const areWritten = optional.some((token) => !split.some((one) => one.tokens.includes(token)));
  if (forced || optional.length === 0 || areWritten || fits(lines[0] as Line)) return lines;
  const second = splitAtBracket(line, true)?.flatMap((one) => laidOut(one, true));
  return second?.every(fits) ? second : lines;
}

/** The lines of `before value after`, such as `return value` or `if value:`, at a depth of indentation. */
export function layoutStatement(before: string, value: readonly Token[], after: string, depth: number): string[] {
  const tokens: Token[] = [
    ...before.split(" ").map((text, index) => ({ text, spaced: index > 0, priority: BREAK.never })),
    { text: "", spaced: true, priority: BREAK.never, bracket: "open", display: true, optional: true },
    ...value,
    { text: "", spaced: false, priority: BREAK.never, bracket: "close", display: true, optional: true },
    ...(after ? [{ text: after, spaced: false, priority: BREAK.never }] : []),
  ];
  return laidOut({ tokens, depth, inside: false, explode: false }, false).map(indented);
}

/** The lines of one element or member that stands inside brackets, such as `"key": value,`. */
export function layoutElement(tokens: readonly Token[], depth: number): string[] {
  return laidOut({ tokens, depth, inside: true, explode: false }, false).map(indented);
}

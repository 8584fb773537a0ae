/**
 * In: an EQL query. Out: its tokens, or an Error at the first thing that Elasticsearch's lexer refuses or that Tocsin never
 * prints (comments, arithmetic, pipes). Source: Elasticsearch, `x-pack/plugin/eql/src/main/antlr/EqlBase.g4`.
 */

export interface Token {
  /** `word` of the language (`and`, `in~`), `name` of a field, `function` before its parenthesis, `~` included. */
  readonly kind: "word" | "name" | "function" | "text" | "number" | "sign" | "end";
  readonly text: string;
  readonly at: number;
}

const WORDS = new Set(
  "and any by false in in~ join like like~ maxspan not null of or regex regex~ sample sequence true until where with".split(
    " ",
  ),
);

/**
 * A text between `"""` has no line break, ends at the first `"""`, and up to two more quotes still belong to it.
 * Between single `"` a backslash takes the next sign along.
 */
const TOKEN =
  /(?<space>[ \t\r\n]+)|"""(?<raw>[^\r\n]*?)"""(?<quotes>"{0,2})|"(?<quoted>(?:\\[^\r\n]|[^"\\\r\n])*)"|(?<name>(?:[A-Za-z_@][A-Za-z0-9_]*|`(?:[^`]|``)+`)(?:\.(?:[A-Za-z_@][A-Za-z0-9_]*|`(?:[^`]|``)+`))*)(?<tilde>~?)|(?<number>[0-9]+(?:\.[0-9]+)?)|(?<sign>==|!=|<=|>=|[<>:(),?-])/y;

export function tokensOf(query: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < query.length) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(query);
    if (!found?.groups) throw wrong(at, `nothing known begins with \`${query.slice(at, at + 12)}\``);
    const token = tokenOf(found.groups, at, query[at + found[0].length] === "(");
    if (token) tokens.push(token);
    at += found[0].length;
  }
  tokens.push({ kind: "end", text: "", at });
  return tokens;
}

/** The Error for a place in a query. */
export function wrong(at: number, why: string): Error {
  return new Error(`EQL, at ${at}: ${why}`);
}

type Groups = { readonly [name: string]: string | undefined };

function tokenOf(groups: Groups, at: number, beforeParenthesis: boolean): Token | undefined {
  const { raw, quotes, quoted, name, tilde, number, sign } = groups;
  if (raw !== undefined) return { kind: "text", text: `${raw}${quotes}`, at };
  if (quoted !== undefined) return { kind: "text", text: textOf(quoted, at), at };
  if (name !== undefined) return nameToken(name, tilde ?? "", at, beforeParenthesis);
  if (number !== undefined) return { kind: "number", text: number, at };
  return sign === undefined ? undefined : { kind: "sign", text: sign, at };
}

function nameToken(name: string, tilde: string, at: number, beforeParenthesis: boolean): Token {
  const text = name + tilde;
  if (WORDS.has(text)) return { kind: "word", text, at };
  const isPlain = /^\w+$/.test(name) && !WORDS.has(name);
  if (beforeParenthesis && isPlain) return { kind: "function", text, at };
  if (tilde) throw wrong(at, `\`${text}\` is no operator and no function`);
  const parts = name.match(/`(?:[^`]|``)+`|[^.`]+/g) as string[];
  const keyword = parts.find((part) => WORDS.has(part));
  if (keyword) throw wrong(at, `the word \`${keyword}\` stands in a field's name without backticks`);
  return {
    kind: "name",
    text: parts.map((part) => (part.startsWith("`") ? part.slice(1, -1).replaceAll("``", "`") : part)).join("."),
    at,
  };
}

const ESCAPES: { readonly [sign: string]: string } = {
  b: "\b",
  t: "\t",
  n: "\n",
  f: "\f",
  r: "\r",
  '"': '"',
  "\\": "\\",
};

function textOf(text: string, at: number): string {
  return text.replace(/\\(?:u\{([0-9a-fA-F]{2,8})\}|([\s\S]))/g, (written, hex: string | undefined, sign: string) => {
    if (hex === undefined) {
      if (!Object.hasOwn(ESCAPES, sign)) throw wrong(at, `\`${written}\` is no escape`);
      return ESCAPES[sign] as string;
    }
    const point = Number.parseInt(hex, 16);
    if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) throw wrong(at, `\`${written}\` is no character`);
    return String.fromCodePoint(point);
  });
}

/**
 * The kinds of tokens, and the lexer. In: text. Out: Chevrotain tokens with offsets only; lines are computed when shown.
 * All words come from one pattern and get their keyword by a table look-up: that is several times faster than a pattern
 * for each keyword, since every pattern that may start with a letter is tried at every word.
 */
import { Lexer, type TokenType } from "chevrotain";

interface TokenOptions {
  readonly name: string;
  /** As messages call it. */
  readonly label?: string;
  readonly pattern: RegExp | string;
  readonly categories?: readonly TokenType[];
  /** The characters that it can begin with: worked out by Chevrotain only for patterns that don't say. */
  readonly start_chars_hint?: readonly string[];
  readonly group?: string;
}

/**
 * Chevrotain's `createToken` works out the categories of one kind at a time; the lexer does it for all of them at once,
 * and does it anyway. So the kinds are made plain here, and are complete when the lexer is.
 */
function createToken(options: TokenOptions): TokenType {
  const type: TokenType = {
    name: options.name,
    PATTERN: options.pattern,
    CATEGORIES: [...(options.categories ?? [])],
  };
  if (options.label !== undefined) type.LABEL = options.label;
  if (options.group !== undefined) type.GROUP = options.group;
  if (options.start_chars_hint !== undefined) type.START_CHARS_HINT = [...options.start_chars_hint];
  return type;
}

/** A kind of token that no pattern gives: a category, or one that a word or number turns into. */
function made(name: string, label: string, categories: readonly TokenType[] = []): TokenType {
  return createToken({ name, label, pattern: Lexer.NA, categories });
}

/** What may stand on the right of an operator and in a list, but a path. */
export const AnyLiteral = made("AnyLiteral", "a value");
/** A key of a JSON object. Bare words are among them, so that the missing quotes can be reported. */
export const JsonKey = made("JsonKey", "a key in quotes");
/** A JSON value that is no object and no array. */
export const JsonScalar = made("JsonScalar", "a JSON value");
/** What may be a part of a rule's id. */
export const IdWord = made("IdWord", "a name");
/** What may stand after a dot in a path. */
export const PathKey = made("PathKey", "a name or a key in quotes");
/** The name of a data entry, and a key of a path. */
export const AnyWord = made("AnyWord", "a name", [JsonKey, IdWord, PathKey]);
/** What may start a path: any word but `true false null not any all`. */
export const FieldWord = made("FieldWord", "a name", [AnyWord]);
export const AnyText = made("AnyText", "a text in quotes", [AnyLiteral, JsonKey, JsonScalar]);
/** `==` and the other operators that are signs. */
export const CompareSign = made("CompareSign", "an operator");

export const Identifier = createToken({
  name: "Identifier",
  label: "a name",
  pattern: /[A-Za-z_][A-Za-z0-9_]*(?:-+[A-Za-z0-9_]+)*/,
  start_chars_hint: [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"],
  categories: [FieldWord],
});

const keywords = new Map<string, TokenType>();

function keyword(text: string, ...more: TokenType[]): TokenType {
  const categories = more.length > 0 ? more : [FieldWord];
  const type = made(text.charAt(0).toUpperCase() + text.slice(1), `\`${text}\``, categories);
  keywords.set(text, type);
  return type;
}

export const Import = keyword("import");
export const Rule = keyword("rule");
export const Tune = keyword("tune");
export const SourceWord = keyword("source");
export const Let = keyword("let");
export const When = keyword("when");
export const Unless = keyword("unless");
export const Alert = keyword("alert");
export const Event = keyword("event");
export const Test = keyword("test");
export const As = keyword("as");
export const With = keyword("with");
export const Alerts = keyword("alerts");
export const Ignores = keyword("ignores");
export const FileWord = keyword("file");
export const And = keyword("and");
export const Or = keyword("or");
export const In = keyword("in");
export const Cidr = keyword("cidr");
export const Contains = keyword("contains");
export const Starts = keyword("starts");
export const Ends = keyword("ends");
export const Like = keyword("like");
export const Matches = keyword("matches");
export const Is = keyword("is");
export const Ip = keyword("ip");
export const Exists = keyword("exists");
export const Missing = keyword("missing");
export const Nocase = keyword("nocase");
export const Json = keyword("json");
/** `lines` before a parenthesis; any other is a name. The reader of tokens tells them apart. */
export const Lines = made("Lines", "`lines`");
export const True = keyword("true", AnyWord, AnyLiteral, JsonScalar);
export const False = keyword("false", AnyWord, AnyLiteral, JsonScalar);
export const Null = keyword("null", AnyWord, JsonScalar);
export const Not = keyword("not", AnyWord);
export const Any = keyword("any", AnyWord);
export const All = keyword("all", AnyWord);

/** The kind of a word. */
export function wordType(text: string): TokenType {
  return keywords.get(text) ?? Identifier;
}

// ---- literals

export const BlockText = createToken({
  name: "BlockText",
  label: "a text in quotes",
  pattern: /"""[\s\S]*?(?:"""|$)/,
  start_chars_hint: ['"'],
  categories: [AnyText],
});
export const Text = createToken({
  name: "Text",
  label: 'a text in `"`',
  pattern: /"[^"\\\n\r]*(?:\\[^\n\r][^"\\\n\r]*)*"/,
  start_chars_hint: ['"'],
  categories: [AnyText, PathKey],
});
export const UnclosedText = createToken({
  name: "UnclosedText",
  pattern: /"[^\n\r]*/,
  start_chars_hint: ['"'],
});
export const RawText = createToken({
  name: "RawText",
  label: "a text in quotes",
  pattern: /'[^'\n\r]*'/,
  start_chars_hint: ["'"],
  categories: [AnyText],
});
export const UnclosedRawText = createToken({
  name: "UnclosedRawText",
  pattern: /'[^\n\r]*/,
  start_chars_hint: ["'"],
});
/** A regex between slashes; a slash in it is `\/` or stands in a class. Letters after it are flags, which are refused. */
export const RegexToken = createToken({
  name: "Regex",
  label: "a regex",
  categories: [AnyLiteral],
  pattern:
    /\/(?:[^/\\[*\n\r]|\\[^\n\r]|\[(?:[^\]\\\n\r]|\\[^\n\r])*\])(?:[^/\\[\n\r]|\\[^\n\r]|\[(?:[^\]\\\n\r]|\\[^\n\r])*\])*\/[A-Za-z]*/,
  start_chars_hint: ["/"],
});
export const UnclosedRegex = createToken({ name: "UnclosedRegex", pattern: /\/[^\n\r]*/, start_chars_hint: ["/"] });

/** Whatever starts like a number; the reader of tokens tells numbers, times and durations apart. */
export const Numeric = createToken({
  name: "Numeric",
  pattern: /-?[0-9](?:[A-Za-z0-9_]|[.:+-](?=[A-Za-z0-9_]))*/,
  start_chars_hint: [..."-0123456789"],
});
export const NumberToken = made("Number", "a number", [AnyLiteral, JsonScalar]);
export const Time = made("Time", "a time", [AnyLiteral]);
export const Duration = made("Duration", "a duration", [AnyLiteral]);
/** A part of a rule's id that starts with a digit. */
export const IdPart = made("IdPart", "a name", [IdWord]);

export const Attack = createToken({
  name: "Attack",
  label: "an ATT&CK id",
  categories: [IdWord],
  pattern: /T(?:A[0-9]+(?::T[0-9]+(?:\.[0-9]+)?)?|[0-9]{2,}(?:\.[0-9]+)?)(?![A-Za-z0-9_-])/,
  start_chars_hint: ["T"],
});

// ---- punctuation

function sign(name: string, text: string, categories: TokenType[] = []): TokenType {
  return createToken({ name, label: `\`${text}\``, pattern: text, categories });
}

export const LeftBrace = sign("LeftBrace", "{");
export const RightBrace = sign("RightBrace", "}");
export const LeftBracket = sign("LeftBracket", "[");
export const RightBracket = sign("RightBracket", "]");
export const LeftParen = sign("LeftParen", "(");
export const RightParen = sign("RightParen", ")");
export const Comma = sign("Comma", ",");
export const Dot = sign("Dot", ".");
export const Colon = sign("Colon", ":");
export const Assign = sign("Assign", "=");
export const Equal = sign("Equal", "==", [CompareSign]);
export const NotEqual = sign("NotEqual", "!=", [CompareSign]);
export const Less = sign("Less", "<", [CompareSign]);
export const LessEqual = sign("LessEqual", "<=", [CompareSign]);
export const Greater = sign("Greater", ">", [CompareSign]);
export const GreaterEqual = sign("GreaterEqual", ">=", [CompareSign]);
export const Coalesce = sign("Coalesce", "??");

/** Signs of other languages, longest first; the reader reports each and puts the right token in its place. */
export const Foreign = createToken({
  name: "Foreign",
  pattern: /===|!==|=~|!~|=>|:=|<>|&&?|\|\|?|!(?!=)|;|\?(?!\?)/,
  start_chars_hint: [..."=!:<&|;?"],
});
/** Comments of other languages. */
export const ForeignComment = createToken({
  name: "ForeignComment",
  pattern: /\/\*[\s\S]*?(?:\*\/|$)|#[^\n\r]*/,
  start_chars_hint: ["/", "#"],
});
const CommentToken = createToken({
  name: "Comment",
  pattern: /\/\/[^\n\r]*/,
  start_chars_hint: ["/"],
  group: "comments",
});
const Space = createToken({
  name: "Space",
  pattern: /[ \t\r\n]+/,
  start_chars_hint: [..." \t\r\n"],
  group: Lexer.SKIPPED,
});

/** In the order in which the lexer tries them. */
const scanned = [
  Space,
  Identifier,
  BlockText,
  Text,
  UnclosedText,
  RawText,
  UnclosedRawText,
  CommentToken,
  ForeignComment,
  RegexToken,
  UnclosedRegex,
  Numeric,
  Foreign,
  Coalesce,
  Equal,
  NotEqual,
  LessEqual,
  GreaterEqual,
  Less,
  Greater,
  Assign,
  Dot,
  Comma,
  Colon,
  LeftBrace,
  RightBrace,
  LeftBracket,
  RightBracket,
  LeftParen,
  RightParen,
];

/** Every kind of token that the grammar knows. */
export const vocabulary: readonly TokenType[] = [
  ...[AnyLiteral, JsonKey, JsonScalar, IdWord, PathKey, AnyWord, FieldWord, AnyText, CompareSign],
  ...[NumberToken, Time, Duration, IdPart, Attack, Lines],
  ...scanned.filter((type) => type !== Space && type !== CommentToken),
  ...keywords.values(),
];

let lexer: Lexer | undefined;

/** The one lexer, made when first asked for: with it, every kind of token gets its number. */
export function getLexer(): Lexer {
  // `Attack` goes before names, since it looks like one. What no pattern gives is there for its number.
  lexer ??= new Lexer([Attack, ...scanned, ...vocabulary.filter((type) => type.PATTERN === Lexer.NA)], {
    positionTracking: "onlyOffset",
    ensureOptimizations: true,
    skipValidations: true,
  });
  return lexer;
}

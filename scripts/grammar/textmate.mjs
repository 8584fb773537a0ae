// In: the grammar. Out: a TextMate grammar, which colours text line by line. Words and patterns are the parser's; what
// editors call them (scopes) stands here. It follows no nesting but that of `alert`, whose texts have values in braces.
import { firstOf, parts } from "./read-grammar.mjs";

const SUFFIX = "tocsin";
const WORD = "[A-Za-z_][A-Za-z0-9_]*";

/** Which rules of the grammar a word is taken from, and the scope that it then has. */
const wordScopes = [
  ["keyword.operator.logical", ["condition", "conjunction", "negation"]],
  ["keyword.operator.word", ["wordRelation", "state", "comparison"]],
  ["keyword.control.test", ["testDeclaration", "patchedEvent", "fileInput"]],
];

export function printTextMate(grammar) {
  const scope = (name) => `${name}.${SUFFIX}`;
  const match = (name, pattern) => ({ name: scope(name), match: pattern });
  const pattern = (token) => forOniguruma(grammar.tokens.get(token).pattern);
  const include = (...names) => names.map((name) => ({ include: `#${name}` }));
  const signs = [...grammar.tokens.values()].filter((one) => one.text !== undefined && !/^\w/.test(one.text));
  const longestFirst = (texts) => [...texts].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const signsOf = (category) =>
    longestFirst(signs.filter((one) => one.categories.includes(category)).map((one) => one.text));

  const repository = {
    comments: { patterns: [match("comment.line.double-slash", "//.*$")] },
    texts: { patterns: textsWith(scope, []) },
    templates: { patterns: textsWith(scope, include("interpolation")) },
    interpolation: {
      patterns: [
        match("constant.character.escape.brace", "\\{\\{|\\}\\}"),
        {
          name: scope("meta.interpolation"),
          begin: "\\{",
          end: "\\}",
          beginCaptures: { 0: { name: scope("punctuation.section.interpolation.begin") } },
          endCaptures: { 0: { name: scope("punctuation.section.interpolation.end") } },
          patterns: [match("string.quoted.single", "'[^'\\n]*'"), ...include("properties", "signs", "names")],
        },
      ],
    },
    regexes: { patterns: [match("string.regexp", pattern("Regex"))] },
    numbers: {
      patterns: [
        match("constant.other.attack", `\\b${pattern("Attack")}`),
        match("constant.numeric.time", "-?\\b\\d{4}-\\d\\d-\\d\\d(?:T[0-9:.]+Z?)?"),
        match("constant.numeric.duration", "\\b\\d+[smhd]\\b"),
        match("constant.numeric", "-?\\b\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?\\b"),
      ],
    },
    keys: {
      patterns: [
        {
          match: `(?<![.\\w])(${WORD})\\s*(=)(?!=)`,
          captures: {
            1: { name: scope("entity.other.attribute-name") },
            2: { name: scope("keyword.operator.assignment") },
          },
        },
        {
          match: '("[^"\\n]*")\\s*(:)',
          captures: {
            1: { name: scope("string.quoted.double support.type.property-name") },
            2: { name: scope("punctuation.separator.key-value") },
          },
        },
      ],
    },
    properties: {
      patterns: [
        {
          match: `(\\.)\\s*(${WORD})`,
          captures: { 1: { name: scope("punctuation.accessor") }, 2: { name: scope("variable.other.property") } },
        },
      ],
    },
    declarations: { patterns: declarations(grammar, scope) },
    calls: {
      patterns: [
        match(
          "support.function",
          `\\b(?:${["Json", "Lines"].map((name) => grammar.tokens.get(name).text).join("|")})\\b(?=\\s*[({\\[])`,
        ),
      ],
    },
    words: {
      patterns: [
        match(
          "constant.language",
          `\\b(?:${["True", "False", "Null"].map((one) => grammar.tokens.get(one).text).join("|")})\\b`,
        ),
        match(
          "keyword.other.quantifier",
          `\\b(?:${wordsOf(grammar, ["quantified"])
            .filter((one) => one !== "in")
            .join("|")})\\b(?=\\s+${WORD}\\s+in\\b)`,
        ),
        ...wordScopes.map(([name, rules]) =>
          match(name, `\\b(?:${longestFirst(wordsOf(grammar, rules)).join("|")})\\b`),
        ),
      ],
    },
    blocks: { patterns: [match("entity.name.section", `\\b${WORD}(?=\\s*\\{)`)] },
    names: { patterns: [match("variable.other", `\\b${WORD}`)] },
    signs: {
      patterns: [
        match("keyword.operator.comparison", signsOf("CompareSign").map(escaped).join("|")),
        match("keyword.operator.coalesce", escaped(grammar.tokens.get("Coalesce").text)),
        match("keyword.operator.assignment", escaped(grammar.tokens.get("Assign").text)),
        match(
          "punctuation",
          longestFirst(signs.filter((one) => /^[^=<>!?]$/.test(one.text)).map((one) => one.text))
            .map(escaped)
            .join("|"),
        ),
      ],
    },
  };
  const everything = include("comments", "keys", "texts", "regexes", "alert", "declarations", "properties", "numbers");
  const rest = include("calls", "words", "blocks", "names", "signs");
  repository.alert = {
    patterns: [
      {
        name: scope("meta.alert"),
        begin: `\\b(${grammar.tokens.get("Alert").text})\\s*(\\{)`,
        beginCaptures: { 1: { name: scope("keyword.control") }, 2: { name: scope("punctuation.section.block.begin") } },
        end: "\\}",
        endCaptures: { 0: { name: scope("punctuation.section.block.end") } },
        patterns: [
          {
            begin: "\\b(title|description)\\s*(=)(?!=)",
            beginCaptures: {
              1: { name: scope("entity.other.attribute-name") },
              2: { name: scope("keyword.operator.assignment") },
            },
            end: `(?=\\}|\\b${WORD}\\s*=(?!=)|\\bwhen\\b)`,
            patterns: [...include("comments", "templates")],
          },
          ...include("comments", "texts", "regexes", "declarations", "keys", "properties", "numbers"),
          ...rest,
        ],
      },
    ],
  };
  const language = {
    information_for_contributors: ["Generated from the parser by `npm run grammar`."],
    name: "Tocsin",
    scopeName: `source.${SUFFIX}`,
    fileTypes: ["tocsin"],
    patterns: [...everything, ...rest],
    repository,
  };
  return `${JSON.stringify(language, undefined, 2)}\n`;
}

/** In Oniguruma a bracket in a class opens another class, where it isn't escaped. */
function forOniguruma(pattern) {
  let isInClass = false;
  return pattern.replace(/\\.|[[\]]/g, (sign) => {
    if (sign === "[" && isInClass) return "\\[";
    if (sign === "[" || sign === "]") isInClass = sign === "[";
    return sign;
  });
}

function textsWith(scope, inside) {
  const text = (name, begin, end, patterns) => ({ name: scope(name), begin, end, patterns: [...patterns, ...inside] });
  const escapes = [
    { name: scope("constant.character.escape"), match: '\\\\(?:["\\\\/bfnrt]|u[0-9A-Fa-f]{4})' },
    { name: scope("invalid.illegal.escape"), match: "\\\\." },
  ];
  return [
    text("string.quoted.triple", '"""', '"""', []),
    text("string.quoted.double", '"', '"|$', escapes),
    text("string.quoted.single", "'", "'|$", []),
  ];
}

/** The fixed words in some rules of the grammar, but those that a clause begins with: they need what follows. */
function wordsOf(grammar, names) {
  const named = grammar.rules.filter((rule) => names.includes(rule.name));
  const found = named.flatMap((rule) => parts({ definition: rule.definition.slice(isOpening(rule) ? 1 : 0) }));
  const texts = found.flatMap((one) => (one.type === "Terminal" ? [grammar.tokens.get(one.name).text] : []));
  return [...new Set(texts.filter((text) => text !== undefined && /^\w/.test(text)))];
}

const isOpening = (rule) => /Clause$|Declaration$/.test(rule.name);

/** The words that clauses and declarations begin with, where what follows shows that they do; and the names there. */
function declarations(grammar, scope) {
  return grammar.rules.filter(isOpening).flatMap((rule) => {
    const [first, second, ...rest] = rule.definition;
    const word = first.type === "Terminal" ? grammar.tokens.get(first.name).text : undefined;
    if (word === undefined) return [];
    const head = `(?<![.\\w])(${word})`;
    const keyword = { name: scope("keyword.control") };
    const isName = second.name === "FieldWord" || second.name === "ruleId";
    if (!isName) return [{ match: `${head}\\b(?=${begins([second], grammar)})`, captures: { 1: keyword } }];
    const name = { name: scope(`entity.name.${word}`) };
    return [{ match: `${head}\\s+([A-Za-z0-9_.-]+)(?=${begins(rest, grammar)})`, captures: { 1: keyword, 2: name } }];
  });
}

/** What a text that begins with these pieces of the grammar begins with; a condition may begin on the next line. */
function begins(pieces, grammar) {
  const starts = new Set();
  for (const name of firstOf(pieces, grammar)) {
    const { text } = grammar.tokens.get(name);
    if (name === "AnyText") starts.add("[\"']");
    else if (text === undefined) starts.add("[A-Za-z_]");
    else starts.add(/^\w/.test(text) ? `${text}\\b` : escaped(text));
  }
  if (starts.has(escaped("("))) starts.add("$");
  return `\\s*(?:${[...starts].join("|")})`;
}

const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

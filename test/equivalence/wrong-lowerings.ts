/**
 * Mistakes that a translation may make, each as a change of the emitted text: what would stand there if the target had
 * the mistake. Nothing in src knows them.
 */

export interface WrongLowering {
  readonly target: string;
  readonly name: string;
  /** The text with the mistake; the same text where there is nothing to mistake. */
  readonly change: (text: string) => string;
}

const TEXT = '"(?:[^"\\\\\\n]|\\\\.)*"';

/** `and (a or b)` without its parentheses, wherever the parentheses are needed. */
function withoutParentheses(and: string, or: string): (text: string) => string {
  return (text) => {
    for (let at = text.indexOf(`${and} (`); at >= 0; at = text.indexOf(`${and} (`, at + 1)) {
      const open = at + and.length + 1;
      const close = closing(text, open);
      if (close < 0) continue;
      const inner = text.slice(open + 1, close);
      if (hasAtTop(inner, or)) return text.slice(0, open) + inner + text.slice(close + 1);
    }
    return text;
  };
}

/** Where the parenthesis that opens at `at` closes; strings are passed over. */
function closing(text: string, at: number): number {
  let depth = 0;
  for (let index = at; index < text.length; index++) {
    const character = text[index];
    if (character === '"') index = endOfString(text, index);
    else if (character === "(") depth++;
    else if (character === ")" && --depth === 0) return index;
  }
  return -1;
}

function endOfString(text: string, at: number): number {
  if (text.startsWith('"""', at)) return text.indexOf('"""', at + 3) + 2;
  let index = at + 1;
  while (index < text.length && text[index] !== '"') index += text[index] === "\\" ? 2 : 1;
  return index;
}

function hasAtTop(text: string, word: string): boolean {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === '"') index = endOfString(text, index);
    else if (character === "(") depth++;
    else if (character === ")") depth--;
    else if (depth === 0 && text.startsWith(` ${word} `, index)) return true;
    else if (depth === 0 && text.startsWith(`\n`, index) && new RegExp(`^\\s+${word} `).test(text.slice(index)))
      return true;
  }
  return false;
}

/** `any(a and b for x in l)` as `(any(a for x in l) and any(b for x in l))`. */
function splitElements(text: string): string {
  for (let at = text.indexOf("any("); at >= 0; at = text.indexOf("any(", at + 1)) {
    const close = closing(text, at + 3);
    const inner = text
      .slice(at + 4, close)
      .replace(/\s+/g, " ")
      .trim();
    const parts = /^(.*?) for (\w+) in (.*)$/.exec(inner);
    const [, body = "", variable = "", list = ""] = parts ?? [];
    const tests = splitAtTop(body, " and ");
    if (tests.length < 2 || hasAtTop(body, "or")) continue;
    const apart = tests.map((test) => `any(${test} for ${variable} in ${list})`);
    return `${text.slice(0, at)}(${apart.join(" and ")})${text.slice(close + 1)}`;
  }
  return text;
}

function splitAtTop(text: string, word: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === '"') index = endOfString(text, index);
    else if (character === "(") depth++;
    else if (character === ")") depth--;
    else if (depth === 0 && text.startsWith(word, index)) {
      parts.push(text.slice(start, index));
      start = index + word.length;
    }
  }
  return [...parts, text.slice(start)];
}

/** Changes the regexes of a text alone: what `pattern` finds around them has the regex itself as its second group. */
const inRegexes =
  (pattern: RegExp, change: (regex: string) => string) =>
  (text: string): string =>
    text.replace(pattern, (_, before: string, regex: string, after: string) => before + change(regex) + after);

const PYTHON_REGEX = /(re\.search\(\s*r")((?:[^"\\\n]|\\.)*)(")/g;
const EQL_REGEX = /(regex~? (?:"""|"))((?:[^"\n])*)("""|")/g;
const SPL_REGEX = /((?:match|mvfind)\([^"\n]*?, ")((?:[^"\n])*)(")/g;

const wrong = (target: string, name: string, change: (text: string) => string): WrongLowering => ({
  target,
  name,
  change,
});

export const wrongLowerings: readonly WrongLowering[] = [
  // Python
  wrong(
    "panther",
    "a regex has lost `^`",
    inRegexes(PYTHON_REGEX, (regex) => regex.replace(/^\^/, "")),
  ),
  wrong(
    "panther",
    "`$` stands for the very end",
    inRegexes(PYTHON_REGEX, (regex) => regex.replace(/\\Z$/, "$")),
  ),
  wrong("panther", "`re.match` for `re.search`", (text) => text.replaceAll("re.search(", "re.match(")),
  wrong("panther", "contains for equals", (text) =>
    text.replace(new RegExp(`event\\.(get|deep_get)\\(([^()]*)\\) == (${TEXT})`, "g"), "$3 in str(event.$1($2))"),
  ),
  wrong("panther", "case is minded where it does not count", (text) => text.replaceAll(".lower()", "")),
  wrong("panther", "case is folded beyond ASCII", (text) => text.replaceAll(".lower()", ".casefold()")),
  wrong("panther", "contains for starts with", (text) =>
    text.replace(new RegExp(`\\.startswith\\((${TEXT})\\)`, "g"), ".__contains__($1)"),
  ),
  wrong("panther", "`*` for `?` in a wildcard", (text) =>
    text.replace(
      new RegExp(`(fnmatchcase\\([^\\n]*, )(${TEXT})`, "g"),
      (_, before: string, pattern: string) => before + pattern.replace(/(?<!\[)\?/g, "*"),
    ),
  ),
  wrong("panther", "numbers are compared as texts", (text) =>
    text.replace(/return _number\(value\) (<=|>=|<|>) limit/, "return _text(value) $1 str(limit)"),
  ),
  wrong("panther", "a boolean is its Python word", (text) =>
    text.replace('return "true" if value else "false"', "return str(value)"),
  ),
  wrong("panther", "the empty text is there", (text) =>
    text.replace('value is not None and value != ""', "value is not None"),
  ),
  wrong("panther", "`!=` wants the field", (text) =>
    text.replace(
      new RegExp(`event\\.(get|deep_get)\\(([^()]*)\\) != (${TEXT})`, "g"),
      "event.$1($2) not in (None, $3)",
    ),
  ),
  wrong("panther", "a value alone is no list", (text) =>
    text.replace("return [value] if _present(value) else []", "return []"),
  ),
  wrong("panther", "two conditions may hold for two elements", splitElements),
  // EQL and KQL
  wrong("elastic", "case is minded where it does not count", (text) =>
    text.replace(/(\w) : (?=["(])/g, "$1 like ").replace(/\b(in|regex|like)~/g, "$1"),
  ),
  wrong("elastic", "case does not count where it should", (text) => text.replace(/(?<!dataset) == "/g, ' : "')),
  wrong(
    "elastic",
    "a regex sign has lost its escape",
    inRegexes(EQL_REGEX, (regex) => regex.replace(/\\([.+*?|()[\]{}@&#<>~"])/g, "$1")),
  ),
  wrong("elastic", "a wildcard sign has lost its escape", (text) => text.replace(/\\\\(?=[*?])/g, "")),
  wrong(
    "elastic",
    "a regex is no longer open at its start",
    inRegexes(EQL_REGEX, (regex) => regex.replace(/^\.\*/, "")),
  ),
  wrong(
    "elastic",
    "any run for one character",
    inRegexes(EQL_REGEX, (regex) => regex.replace(/(?<!\\)\.(?![*+?{])/g, ".*")),
  ),
  wrong("elastic", "`and` and `or` bind as they stand", withoutParentheses("and", "or")),
  wrong("elastic", "`!=` wants the field", (text) =>
    text.replace(/\((\S+) == null or \1 != /g, "($1 != null and $1 != "),
  ),
  wrong("elastic", "KQL: one of several texts is all of them", (text) =>
    text.replace(/^(data_stream\.dataset: [\s\S]*)$/m, (query) =>
      query.replace(/: \(([^()]*)\)/g, (_, list: string) => `: (${list.replaceAll(" or ", " and ")})`),
    ),
  ),
  // SPL
  wrong(
    "splunk",
    "a regex has lost its end",
    inRegexes(SPL_REGEX, (regex) => regex.replaceAll("\\z", "")),
  ),
  wrong("splunk", "case is minded where it does not count", (text) =>
    text.replaceAll("(?i)", "").replaceAll("(?is)", "(?s)"),
  ),
  wrong("splunk", "a guard before NOT is lost", (text) =>
    text.replace(/NOT \(isnotnull\([^()]+\)\s+AND match\(/g, "NOT (match("),
  ),
  wrong("splunk", "`!=` for NOT", (text) =>
    text.replace(new RegExp(`NOT \\(isnotnull\\(([^()]+)\\)\\s+AND \\1=(${TEXT})\\)`, "g"), "$1!=$2"),
  ),
  wrong("splunk", "the text null is a value", (text) => text.replaceAll(', "null"', "")),
  wrong("splunk", "`success` in errorCode is an error", (text) => text.replaceAll(', "success")', ")")),
  wrong("splunk", "a list is not asked", (text) => text.replace(/'([^'\n]*)\{\}([^'\n]*)'/g, "'$1$2'")),
  wrong("splunk", "a value alone is not asked", (text) => {
    const lists = [...text.matchAll(/'([^'\n]*\{\}[^'\n]*)'/g)].map(([, name]) =>
      (name as string).replaceAll("{}", ""),
    );
    return lists.reduce((changed, name) => changed.replaceAll(`'${name}'`, "'nowhere'"), text);
  }),
  wrong("splunk", "the terms before `where` are too narrow", (text) =>
    text.replace(/\((\w+(?:\.\w+)?="[^"]*") OR [^()]*\)/, "$1"),
  ),
  wrong("splunk", "`AND` and `OR` bind as they stand", withoutParentheses("AND", "OR")),
  wrong(
    "splunk",
    "a regex sign has lost its escape",
    inRegexes(SPL_REGEX, (regex) => regex.replace(/\\([.+*?|()[\]{}])/g, "$1")),
  ),
  wrong("splunk", "texts that look like numbers are compared as they stand", (text) =>
    text.replace(/match\(([^(),\n]+), "\^([0-9]+)\\z"\)/g, '$1="$2"'),
  ),
];

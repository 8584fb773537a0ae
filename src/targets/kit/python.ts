/** In: texts. Out: Python source for them, ASCII only, in the form that black leaves alone. No other code writes Python literals. */

const ESCAPES: { readonly [character: string]: string } = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** One UTF-16 unit or code point as an escape, in lower case as black wants it. */
function escapeCharacter(character: string): string {
  const known = ESCAPES[character];
  if (known) return known;
  const code = (character.codePointAt(0) as number).toString(16);
  if (code.length <= 2) return `\\x${code.padStart(2, "0")}`;
  return code.length <= 4 ? `\\u${code.padStart(4, "0")}` : `\\U${code.padStart(8, "0")}`;
}

/** Most texts need no escapes at all. */
const PLAIN = /^[ !#-&(-[\]-~]*$/;

/** The inside of a literal between such quotes. */
export function pythonEscaped(text: string, quote: '"' | "'"): string {
  if (PLAIN.test(text)) return text;
  return text.replace(/[^ !#-&(-[\]-~"']/gu, escapeCharacter).replaceAll(quote, `\\${quote}`);
}

/** The quotes that need fewer escapes, double ones where it makes no difference: black's choice. */
export function pythonQuote(text: string): '"' | "'" {
  if (!text.includes('"')) return '"';
  return text.split('"').length > text.split("'").length ? "'" : '"';
}

/** A string literal for any text, halves of surrogate pairs included. */
export function pythonString(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  const quote = pythonQuote(text);
  return `${quote}${pythonEscaped(text, quote)}${quote}`;
}

/** A raw literal for a regex that is printable ASCII and escapes its double quotes and its last backslash. */
export function pythonRegex(pattern: string): string {
  if (!/^(?:[ !#-[\]-~]|\\[ -~])*$/.test(pattern))
    throw new Error("compiler bug: a regex is not ready to be a raw string");
  return `r"${pattern}"`;
}

/** Words that a name of ours must not be: Python's own, and those that every module of a rule has or may have. */
const TAKEN = new Set(
  (
    "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda " +
    "nonlocal not or pass raise return try while with yield match case type abs all any ascii bin bool breakpoint bytearray bytes callable " +
    "chr classmethod compile complex copyright credits delattr dict dir divmod enumerate eval exec exit filter float format frozenset getattr " +
    "globals hasattr hash help hex id input int isinstance issubclass iter len license list locals map max memoryview min next object oct open " +
    "ord pow print property quit range repr reversed round set setattr slice sorted staticmethod str sum super tuple vars zip aiter anext " +
    "event rule title dedup severity description alert_context runbook reference destinations unique json re ip_address ip_network fnmatchcase"
  ).split(" "),
);

function words(text: string): string {
  return (
    text
      // AWS writes `dBInstanceIdentifier`, `iPAddress`: one word in front.
      .replace(/\b([a-z])([A-Z]+)(?=[A-Z][a-z])/g, (_, first: string, second: string) => first + second.toLowerCase())
      .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
      .replace(/([A-Z])([A-Z](?!s(?:[^a-z]|$))[a-z])/g, "$1_$2")
      .replace(/[^A-Za-z0-9]+/g, "_")
      .replace(/^_+|_+$/g, "")
  );
}

function unused(name: string, used: Set<string>): string {
  let free = name;
  for (let count = 2; TAKEN.has(free) || used.has(free); count++) free = `${name}_${count}`;
  used.add(free);
  return free;
}

/** A variable's name made of any text, in snake case, that is none of Python's and none of `used`; it is added there. */
export function pythonVariable(text: string, used: Set<string>): string {
  const name = words(text).toLowerCase().slice(0, 40);
  return unused(/^[a-z]/.test(name) ? name : `value${name && `_${name}`}`, used);
}

/** A constant's name, in upper case; see `pythonVariable`. */
export function pythonConstant(text: string, used: Set<string>): string {
  const name = words(text).toUpperCase().slice(0, 40);
  return unused(/^[A-Z]/.test(name) ? name : `VALUE${name && `_${name}`}`, used);
}

/**
 * In: text from outside (a rule, a log, a file's name). Out: the same with nothing in it that a terminal or an editor
 * would act on or hide: controls, escapes, characters that change the direction or have no width. They show as `\u{…}`.
 */

// Controls, soft hyphen, zero-width and direction characters, line separators, annotations, tags; lone surrogates.
const unseen =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /[\u0000-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\uD800-\uDFFF\u{E0000}-\u{E007F}]/gu;

/** One line of text, safe to print; a tab and a line break show as escapes too. */
export function cleanText(text: string): string {
  return text.replace(unseen, (found) => `\\u{${(found.codePointAt(0) as number).toString(16)}}`);
}

/** What a workflow's log would take for a command, wherever a line begins with it. */
const commandAtStart = /^(\s*):(?=:[A-Za-z][\w-]*(?:\s.*)?::)/;

/** Text of several lines, safe to print: line breaks stay, tabs become spaces, and no line is a workflow's command. */
export function cleanLines(text: string): string {
  return text
    .replaceAll("\t", "  ")
    .split(/\r?\n/)
    .map((line) => cleanText(line).replace(commandAtStart, "$1\\u{3a}"))
    .join("\n");
}

/** JSON text in which such characters stand as JSON's own escapes: the same data, safe to print. */
export function cleanJson(json: string): string {
  return json.replace(unseen, (found) =>
    found === "\n"
      ? found
      : [...Array(found.length).keys()]
          .map((at) => `\\u${found.charCodeAt(at).toString(16).padStart(4, "0")}`)
          .join(""),
  );
}

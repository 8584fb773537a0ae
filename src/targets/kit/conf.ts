/**
 * In: stanzas of settings. Out: the text of a Splunk .conf file. The one place that knows how such a file holds a text.
 * A line break is kept by a backslash before it (Splunk admin manual, "How to edit a configuration file"); there is no
 * other escape, so what would be read as something else is refused.
 */

export interface ConfStanza {
  readonly name: string;
  readonly settings: readonly (readonly [key: string, value: string])[];
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|[\ud800-\udfff]/u;

/** Why a .conf file can't hold the text as a value, as the end of a sentence; nothing where it can. */
export function confRefuses(text: string): string | undefined {
  if (CONTROL.test(text)) return "it has a control character, one that turns the direction of text, or half of a pair.";
  if (text.endsWith("\\")) return "it ends in a backslash, which would join the next line to it.";
  if (text.trim() !== text) return "it starts or ends with white space, which is not kept.";
  return undefined;
}

/** A value as it stands after `key = `. A text that `confRefuses` must not come here. */
export function confValue(text: string): string {
  if (confRefuses(text) !== undefined) throw new Error("compiler bug: a text that no .conf file holds");
  // The blank keeps a line's own last backslash apart from the one that goes on.
  return text.replace(/\n/g, " \\\n");
}

/** May the text be a stanza's name? One line, without brackets; contentctl and Splunk take it as it is. */
export function isStanzaName(text: string): boolean {
  return text.length > 0 && confRefuses(text) === undefined && !/[\n\t[\]]/.test(text);
}

/** The whole file: a blank line between stanzas, one setting a line, in the order given. */
export function writeConf(stanzas: readonly ConfStanza[]): string {
  return stanzas
    .map(({ name, settings }) => {
      if (!isStanzaName(name)) throw new Error("compiler bug: a stanza's name that no .conf file holds");
      const lines = settings.map(([key, value]) => {
        if (!/^[A-Za-z0-9_.]+$/.test(key)) throw new Error(`compiler bug: a setting named ${key}`);
        return `${key} = ${confValue(value)}`.trimEnd();
      });
      return `${[`[${name}]`, ...lines].join("\n")}\n`;
    })
    .join("\n");
}

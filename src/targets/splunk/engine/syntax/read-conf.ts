/**
 * Reads Splunk's .conf files: stanzas in brackets, `key = value`, a value going on in the next line after a backslash at
 * the line's end, comments on lines that begin with `#` (the .conf.spec files of Splunk Enterprise).
 */
import { fail, quote } from "../spl-error.ts";

/** Stanzas by name, keys by name. */
export type Conf = ReadonlyMap<string, ReadonlyMap<string, string>>;

export function readConf(text: string): Conf {
  const stanzas = new Map<string, Map<string, string>>();
  let stanza: Map<string, string> | undefined;
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; at++) {
    let line = lines[at] as string;
    if (line.trim() === "" || line.startsWith("#")) continue;
    while (line.endsWith("\\")) {
      at++;
      if (at >= lines.length) return fail("the last line of a .conf file ends in a backslash");
      line = `${line.slice(0, -1)}\n${lines[at] as string}`;
    }
    const heading = /^\[([^\n]*)\]$/.exec(line);
    if (heading) {
      stanza = new Map();
      if (stanzas.has(heading[1] as string)) return fail(`the stanza ${quote(heading[1] as string)} stands twice`);
      stanzas.set(heading[1] as string, stanza);
      continue;
    }
    const equals = line.indexOf("=");
    const key = line.slice(0, equals).trim();
    if (!stanza || equals < 1 || !/^[A-Za-z0-9_.]+$/.test(key)) return fail(`no key of a .conf file: ${quote(line)}`);
    if (stanza.has(key)) return fail(`the key ${quote(key)} stands twice in one stanza`);
    stanza.set(key, line.slice(equals + 1).trim());
  }
  return stanzas;
}

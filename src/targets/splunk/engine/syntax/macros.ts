/**
 * Macros: `` `name` `` or `` `name(a, b)` `` outside strings is replaced by the macro's definition, in which `$a$` stands
 * for an argument (macros.conf.spec). Known are those of the files handed in, and contentctl's filter macros.
 */
import { fail, quote } from "../spl-error.ts";

export interface Macro {
  readonly parameters: readonly string[];
  readonly definition: string;
}

/** By name, with the number of parameters behind it where there are any: `security_content_ctime(1)`. */
export type Macros = ReadonlyMap<string, Macro>;

/** As the packs define them; a pack's own definition counts before these. */
const USUAL: Macros = new Map([
  ["cloudtrail", { parameters: [], definition: "sourcetype=aws:cloudtrail" }],
  [
    "security_content_ctime(1)",
    { parameters: ["field"], definition: 'convert timeformat="%Y-%m-%dT%H:%M:%S" ctime($field$)' },
  ],
]);

const CALL = /^([A-Za-z_][A-Za-z0-9_]*)(?:\(([^()"'`|]*)\))?$/;
const NEXT = /"(?:[^"\\]|\\[\s\S])*"|`([^`]*)`|["`]/g;
const ROUNDS = 4;

/** The text with every macro replaced. `filter` is the rule's filter macro, which contentctl itself makes: `search *`. */
export function expandMacros(text: string, macros: Macros, filter: string): string {
  let expanded = text;
  for (let round = 0; round < ROUNDS; round++) {
    const before = expanded;
    expanded = before.replace(NEXT, (found: string, call: string | undefined) => {
      if (found === '"' || found === "`") return fail(`an unbalanced ${found} in ${quote(text)}`);
      return call === undefined ? found : expand(call, macros, filter);
    });
    if (expanded === before) return expanded;
  }
  return fail("macros within macros, too deep");
}

function expand(call: string, macros: Macros, filter: string): string {
  const parts = CALL.exec(call);
  if (!parts) return fail(`${quote(call)} is no macro`);
  const given = parts[2] === undefined ? [] : parts[2].split(",").map((one) => one.trim());
  const key = given.length > 0 ? `${parts[1]}(${given.length})` : (parts[1] as string);
  const macro =
    macros.get(key) ?? USUAL.get(key) ?? (key === filter ? { parameters: [], definition: "search *" } : undefined);
  if (!macro) return fail(`the macro ${quote(call)} is not known`);
  return macro.definition.replace(/\$([A-Za-z_]+)\$/g, (_, name: string) => {
    const index = macro.parameters.indexOf(name);
    return index >= 0 ? (given[index] as string) : fail(`the macro ${quote(call)} has no argument ${quote(name)}`);
  });
}

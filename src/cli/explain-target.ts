/** In: a target. Out: its page: what is written, the options of its block, its engines, where it can't see what the language sees. */
import type { Paint } from "../diagnostics/paint.ts";
import { DEVIATIONS } from "../targets/deviations.ts";
import type { BlockOption, Target } from "../targets/target.ts";
import { headLine, type Page, table, WIDTH, wrap } from "./explain-page.ts";

export async function explainTarget(target: Target, paint: Paint): Promise<Page> {
  const { about, options } = await target.describe();
  const engines = await target.engines();
  const declared = target.deviations.map((id) => ({ id, about: DEVIATIONS[id] }));
  const lines = [
    headLine(target.id, `the platform ${target.name}`, paint),
    ...about.flatMap((one) => wrap(one, WIDTH)),
    "",
    paint.bold(`Options of \`${target.id} { … }\` in a rule`),
    ...table(Object.entries(options).map(([name, option]) => [name, describeOption(option)])),
    "",
    paint.bold("Engines that run its rules again in `tocsin verify`"),
    ...table(engines.map((one) => [one.id, one.about])),
    "",
    paint.bold("Declared deviations: what no text could make it see"),
    ...table(declared.map((one) => [one.id, one.about])),
  ];
  const data = {
    target: {
      id: target.id,
      name: target.name,
      about,
      options,
      engines: engines.map(({ id, about: sentence }) => ({ id, about: sentence })),
      deviations: declared,
    },
  };
  return { what: "a platform", lines, data };
}

/** The description, and what may be written. */
function describeOption(option: BlockOption): string {
  const { description } = option;
  return `${description}${/[.!?]$/.test(description) ? "" : "."} ${allowed(option)}.`;
}

function allowed({ type, enum: words, minimum, maximum, items }: BlockOption): string {
  if (words) return `One of ${words.map((one) => `\`${one}\``).join(", ")}`;
  if (type === "integer") {
    if (minimum !== undefined && maximum !== undefined) return `A number from ${minimum} to ${maximum}`;
    return minimum === undefined ? "A number" : `A number from ${minimum}`;
  }
  if (type === "boolean") return "`true` or `false`";
  if (type === "object") return "A map: `{ name = value }`";
  if (type === "array") return items?.type === "object" ? "A list of maps" : "A list of texts";
  return "A text";
}

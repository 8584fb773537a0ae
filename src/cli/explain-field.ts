/** In: a field. Out: its page: what the record says of it, what it is on each platform, and the rules that use it. */
import { cleanText } from "../diagnostics/clean-text.ts";
import type { Paint } from "../diagnostics/paint.ts";
import { isAlwaysPresent } from "../schema/record.ts";
import { headLine, type Page, rulesLines, table, WIDTH, wrap } from "./explain-page.ts";
import type { FoundField } from "./find-field.ts";
import type { KnownRules } from "./known-rules.ts";
import { probeField, type TargetField } from "./probe-field.ts";
import { plainPath } from "./rule-uses.ts";

/** Nearly every alert shows some fields. */
const MOST_SHOWN = 9;

const TYPES: { readonly [type: string]: string } = {
  open: "object, whose members depend on the operation",
  unknown: "depends on the operation",
  address: "address: an IP address, or the name of a service",
};

export async function explainField(found: FoundField, known: KnownRules, paint: Paint): Promise<Page> {
  const { field, derived, path } = found;
  const plain = derived ? path : plainPath(found.steps);
  const isWithin = (used: string) => used === plain || used.startsWith(`${plain}.`);
  const asked = known.idsWhere((uses) => [...uses.asked].some(isWithin));
  const shown = known.idsWhere((uses) => [...uses.shown].some(isWithin));
  const platforms = await probeField(found, known.project);
  const what = derived ? "a derived field" : "a field of the record";
  const documentation = documentationOf(found);
  const lines = [
    headLine(path, what, paint),
    ...wrap(cleanText(documentation), WIDTH),
    "",
    ...table(rowsOf(found)),
    "",
    paint.bold("On the platforms"),
    ...platforms.flatMap((one) => platformLines(one, paint)),
    "",
    ...rulesLines("In the condition of", asked, paint),
    ...rulesLines("In the alert of", shown, paint, MOST_SHOWN),
    ...known.caution,
  ];
  const data = {
    field: {
      path,
      kind: derived ? "derived" : "record",
      type: found.type,
      documentation,
      ...(field?.isList ? { list: true } : {}),
      ...(field?.values ? { values: field.values, closed: field.closed } : {}),
      ...(derived?.values ? { values: derived.values, closed: true } : {}),
      ...(field?.example ? { example: field.example } : {}),
      ...(field && field.members.size > 0 ? { members: [...field.members.keys()] } : {}),
      ...(derived ? { cases: derived.cases } : {}),
    },
    targets: Object.fromEntries(
      platforms.map(({ target, place, asked: answers }) => [target.id, { ...place, asked: answers }]),
    ),
    rules: { asked, shown },
  };
  return { what, lines, data };
}

function documentationOf({ field, derived, open }: FoundField): string {
  if (field) return field.documentation;
  if (derived) return derived.documentation;
  return `A member of \`${open ?? ""}\`. What stands there depends on the operation: \`tocsin explain iam:CreateUser\` lists the members of one.`;
}

function rowsOf(found: FoundField): readonly (readonly [string, string])[] {
  const { field, derived, type } = found;
  const values = field?.values ?? derived?.values;
  const closed = derived !== undefined || field?.closed === true;
  const rows: [string, string][] = [["type", `${TYPES[type] ?? type}${field?.isList ? ", in a list" : ""}`]];
  if (field && isAlwaysPresent(field.path)) rows.push(["present", "in every record"]);
  if (values) rows.push(["values", `${values.join(", ")}${closed ? "" : " (documented; others occur)"}`]);
  if (field?.example !== undefined) rows.push(["example", field.example]);
  if (field && field.members.size > 0) rows.push(["members", [...field.members.keys()].join(", ")]);
  for (const { value, when } of derived?.cases ?? []) {
    const text =
      "path" in value ? value.path : "text" in value ? `"${value.text}"` : `${value.lowerCase}, in lower case`;
    rows.push(["is", when === undefined ? `else ${text}` : `${text} when ${when}`]);
  }
  return rows;
}

function platformLines({ target, place, asked }: TargetField, paint: Paint): readonly string[] {
  const names = place.names.length > 0 ? cleanText(place.names.join(", ")) : "no field";
  // A reason says it already.
  const isNowhere = place.names.length === 0 && asked.every((one) => one.reason !== undefined);
  const painted = place.names.length > 0 ? paint.cyan : paint.yellow;
  return [
    `  ${paint.bold(target.name.padEnd(8))} ${painted(names)}`,
    ...(place.note === undefined || isNowhere ? [] : wrap(cleanText(place.note), WIDTH, "           ")),
    ...asked.flatMap(({ operators, fidelity, reason }) => {
      const [first = "", ...more] = wrap(
        cleanText(`${operators.join(", ")}${reason === undefined ? "" : `: ${reason}`}`),
        WIDTH,
        " ".repeat(23),
      );
      const colour = fidelity === "exact" ? paint.green : paint.yellow;
      return [`           ${colour(fidelity.padEnd(12))}${first.trimStart()}`, ...more];
    }),
  ];
}

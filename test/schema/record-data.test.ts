// The two data files of src/schema: well-formed, and the record's table holds against real records.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";

interface Field {
  path: string;
  type: string;
  documentation: string;
  values?: string[];
  closed?: true;
  example?: string | number;
}

interface Tactic {
  id: string;
  name: string;
  shortName: string;
  names?: Record<string, string>;
  shortNames?: Record<string, string>;
  since?: string;
  id18?: string;
}

interface Technique {
  id: string;
  name: string;
  tactics: string[];
  names?: Record<string, string>;
  tactics18?: string[];
  platforms?: string;
  since?: string;
  id18?: string;
  revokedBy?: string;
  revokedIn?: string;
  deprecated?: true;
}

const root = new URL("../../", import.meta.url);
const text = (path: string) => readFileSync(new URL(path, root), "utf8");
const record = JSON.parse(text("src/schema/cloudtrail-record.json")) as { source: string; fields: Field[] };
const attack = JSON.parse(text("src/schema/attack.json")) as {
  version: string;
  sources: { version: string; from: string; gives: string }[];
  notice: string;
  platforms: Record<string, string>;
  tactics: Tactic[];
  techniques: Technique[];
};
const fieldOf = new Map(record.fields.map((field) => [field.path, field]));
const tacticOf = new Map(attack.tactics.map((tactic) => [tactic.id, tactic]));
const techniqueOf = new Map(attack.techniques.map((technique) => [technique.id, technique]));
const wrong = <T>(list: T[], right: (one: T) => boolean) => list.filter((one) => !right(one));

/** What a JSON value has to look like to be a value of the type. */
const fits: Record<string, (value: unknown) => boolean> = {
  text: (value) => typeof value === "string",
  address: (value) => typeof value === "string",
  integer: (value) => Number.isSafeInteger(value),
  number: (value) => typeof value === "number",
  boolean: (value) => [true, false, "true", "false"].includes(value as string | boolean),
  timestamp: (value) => typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value),
  object: isObject,
  open: isObject,
};

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

describe("the table of the record", () => {
  it("has only the types of the list", () => {
    expect(wrong(record.fields, (field) => field.type in fits)).toEqual([]);
  });

  it("names each path once, in one spelling", () => {
    expect(fieldOf.size).toBe(record.fields.length);
    const folded = new Set(record.fields.map((field) => field.path.toLowerCase()));
    expect(folded.size).toBe(record.fields.length);
    expect(wrong(record.fields, (field) => /^[A-Za-z0-9]+(\[\])?(\.[A-Za-z0-9]+(\[\])?)*$/.test(field.path))).toEqual(
      [],
    );
  });

  it("has each path's parent, before it and of type object", () => {
    const seen = new Set<string>();
    const orphans = wrong(record.fields, ({ path }) => {
      seen.add(path);
      const dot = path.lastIndexOf(".");
      const parent = path.slice(0, dot);
      return dot < 0 || (seen.has(parent) && fieldOf.get(parent)?.type === "object");
    });
    expect(orphans).toEqual([]);
  });

  it("gives each object members, and none to anything else", () => {
    const parents = new Set(record.fields.map(({ path }) => path.slice(0, Math.max(0, path.lastIndexOf(".")))));
    expect(wrong(record.fields, ({ path, type }) => parents.has(path) === (type === "object"))).toEqual([]);
  });

  it("documents each field in one sentence with a full stop", () => {
    const sentence = /^[A-Z][^\n]*[^\s.]\.$/;
    const good = ({ documentation }: Field) =>
      sentence.test(documentation) && !/[.!?]\s/.test(documentation) && documentation.length <= 120;
    expect(wrong(record.fields, good)).toEqual([]);
    expect(new Set(record.fields.map((field) => field.documentation)).size).toBe(record.fields.length);
  });

  it("gives known values to texts only, and an example that fits", () => {
    const good = ({ type, values, closed }: Field) =>
      values === undefined
        ? closed === undefined
        : type === "text" && values.length > 0 && new Set(values).size === values.length;
    expect(wrong(record.fields, good)).toEqual([]);
    expect(wrong(record.fields, ({ type, example }) => example === undefined || !!fits[type]?.(example))).toEqual([]);
  });
});

describe("the table against real records", () => {
  const log = gunzipSync(readFileSync(new URL("rules/logs/stratus-attack-2023-07-10.json.gz", root)));
  const { Records: records } = JSON.parse(log.toString("utf8")) as { Records: unknown[] };
  const problems = new Set<string>();
  const met = new Set<string>();

  for (const one of records) members(one, "");

  function members(value: unknown, prefix: string) {
    if (!isObject(value)) problems.add(`${prefix}: no object`);
    else for (const [key, member] of Object.entries(value)) check(`${prefix}${key}`, member);
  }

  function check(path: string, value: unknown) {
    if (value === null) return;
    if (Array.isArray(value)) {
      for (const element of value) check(`${path}[]`, element);
      return;
    }
    const field = fieldOf.get(path);
    if (!field) problems.add(`${path}: not in the table`);
    else if (!fits[field.type]?.(value)) problems.add(`${path}: ${JSON.stringify(value)} is no ${field.type}`);
    else if (field.values && !field.values.includes(value as string))
      problems.add(`${path}: ${value} is no known value`);
    else if (field.type === "object") members(value, `${path}.`);
    met.add(path);
  }

  it("knows every path and every known value, and each value fits its type", () => {
    expect(records).toHaveLength(2900);
    expect([...problems]).toEqual([]);
  });

  it("was held against a good part of the table", () => {
    expect(met.size).toBeGreaterThanOrEqual(45);
  });
});

describe("the ATT&CK table", () => {
  it("carries its sources, which the notices name, and MITRE's notice", () => {
    expect(attack.sources.map(({ version }) => version)).toEqual([attack.version, "18.1"]);
    for (const { version, from } of attack.sources) {
      expect(from).toMatch(/^PyPI [a-z-]+ \d+\.\d+\.\d+$/);
      expect(text("NOTICE")).toContain(`${from.split(" ")[1]} (v${version})`);
    }
    expect(attack.notice).toMatch(/^© \d{4} The MITRE Corporation\. /);
    expect(text("NOTICE")).toContain(attack.notice);
  });

  it("is small, one entry a line", () => {
    const lines = text("src/schema/attack.json").split("\n");
    expect(text("src/schema/attack.json").length).toBeLessThan(150_000);
    expect(lines.filter((line) => /^ {4}\{.*\},?$/.test(line))).toHaveLength(
      attack.sources.length + tacticOf.size + techniqueOf.size,
    );
  });

  it("has well-formed ids, each once, techniques in order", () => {
    expect(wrong(attack.tactics, ({ id }) => /^TA\d{4}$/.test(id))).toEqual([]);
    expect(wrong(attack.techniques, ({ id }) => /^T\d{4}(\.\d{3})?$/.test(id))).toEqual([]);
    expect(tacticOf.size).toBe(attack.tactics.length);
    expect(techniqueOf.size).toBe(attack.techniques.length);
    const ids = attack.techniques.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort());
  });

  it("puts each technique under tactics that exist, and each sub-technique under its technique", () => {
    const known = (ids: string[]) => ids.every((id) => tacticOf.has(id)) && new Set(ids).size === ids.length;
    const valid = ({ deprecated, revokedBy }: Technique) => !deprecated && !revokedBy;
    expect(wrong(attack.techniques, ({ tactics, tactics18 }) => known(tactics) && known(tactics18 ?? []))).toEqual([]);
    expect(wrong(attack.techniques, (one) => !valid(one) || one.tactics.length > 0)).toEqual([]);
    expect(wrong(attack.techniques, ({ id }) => techniqueOf.has(id.slice(0, 5)))).toEqual([]);
  });

  it("replaces what was revoked by something valid, after any number of steps", () => {
    const lost = wrong(attack.techniques, (technique) => {
      let at: Technique | undefined = technique;
      for (let steps = 0; at?.revokedBy; steps++) {
        if (steps > 5) return false;
        at = techniqueOf.get(at.revokedBy);
      }
      return at !== undefined && (at === technique || !at.deprecated);
    });
    expect(lost).toEqual([]);
  });

  it("says for v18 only what differs, and leads from what is new to what it was", () => {
    const differs = ({ name, names }: { name: string; names?: Record<string, string> }) =>
      names === undefined || (Object.keys(names).join() === "18" && names["18"] !== name);
    expect(wrong(attack.tactics, differs)).toEqual([]);
    expect(wrong(attack.techniques, differs)).toEqual([]);
    expect(wrong(attack.techniques, ({ tactics, tactics18 }) => tactics18?.join() !== tactics.join())).toEqual([]);
    const earlier = ({ id, id18, since }: Technique) =>
      id18 === undefined ||
      (since === "19" && techniqueOf.get(id18)?.revokedBy === id && techniqueOf.get(id18)?.revokedIn === "19");
    expect(wrong(attack.techniques, earlier)).toEqual([]);
    expect(wrong(attack.techniques, ({ since, revokedBy }) => !since || !revokedBy)).toEqual([]);
    const active18 = attack.techniques.filter(
      (one) => !one.since && !one.deprecated && (!one.revokedBy || one.revokedIn === "19"),
    );
    expect(active18).toHaveLength(691);
  });

  it("gives each technique of v18 its platforms, each once, and what is new those of what it replaced", () => {
    const letters = Object.keys(attack.platforms).join("");
    const inOrder = new RegExp(`^${[...letters].map((letter) => `${letter}?`).join("")}$`);
    expect(wrong(attack.techniques, ({ platforms }) => platforms !== "" && inOrder.test(platforms ?? ""))).toEqual([]);
    const valid = attack.techniques.filter((one) => !one.deprecated && !one.revokedBy);
    const without = valid.filter(({ platforms }) => platforms === undefined);
    expect(wrong(without, ({ since, id18 }) => since === "19" && id18 === undefined)).toEqual([]);
    expect(without.length).toBeLessThan(10);
    expect(valid.filter(({ platforms }) => platforms?.includes("I"))).toHaveLength(103);
  });

  it("knows the ids that cloud rules use", () => {
    expect(tacticOf.get("TA0005")).toMatchObject({ name: "Stealth", names: { 18: "Defense Evasion" } });
    expect(tacticOf.get("TA0112")).toMatchObject({ name: "Defense Impairment", id18: "TA0005" });
    expect(techniqueOf.get("T1087.004")).toEqual({
      id: "T1087.004",
      name: "Cloud Account",
      tactics: ["TA0007"],
      platforms: "IPOS",
    });
    expect(techniqueOf.get("T1685.002")).toMatchObject({ name: "Disable or Modify Cloud Log", id18: "T1562.008" });
    expect(techniqueOf.get("T1578")).toMatchObject({ tactics: ["TA0112"], tactics18: ["TA0005"] });
  });
});

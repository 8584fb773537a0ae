/** `attack = […]`: which ids are refused or hinted at, and what a rule then knows of them. */
import { describe, expect, test } from "vitest";
import { currentPlace, placeAt18 } from "../../src/check/attack-place.ts";
import { attackTactics, attackTechniques, isValid, type Tactic } from "../../src/schema/attack.ts";
import { tacticsAt18 } from "../../src/schema/attack-18.ts";
import { checkText, ruleWith } from "./support.ts";

function check(attack: string) {
  const text = ruleWith('eventName == "A"').replace("severity    = low", `severity = low\n  attack = [${attack}]`);
  const { diagnostics, rules } = checkText(text);
  const about = diagnostics.filter((one) => ["D2018", "D2019", "D2025", "D2026"].includes(one.code));
  return { about, fixes: about.flatMap((one) => one.fixes.map((fix) => fix.text)), attack: rules[0]?.metadata.attack };
}

const told = (attack: string) =>
  check(attack).about.map((one) => `${one.code} ${one.message} ${one.help ?? ""}`.trim());
const withoutSpan = (attack: string) => check(attack).attack?.map(({ span: _, ...one }) => one);

describe("an id that ATT&CK hasn't got is an error that names the closest", () => {
  test.each([
    ["TA0007:T1807.004", "`T1087.004` (Cloud Account)"],
    ["TA0007:T1087.044", "`T1087.004` (Cloud Account)"],
    ["TA0006:T1078.009", "`T1078.001` (Default Accounts)"],
    ["TA0040:T1845", "`T1485` (Data Destruction)"],
    ["TA0121", "`TA0112` (Defense Impairment)"],
  ])("%s", (attack, nearest) => {
    const { about } = check(attack);
    expect(about.map(({ code, severity }) => [code, severity])).toEqual([["D2018", "error"]]);
    expect(about[0]?.help).toContain(nearest);
  });

  test("of several, those of the tactic come first, and the first is the repair", () => {
    expect(check("TA0007:T1807.004").fixes).toEqual(["T1087.004"]);
    expect(check("TA0010:T1557").fixes).toEqual([]);
    expect(check("TA0040:T148").about).not.toEqual([]);
  });

  test("with nothing close, it says what to write", () => {
    expect(told("TA0007:T9999")).toEqual([
      "D2018 `T9999` is no technique of ATT&CK Enterprise. Write a tactic, or a tactic and a technique: `TA0007:T1087.004`.",
    ]);
  });
});

describe("what ATT&CK no longer has", () => {
  test("what the current version replaced is a hint, and stands for its successor", () => {
    const { about, fixes } = check("TA0005:T1562.008");
    expect(about.map(({ code, severity }) => [code, severity])).toEqual([["D2025", "hint"]]);
    expect(about[0]?.message).toContain("`T1685.002` (Disable or Modify Cloud Log) took its place");
    expect(fixes).toEqual(["TA0112:T1685.002"]);
    expect(withoutSpan("TA0005:T1562.008")).toEqual(withoutSpan("TA0112:T1685.002"));
  });

  test("what was replaced long ago is a warning that names what holds now, after all steps", () => {
    const { about, fixes } = check("TA0005:T1089");
    expect(about.map(({ code, severity }) => [code, severity])).toEqual([["D2019", "warning"]]);
    expect(about[0]?.message).toContain("`T1685` (Disable or Modify Tools) took its place");
    expect(fixes).toEqual(["TA0112:T1685"]);
  });

  test("what was dropped is a warning", () => {
    const dropped = [...attackTechniques().values()].find((one) => one.deprecated && one.tactics[0]);
    expect(told(`${dropped?.tactics[0]}:${dropped?.id}`)).toEqual([
      `D2019 \`${dropped?.id}\`: the technique is deprecated: ATT&CK dropped it, and nothing took its place.`,
    ]);
  });
});

describe("a tactic and a technique", () => {
  test("that don't belong together are a warning with those that do", () => {
    expect(told("TA0001:T1485")).toEqual([
      "D2019 `TA0001:T1485`: T1485 (Data Destruction) does not belong to Initial Access, but to `TA0040` (Impact).",
    ]);
    expect(check("TA0001:T1485").fixes).toEqual(["TA0040:T1485"]);
    expect(check("TA0040:T1078.004").about[0]?.message).toContain(
      "but to `TA0001` (Initial Access), `TA0003` (Persistence)",
    );
    expect(check("TA0040:T1078.004").fixes).toEqual([]);
  });

  test.each(["TA0005", "TA0112", "TA0005:T1578", "TA0112:T1578", "TA0112:T1685.002", "TA0112:T1562.008"])(
    "%s is right in one version or the other",
    (attack) => expect(told(attack).filter((one) => !one.startsWith("D2025"))).toEqual([]),
  );

  test("stands where the current version has it", () => {
    expect(withoutSpan("TA0005:T1578")).toEqual(withoutSpan("TA0112:T1578"));
    expect(withoutSpan("TA0112:T1578")?.[0]?.tactic).toEqual({ id: "TA0112", name: "Defense Impairment" });
  });

  test("names are filled in, and those of version 18 where anything differs", () => {
    expect(withoutSpan("TA0007:T1087.004")).toEqual([
      {
        tactic: { id: "TA0007", name: "Discovery" },
        technique: { id: "T1087.004", name: "Cloud Account" },
        parent: { id: "T1087", name: "Account Discovery" },
      },
    ]);
    expect(withoutSpan("TA0112:T1685.002")?.[0]?.version18).toEqual({
      tactic: { id: "TA0005", name: "Defense Evasion" },
      technique: { id: "T1562.008", name: "Disable or Modify Cloud Logs" },
      parent: { id: "T1562", name: "Impair Defenses" },
    });
  });

  test("what version 18 hadn't got leaves the tactic there", () => {
    expect(withoutSpan("TA0112:T1686.003")?.[0]?.version18).toEqual({
      tactic: { id: "TA0005", name: "Defense Evasion" },
    });
  });
});

describe("a technique far from any cloud", () => {
  test.each(["TA0006:T1003.001", "TA0112:T1686.002", "TA0112:T1685.001"])("%s is a hint", (attack) => {
    const { about } = check(attack);
    expect(about.map(({ code, severity }) => [code, severity])).toEqual([["D2026", "hint"]]);
  });

  test("the platforms are named", () => {
    expect(told("TA0112:T1686.002")[0]).toContain("`T1686.002` (Network Device Firewall) for Network Devices only");
  });

  test.each(["TA0010:T1567.002", "TA0003:T1037", "TA0042:T1583.001", "TA0112:T1687", "TA0002:T1059.004"])(
    "%s is not: machines in a cloud run Linux, attacks begin outside, and what is unknown is not guessed",
    (attack) => expect(told(attack)).toEqual([]),
  );
});

test("each pair that is or was right becomes one of the current version and one of version 18", () => {
  const tactics = attackTactics();
  const wrong: string[] = [];
  for (const technique of attackTechniques().values()) {
    if (technique.deprecated) continue;
    const then = technique.since ? [] : tacticsAt18(technique);
    for (const id of new Set([...technique.tactics, ...then])) {
      const tactic = tactics.get(id) as Tactic;
      const now = currentPlace(tactic, technique);
      const before = placeAt18(tactic, technique);
      const found = attackTechniques().get(now.technique?.id ?? "");
      const found18 = before.technique && attackTechniques().get(before.technique.id);
      if (!found || !isValid(found) || !found.tactics.includes(now.tactic.id)) wrong.push(`${id}:${technique.id} now`);
      if (before.tactic.id === "TA0112") wrong.push(`${id}:${technique.id} has a tactic that v18 hadn't`);
      if (!found18) continue;
      if (found18.since || !tacticsAt18(found18).includes(before.tactic.id)) wrong.push(`${id}:${technique.id} at v18`);
      if (found18.id.includes(".") !== (before.parent !== undefined)) wrong.push(`${id}:${technique.id} parent`);
    }
  }
  expect(wrong).toEqual([]);
});

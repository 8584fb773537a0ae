/** In: rules, what targets emitted for them, and engines. Out: the verdict table, a cell per rule and engine. */
import type { Cell, VerifyCase } from "../cases/verify.ts";
import { verifyRule } from "../cases/verify.ts";
import { verifyCases } from "../cases/verify-cases.ts";
import type { Rule } from "../ir/rule.ts";
import { loadRegexesFor } from "../semantics/evaluate.ts";
import type { Engine, OpenEngine } from "../targets/engine.ts";
import type { PackSettings, Target } from "../targets/target.ts";
import type { TargetPack } from "./compile-project.ts";
import { loadApiPart } from "./load-api-part.ts";

/** A column of the table. */
export interface EngineColumn {
  readonly target: Target;
  readonly engine: Pick<Engine, "id" | "about">;
  /** Nothing where the engine is not there. */
  readonly version?: string;
  readonly missing?: string;
}

export interface TableRow {
  readonly rule: Rule;
  readonly cases: number;
  /** By the engine's id; none for a target that the rule is not for. */
  readonly cells: ReadonlyMap<string, Cell>;
}

export interface VerdictTable {
  readonly columns: readonly EngineColumn[];
  readonly rows: readonly TableRow[];
}

export interface VerifyOptions {
  /** How many combinations of values a rule's witnesses may have. */
  readonly limit: number;
  /** Called when a rule is done. */
  readonly progress?: (done: number, of: number) => void;
}

interface OpenColumn extends EngineColumn {
  readonly pack: TargetPack;
  readonly open?: OpenEngine;
}

async function openColumn(pack: TargetPack, engine: Engine): Promise<OpenColumn> {
  const { target } = pack;
  const opened = await engine.open();
  if ("missing" in opened) return { target, engine, pack, missing: opened.missing };
  return { target, engine, pack, open: opened, version: opened.version };
}

async function cellOf(
  column: OpenColumn,
  rule: Rule,
  cases: readonly VerifyCase[],
  settings: PackSettings,
): Promise<Cell | undefined> {
  const emitted = column.pack.rules.find((one) => one.rule === rule);
  if (!emitted) return undefined;
  if (!column.open) return { status: "not verified", reason: column.missing ?? "" };
  return verifyRule({ rule, target: column.target, emitted, settings, cases }, column.open);
}

/** Runs every rule on every engine of its targets. Engines are opened once and closed in the end. */
export async function verifyProject(
  packs: readonly TargetPack[],
  rules: readonly Rule[],
  settings: PackSettings,
  options: VerifyOptions,
): Promise<VerdictTable> {
  await loadRegexesFor(rules);
  const engines = await Promise.all(
    packs.map(async (pack) => (await pack.target.engines()).map((engine) => openColumn(pack, engine))),
  );
  const columns = await Promise.all(engines.flat());
  try {
    const rows: TableRow[] = [];
    for (const rule of rules) {
      const cases = verifyCases(rule, options.limit, loadApiPart);
      const cells = new Map<string, Cell>();
      for (const column of columns) {
        const cell = await cellOf(column, rule, cases, settings);
        if (cell) cells.set(column.engine.id, cell);
      }
      rows.push({ rule, cases: cases.length, cells });
      options.progress?.(rows.length, rules.length);
    }
    return { columns, rows };
  } finally {
    await Promise.all(columns.map((column) => column.open?.close()));
  }
}

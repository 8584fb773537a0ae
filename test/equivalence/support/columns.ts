/** The columns of random equivalence: every engine, and Elastic's once more with the folding of newer versions. */
import { createElasticEngine } from "../../../src/targets/elastic/engine/engine.ts";
import { type Column, openColumns } from "./engines.ts";

export async function openAllColumns(what: string): Promise<Column[]> {
  const columns = await openColumns(what);
  const elastic = columns.find((column) => column.engine.id === "tocsin-elastic");
  if (!elastic) return columns;
  const made = createElasticEngine({ folding: "unicode" });
  const engine = { ...made, id: `${made.id}, Unicode folding` };
  const open = await engine.open();
  return "missing" in open ? columns : [...columns, { target: elastic.target, engine, open, isSecond: true }];
}

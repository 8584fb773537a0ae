/**
 * Elastic: rules in the TOML of detection-rules and in the NDJSON of Kibana, each in EQL or KQL, for CloudTrail records that Elastic's AWS
 * integration has mapped to ECS.
 *
 * In: checked rules. Out: their files, how exact each is, and what of its alert Elastic can show. The way is
 * `quantifiers` and `pins` (rewrites) -> `capabilities` over `cells` and `fields` (can it be said?) -> `query` (in
 * which language?) -> `lower/` (query tree) -> `print/` (text) -> `pack/` (files). Nothing here knows how conditions
 * are evaluated.
 */
import type { DataSchema } from "../../schema/data-schema.ts";
import type { Target } from "../target.ts";
import { ID, NAME } from "./block.ts";
import validateBlock from "./block.validate.generated.ts";
import type { Payload } from "./compile.ts";
import { compileRule } from "./compile.ts";
import { dumpQuery } from "./dump.ts";
import { clashes } from "./pack/clashes.ts";
import { ndjsonFile } from "./pack/ndjson.ts";
import { readmeFile } from "./pack/readme.ts";
import { schemaAdditions } from "./pack/schema-additions.ts";
import { lowerQuery, queryOf } from "./query.ts";

export const elastic: Target = {
  id: ID,
  name: NAME,
  deviations: [
    "shape",
    "bare-object",
    "void-text",
    "fraction",
    "misfit",
    "folding",
    "key-case",
    "dotted-key",
    "long-value",
    "odd-address",
  ],
  engines: async () => [
    (await import("./engine/engine.ts")).elasticEngine,
    (await import("./engine/pypi-eql/pypi-eql.ts")).pypiEqlEngine,
  ],
  validateBlock,
  blockSchema: async () => (await import("./block.schema.json", { with: { type: "json" } })).default as DataSchema,
  compile: compileRule,
  pack(rules, settings, leftOut = []) {
    const packed = rules
      .filter((one) => one.payload !== undefined)
      .sort((a, b) => ((a.files[0]?.path ?? "") < (b.files[0]?.path ?? "") ? -1 : 1))
      .map((one) => one.payload as Payload);
    const schema = schemaAdditions(packed);
    const readme = readmeFile(elastic, rules, leftOut, settings, schema[0]?.path);
    return { files: [readme, ...ndjsonFile(packed), ...schema], diagnostics: clashes(rules) };
  },
  describe: async () => (await import("./describe.ts")).description,
  dump(rule) {
    const query = queryOf(rule);
    if (query.judgement.fidelity !== "impossible") return dumpQuery(lowerQuery(query));
    return `impossible\n${query.judgement.findings.map((finding) => `  ${finding.reason}\n`).join("")}`;
  },
};

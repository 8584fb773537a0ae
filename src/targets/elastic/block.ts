/** `elastic { … }` as its schema has checked it. */
import type { PlatformBlock, Rule } from "../../ir/rule.ts";
import type { Span } from "../../source/source.ts";
import type { QueryLanguage } from "./cells.ts";

/** The id of this target: its folder, and the name of its block. */
export const ID = "elastic";
export const NAME = "Elastic";

export interface ElasticBlock {
  readonly building_block?: boolean;
  readonly from?: string;
  readonly index?: readonly string[];
  readonly interval?: string;
  readonly investigation_fields?: readonly string[];
  readonly language?: QueryLanguage;
  readonly max_signals?: number;
  readonly name?: string;
  readonly response?: string;
  readonly risk_score?: number;
  readonly rule_id?: string;
  readonly rule_name_override?: string;
  readonly setup?: string;
  readonly tags?: readonly string[];
  readonly timeline?: string;
  readonly use_case?: string;
}

function written(rule: Rule): PlatformBlock | undefined {
  return Object.hasOwn(rule.blocks, ID) ? rule.blocks[ID] : undefined;
}

export function blockOf(rule: Rule): ElasticBlock {
  return (written(rule)?.values ?? {}) as ElasticBlock;
}

/** The place of a value of the block. */
export function spanInBlock(rule: Rule, key: keyof ElasticBlock): Span | undefined {
  const spans = written(rule)?.spans ?? {};
  return Object.hasOwn(spans, key) ? spans[key] : undefined;
}

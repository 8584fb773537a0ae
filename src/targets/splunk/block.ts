/** The rule's `splunk { … }` block, read with its types: its schema (`block.schema.json`) has been checked. */
import type { BlockValue, PlatformBlock, Rule } from "../../ir/rule.ts";
import type { Span } from "../../source/source.ts";

export const ID = "splunk";
export const NAME = "Splunk";

export type DetectionType = "TTP" | "Anomaly" | "Hunting";

export interface RiskObject {
  readonly field: string;
  readonly type: string;
  readonly score?: number;
}

/** A search that an analyst is led to from an alert. */
export interface Drilldown {
  readonly name: string;
  readonly search: string;
  readonly earliest?: string;
  readonly latest?: string;
}

const isList = (value: BlockValue | undefined): value is readonly BlockValue[] => Array.isArray(value);

export class Block {
  readonly #block: PlatformBlock | undefined;

  constructor(readonly rule: Rule) {
    this.#block = rule.blocks[ID];
  }

  text(key: string): string | undefined {
    const value = this.#block?.values[key];
    return typeof value === "string" ? value : undefined;
  }

  isOn(key: string): boolean {
    return this.#block?.values[key] === true;
  }

  texts(key: string): readonly string[] | undefined {
    const value = this.#block?.values[key];
    return isList(value) ? value.filter((one) => typeof one === "string") : undefined;
  }

  objects(key: string): readonly RiskObject[] | undefined {
    const value = this.#block?.values[key];
    // The schema has seen to the members.
    return isList(value) ? (value as unknown as readonly RiskObject[]) : undefined;
  }

  get drilldowns(): readonly Drilldown[] {
    const value = this.#block?.values.drilldowns;
    return isList(value) ? (value as unknown as readonly Drilldown[]) : [];
  }

  get type(): DetectionType | undefined {
    return this.text("type") as DetectionType | undefined;
  }

  /** The place of a value, else of the whole block, else of the rule's id. */
  span(key: string): Span {
    return this.#block?.spans[key] ?? this.#block?.span ?? this.rule.span;
  }
}

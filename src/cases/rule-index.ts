/**
 * In: rules. Out: for an event those of them that could fire on it, in their order: most rules name the calls that they
 * are about, and need not be asked about any other.
 */
import { type JsonObject, member } from "../ir/json.ts";
import type { Rule } from "../ir/rule.ts";
import { pinnedTexts } from "../semantics/pinned-texts.ts";
import { textOf } from "../semantics/text.ts";

/** For a text that no rule names: no rule that pins the field has this one. */
const UNNAMED = "";

/** Rules by the `eventSource` and `eventName` that they pin. */
export class RuleIndex<Indexed extends { readonly rule: Rule }> {
  readonly #entries: readonly { readonly of: Indexed; readonly source: Pinned; readonly name: Pinned }[];
  readonly #sources: ReadonlySet<string>;
  readonly #names: ReadonlySet<string>;
  /** By name, then by source; filled as pairs of them turn up, and never more than the rules name. */
  readonly #found = new Map<string, Map<string, readonly Indexed[]>>();

  constructor(rules: readonly Indexed[]) {
    this.#entries = rules.map((of) => ({
      of,
      source: pinnedTexts(of.rule.condition, "eventSource"),
      name: pinnedTexts(of.rule.condition, "eventName"),
    }));
    this.#sources = new Set(this.#entries.flatMap(({ source }) => [...(source ?? [])]));
    this.#names = new Set(this.#entries.flatMap(({ name }) => [...(name ?? [])]));
  }

  /** A rule that isn't among them doesn't fire on the event. */
  candidates(event: JsonObject): readonly Indexed[] {
    const name = namedText(event, "eventName", this.#names);
    const source = namedText(event, "eventSource", this.#sources);
    const found = this.#found.get(name)?.get(source);
    if (found) return found;
    const fresh = this.#find(source, name);
    this.#found.set(name, (this.#found.get(name) ?? new Map()).set(source, fresh));
    return fresh;
  }

  #find(source: string, name: string): readonly Indexed[] {
    return this.#entries.flatMap((entry) =>
      allows(entry.source, source) && allows(entry.name, name) ? [entry.of] : [],
    );
  }
}

type Pinned = ReadonlySet<string> | undefined;

const allows = (pinned: Pinned, text: string) => pinned === undefined || pinned.has(text);

function namedText(event: JsonObject, field: string, named: ReadonlySet<string>): string {
  const value = member(event, field);
  const text = value === undefined ? undefined : textOf(value);
  return text !== undefined && named.has(text) ? text : UNNAMED;
}

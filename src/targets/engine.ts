/**
 * What runs an emitted rule. An engine reads the text that was emitted and follows its platform's documented behaviour,
 * with its own model of how the platform takes an event in. It shares nothing with the checked rule, `semantics/`, or
 * the target's own lowering, so that a mistake can't cancel itself out.
 */
import type { JsonObject } from "../ir/json.ts";
import type { PackFile } from "./target.ts";

/**
 * What an engine says of one event. An error is never a verdict: the rule failed there. Two errors are of another kind:
 * `notRun`, an event that the engine, by its own account, is not to be asked about, which counts neither for nor against;
 * `undocumented`, where the platform's documentation leaves the verdict open, which a declared deviation may excuse.
 */
export type EngineVerdict =
  | { readonly alerts: boolean }
  | { readonly error: string; readonly notRun?: true; readonly undocumented?: true };

/** A rule that an engine, by its own account, is not to be asked about. */
export class NotRunHere extends Error {}

/** One emitted rule, read and ready. */
export interface LoadedRule {
  /** A verdict per event, in order. */
  judge(events: readonly JsonObject[]): Promise<readonly EngineVerdict[]>;
}

export interface OpenEngine {
  readonly version: string;
  /**
   * Reads one rule's emitted files. Rejects with a plain Error where the text can't be read: that is a finding too. Rejects
   * with `NotRunHere` where the rule lies outside of what the engine is faithful for.
   */
  load(files: readonly PackFile[]): Promise<LoadedRule>;
  close(): Promise<void>;
}

export interface Engine {
  /** In certificates and tables: `panther_core`, `tocsin-eql`. */
  readonly id: string;
  /** One sentence: what it is, and what it is not. */
  readonly about: string;
  /** Opens it, or says why it is not there: then its cells read *not verified*, never passed. */
  open(): Promise<OpenEngine | { readonly missing: string }>;
}

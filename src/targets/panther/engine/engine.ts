/**
 * Runs emitted Panther rules with Panther's own runtime, `panther_core`, in a CPython process. In: a rule's `.py` and
 * `.yml`, and events as CloudTrail writes them. Out: verdicts. It must not know how the text was made.
 *
 * What it holds of Panther is in `panther_core` (0.16.3): events are read-only mappings with keys in any letter case,
 * `rule()` returns a bool and nothing else, an exception is an error and no verdict, as is one in a hook of an alert.
 */
import type { JsonObject } from "../../../ir/json.ts";
import type { Engine, EngineVerdict, LoadedRule, OpenEngine } from "../../engine.ts";
import type { PackFile } from "../../target.ts";
import { HOW_TO_INSTALL, pythonsToTry } from "./find-python.ts";
import { type RuleFiles, ruleFilesOf } from "./rule-files.ts";
import { SentEvents } from "./sent-events.ts";
import { Worker, WorkerEnded } from "./worker.ts";

export interface PantherEngineOptions {
  /** How long a rule may take for a batch of events. Panther's own limit, by its documentation, is 15 s. */
  readonly seconds: number;
}

/** Many enough that asking costs little, few enough that a batch ends soon. */
const BATCH = 256;
/** How many modules the process holds; others are loaded again when they are wanted. */
const MOST_RULES = 256;
/** For what takes no time of a rule's. */
const UPKEEP_SECONDS = 60;

export function makePantherEngine(options: PantherEngineOptions): Engine {
  return {
    id: "panther_core",
    about:
      "Panther's own runtime (`panther_core`) in CPython, from the developer's install; not Panther's backend, so no deduplication or threshold is run.",
    async open() {
      const reasons: string[] = [];
      for (const python of pythonsToTry()) {
        const started = await Worker.start(python);
        if ("worker" in started) return new OpenPanther(python, started.worker, started.version, options);
        reasons.push(`${python}: ${started.missing}`);
      }
      return { missing: `panther_core is not installed: ${HOW_TO_INSTALL} (${reasons.join("; ")})` };
    },
  };
}

export const pantherEngine: Engine = makePantherEngine({ seconds: 15 });

class OpenPanther implements OpenEngine {
  readonly #events = new SentEvents();
  /** The numbers of the rules that the process holds, the one used longest ago first. */
  readonly #held = new Set<number>();
  #rules = 0;
  /** What was asked before: one thing at a time. */
  #last: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(
    readonly python: string,
    private worker: Worker,
    readonly version: string,
    readonly options: PantherEngineOptions,
  ) {}

  async load(files: readonly PackFile[]): Promise<LoadedRule> {
    const rule = ruleFilesOf(files);
    const number = this.#rules++;
    await this.#inTurn(() => this.#hold(number, rule));
    return { judge: (events) => this.#inTurn(() => this.#judge(number, rule, events)) };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#last.catch(() => undefined);
    await this.worker.close();
  }

  #inTurn<Result>(action: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.catch(() => undefined).then(action);
    this.#last = turn;
    return turn;
  }

  /** A process that is there: the one before may have been ended by a rule. */
  async #wake(): Promise<void> {
    if (this.#isClosed) throw new Error("the engine is closed");
    if (this.worker.isAlive) return;
    const started = await Worker.start(this.python);
    if ("missing" in started) throw new Error(`${this.python} can't be started again: ${started.missing}`);
    this.worker = started.worker;
    this.#held.clear();
    this.#events.clear();
  }

  /** Has the process hold a rule. Rejects where the module can't be loaded. */
  async #hold(number: number, rule: RuleFiles): Promise<void> {
    await this.#wake();
    if (this.#held.delete(number)) {
      this.#held.add(number);
      return;
    }
    const [oldest] = this.#held;
    if (this.#held.size >= MOST_RULES && oldest !== undefined) {
      this.#held.delete(oldest);
      await this.worker.ask({ do: "drop", rule: oldest }, UPKEEP_SECONDS);
    }
    const { seconds } = this.options;
    const { error } = await this.worker
      .ask({ do: "load", rule: number, ...rule, limit: seconds }, seconds)
      .catch(asError);
    if (error !== undefined) throw new Error(String(error));
    this.#held.add(number);
  }

  async #judge(number: number, rule: RuleFiles, events: readonly JsonObject[]): Promise<readonly EngineVerdict[]> {
    const verdicts: EngineVerdict[] = [];
    for (let at = 0; at < events.length; at += BATCH) {
      const batch = events.slice(at, at + BATCH);
      try {
        verdicts.push(...(await this.#run(number, rule, batch)));
      } catch (error) {
        if (!(error instanceof WorkerEnded)) throw error;
        const alone = await this.#runOneByOne(number, rule, batch);
        verdicts.push(...alone.verdicts);
        if (!alone.ended) continue;
        // The rule ends the process, each time for a long while: nothing more is asked of it.
        while (verdicts.length < events.length)
          verdicts.push({ error: "rule: not run, since it did not return for an event before" });
        break;
      }
    }
    return verdicts;
  }

  /** After a batch that ended the process: which event does it? The verdicts up to that event, if one does. */
  async #runOneByOne(
    number: number,
    rule: RuleFiles,
    events: readonly JsonObject[],
  ): Promise<{ readonly verdicts: readonly EngineVerdict[]; readonly ended: boolean }> {
    const verdicts: EngineVerdict[] = [];
    for (const event of events) {
      try {
        verdicts.push(...(await this.#run(number, rule, [event])));
      } catch (error) {
        if (!(error instanceof WorkerEnded)) throw error;
        return { verdicts: [...verdicts, { error: `rule: ${error.message}` }], ended: true };
      }
    }
    return { verdicts, ended: false };
  }

  /** The verdicts of one batch. Rejects with `WorkerEnded` where the rule hangs or ends the process. */
  async #run(number: number, rule: RuleFiles, events: readonly JsonObject[]): Promise<readonly EngineVerdict[]> {
    await this.#hold(number, rule);
    if (this.#events.isFull) {
      await this.worker.ask({ do: "forget" }, UPKEEP_SECONDS);
      this.#events.clear();
    }
    const lines = this.#events.addNew(events);
    const { seconds } = this.options;
    const command = {
      do: "run",
      rule: number,
      new: lines.length,
      ranges: this.#events.rangesOf(events),
      limit: seconds,
    };
    const { verdicts, errors } = (await this.worker.ask(command, seconds, lines)) as unknown as RunAnswer;
    return [...verdicts].map((one, at) => (one === "e" ? { error: errors[at] ?? "" } : { alerts: one === "1" }));
  }
}

interface RunAnswer {
  /** A character per event: `1` alerts, `0` does not, `e` an error. */
  readonly verdicts: string;
  /** By the event's place in `verdicts`. */
  readonly errors: { readonly [place: string]: string };
}

function asError(error: unknown): { readonly error: string } {
  if (error instanceof WorkerEnded) return { error: `the module does not load: ${error.message}` };
  throw error;
}

/** A hostile input as data: what lies in the project, or what is said on the command line, and what must come of it. */
import type { Files } from "../cli/support.ts";

/** A project with something hostile in it; it goes through every command. */
export interface HostileProject {
  readonly kind: "project";
  readonly name: string;
  /** From the project's folder; `../` is the folder around it, which holds what no command may touch. */
  readonly files: Files;
  /** Links by their place: what each points to, from its own folder. */
  readonly links?: { readonly [path: string]: string };
  /** Codes of the errors that `build` gives, sorted; none where the packs are written. */
  readonly codes: string;
}

/** A log with something hostile in it, which is hunted by a rule that fires on `CreateUser`. */
export interface HostileLog {
  readonly kind: "log";
  readonly name: string;
  readonly file: string;
  readonly content: string | Uint8Array;
  /** How many records are events, and how many are rejected. Not one is lost. */
  readonly events: number;
  readonly rejected: number;
  readonly hits?: number;
}

/** A command line over a project in which nothing is wrong. */
export interface HostileWords {
  readonly kind: "words";
  readonly name: string;
  readonly words: readonly string[];
  readonly exitCode: 0 | 1 | 2;
  /** What it says has this in it. */
  readonly says: string;
  /** Where it may write, beside where every command may. */
  readonly writes?: string;
  readonly links?: { readonly [path: string]: string };
}

export type HostileInput = HostileProject | HostileLog | HostileWords;

/** One of the 25 classes of threats to a rule compiler. */
export interface HostileClass {
  readonly number: number;
  readonly name: string;
  readonly inputs: readonly HostileInput[];
}

/** A rule in one file, from which packs are written. */
export const built = (name: string, rule: string | Uint8Array, files: Files = {}): HostileProject => ({
  kind: "project",
  name,
  files: { "rules/a.tocsin": rule, ...files },
  codes: "",
});

/** A rule in one file that is refused with these codes. */
export const refused = (name: string, codes: string, rule: string | Uint8Array, files: Files = {}): HostileProject => ({
  ...built(name, rule, files),
  codes,
});

/** The same, in a file of this name. */
export const named = (name: string, codes: string, path: string, rule: string): HostileProject => ({
  kind: "project",
  name,
  files: { [path]: rule },
  codes,
});

/** A configuration beside a rule in which nothing is wrong. */
export const configured = (name: string, codes: string, config: string | Uint8Array): HostileProject => ({
  kind: "project",
  name,
  files: { "rules/a.tocsin": hostileRule(), "tocsin.config.yaml": config },
  codes,
});

export const logged = (
  name: string,
  content: string | Uint8Array,
  [events, rejected, hits]: readonly [events: number, rejected: number, hits?: number],
  file = "log.json",
): HostileLog => ({ kind: "log", name, file, content, events, rejected, ...(hits === undefined ? {} : { hits }) });

export const said = (name: string, words: readonly string[], exitCode: 0 | 1 | 2, says: string): HostileWords => ({
  kind: "words",
  name,
  words,
  exitCode,
  says,
});

export interface RuleTexts {
  readonly id?: string;
  readonly title?: string;
  readonly description?: string;
  readonly runbook?: string;
  readonly author?: string;
  readonly tag?: string;
  readonly reference?: string;
  readonly falsePositive?: string;
  /** The whole condition. */
  readonly when?: string;
  /** The whole of `alert { … }`. */
  readonly alert?: string;
  /** Platforms' blocks, events and further tests. */
  readonly more?: string;
  readonly testName?: string;
  /** Members of the event that alerts, beside source and name. */
  readonly event?: { readonly [name: string]: unknown };
}

/** A text as the language writes it: JSON's escapes. */
export const quote = (text: string) => JSON.stringify(text);

/** A rule in which nothing is wrong, but for what is given. */
export function hostileRule(texts: RuleTexts = {}): string {
  const { id = "A.Rule", title = "A title", description = "What it is about.", runbook = "Ask the caller." } = texts;
  const { author = "Somebody", tag = "Use Case: Threat Detection", reference = "https://example.com/a" } = texts;
  const { falsePositive = "Nothing that is known.", testName = "a call of it", event = {}, more = "" } = texts;
  const { when = 'eventSource == "iam.amazonaws.com" and eventName == "CreateUser"', alert = "" } = texts;
  const hit = { eventSource: "iam.amazonaws.com", eventName: "CreateUser", ...event };
  return `rule ${id} {
  title           = ${quote(title)}
  description     = ${quote(description)}
  severity        = low
  author          = ${quote(author)}
  created         = 2026-01-02
  tags            = [${quote(tag)}]
  attack          = [TA0003:T1136.003]
  references      = [${quote(reference)}]
  false_positives = [${quote(falsePositive)}]
  runbook         = ${quote(runbook)}

  source aws.cloudtrail

  when ${when}
  ${alert}
  ${more}
  test ${quote(testName)} alerts ${JSON.stringify(hit)}
  test "another call" ignores { "eventSource": "iam.amazonaws.com", "eventName": "DeleteUser" }
}
`;
}

/** A rule that compares a field with these texts, whose test holds the first. */
export const comparing = (texts: readonly string[], more: RuleTexts = {}): string =>
  hostileRule({
    when: `eventSource == "iam.amazonaws.com" and eventName == "CreateUser" and userAgent in [${texts.map(quote).join(", ")}]`,
    event: { userAgent: texts[0] },
    ...more,
  });

/** A rule with this condition beside the call. */
export const asking = (condition: string, more: RuleTexts = {}): string =>
  hostileRule({ when: `eventSource == "iam.amazonaws.com" and eventName == "CreateUser" and ${condition}`, ...more });

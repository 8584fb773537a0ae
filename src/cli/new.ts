/** `tocsin new ID`: the file of a rule that is right and whose tests pass, to be changed into what is meant. */
import { join } from "node:path";
import { cleanText } from "../diagnostics/clean-text.ts";
import { didYouMean, nearestNames } from "../diagnostics/nearest.ts";
import { Report } from "../diagnostics/problem.ts";
import { loadApiPart } from "../project/load-api-part.ts";
import { newRuleFile } from "../project/new-project.ts";
import { reportFile, systemReason } from "../project/problem-at.ts";
import { newRefused, writeFailed } from "../project/problems.ts";
import { nameWithin } from "../project/project.ts";
import { LEADS_OUTSIDE, writeNew } from "../project/write-whole.ts";
import { apiModel } from "../schema/api-model.ts";
import { SOURCE_SUFFIX, shortSource } from "../schema/event-source.ts";
import { calledAs } from "./called-as.ts";
import type { ExitCode } from "./exit-code.ts";
import { load } from "./request.ts";
import { Session } from "./session.ts";
import type { Terminal } from "./terminal.ts";
import { today } from "./today.ts";

export interface NewOptions {
  /** `iam:CreateUser` */
  readonly event?: string;
}

export async function newRule(terminal: Terminal, id: string, options: NewOptions): Promise<ExitCode> {
  const session = new Session(terminal, "new", "pretty");
  const refuse = (reason: string, help: string): ExitCode => {
    reportFile(session.report, newRefused, { reason, help }, id);
    return session.finish();
  };
  if (!/^[A-Za-z][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*$/.test(id) || id.length > 128)
    return refuse(`\`${id}\` is no rule id`, "An id is dotted, of letters, digits, `_` and `-`: `AWS.IAM.UserMade`.");
  // What is wrong with other rules is `check`'s to say, and the first rule has no others.
  const request = await load(session, [], new Report());
  if (!request) return session.finish();
  const { project, loaded } = request;
  const declared = loaded.files.flatMap((file) => file.declarations.filter((one) => one.kind === "rule"));
  const same = declared.find((one) => one.id.text.toLowerCase() === id.toLowerCase());
  if (same)
    return refuse(
      `there is a rule \`${same.id.text}\` in \`${session.shown(same.span.source.path)}\``,
      "Choose another id.",
    );
  const call = chosenCall(id, options.event);
  if ("problem" in call) return refuse(call.problem, call.help);
  const author = project.defaults.author ?? "Security team";
  const { path, text } = newRuleFile({ id, author, created: today(), ...call });
  const absolute = join(project.rules, path);
  const name = session.shown(nameWithin(project.root, absolute));
  try {
    const written = writeNew(absolute, text, project.root);
    if (written === LEADS_OUTSIDE) return refuse(`${written}: \`${name}\``, "Choose another id, or remove the link.");
    if (!written) return refuse(`there is a file \`${name}\``, "Choose another id.");
  } catch (error) {
    reportFile(session.report, writeFailed, { reason: systemReason(error) }, name);
    return session.finish();
  }
  return session.finish({
    lines: [
      `${session.paint.green("wrote")}  ${cleanText(name)}`,
      `Next: change what it looks for, then \`${calledAs(terminal)} test ${cleanText(name)}\`.`,
    ],
  });
}

type Call = { readonly source: string; readonly event: string } | { readonly problem: string; readonly help: string };

/** The operation that was named, or where none was, one of the service that the id's second part names. */
function chosenCall(id: string, written: string | undefined): Call {
  const model = apiModel(loadApiPart);
  if (written === undefined) {
    const source = `${(id.split(".")[1] ?? "").toLowerCase()}${SOURCE_SUFFIX}`;
    const [event] = model.hasSource(source) ? model.operationsOf(source).keys() : [];
    return event === undefined ? { source: "iam.amazonaws.com", event: "CreateUser" } : { source, event };
  }
  const [, service = "", event = ""] = /^([A-Za-z0-9.-]+):([A-Za-z0-9_]+)$/.exec(written) ?? [];
  if (event === "")
    return { problem: `\`${written}\` names no operation`, help: "Write service and operation: `iam:CreateUser`." };
  const source = shortSource(service) + SOURCE_SUFFIX;
  if (!model.hasSource(source))
    return { problem: `CloudTrail has no source \`${source}\``, help: meant(nearestNames(source, model.sources())) };
  if (model.find(source, event).length > 0) return { source, event };
  return {
    problem: `\`${source}\` has no operation \`${event}\``,
    help: meant(nearestNames(event, model.operationsOf(source).keys())),
  };
}

function meant(names: readonly string[]): string {
  return didYouMean(names) ?? "`tocsin explain iam:CreateUser` shows what is known of an operation.";
}

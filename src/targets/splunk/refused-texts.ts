/** In: a detection's texts. Out: a diagnostic for each that Splunk's files or its tools refuse, at the place that it comes from. */
import type { Report } from "../../diagnostics/problem.ts";
import type { Span } from "../../source/source.ts";
import { confRefuses } from "../kit/conf.ts";
import { textRefused } from "../kit/problems.ts";
import { yamlCanHold } from "../kit/yaml.ts";
import { type Block, ID, NAME } from "./block.ts";
import type { Detection } from "./detection.ts";
import { bareAddress } from "./problems.ts";

/** contentctl 5.6.2: a name has at most 67 characters; its file and its filter macro are made of it. */
const NAME_LENGTH = 67;
const NAME_PATTERN = /^[A-Za-z0-9][A-Za-z0-9 ._/-]*$/;

/**
 * Enterprise Security takes 99 characters for `domain - label - name - Rule - Rule` (contentctl 5.6.2, constants.py);
 * contentctl-ng 1.1.1 reckons with the longest domain (search.py): 81 for `label - name - Rule`.
 */
function longestName(label: string, securityDomain: string): number {
  const withDomain = 99 - `${securityDomain} - ${label} -  - Rule - Rule`.length;
  return Math.min(NAME_LENGTH, withDomain, 81 - `${label} -  - Rule`.length);
}

export function reportName(name: string, label: string, securityDomain: string, span: Span, report: Report): void {
  const refuse = (reason: string) =>
    report.add(
      textRefused,
      {
        target: NAME,
        id: ID,
        what: "title",
        reason,
        instead: `Shorten it or change the characters, or give Splunk its own: \`${ID} { name = "…" }\`.`,
      },
      span,
    );
  const most = longestName(label, securityDomain);
  if (name.length > most)
    refuse(`a search's name has at most ${most} characters here, and this one has ${name.length}.`);
  if (!NAME_PATTERN.test(name))
    refuse("a file and a macro are named after it, so it has letters, digits, spaces and `- . / _` only.");
}

/** Reports what a .conf or a YAML file can't hold. */
function reportText(text: string, what: string, span: Span, report: Report): void {
  const reason = confRefuses(text) ?? (yamlCanHold(text) ? undefined : "it has half of a surrogate pair.");
  if (reason !== undefined) report.add(textRefused, { target: NAME, id: ID, what, reason }, span);
}

/** The addresses that AppInspect 4.3.1 looks for (check_malware.py, check_hostnames_and_ips), and the few that it knows as harmless. */
const BARE_ADDRESS =
  /(?:^|[^\w.])((?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])[.]){3}(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9]))(?!\/[1-3]?[0-9](?:$|[^\w.]))(?:$|[^\w.])/;
const HARMLESS = /^(?:127\.|0\.0\.0\.0$|255\.255\.255\.255$|1\.1\.1\.1$|1\.0\.0\.1$|8\.8\.[48]\.[48]$|9\.9\.9\.9$)/;

function reportAddress(text: string | undefined, what: string, span: Span, report: Report): void {
  const address = text === undefined ? undefined : BARE_ADDRESS.exec(text)?.[1];
  if (address !== undefined && !HARMLESS.test(address)) report.add(bareAddress, { what, address }, span);
}

export function reportTexts(detection: Detection, block: Block, report: Report): void {
  const { metadata } = detection.rule;
  if (detection.knownFalsePositives.length < 4) {
    report.add(
      textRefused,
      { target: NAME, id: ID, what: "list of false positives", reason: "it has less than 4 characters." },
      metadata.falsePositives[0]?.span ?? detection.rule.span,
    );
  }
  reportText(detection.author, "author", metadata.author?.span ?? detection.rule.span, report);
  reportText(
    detection.description,
    "description",
    block.text("description") === undefined ? metadata.description.span : block.span("description"),
    report,
  );
  reportText(detection.message, "alert title", block.rule.alert.title[0]?.value.span ?? detection.rule.span, report);
  reportText(detection.howToImplement, "how_to_implement", block.span("how_to_implement"), report);
  const reason = detection.rule.tuning?.reason;
  if (reason) {
    reportText(reason.value, "reason of the tune", reason.span, report);
    reportAddress(reason.value, "reason of the tune", reason.span, report);
  }
  const falsePositives =
    block.text("known_false_positives") ?? metadata.falsePositives.map((one) => one.value).join("\n");
  reportText(
    falsePositives,
    "list of false positives",
    metadata.falsePositives[0]?.span ?? detection.rule.span,
    report,
  );
  if (detection.explanation !== undefined)
    reportText(detection.explanation, "runbook", metadata.runbook?.span ?? block.span("explanation"), report);
  reportAddress(detection.description, "description", metadata.description.span, report);
  reportAddress(
    falsePositives,
    "list of false positives",
    metadata.falsePositives[0]?.span ?? detection.rule.span,
    report,
  );
  reportAddress(detection.explanation, "runbook", metadata.runbook?.span ?? block.span("explanation"), report);
  for (const { name, search } of detection.drilldowns) {
    reportText(name, "name of a drilldown", block.span("drilldowns"), report);
    reportText(search, "search of a drilldown", block.span("drilldowns"), report);
  }
  for (const one of metadata.tags) reportText(one.value, "tag", one.span, report);
  for (const one of detection.rule.tests)
    if (!yamlCanHold(one.name)) reportText(one.name, "name of a test", one.span, report);
  for (const one of metadata.references) reportText(one.value, "reference", one.span, report);
}

/** Tags: those that the tests of detection-rules want, then the rule's own where the platform's prefixes allow. */
import type { Report } from "../../../diagnostics/problem.ts";
import type { Predicate } from "../../../ir/predicate.ts";
import type { Rule } from "../../../ir/rule.ts";
import { textRefused } from "../../kit/problems.ts";
import type { Carried } from "../../target.ts";
import { blockOf, ID, NAME, spanInBlock } from "../block.ts";
import type { Threat } from "./threat.ts";
import { tacticName } from "./threat.ts";

/** The prefixes of `EXPECTED_RULE_TAGS` (detection-rules, schemas/definitions.py, 2026-08). */
const PREFIXES = [
  ...["Data Source", "Domain", "OS", "Platform", "Resources", "Rule Type", "Service"],
  ...["Tactic", "Threat", "Use Case", "Vuln"],
];

/** Services as Elastic's own rules tag them. */
const SERVICES: { readonly [eventSource: string]: string } = {
  "config.amazonaws.com": "AWS Config",
  "dynamodb.amazonaws.com": "AWS DynamoDB",
  "ec2.amazonaws.com": "AWS EC2",
  "ecr.amazonaws.com": "AWS ECR",
  "guardduty.amazonaws.com": "AWS GuardDuty",
  "iam.amazonaws.com": "AWS IAM",
  "kms.amazonaws.com": "AWS KMS",
  "lambda.amazonaws.com": "AWS Lambda",
  "organizations.amazonaws.com": "AWS Organizations",
  "rds.amazonaws.com": "AWS RDS",
  "route53.amazonaws.com": "AWS Route 53",
  "s3.amazonaws.com": "AWS S3",
  "secretsmanager.amazonaws.com": "AWS Secrets Manager",
  "ses.amazonaws.com": "AWS SES",
  "signin.amazonaws.com": "AWS Sign-In",
  "sns.amazonaws.com": "AWS SNS",
  "sqs.amazonaws.com": "AWS SQS",
  "ssm.amazonaws.com": "AWS SSM",
  "sts.amazonaws.com": "AWS STS",
  "wafv2.amazonaws.com": "AWS WAF",
};

function isAccepted(tag: string): boolean {
  return PREFIXES.some((prefix) => tag.startsWith(`${prefix}: `) && tag.length > prefix.length + 2);
}

/** The services that the condition asks for by their event source. */
function servicesOf(condition: Predicate): string[] {
  const operands = condition.kind === "all" ? condition.operands : [condition];
  for (const operand of operands) {
    if (operand.kind !== "equals" || operand.subject.kind !== "path" || operand.subject.steps.length !== 1) continue;
    const [step] = operand.subject.steps;
    if (step?.kind !== "key" || step.name !== "eventSource") continue;
    return operand.texts.flatMap((text) => (Object.hasOwn(SERVICES, text) ? [SERVICES[text] as string] : []));
  }
  return [];
}

export function tagsOf(rule: Rule, threats: readonly Threat[], isBuildingBlock: boolean): readonly string[] {
  const block = blockOf(rule);
  const own = [...rule.metadata.tags.map((tag) => tag.value).filter(isAccepted), ...(block.tags ?? [])];
  const hasUseCase = own.some((tag) => tag.startsWith("Use Case: "));
  const useCase = block.use_case ?? (hasUseCase ? undefined : "Threat Detection");
  const tags = [
    "Domain: Cloud",
    "Data Source: AWS",
    "Data Source: Amazon Web Services",
    "Data Source: AWS CloudTrail",
    ...servicesOf(rule.condition).map((service) => `Data Source: ${service}`),
    ...(useCase === undefined ? [] : [`Use Case: ${useCase}`]),
    ...threats.map((threat) => `Tactic: ${tacticName(threat)}`),
    "Resources: Investigation Guide",
    ...(isBuildingBlock ? ["Rule Type: BBR"] : []),
    ...own,
  ];
  const seen = new Set<string>();
  return tags.filter((tag) => !seen.has(tag.toLowerCase()) && seen.add(tag.toLowerCase()));
}

/** The block's tags are for Elastic alone, so one that it does not take is refused. */
export function checkTags(rule: Rule, report: Report): void {
  for (const tag of blockOf(rule).tags ?? []) {
    if (isAccepted(tag)) continue;
    const reason = `it starts with none of ${PREFIXES.map((prefix) => `\`${prefix}: \``).join(", ")}.`;
    report.add(
      textRefused,
      { target: NAME, id: ID, what: "tag", reason, instead: "Give it one of these prefixes, or leave it out." },
      spanInBlock(rule, "tags") ?? rule.span,
    );
  }
}

export function carriedTags(rule: Rule): Carried | undefined {
  const { tags } = rule.metadata;
  if (tags.length === 0) return undefined;
  const left = tags.filter((tag) => !isAccepted(tag.value)).map((tag) => `\`${tag.value}\``);
  if (left.length === 0) return { part: "tags", how: "carried" };
  const note = `${left.join(", ")}: Elastic's tags start with one of its prefixes, such as \`Use Case: \``;
  return { part: "tags", how: left.length === tags.length ? "left out" : "rounded", note };
}

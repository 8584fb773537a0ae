/** Whether an object is there: asked of the members that the API model lists, or refused with those to ask for. */
import { expect, test } from "vitest";
import { loadApiPart } from "../../../src/project/load-api-part.ts";
import type { LoadApiPart } from "../../../src/schema/api-model.ts";
import { elastic } from "../../../src/targets/elastic/index.ts";
import { ruleFromText, settings } from "../../equivalence/support/rule-from-text.ts";

const on = (service: string, name: string) => `eventSource == "${service}.amazonaws.com" and eventName == "${name}"`;
const LAMBDA = on("lambda", "UpdateFunctionConfiguration20150331v2");

function compile(condition: string, block = "", loadApi: LoadApiPart | undefined = loadApiPart) {
  const rule = ruleFromText(condition, block, loadApi);
  if ("refused" in rule) throw new Error(rule.refused);
  return elastic.compile(rule, settings);
}

test("one of the members that the model lists will do, which is narrower and says so", () => {
  const condition = `${LAMBDA} and requestParameters.vpcConfig exists`;
  const { judgement, diagnostics } = compile(condition);
  expect(judgement.fidelity).toBe("narrower");
  expect(diagnostics.map((one) => `${one.code} ${one.message}`)).toEqual([
    "D4002 On Elastic this is narrower: an object has no field of its own, only what stands inside it. " +
      "`requestParameters.vpcConfig` counts where one of its members is there that AWS's API model lists " +
      "(`requestParameters.vpcConfig.ipv6AllowedForDualStack exists` or `requestParameters.vpcConfig.subnetIds[] exists` " +
      "or `requestParameters.vpcConfig.securityGroupIds[] exists`); with another one alone it would be missed.",
  ]);
  const accepted = compile(condition, "elastic { accept = narrower }");
  expect(accepted.files).toHaveLength(1);
  const flat = "aws.cloudtrail.flattened.request_parameters.vpcConfig";
  expect(accepted.query).toBe(`data_stream.dataset: "aws.cloudtrail"
    and event.provider: "lambda.amazonaws.com"
    and event.action: "UpdateFunctionConfiguration20150331v2"
    and (
        ${flat}.ipv6AllowedForDualStack: *
        or ${flat}.subnetIds: *
        or ${flat}.securityGroupIds: *
    )`);
});

test("its absence is wider", () => {
  const condition = `${LAMBDA} and requestParameters.vpcConfig missing`;
  expect(compile(condition).judgement.fidelity).toBe("wider");
  expect(compile(condition, "elastic { accept = wider }").files).toHaveLength(1);
});

test("a list of objects is asked in the same way", () => {
  const condition = `${on("cloudtrail", "PutEventSelectors")} and requestParameters.eventSelectors[] exists`;
  const { judgement, query } = compile(condition, "elastic { accept = narrower }");
  expect(judgement.fidelity).toBe("narrower");
  expect(query).toContain("aws.cloudtrail.flattened.request_parameters.eventSelectors.readWriteType: *");
});

test("a list of texts, and a text, are asked by themselves", () => {
  for (const member of ["instanceIds exists", "instanceIds[] exists", "documentName exists"])
    expect(compile(`${on("ssm", "SendCommand")} and requestParameters.${member}`).judgement.fidelity).toBe("exact");
});

const reasons = (condition: string, loadApi?: LoadApiPart) =>
  compile(condition, "elastic { language = kql }", loadApi)
    .diagnostics.filter((one) => one.code === "D4001")
    .map((one) => one.message);

test("an object of too many members is refused, and some of them are named", () => {
  const condition = `${on("ec2", "RunInstances")} and requestParameters.networkInterfaceSet.items[] exists`;
  expect(reasons(condition)).toEqual([expect.stringMatching(/more than 16 members .* Ask for those that matter: `/)]);
});

test("an object whose members may be called anything is refused", () => {
  expect(reasons(`${LAMBDA} and requestParameters.environment.variables exists`)).toEqual([
    expect.stringContaining("Instead of `requestParameters.environment.variables`, ask for the member that matters."),
  ]);
});

test("without the model, an object whose members the rule itself reads is refused, and these are named", () => {
  const none = () => undefined;
  const list = "requestParameters.l[]";
  expect(reasons(`eventName == "A" and ${list} exists and not (${list}.k == "a")`, none)).toEqual([
    "Elastic cannot say this: an object has no field of its own, only what stands inside it. " +
      "Instead of `requestParameters.l[]`, ask for `requestParameters.l[].k exists`.",
  ]);
  expect(reasons(`eventName == "A" and requestParameters.l exists`, none)).toEqual([]);
});

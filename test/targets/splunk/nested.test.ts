/** Lists in lists under quantifiers: opened by `mvmap` one after the other, one row staying one row. */
import { beforeAll, expect, test } from "vitest";
import type { JsonObject } from "../../../src/ir/json.ts";
import { holds } from "../../../src/semantics/compile-condition.ts";
import { loadRegexes } from "../../../src/semantics/match-regex.ts";
import { judge } from "../../../src/targets/kit/judge.ts";
import { capabilities } from "../../../src/targets/splunk/capabilities.ts";
import { ComputedFields } from "../../../src/targets/splunk/computed-fields.ts";
import { lower } from "../../../src/targets/splunk/lower.ts";
import { prepare } from "../../../src/targets/splunk/prepare.ts";
import { layout, printCondition } from "../../../src/targets/splunk/print-expression.ts";
import { defineDerived } from "../../../src/targets/splunk/value-expression.ts";
import { condition } from "./build.ts";
import { evaluate, fieldsOf, readExpression } from "./spl-model.ts";

beforeAll(loadRegexes);

function verdictOn(
  when: string,
  event: JsonObject,
): { readonly splunk: boolean; readonly language: boolean; readonly text: string } {
  const predicate = condition(when);
  const prepared = prepare(predicate);
  expect(judge(prepared, capabilities)).toEqual({ fidelity: "exact", findings: [] });
  const computed = new ComputedFields();
  const where = printCondition(lower(prepared, computed, defineDerived));
  const row = { fields: fieldsOf(event), notOfNull: null };
  for (const { name, value } of computed.all) row.fields.set(name, evaluate(readExpression(layout(value, "")), row));
  return { splunk: evaluate(readExpression(where), row) === true, language: holds(predicate, event), text: where };
}

const statement = (effect: string, aws: unknown) => ({ Effect: effect, Principal: { AWS: aws } });
const OPENED = `eventName == "PutBucketPolicy" and any s in requestParameters.bucketPolicy.Statement[] (
  s.Effect == "Allow" and (s.Principal == "*" or any p in s.Principal.AWS[] (p not contains recipientAccountId and p not starts with ["AIDA", "AROA"])))`;

test.each<[string, unknown, boolean]>([
  ["another account", [statement("Allow", ["arn:aws:iam::222222222222:root"])], true],
  ["one statement, one principal", statement("Allow", "arn:aws:iam::222222222222:root"), true],
  ["everyone", [{ Effect: "Allow", Principal: "*" }], true],
  ["the own account", [statement("Allow", ["arn:aws:iam::111111111111:root", "AIDAEXAMPLE"])], false],
  [
    "denied to another",
    [statement("Deny", ["arn:aws:iam::222222222222:root"]), statement("Allow", "arn:aws:iam::111111111111:root")],
    false,
  ],
  [
    "the second of the second",
    [statement("Deny", "x"), statement("Allow", ["AROAX", "arn:aws:iam::333333333333:root"])],
    true,
  ],
  ["no principal", [{ Effect: "Allow" }], false],
  ["nothing in the list", [statement("Allow", [])], false],
  ["null in the list", [statement("Allow", [null, ""])], false],
])("a bucket policy: %s", (_, statements, expected) => {
  const event = {
    eventName: "PutBucketPolicy",
    recipientAccountId: "111111111111",
    requestParameters: { bucketPolicy: { Statement: statements } },
  };
  const verdict = verdictOn(OPENED, event as JsonObject);
  expect(verdict).toMatchObject({ splunk: expected, language: expected });
});

test.each<[string, unknown, boolean]>([
  ["as text", JSON.stringify({ Statement: [{ Effect: "Allow", Action: ["s3:Get*", "*"], Resource: "*" }] }), true],
  ["as an object", { Statement: { Effect: "Allow", Action: "*", Resource: ["*"] } }, true],
  [
    "in two statements",
    JSON.stringify({
      Statement: [
        { Effect: "Allow", Action: "*" },
        { Effect: "Allow", Resource: "*" },
      ],
    }),
    false,
  ],
  ["no JSON", "*", false],
])("a policy document %s", (_, policyDocument, expected) => {
  const when = `eventName == "PutUserPolicy" and any s in json(requestParameters.policyDocument).Statement[] (
    s.Effect == "Allow" and s.Action[] == "*" and s.Resource[] == "*")`;
  expect(
    verdictOn(when, { eventName: "PutUserPolicy", requestParameters: { policyDocument } } as JsonObject),
  ).toMatchObject({ splunk: expected, language: expected });
});

test("`all` over nothing is true, and over what is empty too", () => {
  const when = 'eventName == "A" and all x in requestParameters.items[] (x.k == "v")';
  for (const items of [undefined, [], null, [{}], [{ k: null }], ["", null], [{ k: { a: [] } }]]) {
    const event = { eventName: "A", requestParameters: items === undefined ? {} : { items } } as JsonObject;
    expect(verdictOn(when, event)).toMatchObject({ splunk: true, language: true });
  }
  expect(verdictOn(when, { eventName: "A", requestParameters: { items: [{ k: "v" }, { k: "w" }] } })).toMatchObject({
    splunk: false,
    language: false,
  });
});

test("a list in a list is refused where its test asks about both elements, or stands under a `not`", () => {
  const refused = (when: string) => judge(prepare(condition(when)), capabilities).fidelity;
  expect(refused('any s in requestParameters.a[] (any t in s.b[] (t.x == s.y and t.z == "1"))')).toBe("impossible");
  expect(
    refused('any s in requestParameters.a[] (s.y == "1" and not any t in s.b[] (t.x == "1" and t.z == "1"))'),
  ).toBe("impossible");
  expect(refused('any s in requestParameters.a[] (s.y == "1" and any t in s.b[] (t.x == "1" and t.z == "1"))')).toBe(
    "exact",
  );
});

/** A parameter whose type the API model knows is compared as people write it, without a helper. */
import { expect, test } from "vitest";
import { loadApiPart } from "../../../src/project/load-api-part.ts";
import { panther } from "../../../src/targets/panther/index.ts";
import { ruleFromText, settings } from "../../equivalence/support/rule-from-text.ts";

const CREATE = 'eventSource == "kms.amazonaws.com" and eventName == "CreateKey"';
const DELETE = 'eventSource == "kms.amazonaws.com" and eventName == "ScheduleKeyDeletion"';
const SELECTORS = 'eventSource == "cloudtrail.amazonaws.com" and eventName == "PutEventSelectors"';

function moduleOf(condition: string): string {
  const rule = ruleFromText(condition, "", loadApiPart);
  if ("refused" in rule) throw new Error(rule.refused);
  return panther.compile(rule, settings).files[0]?.content ?? "";
}

test.each([
  [`${CREATE} and requestParameters.multiRegion == true`, '"multiRegion") in (True, "true")'],
  [`${CREATE} and requestParameters.multiRegion != true`, '"multiRegion") not in (True, "true")'],
  [`${CREATE} and requestParameters.multiRegion == "false"`, '"multiRegion") in (False, "false")'],
  [`${CREATE} and requestParameters.multiRegion in [true, false]`, '"multiRegion") in (True, "true", False, "false")'],
  [
    `${SELECTORS} and any x in requestParameters.eventSelectors[] (x.includeManagementEvents == false and x.readWriteType exists)`,
    'in (False, "false")',
  ],
  [
    `${DELETE} and requestParameters.pendingWindowInDays == 7`,
    'str(event.deep_get("requestParameters", "pendingWindowInDays")) == "7"',
  ],
  [`${DELETE} and requestParameters.pendingWindowInDays in [7, 8]`, "in PENDING_WINDOW_IN_DAYS"],
])("%s", (condition, text) => {
  const module = moduleOf(condition);
  expect(module).toContain(text);
  expect(module).not.toContain("_text");
});

test.each([
  // Case doesn't count, a text is asked for, and a member that nobody knows.
  `${CREATE} and requestParameters.multiRegion == "TRUE" nocase`,
  `${CREATE} and requestParameters.description == "7"`,
  `${CREATE} and requestParameters.other == true`,
])("as ever: %s", (condition) => expect(moduleOf(condition)).toContain("_text("));

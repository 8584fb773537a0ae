/** Parameters are offered as CloudTrail spells them: held against the records of a real account. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { loadApiPart } from "../../src/project/load-api-part.ts";
import { apiModel } from "../../src/schema/api-model.ts";
import { membersBelow } from "../../src/schema/api-path.ts";

interface CallRecord {
  readonly eventSource: string;
  readonly eventName: string;
  readonly requestParameters: Readonly<Record<string, unknown>> | null;
}

test("at least 90 in 100 of the parameters in real records are among those that are offered", () => {
  const log = fileURLToPath(new URL("../../rules/logs/stratus-attack-2023-07-10.json.gz", import.meta.url));
  const { Records } = JSON.parse(gunzipSync(readFileSync(log)).toString("utf8")) as { Records: CallRecord[] };
  const model = apiModel(loadApiPart);
  const seen = new Map<string, boolean>();
  for (const { eventSource, eventName, requestParameters } of Records)
    for (const name of Object.keys(requestParameters ?? {})) {
      const operations = model.find(eventSource, eventName);
      const offered = operations.flatMap((one) => membersBelow(one, "requestParameters", []));
      seen.set(
        `${eventSource} ${eventName} ${name}`,
        offered.some((one) => one.name === name),
      );
    }
  const offered = [...seen.values()].filter(Boolean).length;
  expect(seen.size).toBeGreaterThan(500);
  expect(offered / seen.size).toBeGreaterThanOrEqual(0.9);
});

// In: a number and a path. Out: a log there of so many events: the real ones of rules/logs again and again, each time
// with ids, times, accounts, users and addresses of its own. The same number always gives the same log.
import { closeSync, openSync, readFileSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

const REAL = join(dirname(fileURLToPath(import.meta.url)), "../../rules/logs/stratus-attack-2023-07-10.json.gz");
const ROUND = 7 * 60 * 60 * 1000;

/** Writes `{"Records":[…]}`, as CloudTrail delivers it. */
export function makeLog(count, path) {
  const records = JSON.parse(gunzipSync(readFileSync(REAL)).toString()).Records.map((one) => JSON.stringify(one));
  const file = openSync(path, "wx");
  writeSync(file, '{"Records":[');
  for (let start = 0; start < count; start += records.length) {
    const round = start / records.length;
    const some = records.slice(0, count - start).map((text) => vary(text, round));
    writeSync(file, `${start === 0 ? "" : ","}${some.join(",")}`);
  }
  writeSync(file, "]}");
  closeSync(file);
}

const two = (number) => String(number % 100).padStart(2, "0");

/** The lengths stay what they are, so that a round is as much work as the one before. */
function vary(text, round) {
  return text
    .replace(/("eventID":"[0-9a-f-]{34})../, `$1${two(round)}`)
    .replace(/("(?:eventTime|creationDate)":")([^"]{20})"/g, (_, before, time) => {
      const moved = new Date(Date.parse(time) + round * ROUND).toISOString().replace(".000", "");
      return `${before}${moved}"`;
    })
    .replace(/\b1238373920(?=\d\d\b)/g, `12383739${two(round)}`)
    .replace(/("sourceIPAddress":"\d+\.\d+\.)\d+/, `$1${(round * 5) % 250}`)
    .replace(/("(?:userName|principalId)":"[^"]{3})[^"]{2}/g, `$1${two(round)}`);
}

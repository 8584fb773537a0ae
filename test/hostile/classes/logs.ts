/** Logs that are cut off, packed, damaged or odd. What is no event is counted and listed; nothing is lost. */
import { gzipSync } from "node:zlib";
import { type HostileClass, hostileRule, logged, refused } from "../input.ts";

const call = '{"eventSource":"iam.amazonaws.com","eventName":"CreateUser","eventTime":"2026-01-02T03:04:05Z"}';
const other = '{"eventSource":"iam.amazonaws.com","eventName":"DeleteUser"}';
const packed = gzipSync(`${call}\n${other}\n`);
const bytes = (...parts: readonly (string | readonly number[])[]) =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string)));

export const damagedLogs: HostileClass = {
  number: 19,
  name: "packed, cut off and damaged logs",
  inputs: [
    logged("a bomb: 200 MB in 200 kB", bomb(200), [0, 2], "log.json.gz"),
    logged("a bomb of lines", lineBomb(), [0, 2], "log.json.gz"),
    logged("packed, cut off in its middle", packed.subarray(0, packed.length - 12), [1, 2, 1], "log.json.gz"),
    logged(
      "packed, with a wrong sum",
      bytes([...packed.subarray(0, -8)], [0, 0, 0, 0, 0, 0, 0, 0]),
      [0, 1],
      "log.json.gz",
    ),
    logged(
      "packed, of two members",
      bytes([...gzipSync(`${call}\n`)], [...gzipSync(`${other}\n`)]),
      [2, 0, 1],
      "log.json.gz",
    ),
    logged("packed twice", gzipSync(gzipSync(call)), [0, 1], "log.json.gz"),
    logged("packed, though its name doesn't say so", packed, [0, 1]),
    logged("not packed, though its name says so", call, [0, 1], "log.json.gz"),
    logged("empty and packed", gzipSync(""), [0, 0], "log.json.gz"),
    logged("empty", "", [0, 0]),
    logged("UTF-16", Buffer.from(`\ufeff${call}`, "utf16le"), [0, 1]),
    logged("a byte order mark", `\ufeff${call}`, [1, 0, 1]),
    logged("carriage returns", `${call}\r\n${other}\r\n`, [2, 0, 1]),
    logged(
      "bytes that are no UTF-8",
      bytes(call, "\n", '{"eventSource":"', [0xff, 0xfe], '"}', "\n", other),
      [2, 1, 1],
    ),
    logged("zero bytes", bytes(call, "\n", [0, 0, 0], "\n", other), [2, 1, 1]),
    logged("a record cut off", `${call}\n${call.slice(0, 40)}`, [1, 1, 1]),
    logged("a list cut off", `{"Records":[${call},${other},${call.slice(0, 40)}`, [2, 1, 1]),
    logged("records that are none", `{"Records":[${call},null,7,"x",[],{},${other}]}`, [2, 5, 1]),
    logged("no JSON at all", "<html>\n<body>\n", [0, 2]),
    logged("JSON with commas too many", `[${call},,${other},]`, [2, 2, 1]),
    logged(
      "numbers that JSON doesn't have",
      `${call}\n{"eventSource":"a","eventName":"b","x":NaN}\n{"x":0x1}`,
      [1, 2, 1],
    ),
  ],
};

/** Zero bytes shrink to a thousandth. */
function bomb(megabytes: number): Uint8Array {
  return gzipSync(Buffer.alloc(megabytes * 1024 * 1024), { level: 9 });
}

/** 100 MB of spaces within one text. */
function lineBomb(): Uint8Array {
  return gzipSync(Buffer.concat([Buffer.from('{"eventSource":"'), Buffer.alloc(100 * 1024 * 1024, 0x20)]), {
    level: 9,
  });
}

const timed = (time: string, id = "1") => call.replace('"2026-01-02T03:04:05Z"', `${time},"eventID":"${id}"`);

export const times: HostileClass = {
  number: 20,
  name: "times and repetitions",
  inputs: [
    logged("no time", other.replace("DeleteUser", "CreateUser"), [1, 0, 1]),
    logged(
      "times that are no texts",
      ["null", "7", "{}", "[]", "true"].map((time, n) => timed(time, `${n}`)).join("\n"),
      [5, 0, 5],
    ),
    logged(
      "times that are none",
      ['""', '"yesterday"', '"2026-13-45T99:99:99Z"', '"2026-02-30T00:00:00Z"', '"+275760-09-13T00:00:00Z"']
        .map((time, n) => timed(time, `${n}`))
        .join("\n"),
      [5, 0, 5],
    ),
    logged("a time past all years", timed(`"${"9".repeat(1000)}-01-01T00:00:00Z"`), [1, 0, 1]),
    logged(
      "out of order",
      [timed('"2026-01-03T00:00:00Z"'), timed('"2026-01-01T00:00:00Z"', "2")].join("\n"),
      [2, 0, 2],
    ),
    logged("one event three times", `${timed('"2026-01-01T00:00:00Z"')}\n`.repeat(3), [3, 0, 1]),
    logged(
      "ids of events that are no texts",
      ["null", "{}", "[1]", "1e400"].map((id) => call.replace("}", `,"eventID":${id}}`)).join("\n"),
      [3, 1, 3],
    ),
    refused("a time in a rule that is none", "D1010", hostileRule({ when: "eventTime > 2026-13-45" })),
    refused("a time of creation that is none", "D1010", hostileRule().replace("2026-01-02", "2026-02-30")),
  ],
};

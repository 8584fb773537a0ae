import { gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { boundInflation } from "../../src/cases/bound-inflation.ts";
import type { LogItem } from "../../src/cases/log-item.ts";
import { LogReader, readLog, readLogText } from "../../src/cases/read-log.ts";

const record = (name: string, more: object = {}) => ({ eventSource: "sts.amazonaws.com", eventName: name, ...more });
const [a, b, c] = [record("A"), record("B", { text: 'quoted "\\ and ] } [ {' }), record("C", { list: [{ k: "é😀" }] })];

/** Each item in a word: an event's name and place, or the place and reason of what is rejected. */
const show = (items: readonly LogItem[]) =>
  items.map((item) =>
    item.kind === "event" ? `${String(item.event.eventName)} @${item.place}` : `rejected @${item.place}: ${item.why}`,
  );

function readInChunks(bytes: Uint8Array, size: number): LogItem[] {
  const reader = new LogReader();
  const items: LogItem[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    // One piece of memory for all chunks, as a file's stream may do it.
    const chunk = Uint8Array.from(bytes.subarray(at, at + size));
    items.push(...reader.push(chunk));
    chunk.fill(0x20);
  }
  return [...items, ...reader.end()];
}

/** The log read as a whole and in chunks of several sizes, which must give the same. */
function read(text: string | Uint8Array): string[] {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const whole = show(readInChunks(bytes, bytes.length + 1));
  for (const size of [1, 2, 3, 7, 64]) expect(show(readInChunks(bytes, size)), `chunks of ${size}`).toEqual(whole);
  return whole;
}

const json = JSON.stringify;
const lines = (...values: unknown[]) =>
  values.map((value) => (typeof value === "string" ? value : json(value))).join("\n");

describe("every form of a log is read", () => {
  const inRecords = ["A @Records[0]", "B @Records[1]", "C @Records[2]"];
  test.each<[name: string, text: string, found: string[]]>([
    ["CloudTrail's own files", json({ Records: [a, b, c] }), inRecords],
    ["the same laid out", JSON.stringify({ Records: [a, b, c] }, null, 2), inRecords],
    ["the same with members around", json({ version: "1", Records: [a, b, c], more: { Records: [1] } }), inRecords],
    ["with Windows' line breaks", JSON.stringify({ Records: [a, b, c] }, null, 2).replaceAll("\n", "\r\n"), inRecords],
    ["with a byte order mark", `\ufeff${json({ Records: [a, b, c] })}`, inRecords],
    ["a list", json([a, b]), ["A @[0]", "B @[1]"]],
    ["a list laid out by hand", `[\n${json(a)},\n${json(b)}\n]\n`, ["A @[0]", "B @[1]"]],
    ["one object", json(b), ["B @"]],
    ["one object, laid out", JSON.stringify(c, null, 4), ["C @"]],
    ["several objects, laid out", `${JSON.stringify(a, null, 2)}\n${JSON.stringify(b, null, 2)}`, ["A @", "B @"]],
    ["JSON lines", lines(a, b, c), ["A @line 1", "B @line 2", "C @line 3"]],
    [
      "JSON lines with blank ones and a last break",
      `\n${json(a)}\r\n\r\n  \n${json(b)}\r\n`,
      ["A @line 2", "B @line 5"],
    ],
    ["JSON lines with a byte order mark", `\ufeff${lines(a, b)}`, ["A @line 1", "B @line 2"]],
    [
      "lines of CloudTrail files",
      lines({ Records: [a, b] }, { Records: [c] }),
      ["A @line 1, Records[0]", "B @line 1, Records[1]", "C @line 2, Records[0]"],
    ],
    [
      "an EventBridge event",
      json({ version: "0", "detail-type": "AWS API Call via CloudTrail", source: "aws.sts", detail: a }),
      ["A @detail"],
    ],
    ["lines of them", lines({ detail: a }, { detail: b }), ["A @line 1, detail", "B @line 2, detail"]],
    ["a list of them", json([{ detail: a }]), ["A @[0], detail"]],
    [
      "a CloudWatch Logs batch",
      json({
        messageType: "DATA_MESSAGE",
        logEvents: [
          { id: "1", message: json(a) },
          { id: "2", message: json(b) },
        ],
      }),
      ["A @logEvents[0], message", "B @logEvents[1], message"],
    ],
    [
      "CloudWatch Logs lines",
      lines({ timestamp: 1, message: json(a) }, { timestamp: 2, message: json(c) }),
      ["A @line 1, message", "C @line 2, message"],
    ],
    [
      "records in a message",
      json({ message: json({ Records: [a, b] }) }),
      ["A @message, Records[0]", "B @message, Records[1]"],
    ],
    [
      "a batch in a message in a list",
      json([{ message: json({ logEvents: [{ message: json(c) }] }) }]),
      ["C @[0], message, logEvents[0], message"],
    ],
    ["an event with a member called message", json(record("M", { message: json(a), detail: b })), ["M @"]],
    ["records far inside an event are its own", json(record("K", { requestParameters: { Records: [a] } })), ["K @"]],
    ["no record at all", json({ Records: [] }), []],
    ["nothing", "", []],
    ["white space", " \n \n", []],
  ])("%s", (_name, text, found) => expect(read(text)).toEqual(found));
});

describe("what is no event is rejected, with its place and the reason", () => {
  const noName = "it has no `eventName`";
  test.each<[name: string, text: string, found: string[]]>([
    [
      "a record without a name",
      json({ Records: [a, { eventSource: "x" }, b] }),
      ["A @Records[0]", `rejected @Records[1]: ${noName}`, "B @Records[2]"],
    ],
    ["one with neither", json([{ x: 1 }]), ["rejected @[0]: it has no `eventSource` and no `eventName`"]],
    ["one with an empty name", json(record("")), [`rejected @: ${noName}`]],
    ["one whose name is no text", json({ eventSource: "x", eventName: 1 }), [`rejected @: ${noName}`]],
    [
      "a null, a number, a text, a list",
      json({ Records: [null, 1, "x, ]", [a], a] }),
      [
        "rejected @Records[0]: it is no JSON object",
        "rejected @Records[1]: it is no JSON object",
        "rejected @Records[2]: it is no JSON object",
        "rejected @Records[3]: it is no JSON object",
        "A @Records[4]",
      ],
    ],
    [
      "a digest file",
      json({ awsAccountId: "1", digestStartTime: "…" }),
      ["rejected @: it has no `eventSource` and no `eventName`"],
    ],
    [
      "a message that is no JSON",
      json({ message: "plain words" }),
      ["rejected @message: it is no good JSON: a value is missing (at character 1)"],
    ],
    [
      "a wrapping without end",
      json({ detail: { detail: { detail: { detail: { detail: a } } } } }),
      ["rejected @detail, detail, detail, detail: it has no `eventSource` and no `eventName`"],
    ],
    [
      "a bad line",
      lines(a, "{bad}", b),
      [
        "A @line 1",
        "rejected @line 2: it is no good JSON: a key in double quotes is missing (at character 2)",
        "B @line 3",
      ],
    ],
    [
      "a first line that is bad",
      lines("# log", a),
      ["rejected @line 1: it is no good JSON: a value is missing (at character 1)", "A @line 2"],
    ],
    [
      "a first line that breaks off in a text",
      lines('{"eventSource":"st', a),
      ["rejected @line 1: it is no good JSON: a text is not closed (at character 16)", "A @line 2"],
    ],
    [
      "a first line that breaks off after a comma in a text",
      lines('{"eventSource":"a,', a),
      ["rejected @line 1: it is no good JSON: a text is not closed (at character 16)", "A @line 2"],
    ],
    [
      "an object where the list of records should be",
      json({ Records: { list: [a] } }),
      ["rejected @: it has no `eventSource` and no `eventName`"],
    ],
    [
      "a first line that breaks off elsewhere",
      lines('{"a":{"b":1}', a, b),
      ["rejected @line 1: it is no good JSON: the text ends too early (at character 13)", "A @line 2", "B @line 3"],
    ],
    [
      "a last line that breaks off",
      lines(a, '{"eventSource":"sts'),
      ["A @line 1", "rejected @line 2: it is no good JSON: a text is not closed (at character 16)"],
    ],
    [
      "a bad record between good ones",
      `{"Records":[${json(a)},{"eventName":1e400},${json(b)}]}`,
      [
        "A @Records[0]",
        "rejected @Records[1]: it is no good JSON: a number is too large (at character 14)",
        "B @Records[2]",
      ],
    ],
    [
      "half a surrogate pair",
      lines(a, '{"eventSource":"x","eventName":"\\ud800"}'),
      ["A @line 1", "rejected @line 2: it is no good JSON: a text holds half of a surrogate pair (at character 32)"],
    ],
    [
      "a document that breaks off in a record",
      `{"Records":[${json(a)},{"eventName":"B`,
      ["A @Records[0]", "rejected @Records[1]: the text ends inside this record"],
    ],
    [
      "one that breaks off between records",
      `{"Records":[${json(a)},`,
      ["A @Records[0]", "rejected @Records[1]: the text ends before the list of records is closed"],
    ],
    [
      "one that breaks off after them",
      `{"Records":[${json(a)}]`,
      ["A @Records[0]", "rejected @: the text ends inside it"],
    ],
    [
      "a list that is never closed",
      `[${json(a)}`,
      ["A @[0]", "rejected @[1]: the text ends before the list of records is closed"],
    ],
    [
      "a brace where the list should close",
      `{"Records":[${json(a)}}`,
      ["A @Records[0]", "rejected @: what stands around the list of records is no good JSON: a value is missing"],
    ],
    [
      "no comma between records",
      `[${json(a)} ${json(b)}]`,
      ["A @[0]", "rejected @[1]: a comma is missing before this record", "B @[1]"],
    ],
    [
      "a comma too many",
      `[${json(a)},,${json(b)},]`,
      [
        "A @[0]",
        "rejected @[1]: a record is missing before a comma",
        "B @[1]",
        "rejected @[2]: a record is missing after a comma",
      ],
    ],
    [
      "a bad document around good records",
      `{"Records":[${json(a)}],"x":}`,
      ["A @Records[0]", "rejected @: what stands around the list of records is no good JSON: a value is missing"],
    ],
    [
      "more after the document's end",
      `${json({ Records: [a] })}]`,
      ["A @Records[0]", "rejected @: neither an object nor a list begins here"],
    ],
    ["a single word", "hello", ["rejected @: neither an object nor a list begins here"]],
  ])("%s", (_name, text, found) => expect(read(text)).toEqual(found));

  test("nesting past the limit", () => {
    const deep = `${'{"a":'.repeat(70)}1${"}".repeat(70)}`;
    expect(read(`{"Records":[{"eventName":${deep}},${json(a)}]}`)).toEqual([
      "rejected @Records[0]: it is no good JSON: objects and arrays are nested too deeply (at character 329)",
      "A @Records[1]",
    ]);
  });

  test("bytes that are no UTF-8 take only their own record with them", () => {
    const bad = Buffer.concat([
      Buffer.from(`${json(a)}\n{"eventSource":"`),
      Buffer.from([0xc3, 0x28]),
      Buffer.from(`","eventName":"X"}\n${json(b)}`),
    ]);
    expect(read(bad)).toEqual(["A @line 1", "rejected @line 2: it is not UTF-8", "B @line 3"]);
  });

  test.each([
    ["UTF-16 with a mark", Buffer.from(`\ufeff${json(a)}`, "utf16le"), "it is UTF-16, and logs are UTF-8"],
    ["UTF-16 without one", Buffer.from(json(a), "utf16le"), "it is UTF-16, and logs are UTF-8"],
    [
      "UTF-16, the other way round",
      Buffer.from(`\ufeff${json(a)}`, "utf16le").swap16(),
      "it is UTF-16, and logs are UTF-8",
    ],
    ["a compressed file under a plain name", gzipSync(json(a)), "it is compressed, and its name doesn't end in `.gz`"],
  ])("%s", (_name, bytes, why) => expect(read(bytes)).toEqual([`rejected @: ${why}`]));

  test("zero bytes in a line", () => {
    expect(read(Buffer.from(`${json(a)}\n\0\0\0\n${json(b)}`))).toEqual([
      "A @line 1",
      "rejected @line 2: it is no good JSON: a value is missing (at character 1)",
      "B @line 3",
    ]);
  });
});

describe("size", () => {
  const long = json(record("L", { text: "x".repeat(1024 * 1024) }));
  const why = "it is longer than 1 MiB, and no CloudTrail record is longer than 256 KB";
  test("a record that is too long is rejected, and the next one read", () => {
    for (const size of [1000, 65_536, 10_000_000]) {
      expect(show(readInChunks(Buffer.from(`{"Records":[${long},${json(a)}]}`), size))).toEqual([
        `rejected @Records[0]: ${why}`,
        "A @Records[1]",
      ]);
      expect(show(readInChunks(Buffer.from(lines(a, long, b)), size))).toEqual([
        "A @line 1",
        `rejected @line 2: ${why}`,
        "B @line 3",
      ]);
    }
  });
  test("a line may hold a list of any length", () => {
    const many = Array.from({ length: 3000 }, (_, index) => record(`N${index}`, { text: "x".repeat(500) }));
    const text = `${json({ Records: [a] })}\n${json({ Records: many })}\n${json(b)}\n`;
    for (const size of [5000, 65_536]) {
      const found = show(readInChunks(Buffer.from(text), size));
      expect(found).toHaveLength(3002);
      expect([found[0], found[1], found[3000], found[3001]]).toEqual([
        "A @line 1, Records[0]",
        "N0 @line 2, Records[0]",
        "N2999 @line 2, Records[2999]",
        "B @line 3",
      ]);
    }
  });
  test("a document of any length is read record by record", () => {
    const reader = new LogReader();
    let found = reader.push(Buffer.from('{"Records":[')).length;
    const chunk = Buffer.from(`${json(record("N", { text: "x".repeat(2000) }))},`.repeat(100));
    for (let round = 0; round < 100; round++) found += reader.push(chunk).length;
    // All but what it may hold back until it is sure of the form.
    expect(found).toBe(10_000);
    expect(show([...reader.push(Buffer.from(`${json(a)}]}`)), ...reader.end()])).toEqual(["A @Records[10000]"]);
  });
});

describe("nothing is lost", () => {
  type Part = { readonly value: unknown; readonly events: number; readonly rejected: number };
  const part: fc.Arbitrary<Part> = fc.oneof(
    fc
      .record({
        eventSource: fc.constant("x"),
        eventName: fc.string({ minLength: 1, unit: "grapheme" }),
        more: fc.jsonValue({ maxDepth: 3 }),
      })
      .map((value) => ({ value, events: 1, rejected: 0 })),
    fc.constantFrom(
      { value: null, events: 0, rejected: 1 },
      { value: { eventSource: "x" }, events: 0, rejected: 1 },
      { value: 5, events: 0, rejected: 1 },
    ),
    fc.nat({ max: 3 }).map((count) => ({
      value: { logEvents: Array.from({ length: count }, () => ({ message: json(a) })) },
      events: count,
      rejected: 0,
    })),
    fc.constant({ value: { detail: b }, events: 1, rejected: 0 }),
  );
  const forms: readonly ((values: readonly unknown[]) => string)[] = [
    (values) => values.map((value) => json(value)).join("\n"),
    (values) => json(values),
    (values) => JSON.stringify({ Records: values }, null, 1),
    (values) => json({ before: "Records", Records: values, after: [[]] }),
  ];
  test("accepted and rejected records are all that there are, in any form and any chunks", () => {
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 2, maxLength: 8 }),
        fc.constantFrom(...forms),
        fc.integer({ min: 1, max: 300 }),
        (parts, form, size) => {
          // A line that is no object or list makes the first line no JSON lines; a log doesn't begin so.
          const items = readInChunks(new TextEncoder().encode(form([a, ...parts.map(({ value }) => value)])), size);
          expect(items.filter((item) => item.kind === "event")).toHaveLength(
            1 + parts.reduce((sum, one) => sum + one.events, 0),
          );
          expect(items.filter((item) => item.kind === "rejected")).toHaveLength(
            parts.reduce((sum, one) => sum + one.rejected, 0),
          );
        },
      ),
      { numRuns: 400 },
    );
  });

  test("where a record ends doesn't depend on what looks like the next one's beginning", () => {
    // Read a byte at a time, no end is ever guessed.
    const next = '},{"eventVersion":';
    const kind = fc.constantFrom(
      (name: string) => json(record(name)),
      (name: string) => json({ eventVersion: "1", ...record(name) }),
      (name: string) => json({ eventVersion: "1", ...record(name, { text: next }) }),
      (name: string) => json(record(name, { list: [{ eventVersion: "2" }, { eventVersion: "3" }] })),
      (name: string) => json(record(name, { deep: { list: [{}, { eventVersion: { list: [{}, {}] } }] } })),
      (name: string) => json({ Records: [{ eventVersion: "1", ...record(name) }, { eventVersion: "1" }] }),
      () => `{"eventVersion":"1" x}`,
      () => `{"eventVersion":"1}`,
      () => next,
      () => "{}",
      () => `{"eventVersion":"1"}}`,
      () => "7",
    );
    const document = fc.array(kind, { minLength: 2, maxLength: 9 }).map((kinds) => {
      const list = kinds.map((make, index) => make(`N${index}`)).join(",");
      return `{"Records":[${list}]}`;
    });
    fc.assert(
      fc.property(document, fc.integer({ min: 20, max: 400 }), (text, size) => {
        const bytes = new TextEncoder().encode(text);
        const exact = show(readInChunks(bytes, 1));
        expect(show(readInChunks(bytes, bytes.length))).toEqual(exact);
        expect(show(readInChunks(bytes, size))).toEqual(exact);
      }),
      { numRuns: 1500 },
    );
  });

  test("wrong guesses of where a record ends cost no more than the bytes are long", () => {
    // Each list of these is one guess, and each is wrong; the last one is far away from most elements.
    const tiny = `${"{},".repeat(50_000)}{"list":[{},{"eventVersion":1}]}`;
    const items = readLogText(`{"Records":[${tiny},${json(a)}]}`);
    expect(items).toHaveLength(50_002);
    expect(items.filter((item) => item.kind === "event")).toHaveLength(1);
  });

  test("bytes of any kind neither throw nor hang, nor depend on the chunks", () => {
    const noise = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc
        .array(
          fc.constantFrom(
            "{",
            "}",
            "[",
            "]",
            '"',
            ",",
            ":",
            "\\",
            "\n",
            " ",
            "1",
            '"Records":[',
            '"logEvents":[',
            json(a),
          ),
          { maxLength: 40 },
        )
        .map((parts) => Buffer.from(parts.join(""))),
    );
    fc.assert(
      fc.property(noise, fc.integer({ min: 1, max: 20 }), (bytes, size) => {
        expect(show(readInChunks(bytes, size))).toEqual(show(readInChunks(bytes, 10_000)));
      }),
      { numRuns: 3000 },
    );
  });

  test("good lines between damaged ones are read, each of them", () => {
    const damaged = fc.constantFrom('{"a":', '{"a":"b', "}", "]", "garbage", '{"Records":[', "[1,2", '"', "\\");
    fc.assert(
      fc.property(fc.array(damaged, { maxLength: 5 }), (bad) => {
        const found = show(readLogText(lines(a, ...bad.flatMap((one) => [one, b]))));
        expect(found.filter((one) => one.startsWith("B"))).toHaveLength(bad.length);
        expect(found.filter((one) => one.startsWith("rejected"))).toHaveLength(bad.length);
      }),
      { numRuns: 200 },
    );
  });
});

describe("as a stream", () => {
  const collect = async (chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) => {
    const items: LogItem[] = [];
    for await (const item of readLog(chunks)) items.push(item);
    return show(items);
  };
  test("chunks may come from anywhere", async () => {
    expect(await collect([Buffer.from(lines(a, b))])).toEqual(["A @line 1", "B @line 2"]);
  });
  test("a source that fails ends the log with a rejected item, after what was read", async () => {
    async function* failing(code: string) {
      yield Buffer.from(lines(a, b, '{"event'));
      throw Object.assign(new Error("unexpected end of file"), { code });
    }
    expect(await collect(failing("Z_BUF_ERROR"))).toEqual([
      "A @line 1",
      "B @line 2",
      "rejected @line 3: it is no good JSON: a text is not closed (at character 2)",
      "rejected @the rest of the file: the compressed data ends too early",
    ]);
    expect((await collect(failing("Z_DATA_ERROR"))).at(-1)).toBe(
      "rejected @the rest of the file: the compressed data is damaged",
    );
    expect((await collect(failing("EIO"))).at(-1)).toBe("rejected @the rest of the file: unexpected end of file");
  });
  test("what unpacks out of all proportion is not read on", async () => {
    const bomb = gunzipSync(gzipSync(Buffer.alloc(8 * 1024 * 1024, " ")));
    function* chunks() {
      for (let round = 0; round < 20; round++) yield bomb;
    }
    expect(await collect(boundInflation(chunks(), () => 100_000))).toEqual([
      "rejected @the rest of the file: it unpacks to more than 200 times its size, which no real log does",
    ]);
    expect(await collect(boundInflation(chunks(), () => 10_000_000))).toEqual([]);
  });
});

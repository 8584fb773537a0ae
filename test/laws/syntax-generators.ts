/** Random files: as lists of words and signs, so that they can be laid out in any way, with comments anywhere. */
import fc from "fast-check";

type Words = readonly string[];

// After a bare name, an entry `in = …` would be read as its operator.
const entryName = fc.constantFrom("a", "x_1", "title", "false_positives", "let", "when", "group", "json", "true", "T1");
const key = fc.constantFrom("a", "arn", "not", "true", "when", '"x-y"', '"a b\\"c"', "any");
const text = fc.constantFrom(
  '"a"',
  '""',
  "'raw \\d'",
  '"é\\n\\"x\\""',
  "'a*?'",
  '"https://x.y/z"',
  '"// no comment"',
  '"with {brace}"',
);
const plainText = fc.constantFrom('"a"', '"https://x.y/z"', "'//'", '"😀 long long long long long long text"');
const number = fc.constantFrom("0", "-1", "1.50", "1e5", "443");
const regex = fc.constantFrom("/a/", "/^a[b-d]+$/", "/(x|y\\/z)*/", "/[/]{2,3}/");
const time = fc.constantFrom("2026-11-22", "2026-11-22T10:00:00Z");
const duration = fc.constantFrom("5m", "1h", "30s", "7d");

const one = (arbitrary: fc.Arbitrary<string>): fc.Arbitrary<Words> => arbitrary.map((word) => [word]);
const joined = (...parts: fc.Arbitrary<Words>[]): fc.Arbitrary<Words> =>
  fc.tuple(...parts).map((words) => words.flat());
const word = (...texts: string[]): fc.Arbitrary<Words> => fc.constant(texts);
const many = (item: fc.Arbitrary<Words>, separator: Words, most: number, least = 0): fc.Arbitrary<Words> =>
  fc
    .array(item, { minLength: least, maxLength: most })
    .map((items) => items.flatMap((words, index) => (index === 0 ? words : [...separator, ...words])));
const listOf = (item: fc.Arbitrary<Words>, trailing = true): fc.Arbitrary<Words> =>
  fc
    .tuple(fc.array(item, { maxLength: 6 }), fc.boolean())
    .map(([items, comma]) => [
      "[",
      ...items.flatMap((words, index) => (index === 0 ? words : [",", ...words])),
      ...(trailing && comma && items.length > 0 ? [","] : []),
      "]",
    ]);

/** A file without problems, whose fields and variables have these names. */
function wordsOf(name: fc.Arbitrary<string>): fc.Arbitrary<Words> {
  const pathPart = fc.oneof(
    key.map((text) => [".", text]),
    word("[", "]"),
  );
  const plainPath = joined(one(name.filter((text) => text !== "json")), many(pathPart, [], 3));
  const path: fc.Arbitrary<Words> = fc.oneof(
    { weight: 5, arbitrary: plainPath },
    { weight: 1, arbitrary: joined(word("json", "("), plainPath, word(")"), many(pathPart, [], 2)) },
  );

  const literal = one(fc.oneof(text, number, regex, time, duration, fc.constantFrom("true", "false")));
  const operand = fc.oneof(literal, path, listOf(fc.oneof(literal, path)));
  const operator = fc.oneof(
    word("=="),
    word("!="),
    word("<"),
    word(">="),
    word("in"),
    word("not", "in"),
    word("in", "cidr"),
    word("contains"),
    word("contains", "all"),
    word("not", "contains"),
    word("starts", "with"),
    word("not", "ends", "with"),
    word("like"),
    word("matches"),
  );
  const state = fc.oneof(word("exists"), word("missing"), word("is", "ip"), word("is", "not", "ip"));

  const { condition } = fc.letrec<{ condition: Words; conjunction: Words; negation: Words; comparison: Words }>(
    (tie) => ({
      comparison: fc.oneof(
        { weight: 4, arbitrary: joined(path, operator, operand, fc.constantFrom<Words>([], [], ["nocase"])) },
        { weight: 2, arbitrary: joined(path, state) },
        { weight: 1, arbitrary: plainPath },
      ),
      negation: fc.oneof(
        { depthSize: "small" },
        { weight: 5, arbitrary: tie("comparison") },
        { weight: 1, arbitrary: joined(word("not"), tie("negation")) },
        { weight: 1, arbitrary: joined(word("("), tie("condition"), word(")")) },
        {
          weight: 1,
          arbitrary: joined(
            one(fc.constantFrom("any", "all")),
            one(name),
            word("in"),
            plainPath,
            word("("),
            tie("condition"),
            word(")"),
          ),
        },
      ),
      conjunction: many(tie("negation"), ["and"], 3, 1),
      condition: many(tie("conjunction"), ["or"], 2, 1),
    }),
  );

  const { data } = fc.letrec<{ data: Words }>((tie) => ({
    data: fc.oneof(
      { depthSize: "small" },
      {
        weight: 5,
        arbitrary: one(
          fc.oneof(
            plainText,
            number,
            time,
            duration,
            fc.constantFrom("true", "medium", "TA0007:T1087.004", "T1078", "TA0001"),
          ),
        ),
      },
      { weight: 1, arbitrary: word("Old", ".", "Id", ".", "2x-y") },
      {
        weight: 1,
        arbitrary: one(fc.constantFrom('"""one"""', '"""\n  one\n    two\n\n  three\n"""', '"""x "y"\n"""')),
      },
      { weight: 1, arbitrary: listOf(tie("data")) },
      {
        weight: 1,
        arbitrary: joined(word("{"), many(joined(one(entryName), word("="), tie("data")), [], 3), word("}")),
      },
    ),
  }));

  const { json } = fc.letrec<{ json: Words; object: Words }>((tie) => ({
    json: fc.oneof(
      { depthSize: "small" },
      {
        weight: 5,
        arbitrary: one(
          fc.oneof(
            fc.constantFrom('"a"', '"😀 {x}"', '"long long long long long long long"'),
            number,
            fc.constantFrom("true", "null"),
          ),
        ),
      },
      { weight: 2, arbitrary: tie("object") },
      { weight: 1, arbitrary: listOf(tie("json"), false) },
      { weight: 1, arbitrary: joined(word("json"), tie("object")) },
    ),
    object: fc
      .array(fc.tuple(fc.constantFrom('"a"', '"eventName"', '"__proto__"', '"é"'), tie("json")), { maxLength: 4 })
      .map((members) => [
        "{",
        ...members.flatMap(([key, value], index) => [...(index ? [","] : []), key, ":", ...(value as Words)]),
        "}",
      ]),
  }));

  const coalesce = many(fc.oneof(path, one(plainText)), ["??"], 3, 1);
  const event = fc.oneof(
    joined(word("{"), many(joined(one(fc.constantFrom('"a"', '"b"')), word(":"), json), [","], 3), word("}")),
    joined(word("as"), one(name)),
    joined(word("as"), one(name), word("with", "{"), many(joined(word('"c"'), word(":"), json), [","], 2), word("}")),
  );
  const fromFile = joined(word("lines", "("), one(plainText), word(")"));
  const letClause = joined(
    word("let"),
    one(name),
    word("="),
    fc.oneof(listOf(fc.oneof(literal, path)), condition, joined(path, word("??"), coalesce), fromFile),
  );
  const eventClause = joined(word("event"), one(name), event);
  const templates = fc.constantFrom(
    '"by {a.b}"',
    "'{a ?? b[] ?? \"x\"} {{x}}'",
    '"\\"{ a . b }\\u0041{c}"',
    '"plain"',
    '"""\n  one {a}\n  {b}\n"""',
  );
  const alertEntry = joined(
    fc.oneof(
      joined(word("title", "="), one(templates)),
      joined(word("key", "="), listOf(coalesce)),
      joined(word("suppress", "="), one(fc.constantFrom("1h", "none"))),
      joined(word("severity", "="), one(fc.constantFrom("low", "high"))),
    ),
    fc.oneof(word(), joined(word("when"), condition)),
  );
  const entry = joined(one(entryName), word("="), data);
  const test = joined(
    word("test"),
    one(plainText),
    fc.oneof(word("alerts"), word("ignores"), word("alerts", "3")),
    fc.oneof(event, joined(word("file"), one(plainText)), word("base")),
  );
  const clause = fc.oneof(
    entry,
    word("source", "aws", ".", "cloudtrail"),
    letClause,
    joined(word("when"), condition),
    joined(word("unless"), condition),
    joined(word("alert", "{"), many(alertEntry, [], 4), word("}")),
    joined(one(fc.constantFrom("elastic", "splunk", "panther")), word("{"), many(entry, [], 4), word("}")),
    eventClause,
    test,
  );
  const rule = joined(
    one(fc.constantFrom("rule", "tune")),
    fc.constantFrom<Words>(["A"], ["AWS", ".", "S3", ".", "X-1"]),
    word("{"),
    many(clause, [], 8),
    word("}"),
  );

  /** The words and signs of a file without problems. */
  return many(fc.oneof(rule, letClause, eventClause, joined(word("import"), one(plainText))), [], 3);
}

const plainNames = ["a", "bb", "userIdentity", "group", "first", "T1", "x_1"];

/** Names that are words of the language are among them. */
export const fileWords: fc.Arbitrary<Words> = wordsOf(fc.constantFrom(...plainNames, "contains", "in", "json", "file"));

/** What may stand between two words. Repeated as often as it takes. */
const gap = fc.constantFrom(
  " ",
  " ",
  " ",
  " ",
  "\n",
  "\n\n",
  "\r\n  ",
  "  ",
  "\t",
  " // one\n",
  "\n// two\n",
  "\n\n// three // four\n\n",
  " //\n",
);

export interface LaidOut {
  readonly text: string;
  readonly comments: number;
}

/** A file in some layout, with comments wherever they can stand. */
const laidOut = (words: fc.Arbitrary<Words>): fc.Arbitrary<LaidOut> =>
  fc.tuple(words, fc.array(gap, { minLength: 40, maxLength: 40 })).map(([words, gaps]) => {
    let text = "";
    let comments = 0;
    for (const [index, next] of words.entries()) {
      const between = gaps[index % gaps.length] as string;
      if (between.includes("//")) comments++;
      text += next + between;
    }
    return { text, comments };
  });

export const file = laidOut(fileWords);
/** Without names that the recovery, which judges by words and lines, takes for the beginning of something else. */
export const plainFile = laidOut(wordsOf(fc.constantFrom(...plainNames)));

import { describe, expect, test } from "vitest";
import { formatFile } from "../../src/syntax/format-file.ts";
import { pageExample } from "./page-example.ts";
import { inRule, parse } from "./support.ts";

function format(text: string): string {
  const { file, diagnostics } = parse(text);
  if (diagnostics.some((one) => one.severity === "error")) throw new Error("does not parse");
  return formatFile(file);
}

/** The lines of a rule's body after formatting, without its indentation. */
function body(text: string): string {
  const lines = format(inRule(text)).split("\n").slice(1, -2);
  return lines.map((line) => line.replace(/^ {2}/, "")).join("\n");
}

test("tunes stand as rules do, and lists from files on one line", () => {
  const text = `let a=lines( "lists/a.txt" ) // ours
tune  A.B{reason="x" severity=low // for now
unless a exists and b exists  suppress = 4h
test "y" ignores as z
}
tune A.C { reason = "y" enabled = false }`;
  const formatted = `let a = lines("lists/a.txt")  // ours

tune A.B {
  reason   = "x"
  severity = low  // for now

  unless (a exists and b exists)

  suppress = 4h

  test "y" ignores as z
}

tune A.C {
  reason  = "y"
  enabled = false
}
`;
  expect(format(text)).toBe(formatted);
  expect(format(formatted)).toBe(formatted);
});

test("the whole example", () => {
  expect(format(pageExample)).toBe(`import "lib/aws.tocsin"  // from the rules' root; brings its lets and events

rule AWS.STS.TruffleHogCallerIdentity {
  title           = "Leaked AWS credentials tested by TruffleHog"
  description     = """
    TruffleHog calls sts:GetCallerIdentity to learn whether a key that it found still works.
    """
  severity        = medium  // info | low | medium | high | critical
  confidence      = high
  status          = stable
  author          = "…"
  created         = 2026-11-22
  modified        = 2026-12-01  // default: created
  version         = 2
  tags            = ["team:identity"]  // added to the platforms' own
  attack          = [TA0007:T1087.004]
  references      = ["https://github.com/trufflesecurity/trufflehog"]
  false_positives = ["The organisation's own secret scanning runs TruffleHog with verification on."]
  runbook         = """Ask the owner of the key."""

  source aws.cloudtrail

  let scanners = ["trufflehog"]

  when eventSource == "sts.amazonaws.com"
   and eventName == "GetCallerIdentity"
   and userAgent contains scanners nocase
  unless userIdentity.arn in trusted_scanners

  alert {
    title    = "TruffleHog tested {userIdentity.arn ?? userIdentity.accessKeyId} from {sourceIPAddress}"
    key      = [userIdentity.arn]  // what makes two alerts the same
    suppress = 1h
    severity = high when userIdentity.type == "Root"
    context  = [
      eventName, awsRegion, recipientAccountId, sourceIPAddress, userAgent, userIdentity.arn,
    ]
  }

  elastic { risk_score = 47 }  // what only one platform knows
  splunk  { analytic_story = ["AWS Cross Account Activity"]  security_domain = threat }

  event scan {
    "eventSource": "sts.amazonaws.com",
    "eventName": "GetCallerIdentity",
    "userAgent": "TruffleHog",
    "sourceIPAddress": "198.51.100.42"
  }

  test "as its SDK reports itself"  alerts  as scan
  test "other case, with a version" alerts  as scan with { "userAgent": "trufflehog/3.63.0" }
  test "the ordinary CLI"           ignores as scan with { "userAgent": "aws-cli/2.15.0" }
  test "another STS call"           ignores as scan with { "eventName": "AssumeRole" }
  test "a day of a real account"    ignores file "logs/quiet-day.json.gz"
}
`);
});

describe("conditions", () => {
  const long = (letter: string) => `${letter.repeat(40)} exists`;

  test.each([
    ["when   a==1", "when a == 1"],
    ["when a==1 and\nb", "when a == 1 and b"],
    ["when a and b and c", "when a\n and b\n and c"],
    ["when a or b or c", "when a\n  or b\n  or c"],
    ["when a and (b or c) and not (d)", "when a\n and (b or c)\n and not (d)"],
    ["when ((a))", "when ((a))"],
    ["unless a and b", "unless (a and b)"],
    ["unless (a and b)", "unless (a and b)"],
    ["unless a", "unless a"],
    ["unless not a", "unless not a"],
    ["when any x in y [ ]( x.z==1 )", "when any x in y[] (x.z == 1)"],
    ["when json ( a ) . b not  in   cidr [ '10.0.0.0/8' ]", "when json(a).b not in cidr ['10.0.0.0/8']"],
    ["when a is  not ip and b == g nocase", "when a is not ip and b == g nocase"],
    ["let a = b==1   or c", "let a = b == 1 or c"],
    ['let a = b  ??c ??"d"', 'let a = b ?? c ?? "d"'],
    ["let a = [ ]", "let a = []"],
  ])("%s", (written, expected) => expect(body(written)).toBe(expected));

  test("a long chain is broken in its place", () => {
    expect(body(`when ${long("a")} and ${long("b")} and c`)).toBe(`when ${long("a")}\n and ${long("b")}\n and c`);
    expect(body(`when ${long("a")} or ${long("b")} or ${long("c")} and d`)).toBe(
      `when ${long("a")}\n  or ${long("b")}\n  or ${long("c")} and d`,
    );
    expect(body(`unless ${long("a")} and ${long("b")} and c`)).toBe(
      `unless (\n  ${long("a")}\n  and ${long("b")}\n  and c\n)`,
    );
    expect(body(`when x and (${long("a")} or ${long("b")} or c)`)).toBe(
      `when x\n and (\n  ${long("a")}\n  or ${long("b")}\n  or c\n)`,
    );
    expect(body(`let x = ${long("a")} and ${long("b")} and c`)).toBe(
      `let x =\n  ${long("a")}\n  and ${long("b")}\n  and c`,
    );
    expect(body(`when any x in y[] (${long("a")} and ${long("b")} and c)`)).toBe(
      `when any x in y[] (\n  ${long("a")}\n  and ${long("b")}\n  and c\n)`,
    );
  });

  test("a long list is filled line by line", () => {
    const items = Array.from({ length: 12 }, (_, index) => `"item-number-${index}"`);
    expect(body(`when a in [${items.join(",")}] nocase`)).toBe(
      `when a in [\n  ${items.slice(0, 5).join(", ")},\n  ${items.slice(5, 10).join(", ")},\n  ${items.slice(10).join(", ")},\n] nocase`,
    );
  });
});

describe("data", () => {
  test("names are aligned in runs, which blank lines end", () => {
    expect(body("a = 1\nlonger = 2\n\n\nb=3")).toBe("a      = 1\nlonger = 2\n\nb = 3");
  });

  test("clauses of different kinds are set apart, once", () => {
    expect(body('a = 1\nsource b\nwhen c\nunless d\nalert{}\nelastic{}\nevent e{}\ntest "f" alerts e')).toBe(
      'a = 1\n\nsource b\n\nwhen c\nunless d\n\nalert {\n}\n\nelastic {}\n\nevent e {}\n\ntest "f" alerts as e',
    );
  });

  test("a block text keeps its lines", () => {
    expect(body('a = """\n      one\n        two\n\n      three"""')).toBe('a = """\n  one\n    two\n\n  three\n  """');
    expect(body('a = """one"""')).toBe('a = """one"""');
    expect(body('a = """"one" is "two"\n"""')).toBe('a = """\n  "one" is "two"\n  """');
  });

  test("a platform's block stands on one line if it is short", () => {
    expect(body("splunk {\n a = 1\n b = [2,3]\n}\nelastic{c=d}")).toBe(
      "splunk  { a = 1  b = [2, 3] }\nelastic { c = d }",
    );
    expect(body("splunk { a = 1 bb = 2 c = 3 d = 4 }")).toBe("splunk {\n  a  = 1\n  bb = 2\n  c  = 3\n  d  = 4\n}");
  });

  test("texts and numbers keep their form", () => {
    expect(body("a = ['x', \"\\u0041\", 1.50, 2026-11-22, 5m, TA0001:T1078, Old.Id]")).toBe(
      "a = ['x', \"\\u0041\", 1.50, 2026-11-22, 5m, TA0001:T1078, Old.Id]",
    );
  });
});

describe("comments", () => {
  test("stay with what they speak of", () => {
    const text = `// file
import "a"  // import
// before the rule

// near the rule
rule A.B {  // rule
  // first
  x = 1  // one
  yy = 2

  // alone

  when a  // first operand
   and b // second
   // before c
   and c

  let l = [
    "a",  // in the list
    // before b
    "b",
    // at the end of the list
  ]

  event e {
    // before the member
    "a": 1,  // after it
    "b": { "c": 2 }  // last
  }
  // at the end of the rule
}  // after the rule
// at the end of the file
`;
    expect(format(text)).toBe(`// file
import "a"  // import

// before the rule

// near the rule
rule A.B {  // rule
  // first
  x  = 1  // one
  yy = 2

  // alone

  when a  // first operand
   and b  // second
  // before c
   and c

  let l = [
    "a",  // in the list
    // before b
    "b",
    // at the end of the list
  ]

  event e {
    // before the member
    "a": 1,          // after it
    "b": { "c": 2 }  // last
  }
  // at the end of the rule
}  // after the rule
// at the end of the file
`);
  });

  test("in odd places move to the nearest line", () => {
    expect(body("when // one\n a == // two\n 1 and // three\n b")).toBe(
      "when a == 1  // one\n// two\n// three\n and b",
    );
    expect(body("x = // one\n 1")).toBe("x = 1  // one");
    expect(body("unless a // one\n and b")).toBe("unless (\n  a  // one\n  and b\n)");
  });
});

test("a file that could not be read is left as it is", () => {
  const text = inRule("when   a ==\n  x = 1");
  expect(formatFile(parse(text).file)).toBe(text);
});

test("an empty file stays empty", () => {
  expect(format("")).toBe("");
  expect(format("\n\n// a\n\n\n// b\n\n")).toBe("// a\n\n// b\n");
  expect(format("rule A{}")).toBe("rule A {\n}\n");
});

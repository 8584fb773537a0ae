/**
 * Makes the corpus: operators x values x polarity x path shape, as far as they say something new. The conditions go
 * through the parser and the checker; the verdicts come from the slow reading of the language's page in
 * `test/laws/naive-semantics.ts`, never from the interpreter.
 */
import type { JsonObject, JsonValue } from "../../src/ir/json.ts";
import { ruleFromText } from "../equivalence/support/rule-from-text.ts";
import { naivelyHolds } from "../laws/naive-semantics.ts";
import type { ConformanceCase } from "./case.ts";
import {
  addressOperators,
  equalsOperators,
  existsOperators,
  likeOperators,
  matchesOperators,
  numberOperators,
  type Operator,
  partOperators,
  timeOperators,
} from "./operators.ts";
import { member, otherShapes, type Shape, top } from "./shapes.ts";
import { fewValues, type NamedValue, nearTexts, otherKinds, recordWith } from "./values.ts";

type Draft = Omit<ConformanceCase, "verdict">;

interface Polarity {
  readonly id: string;
  readonly wrap: (condition: string) => string;
}

const plain: Polarity = { id: "plain", wrap: (condition) => condition };
const negated: Polarity = { id: "not", wrap: (condition) => `not (${condition})` };
const otherPolarities: readonly Polarity[] = [
  { id: "not-not", wrap: (condition) => `not (not (${condition}))` },
  { id: "inside-or", wrap: (condition) => `${condition} or eventName == "Other"` },
  { id: "inside-not-or", wrap: (condition) => `not (${condition} or eventName == "Other")` },
  { id: "inside-and", wrap: (condition) => `eventName == "ListBuckets" and not (${condition})` },
];

const draft = (group: string, operator: Operator, shape: Shape, polarity: Polarity, value: NamedValue): Draft => ({
  id: `${group}/${operator.id}/${shape.id}/${polarity.id}/${value.name}`,
  about: `${value.name.replaceAll("-", " ")}, ${shape.id.replaceAll("-", " ")}${polarity === plain ? "" : `, ${polarity.id.replaceAll("-", " ")}`}`,
  condition: polarity.wrap(operator.on(shape.path)),
  event: shape.event(value.value),
});

const few = (operator: Operator): readonly NamedValue[] => fewValues(operator.hit, operator.miss);

/** Kinds of values that every operator is asked about; the main ones are asked about all. */
const USUAL_KINDS = new Set([
  "missing",
  "null",
  "empty-text",
  "integer",
  "fraction",
  "true",
  "array",
  "array-of-others",
  "array-of-missing",
  "empty-array",
  "object",
  "empty-object",
  "json-text",
]);
const USUAL_TEXTS = new Set([
  "hit",
  "other-case",
  "longer-at-end",
  "longer-at-start",
  "shorter",
  "other-inside",
  "line-break-at-end",
  "non-ascii-at-end",
  "twice",
]);

/** One operator of the group: few values at two paths, plain and negated; the main ones with all of them, everywhere. */
function textCases(group: string, operator: Operator, isMain: boolean): Draft[] {
  const texts = nearTexts(operator.hit).filter(({ name }) => isMain || USUAL_TEXTS.has(name));
  const kinds = otherKinds(operator.hit).filter(({ name }) => isMain || USUAL_KINDS.has(name));
  const more = operator.more ?? [];
  const own = new Set(more.map(({ name }) => name));
  const usual = [...texts, ...kinds].filter(({ name }) => !own.has(name));
  const everywhere = isMain ? few(operator) : few(operator).slice(0, 3);
  return [
    ...[...usual, ...more].map((value) => draft(group, operator, top, plain, value)),
    ...(isMain ? kinds : everywhere).map((value) => draft(group, operator, top, negated, value)),
    ...[...[...kinds, ...(isMain ? texts : texts.slice(0, 2))].filter(({ name }) => !own.has(name)), ...more].map(
      (value) => draft(group, operator, member, plain, value),
    ),
    ...everywhere.slice(0, 3).map((value) => draft(group, operator, member, negated, value)),
    ...(isMain ? otherPolarities : otherPolarities.slice(2)).flatMap((polarity) =>
      everywhere.slice(0, 3).map((value) => draft(group, operator, top, polarity, value)),
    ),
    ...(isMain ? otherShapes : []).flatMap((shape) => [
      ...everywhere.map((value) => draft(group, operator, shape, plain, value)),
      ...everywhere.slice(0, 3).map((value) => draft(group, operator, shape, negated, value)),
    ]),
  ];
}

const mainOperators = new Set(["equals", "contains", "matches-whole", "exists", "missing"]);

const textGroup = (group: string, operators: readonly Operator[]): Draft[] =>
  operators.flatMap((operator) => textCases(group, operator, mainOperators.has(operator.id)));

/** Operators over values of their own: all of them at the first path, at the others the first ten. */
function valueGroup(group: string, operators: readonly Operator[], shapes: readonly Shape[]): Draft[] {
  return operators.flatMap((operator) =>
    shapes.flatMap((shape, index) => {
      const more = operator.more ?? [];
      const own = new Set(more.map(({ name }) => name));
      const kinds = otherKinds(operator.hit).filter(({ name }) => USUAL_KINDS.has(name) && !own.has(name));
      return [
        ...(index === 0 ? [...kinds, ...more] : more.slice(0, 10)).map((value) =>
          draft(group, operator, shape, plain, value),
        ),
        ...few(operator)
          .slice(0, 4)
          .map((value) => draft(group, operator, shape, negated, value)),
      ];
    }),
  );
}

const shapeNamed = (id: string): Shape => {
  const shape = otherShapes.find((one) => one.id === id);
  if (!shape) throw new Error(`no shape ${id}`);
  return shape;
};

const address: Shape = {
  id: "address",
  path: "sourceIPAddress",
  event: (value) => recordWith(value === undefined ? {} : { sourceIPAddress: value }),
};
const eventTime: Shape = {
  id: "event-time",
  path: "eventTime",
  event: (value) => (value === undefined ? { eventName: "ListBuckets" } : recordWith({ eventTime: value })),
};
const creation: Shape = {
  id: "creation-date",
  path: "userIdentity.sessionContext.attributes.creationDate",
  event: (value) =>
    recordWith({
      userIdentity: { sessionContext: { attributes: value === undefined ? {} : { creationDate: value } } },
    }),
};
const readOnly: Shape = {
  id: "boolean",
  path: "readOnly",
  event: (value) => recordWith(value === undefined ? {} : { readOnly: value }),
};

/** Characters that some platform's syntax gives a meaning, each inside a literal. */
const SIGNS: readonly (readonly [string, string])[] = [
  ["star", "*"],
  ["question", "?"],
  ["backslash", "\\"],
  ["quote", '"'],
  ["apostrophe", "'"],
  ["percent", "%"],
  ["underscore", "_"],
  ["dollar", "$"],
  ["backtick", "`"],
  ["bar", "|"],
  ["line-break", "\n"],
  ["tab", "\t"],
  ["brace", "{"],
  ["bracket", "["],
  ["parenthesis", "("],
  ["at", "@"],
  ["hash", "#"],
  ["ampersand", "&"],
  ["angle", "<"],
  ["tilde", "~"],
  ["caret", "^"],
  ["dot", "."],
  ["equals", "="],
  ["comma", ","],
  ["colon", ":"],
  ["slash", "/"],
  ["non-ascii", "é"],
  ["astral", "🔔"],
];

const escapePattern = (text: string) => text.replace(/[*?\\]/g, "\\$&");
const escapeRegex = (text: string) =>
  text
    .replace(/[!-/:-@[-`{-~]/g, "\\$&")
    .replace(/\n/g, "\\n")
    .replace(/\t/g, "\\t");

function signOperators(sign: string): readonly { readonly id: string; readonly after: string }[] {
  const text = JSON.stringify(`a${sign}b`);
  return [
    { id: "equals", after: `== ${text}` },
    { id: "contains", after: `contains ${text}` },
    { id: "like", after: `like ${JSON.stringify(`${escapePattern(`a${sign}b`)}*`)}` },
    { id: "matches", after: `matches /^a${escapeRegex(sign)}b/` },
    { id: "starts-with", after: `starts with ${text}` },
    ...(/^[\0-\x7f]*$/.test(sign) ? [{ id: "equals-nocase", after: `== ${text} nocase` }] : []),
  ];
}

function signGroup(): Draft[] {
  return SIGNS.flatMap(([name, sign]) => {
    const values: readonly (readonly [string, JsonValue])[] = [
      ["itself", `a${sign}b`],
      ["another-character", "axb"],
      ["without-it", "ab"],
      ["with-backslash", `a\\${sign}b`],
    ];
    return signOperators(sign).flatMap(({ id, after }) => {
      const operator = { id: `${id}-${name}`, on: (path: string) => `${path} ${after}`, hit: "", miss: "" };
      const on = (shape: Shape, most: number) =>
        values.slice(0, most).map(([about, value]) => draft("signs", operator, shape, plain, { name: about, value }));
      return [...on(top, 4), ...(id === "equals" || id === "starts-with" ? on(member, 2) : [])];
    });
  });
}

/** Booleans, whole objects and lists asked whether they exist. */
function existsGroup(): Draft[] {
  const container = (id: string, path: string, key: string): Shape => ({
    id,
    path,
    event: (value) => recordWith(value === undefined ? {} : { [key]: value }),
  });
  const containers = [
    container("object", "requestParameters", "requestParameters"),
    container("identity-object", "userIdentity.sessionContext", "userIdentity"),
    container("resources-list", "resources", "resources"),
  ];
  return [
    ...textGroup("exists", existsOperators),
    ...existsOperators.flatMap((operator) =>
      [readOnly, address, creation, ...containers].flatMap((shape) =>
        otherKinds("text").map((value) => draft("exists", operator, shape, plain, value)),
      ),
    ),
  ];
}

const booleanOperators: readonly Operator[] = ["== true", '== "true"', "== false", "!= true", '== "true" nocase'].map(
  (after, index) => ({
    id: ["is-true", "is-true-text", "is-false", "is-not-true", "is-true-nocase"][index] as string,
    on: (path: string) => `${path} ${after}`,
    hit: "true",
    miss: "false",
    more: [
      { name: "upper-case", value: "TRUE" },
      { name: "one", value: 1 },
      { name: "false-text", value: "false" },
    ],
  }),
);

/** Two fields: each kind of value on either side. */
function fieldGroup(): Draft[] {
  const pairs: readonly (readonly [string, JsonValue | undefined, JsonValue | undefined])[] = [
    ["same", "alice", "alice"],
    ["different", "alice", "bob"],
    ["other-case", "alice", "Alice"],
    ["left-longer", "alice-admin", "alice"],
    ["left-longer-at-start", "admin-alice", "alice"],
    ["right-longer", "alice", "alice-admin"],
    ["left-missing", undefined, "alice"],
    ["right-missing", "alice", undefined],
    ["both-missing", undefined, undefined],
    ["both-null", null, null],
    ["both-empty", "", ""],
    ["both-empty-lists", [], []],
    ["integer-and-text", 22, "22"],
    ["boolean-and-text", true, "true"],
    ["star", "alice", "al*ce"],
    ["dot", "alice", "al.ce"],
    ["percent", "alice", "al%"],
    ["backslash", "a\\b", "a\\b"],
    ["quote", 'a"b', 'a"b'],
    ["numbers-alike", "22", "22.0"],
    ["objects-alike", { a: "b" }, { a: "b" }],
    ["lists-alike", ["alice"], ["alice"]],
    ["null-texts", "null", "null"],
    ["one-null-text", "null", null],
    ["kelvin", "\u212aim", "kim"],
    ["unicode-case", "É", "é"],
  ];
  const forms: readonly (readonly [string, string])[] = [
    ["equals", "=="],
    ["not-equals", "!="],
    ["contains", "contains"],
    ["starts-with", "starts with"],
    ["ends-with", "ends with"],
  ];
  const sides = (left: JsonValue | undefined, right: JsonValue | undefined) =>
    recordWith({
      userIdentity: { type: "IAMUser", ...(left === undefined ? {} : { userName: left }) },
      requestParameters: right === undefined ? {} : { userName: right },
    });
  return forms.flatMap(([id, operator]) =>
    ["", " nocase"].flatMap((nocase) =>
      pairs.map(([name, left, right]) => ({
        id: `fields/${id}${nocase === "" ? "" : "-nocase"}/plain/${name}`,
        about: name.replaceAll("-", " "),
        condition: `userIdentity.userName ${operator} requestParameters.userName${nocase}`,
        event: sides(left, right),
      })),
    ),
  );
}

/** Quantifiers, over every kind of list. */
function quantifierGroup(): Draft[] {
  const list = "requestParameters.items[]";
  const conditions: readonly (readonly [string, string])[] = [
    ["any-equals", `any x in ${list} (x.k == "a")`],
    ["any-not-equals", `any x in ${list} (x.k != "a")`],
    ["all-equals", `all x in ${list} (x.k == "a")`],
    ["all-not-equals", `all x in ${list} (x.k != "a")`],
    ["not-any", `not any x in ${list} (x.k == "a")`],
    ["not-all", `not all x in ${list} (x.k == "a")`],
    ["any-and", `any x in ${list} (x.k == "a" and x.l == "b")`],
    ["any-or", `any x in ${list} (x.k == "a" or x.l == "b")`],
    ["any-and-not", `any x in ${list} (x.k == "a" and not (x.l == "b"))`],
    ["all-or", `all x in ${list} (x.k == "a" or x.l == "b")`],
    ["any-exists", `any x in ${list} (x.k exists)`],
    ["all-exists", `all x in ${list} (x.k exists)`],
    ["any-missing", `any x in ${list} (x.k missing)`],
    ["any-itself", `any x in ${list} (x == "a")`],
    ["all-itself", `all x in ${list} (x starts with "a")`],
    ["any-outer", `any x in ${list} (x.k == "a" and eventName == "ListBuckets")`],
    ["any-outer-compared", `any x in ${list} (x.k == eventName)`],
    ["any-contains", `any x in ${list} (x.k contains "a" nocase)`],
    ["any-nested", `any x in ${list} (any y in x.m[] (y.k == "a"))`],
    ["any-nested-both", `any x in ${list} (x.k == "a" and any y in x.m[] (y.k == "b"))`],
    ["all-nested", `all x in ${list} (any y in x.m[] (y.k == "a"))`],
    ["any-inner-list", `any x in ${list} (x.m[].k == "a")`],
    ["any-below", `any x in ${list} (x.n < 10 and x.k == "a")`],
    ["plain-both", `${list}.k == "a" and ${list}.l == "b"`],
    ["plain-not", `not (${list}.k == "a")`],
    ["exists-and-all", `${list} exists and all x in ${list} (x.k == "a")`],
  ];
  const lists: readonly (readonly [string, JsonValue | undefined])[] = [
    ["missing", undefined],
    ["null", null],
    ["empty", []],
    ["of-missing", [null, "", {}]],
    ["one", [{ k: "a", l: "b", n: 9, m: [{ k: "a" }] }]],
    ["bare", { k: "a", l: "b", n: 9, m: { k: "a" } }],
    ["apart", [{ k: "a" }, { l: "b" }]],
    [
      "crossed",
      [
        { k: "a", l: "x", n: 11 },
        { k: "x", l: "b", n: 9 },
      ],
    ],
    ["second", [{ k: "x" }, { k: "a", l: "b", n: "9" }]],
    [
      "all",
      [
        { k: "a", l: "b" },
        { k: "a", l: "c" },
      ],
    ],
    ["texts", ["a", "ab"]],
    ["bare-text", "a"],
    ["mixed", ["a", { k: "A" }, 7, null]],
    ["in-list", [[{ k: "a" }]]],
    [
      "nested",
      [
        { k: "x", m: [{ k: "a" }] },
        { k: "a", m: [{ k: "b" }] },
      ],
    ],
    ["nested-bare", [{ k: "a", m: { k: "b" } }]],
    ["event-name", [{ k: "ListBuckets" }]],
  ];
  return conditions.flatMap(([id, condition]) =>
    lists.map(([name, value]) => ({
      id: `quantifiers/${id}/${name}`,
      about: name.replaceAll("-", " "),
      condition,
      event: recordWith(value === undefined ? {} : { requestParameters: { items: value } }),
    })),
  );
}

/** `json(…)`, over texts that are JSON, are none, or only look so. */
function jsonGroup(): Draft[] {
  const conditions: readonly (readonly [string, string])[] = [
    ["equals", 'json(requestParameters.policy).k == "a"'],
    ["not-equals", 'json(requestParameters.policy).k != "a"'],
    ["exists", "json(requestParameters.policy).k exists"],
    ["missing", "json(requestParameters.policy).k missing"],
    ["list", 'json(requestParameters.policy).l[].k == "a"'],
    ["any", 'any s in json(requestParameters.policy).l[] (s.k == "a" and s.m == "b")'],
    ["contains", 'json(requestParameters.policy).k contains "a"'],
    ["below", "json(requestParameters.policy).n < 10"],
    ["twice", 'json(json(requestParameters.policy).inner).k == "a"'],
  ];
  const texts: readonly (readonly [string, JsonValue | undefined])[] = [
    ["missing", undefined],
    ["member", '{"k":"a"}'],
    ["other", '{"k":"b"}'],
    ["null-member", '{"k":null}'],
    ["empty-member", '{"k":""}'],
    ["number", '{"k":7,"n":9}'],
    ["large-number", '{"k":"x","n":11}'],
    ["fraction", '{"n":9.5}'],
    ["boolean", '{"k":true}'],
    ["list", '{"l":[{"k":"a","m":"b"}]}'],
    ["apart", '{"l":[{"k":"a"},{"m":"b"}]}'],
    ["bare", '{"l":{"k":"a","m":"b"}}'],
    ["list-of-texts", '{"l":["a"]}'],
    ["in-list", '[{"k":"a"}]'],
    ["white-space", ' {\n "k" : "a" }\n'],
    ["escapes", '{"k":"\\u0061"}'],
    ["escaped-key", '{"\\u006b":"a"}'],
    ["duplicate", '{"k":"b","k":"a"}'],
    ["broken", '{"k":"a"'],
    ["single-quotes", "{'k':'a'}"],
    ["trailing-comma", '{"k":"a",}'],
    ["comment", '{"k":"a"} // no'],
    ["text", '"a"'],
    ["no-json", "k=a"],
    ["not-a-number", '{"k":NaN}'],
    ["empty", ""],
    ["object", { k: "a", l: [{ k: "a", m: "b" }], n: 9 }],
    ["object-of-text", { k: '{"k":"a"}', inner: '{"k":"a"}' }],
    ["inner", '{"inner":"{\\"k\\":\\"a\\"}"}'],
    ["integer", 7],
    ["list-of-json", ['{"k":"a"}']],
  ];
  return conditions.flatMap(([id, condition]) =>
    texts.map(([name, value]) => ({
      id: `json/${id}/${name}`,
      about: name.replaceAll("-", " "),
      condition,
      event: recordWith(value === undefined ? {} : { requestParameters: { policy: value } }),
    })),
  );
}

/** `outcome`, `actor`, `account`. */
function derivedGroup(): Draft[] {
  const conditions: readonly (readonly [string, string])[] = [
    ["outcome-success", 'outcome == "success"'],
    ["outcome-failure", 'outcome == "failure"'],
    ["outcome-not-failure", 'outcome != "failure"'],
    ["outcome-exists", "outcome exists"],
    ["actor-equals", 'actor == "alice"'],
    ["actor-not-equals", 'actor != "alice"'],
    ["actor-missing", "actor missing"],
    ["actor-starts", 'actor starts with "al"'],
    ["account-equals", 'account == "111122223333"'],
    ["account-exists", "account exists"],
    ["account-in", 'account not in ["111122223333", "444455556666"]'],
  ];
  const issuer = (userName: JsonValue) => ({ sessionContext: { sessionIssuer: { userName } } });
  const events: readonly (readonly [string, JsonObject])[] = [
    ["nothing", {}],
    ["error-code", { errorCode: "AccessDenied" }],
    ["error-message", { errorMessage: "Rate exceeded" }],
    ["empty-error", { errorCode: "", errorMessage: null }],
    ["sign-in", { eventName: "ConsoleLogin", responseElements: { ConsoleLogin: "Success" } }],
    [
      "failed-sign-in",
      { eventName: "ConsoleLogin", responseElements: { ConsoleLogin: "Failure" }, errorMessage: "Failed" },
    ],
    ["failed-without-error", { eventName: "ConsoleLogin", responseElements: { ConsoleLogin: "Failure" } }],
    ["sign-in-without-answer", { eventName: "ConsoleLogin", responseElements: null }],
    ["sign-in-with-other-answer", { eventName: "ConsoleLogin", responseElements: { ConsoleLogin: "Maybe" } }],
    ["other-event-with-answer", { responseElements: { ConsoleLogin: "Failure" } }],
    ["user", { userIdentity: { type: "IAMUser", userName: "alice" } }],
    ["user-with-issuer", { userIdentity: { type: "IAMUser", userName: "alice", ...issuer("role") } }],
    ["role", { userIdentity: { type: "AssumedRole", ...issuer("alice") } }],
    ["role-with-user", { userIdentity: { type: "AssumedRole", userName: "alice", ...issuer("role") } }],
    ["role-without-issuer", { userIdentity: { type: "AssumedRole", userName: "alice" } }],
    ["federated", { userIdentity: { type: "FederatedUser", ...issuer("alice") } }],
    ["root", { userIdentity: { type: "Root", accountId: "111122223333" } }],
    ["issuer-of-other-type", { userIdentity: { type: "WebIdentityUser", ...issuer("alice") } }],
    ["recipient", { recipientAccountId: "111122223333" }],
    ["both-accounts", { recipientAccountId: "444455556666", userIdentity: { accountId: "111122223333" } }],
    ["empty-account", { recipientAccountId: "111122223333", userIdentity: { accountId: "" } }],
    ["number-account", { userIdentity: { accountId: 111122223333 } }],
  ];
  return conditions.flatMap(([id, condition]) =>
    events.map(([name, members]) => ({
      id: `derived/${id}/${name}`,
      about: name.replaceAll("-", " "),
      condition,
      event: recordWith(members),
    })),
  );
}

/** `and`, `or`, `not` in each other, over fields that are there or not. */
function logicGroup(): Draft[] {
  const [a, b, c] = ['userAgent == "a"', 'errorCode == "b"', 'awsRegion != "c"'];
  const conditions: readonly (readonly [string, string])[] = [
    ["and-or", `${a} and ${b} or ${c}`],
    ["or-and", `${a} or ${b} and ${c}`],
    ["or-in-and", `(${a} or ${b}) and ${c}`],
    ["and-of-ors", `(${a} or ${b}) and (${b} or ${c})`],
    ["not-and", `not (${a} and ${b})`],
    ["not-or", `not (${a} or ${b})`],
    ["not-a-and-b", `not ${a} and ${b}`],
    ["not-a-or-b", `not ${a} or ${b}`],
    ["tautology", `${a} or not (${a})`],
    ["contradiction", `${a} and not (${a})`],
    ["same-field-twice", 'userAgent contains "a" and userAgent contains "b"'],
    ["same-field-range", "requestParameters.n > 5 and requestParameters.n < 10"],
    ["same-field-not", 'userAgent starts with "a" and userAgent != "ab"'],
    ["same-list-twice", 'requestParameters.l[] == "a" and requestParameters.l[] == "b"'],
    ["not-list", 'not (requestParameters.l[] == "a") and requestParameters.l[] exists'],
    ["deep", `not (${a} or not (${b} and not (${c} or ${a})))`],
    ["prefiltered", `(eventName == "ListBuckets" or eventSource == "iam.amazonaws.com") and ${a}`],
    ["prefiltered-or", `eventName == "ListBuckets" and ${a} or eventName starts with "Get"`],
    ["prefiltered-case", `eventName == "listbuckets" and ${c}`],
  ];
  const events: readonly (readonly [string, JsonObject])[] = [
    ["nothing", {}],
    ["a", { userAgent: "a" }],
    ["b", { errorCode: "b" }],
    ["c", { awsRegion: "c" }],
    ["a-b", { userAgent: "a", errorCode: "b" }],
    ["a-c", { userAgent: "a", awsRegion: "c" }],
    ["b-c", { errorCode: "b", awsRegion: "c" }],
    ["a-b-c", { userAgent: "a", errorCode: "b", awsRegion: "c" }],
    ["others", { userAgent: "ab", errorCode: "x", awsRegion: "d" }],
    ["nulls", { userAgent: null, errorCode: null, awsRegion: null }],
    ["number", { requestParameters: { n: 7, l: ["a", "b"] } }],
    ["number-text", { requestParameters: { n: "10", l: ["ab"] } }],
    ["list-of-one", { requestParameters: { n: [6], l: "a" } }],
    ["other-event", { eventName: "GetObject", userAgent: "a" }],
    ["other-event-case", { eventName: "LISTBUCKETS", userAgent: "a" }],
  ];
  return conditions.flatMap(([id, condition]) =>
    events.map(([name, members]) => ({
      id: `logic/${id}/${name}`,
      about: name.replaceAll("-", " "),
      condition,
      event: recordWith(members),
    })),
  );
}

function groups(): Readonly<Record<string, readonly Draft[]>> {
  return {
    equals: [...textGroup("equals", equalsOperators), ...valueGroup("equals", booleanOperators, [readOnly])],
    parts: textGroup("parts", partOperators),
    like: textGroup("like", likeOperators),
    matches: textGroup("matches", matchesOperators),
    exists: existsGroup(),
    numbers: valueGroup("numbers", numberOperators, [member, shapeNamed("list"), shapeNamed("json")]),
    times: valueGroup("times", timeOperators, [eventTime, creation]),
    addresses: valueGroup("addresses", addressOperators, [address, member]),
    fields: fieldGroup(),
    quantifiers: quantifierGroup(),
    json: jsonGroup(),
    derived: derivedGroup(),
    logic: logicGroup(),
    deviations: deviationGroup(),
    signs: signGroup(),
  };
}

/** Where platforms are declared to see another thing: what the language says there. */
function deviationGroup(): Draft[] {
  const long = "x".repeat(1_100);
  const conditions: readonly (readonly [string, string, readonly (readonly [string, JsonObject])[]])[] = [
    [
      "text-exists",
      "userAgent exists",
      [
        ["dash", { userAgent: "-" }],
        ["none", { userAgent: "none" }],
        ["null-text", { userAgent: "null" }],
        ["long", { userAgent: long }],
        ["key-of-other-case", { useragent: "x" }],
        ["after-long-field", { padding: "p".repeat(5_200), userAgent: "x" }],
      ],
    ],
    [
      "text-ends",
      'userAgent ends with "kali"',
      [
        ["long", { userAgent: `${long}kali` }],
        ["key-of-other-case", { UserAgent: "kali" }],
        ["both-keys", { useragent: "kali", userAgent: "curl" }],
        ["after-long-field", { padding: "p".repeat(5_200), userAgent: "kali" }],
        ["before-long-field", { userAgent: "kali", padding: "p".repeat(5_200) }],
      ],
    ],
    [
      "error-exists",
      "errorCode exists",
      [
        ["success", { errorCode: "success" }],
        ["other", { errorCode: "AccessDenied" }],
        ["null-text", { errorCode: "null" }],
      ],
    ],
    [
      "member-equals",
      'requestParameters.a.b.c == "v"',
      [
        ["nested", { requestParameters: { a: { b: { c: "v" } } } }],
        ["one-key", { requestParameters: { "a.b.c": "v" } }],
        ["two-keys", { requestParameters: { "a.b": { c: "v" } } }],
        ["other-case", { requestParameters: { A: { b: { c: "v" } } } }],
      ],
    ],
    [
      "list-contains",
      'any x in requestParameters.items[] (x.k[] contains "a" and x.l == "b")',
      [
        ["text", { requestParameters: { items: [{ k: ["xay"], l: "b" }] } }],
        ["brace", { requestParameters: { items: [{ k: ["{xay"], l: "b" }] } }],
        ["bracket", { requestParameters: { items: [{ k: ["[xay"], l: "b" }] } }],
        ["object", { requestParameters: { items: [{ k: [{ a: "a" }], l: "b" }] } }],
      ],
    ],
    [
      "resource-exists",
      "resources[].ARN exists",
      [
        ["list", { resources: [{ ARN: "arn:aws:s3:::x" }] }],
        ["bare", { resources: { ARN: "arn:aws:s3:::x" } }],
        ["other-case", { resources: [{ arn: "arn:aws:s3:::x" }] }],
      ],
    ],
    [
      "sign-in",
      'outcome == "failure"',
      [
        ["number", { eventName: "ConsoleLogin", responseElements: { ConsoleLogin: 7 }, errorMessage: "x" }],
        ["non-ascii", { eventName: "ConsoleLogin", responseElements: { ConsoleLogin: "FA\u0130LURE" } }],
      ],
    ],
  ];
  return conditions.flatMap(([id, condition, events]) =>
    events.flatMap(([name, members]) =>
      [plain, negated].map((polarity) => ({
        id: `deviations/${id}/${polarity.id}/${name}`,
        about: name.replaceAll("-", " "),
        condition: polarity.wrap(condition),
        event: recordWith(members),
      })),
    ),
  );
}

/** The whole corpus by group, with verdicts. A condition that the checker refuses is a mistake of the table. */
export function makeCorpus(): ReadonlyMap<string, readonly ConformanceCase[]> {
  const made = new Map<string, readonly ConformanceCase[]>();
  const rules = new Map<string, ReturnType<typeof conditionOf>>();
  for (const [group, drafts] of Object.entries(groups())) {
    made.set(
      group,
      drafts.map((one) => {
        const condition = rules.get(one.condition) ?? conditionOf(one.condition);
        rules.set(one.condition, condition);
        return { ...one, verdict: naivelyHolds(condition, one.event) };
      }),
    );
  }
  return made;
}

function conditionOf(text: string) {
  const rule = ruleFromText(text);
  if ("refused" in rule) throw new Error(`${text}\n${rule.refused}`);
  return rule.condition;
}

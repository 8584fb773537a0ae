/** SPL's documented semantics, point by point: search against where, nothing, lists, types, JSON, stats. */
import { describe, expect, test } from "vitest";
import { passing, run, where } from "./run-search.ts";

describe("search", () => {
  test("ignores case in values, not in names", () => {
    expect(run('eventName="stoplogging"', { eventName: "StopLogging" })).toBe(true);
    expect(run('eventname="StopLogging"', { eventName: "StopLogging" })).toBe(false);
  });

  test("has `*` for any run, anywhere", () => {
    const names = ["UpdateFunctionCode", "UpdateFunctionCode20150331v2", "Update", "XUpdateFunctionCode"];
    const found = (pattern: string) =>
      names.filter((eventName) => run(`eventName="${pattern}"`, { eventName }) === true);
    expect(found("UpdateFunctionCode*")).toEqual(names.slice(0, 2));
    expect(found("*FunctionCode")).toEqual([names[0], names[3]]);
    expect(found("U*n*e")).toEqual([names[0]]);
    expect(found("Update*Update")).toEqual([]);
    expect(found("*")).toEqual(names);
  });

  test("binds OR before AND, and NOT before OR", () => {
    const search = 'a="1" OR b="1" c="1"';
    expect(run(search, { a: "1", b: "0", c: "0" })).toBe(false);
    expect(run(search, { a: "1", b: "0", c: "1" })).toBe(true);
    expect(run('NOT a="1" OR b="1"', { a: "1", b: "1" })).toBe(true);
    expect(run('NOT (a="1" OR b="1")', { a: "0", b: "1" })).toBe(false);
  });

  test("keeps events without the field under NOT, and drops them under !=", () => {
    expect(run('NOT a="1"', {})).toBe(true);
    expect(run('a!="1"', {})).toBe(false);
    expect(run('a!="1"', { a: "2" })).toBe(true);
  });

  test("is content with one value of several", () => {
    expect(run('list{}.k="x"', { list: [{ k: "y" }, { k: "X" }] })).toBe(true);
    expect(run('list{}.k!="x"', { list: [{ k: "y" }, { k: "X" }] })).toBe(true);
    expect(run('NOT list{}.k="x"', { list: [{ k: "y" }, { k: "X" }] })).toBe(false);
  });

  test("may compare numbers as such: 5.0 and 5", () => {
    expect(run('a="5"', { a: "5.0" })).toContain("texts that look like numbers");
  });
});

describe("where", () => {
  test("regards case", () => {
    expect(where('eventName="StopLogging"', { eventName: "StopLogging" })).toBe(true);
    expect(where('eventName="stoplogging"', { eventName: "StopLogging" })).toBe(false);
  });

  test("binds NOT before AND before OR", () => {
    const [yes, no] = ['a="1"', 'a="2"'];
    const event = { a: "1" };
    expect(where(`${yes} OR ${no} AND ${no}`, event)).toBe(true);
    expect(where(`(${yes} OR ${no}) AND ${no}`, event)).toBe(false);
    expect(where(`NOT ${no} AND ${yes}`, event)).toBe(true);
    expect(where(`NOT (${no} OR ${yes})`, event)).toBe(false);
    expect(where(`NOT ${yes} OR ${yes}`, event)).toBe(true);
  });

  test("takes a name in single quotes for a field, and one with a bare dot for two joined", () => {
    const event = { userIdentity: { arn: "x" } };
    expect(where("'userIdentity.arn'=\"x\"", event)).toBe(true);
    expect(where('(userIdentity.arn)="x"', event)).toBe(false);
  });

  test("finds no comparison with a missing field true, and its NOT is", () => {
    expect(passing('a="x"', [{}, { a: "x" }])).toEqual([1]);
    expect(passing('a!="x"', [{}, { a: "x" }, { a: "y" }])).toEqual([2]);
    expect(passing('NOT (a="x")', [{}, { a: "x" }, { a: "y" }])).toEqual([0, 2]);
    expect(passing("a=b", [{}, { a: "x", b: "x" }])).toEqual([1]);
  });

  test("has no verdict where NOT stands over a function of a missing field", () => {
    for (const call of ['match(a, "x")', 'in(a, "x", "y")', 'like(a, "x%")', 'cidrmatch("10.0.0.0/8", a)']) {
      expect(where(call), call).toBe(false);
      expect(where(`NOT ${call}`), call).toContain("NOT over a function of a missing field");
      expect(where(`NOT (b="1" AND ${call})`), call).toContain("NOT over a function of a missing field");
      expect(where(`NOT (isnotnull(a) AND ${call})`), call).toBe(true);
      expect(where(`isnull(a) OR NOT ${call}`), call).toBe(true);
    }
    expect(where('NOT in(a, "x") AND a=b')).toBe(false);
  });

  test("compares numbers by value, texts by their characters", () => {
    expect(where("tonumber(a)>9", { a: "10" })).toBe(true);
    expect(where('a<"b"', { a: "a" })).toBe(true);
    expect(where('a<"2026-01-02T00:00:00Z"', { a: "2026-01-01T00:00:00Z" })).toBe(true);
    expect(where('a<"a"', { a: "B" })).toBe(true);
    expect(where("tonumber(a)>-3", { a: "x" })).toBe(false);
  });

  test("has no verdict where two texts look like numbers and the readings differ", () => {
    expect(where('a="01"', { a: "1" })).toContain("texts that look like numbers");
    expect(where('a="1.0"', { a: 1 })).toContain("texts that look like numbers");
    expect(where('a>"9"', { a: "10" })).toContain("texts that look like numbers");
    expect(where('in(a, "x", "01")', { a: "1" })).toContain("texts that look like numbers");
    expect(where('a="1"', { a: "1" })).toBe(true);
    expect(where('a="2"', { a: "1" })).toBe(false);
    expect(where('("=".a)=("=".b)', { a: "1", b: "01" })).toBe(false);
    expect(where('match(a, "^01\\z")', { a: "1" })).toBe(false);
  });

  test("wants no multivalue field outside the functions for them", () => {
    const event = { list: ["a", "b"] };
    for (const condition of [
      "'list{}'=\"a\"",
      "match('list{}', \"a\")",
      "in('list{}', \"a\")",
      '("x".\'list{}\')="y"',
      "len('list{}')=1",
    ])
      expect(where(condition, event), condition).toContain("multivalue field");
    expect(where("'list{}'=\"a\"", { list: ["a"] })).toBe(true);
  });
});

describe("functions", () => {
  test("match looks anywhere, by PCRE", () => {
    expect(where('match(a, "b")', { a: "abc" })).toBe(true);
    expect(where('match(a, "^b")', { a: "abc" })).toBe(false);
    expect(where('match(a, "(?i)B")', { a: "abc" })).toBe(true);
    expect(where('match(a, "a.c")', { a: "a\nc" })).toBe(false);
    expect(where('match(a, "(?s)a.c")', { a: "a\nc" })).toBe(true);
    expect(where('match(a, "c\\z")', { a: "abc\n" })).toBe(false);
    expect(where('match(a, "\\x22\\x5c\\.")', { a: '"\\.' })).toBe(true);
    expect(where('match(a, "\\"")', { a: '"' })).toBe(true);
    expect(where('match(a, "\\\\\\\\")', { a: "\\" })).toBe(true);
  });

  test("like has % and _ for wildcards, over the whole text", () => {
    expect(passing('like(a, "x%z_")', [{ a: "xyzw" }, { a: "xz" }, { a: "xz1" }, { a: "axz1" }])).toEqual([0, 2]);
  });

  test("coalesce, case and if take the first that is there or true", () => {
    expect(where('coalesce(a, b, "c")="c"')).toBe(true);
    expect(where('coalesce(a, b, "c")="x"', { b: "x" })).toBe(true);
    expect(where('case(a="1", "one", true(), "other")="other"')).toBe(true);
    expect(where('isnull(case(a="1", "one"))')).toBe(true);
    expect(where('if(a="1", "yes", "no")="no"')).toBe(true);
    expect(where("isnull(if(true(), null(), 1))")).toBe(true);
  });

  test("texts are cut, counted and folded", () => {
    expect(where("len(a)=3", { a: "aé😀" })).toBe(true);
    expect(where('substr(a, 2, 2)="bc"', { a: "abcd" })).toBe(true);
    expect(where('substr(a, -2)="cd"', { a: "abcd" })).toBe(true);
    expect(where('substr(a, 0-len(b))="abcd"', { a: "abcd", b: "longer" })).toBe(true);
    expect(where('substr(a, 0, 2)="a"', { a: "abcd" })).toBe(true);
    expect(where('lower(a)="ab" AND upper(a)="AB"', { a: "aB" })).toBe(true);
    expect(where('lower(a)="é"', { a: "É" })).toContain("case is ignored for ASCII letters only");
    expect(where("lower(a)=lower(b)", { a: "É", b: "É" })).toBe(true);
  });

  test("lists are filtered, searched, mapped, joined", () => {
    const event = { list: ["a", "b", "ab"], one: ["x"] };
    expect(where("isnotnull(mvfilter(match('list{}', \"^b\")))", event)).toBe(true);
    expect(where('isnotnull(mvfilter(NOT in(\'list{}\', "a", "b", "ab")))', event)).toBe(false);
    expect(where("mvcount(mvfilter(like('list{}', \"a%\")))=2", event)).toBe(true);
    expect(where("mvfind('list{}', \"^b\")=1 AND isnull(mvfind('list{}', \"c\"))", event)).toBe(true);
    expect(where("mvcount('one{}')=1 AND isnull(mvcount(nothing))", event)).toBe(true);
    expect(where('mvjoin(mvindex(\'list{}\', 1, 4), ", ")="b, ab"', event)).toBe(true);
    expect(where('mvjoin(mvindex(\'list{}\', -2, -1), "")="bab"', event)).toBe(true);
    expect(where("isnull(mvindex('list{}', 3))", event)).toBe(true);
    expect(where("mvcount(mvappend('list{}', nothing, \"x\"))=4", event)).toBe(true);
    expect(where("mvcount(mvmap('list{}', if('list{}'=\"b\", null(), 'list{}')))=2", event)).toBe(true);
    expect(where("isnull(mvmap('list{}', if('list{}'=\"c\", 1, null())))", event)).toBe(true);
    expect(where('mvcount(split(a, "/"))>1', { a: "x/y" })).toBe(true);
    expect(where('mvcount(split(a, "/"))>1', { a: "xy" })).toBe(false);
  });

  test("within mvmap a field is one value, after it the list again", () => {
    const search = '`cloudtrail` | eval l=\'list{}\', n=mvmap(l, len(l)) | where mvcount(l)=2 AND mvjoin(n, ",")="1,2"';
    expect(run(search, { list: ["a", "bb"] })).toBe(true);
  });

  test("cidrmatch knows both families, and no other text", () => {
    const inside = (network: string, a: string) => where(`cidrmatch("${network}", a)`, { a });
    expect(inside("10.0.0.0/8", "10.255.0.1")).toBe(true);
    expect(inside("10.0.0.0/8", "11.0.0.1")).toBe(false);
    expect(inside("192.168.4.0/22", "192.168.7.255")).toBe(true);
    expect(inside("192.168.4.0/22", "192.168.8.0")).toBe(false);
    expect(inside("0.0.0.0/0", "203.0.113.9")).toBe(true);
    expect(inside("0.0.0.0/0", "ec2.amazonaws.com")).toBe(false);
    expect(inside("2001:db8::/32", "2001:DB8:0:0::1")).toBe(true);
    expect(inside("2001:db8::/32", "2001:db9::1")).toBe(false);
    expect(inside("::/0", "::ffff:10.0.0.1")).toBe(true);
    expect(inside("::/0", "1:2:3")).toBe(false);
    expect(inside("10.0.0.0/8", "::ffff:10.0.0.1")).toContain("oddly written addresses");
    expect(inside("10.0.0.0/8", "010.0.0.1")).toContain("oddly written addresses");
  });
});

describe("JSON functions", () => {
  const event = {
    o: { k: "x", n: 5, t: true, z: null, list: [{ a: 1 }, { a: 2 }, { b: 3 }], texts: ["p", 'q"', 1, null] },
    text: '{"in": [1, {"s": "v"}]}',
  };

  test("json_extract gives native values, compact JSON for lists and objects, nothing for null", () => {
    expect(where('json_extract(_raw, "o.k")="x" AND json_extract(_raw, "o.n")=5', event)).toBe(true);
    expect(where('isnull(json_extract(_raw, "o.z")) AND isnull(json_extract(_raw, "o.none"))', event)).toBe(true);
    expect(where('json_extract(_raw, "o.list{0}")="{\\"a\\":1}"', event)).toBe(true);
    expect(where('json_extract(_raw, "o.list{}.a")="[1,2]"', event)).toBe(true);
    expect(where('json_extract(_raw, "o.k", "o.none")="[\\"x\\",null]"', event)).toBe(true);
    expect(where('json_extract(json_extract(_raw, "text"), "in{1}.s")="v"', event)).toBe(true);
    expect(where('isnull(json_extract(o, "k"))', { o: "no json" })).toBe(true);
    expect(where('isnull(json_extract(_raw, "o.list.a"))', event)).toBe(true);
  });

  test("a JSON boolean is no text, as the documentation has it", () => {
    expect(where('json_extract(_raw, "o.t")="true"', event)).toContain("a boolean out of json_extract");
    expect(where('match(json_extract(_raw, "o.t", "o.t"), "^\\[true,")', event)).toBe(true);
    expect(where('spath(_raw, "o.t")="true"', event)).toBe(true);
  });

  test("json_array_to_mv opens a list, and nothing else", () => {
    expect(
      where('mvjoin(json_array_to_mv(json_extract(_raw, "o.list")), "|")="{\\"a\\":1}|{\\"a\\":2}|{\\"b\\":3}"', event),
    ).toBe(true);
    expect(where('isnull(json_array_to_mv(json_extract(_raw, "o"))) AND isnull(json_array_to_mv("[]"))', event)).toBe(
      true,
    );
    expect(where('mvfind(json_array_to_mv(json_extract(_raw, "o.texts")), "^q\\x22\\z")=1', event)).toBe(true);
    expect(where('mvcount(json_array_to_mv(json_extract(_raw, "o.texts")))=4', event)).toContain("json_array_to_mv");
  });

  test("`{}` behind what is no list is not documented", () => {
    expect(where('isnull(json_extract(_raw, "o{}.k"))', event)).toContain("`{}` on what is no list");
  });

  test("json_valid and spath read texts", () => {
    expect(where("json_valid(text)", event)).toBe(true);
    expect(where("json_valid(a)", { a: "{" })).toBe(false);
    expect(run("`cloudtrail` | spath path=o.list{}.a output=found | where mvcount(found)=2", event)).toBe(true);
    expect(run("`cloudtrail` | spath input=text path=in{} output=found | where mvcount(found)=2", event)).toBe(true);
  });
});

describe("commands", () => {
  test("eval assigns from left to right, and nothing clears a field", () => {
    expect(run('`cloudtrail` | eval b="1", c=b."2", d=nothing | where c="12" AND isnull(d)', { d: "x" })).toBe(true);
  });

  test("rename moves a field, and clears its target where there is none", () => {
    expect(run("`cloudtrail` | rename a.b as x | where x=\"1\" AND isnull('a.b')", { a: { b: "1" } })).toBe(true);
    expect(run("`cloudtrail` | rename nothing as x | where isnull(x)", { x: "1" })).toBe(true);
  });

  test("stats drops a row that lacks a field of `by`", () => {
    const search = "`cloudtrail` | stats count min(_time) as firstTime values(a) as a by b c";
    expect(run(search, { b: "1", c: "2" })).toBe(true);
    expect(run(search, { b: "1" })).toBe(false);
    expect(run("`cloudtrail` | stats count by a | where isnotnull(b)", { a: "1", b: "2" })).toBe(false);
    expect(run("`cloudtrail` | fillnull value=none c | stats count by b c", { b: "1" })).toBe(true);
  });

  test("stats makes a row for each value of a list, and keeps all values of `values`", () => {
    expect(run("`cloudtrail` | stats count by list{} | where 'list{}'=\"b\"", { list: ["a", "b"] })).toBe(true);
    expect(
      run("`cloudtrail` | stats values(list{}) as l count by a | where mvcount(l)=2", {
        a: "1",
        list: ["b", "b", "a"],
      }),
    ).toBe(true);
  });

  test("stats without `by` always gives a row", () => {
    expect(run('`cloudtrail` | search a="nothing" | stats count', {})).toBe(true);
    expect(run("`cloudtrail` | stats count", {})).toBe(true);
  });

  test("macros are put in: times as texts, filters that let all pass", () => {
    const search =
      "`cloudtrail` | stats min(_time) as firstTime by a | `security_content_ctime(firstTime)` | `some_filter`";
    expect(
      run(`${search} | where firstTime="2026-01-01T00:00:00"`, { a: "1", eventTime: "2026-01-01T00:00:00Z" }),
    ).toBe(true);
  });
});

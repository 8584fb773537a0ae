import { expect, test } from "vitest";
import { dumpAst } from "../../src/syntax/dump-ast.ts";
import { dumpTokens } from "../../src/syntax/dump-tokens.ts";
import { parse } from "./support.ts";

const text = 'rule A.B { // c\n  x = [1h]\n  when a."b"[] not contains "d" nocase\n}\n';

test("tokens: place, kind, text", () => {
  expect(dumpTokens({ path: "x", text })).toBe(`1:1     Rule          "rule"
1:6     Identifier    "A"
1:7     Dot           "."
1:8     Identifier    "B"
1:10    LeftBrace     "{"
1:12    Comment       "// c"
2:3     Identifier    "x"
2:5     Assign        "="
2:7     LeftBracket   "["
2:8     Duration      "1h"
2:10    RightBracket  "]"
3:3     When          "when"
3:8     Identifier    "a"
3:9     Dot           "."
3:10    Text          "\\"b\\""
3:13    LeftBracket   "["
3:14    RightBracket  "]"
3:16    Not           "not"
3:20    Contains      "contains"
3:29    Text          "\\"d\\""
3:33    Nocase        "nocase"
4:1     RightBrace    "}"
`);
});

test("the tree: a node a line, with its place", () => {
  expect(dumpAst(parse(text).file)).toBe(`rule 1:1-4:2
  id: 1:6-1:9 text="A.B"
  clauses:
    -: data 2:3-2:11
      name: 2:3-2:4 text="x"
      value: dataList 2:7-2:11
        items:
          -: duration 2:8-2:10 text="1h" seconds=3600
    -: when 3:3-3:39
      condition: comparison 3:8-3:39 operator="contains" negated=true
        left: path 3:8-3:15
          start: 3:8-3:9 text="a"
          parts:
            -: key 3:10-3:13 name="b" quoted=true
            -: each 3:13-3:15
        operatorSpan: 3:16-3:28
        right: text 3:29-3:32 value="d" quote="\\""
        nocase: 3:33-3:39
comment 1:12-1:16 "// c" trailing
`);
});

test("JSON and templates have their places too", () => {
  const dump = dumpAst(parse('rule A {\n alert { title = "x {b}" }\n event e { "k": [1] }\n}').file);
  expect(dump).toContain('-: text 2:19-2:21 text="x "');
  expect(dump).toContain("-: value 2:21-2:24");
  expect(dump).toContain('-: 3:12-3:15 key="k"');
  expect(dump).toContain('-: number 3:18-3:19 text="1"');
});

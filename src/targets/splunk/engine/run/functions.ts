/** Every function of eval that this engine knows, by name. Any other is an error: nothing is guessed. */
import type { Expression } from "../syntax/tree.ts";
import type { TruthOf, ValueOf } from "./compile-expression.ts";
import * as lists from "./list-functions.ts";
import * as tests from "./test-functions.ts";
import * as texts from "./text-functions.ts";

export const valueFunctions: ReadonlyMap<string, (args: readonly Expression[]) => ValueOf> = new Map([
  ["coalesce", texts.coalesce],
  ["case", texts.caseOf],
  ["if", texts.ifElse],
  ["null", texts.nothing],
  ["lower", texts.lowerCase],
  ["upper", texts.upperCase],
  ["len", texts.length],
  ["substr", texts.substring],
  ["tonumber", texts.toNumber],
  ["json_extract", texts.extract],
  ["spath", texts.spathOf],
  ["json_array_to_mv", lists.arrayToList],
  ["split", lists.split],
  ["mvappend", lists.append],
  ["mvcount", lists.count],
  ["mvfilter", lists.filter],
  ["mvfind", lists.find],
  ["mvindex", lists.index],
  ["mvjoin", lists.join],
  ["mvmap", lists.map],
]);

export const testFunctions: ReadonlyMap<string, (args: readonly Expression[]) => TruthOf> = new Map([
  ["match", tests.match],
  ["like", tests.like],
  ["in", tests.isIn],
  ["isnull", tests.isNull],
  ["isnotnull", tests.isNotNull],
  ["cidrmatch", tests.cidrMatch],
  ["json_valid", tests.jsonValid],
  ["true", tests.always],
  ["false", tests.never],
]);

/**
 * In: one test of a condition. Out: the EQL for it, as if the field were always there; `guard.ts` sees to the rest.
 * The choice among EQL's forms is made by what each can hold: `:` and `like` can't escape `*` and `?`.
 */
import type { PatternPart } from "../../../ir/pattern.ts";
import type { Atom, PredicateOf } from "../../../ir/predicate.ts";
import type { Span } from "../../../source/source.ts";
import type { Container, FieldRow } from "../fields.ts";
import { placeOf } from "../fields.ts";
import { luceneOf, luceneOfPattern } from "../print/lucene.ts";
import { hasWildcard } from "../print/quote.ts";
import { memberTest } from "./eql-member-test.ts";
import type { Affix } from "./eql-parts.ts";
import { affixParts, eachText, regexTests } from "./eql-parts.ts";
import type { EqlCall, EqlNode } from "./eql-tree.ts";
import { eqlJoin } from "./eql-tree.ts";
import { coversIpv4 } from "./networks.ts";

type Parts = readonly PatternPart[];

const textPart = (text: string): PatternPart => ({ kind: "text", text });

const CALLS: { readonly [K in Affix["kind"]]: EqlCall["name"] } = {
  contains: "stringContains",
  startsWith: "startsWith",
  endsWith: "endsWith",
};

/** Patterns by `like` where it can hold them, by regex where not; one of them fits. */
function patternTests(field: string, patterns: readonly Parts[], nocase: boolean, origin: Span): EqlNode[] {
  const isPlain = (parts: Parts) =>
    parts.every((part) => (part.kind === "text" ? !hasWildcard(part.text) : part.kind === "anyRun"));
  const plain = patterns.filter(isPlain);
  const others = patterns.filter((parts) => !isPlain(parts)).map((parts) => luceneOfPattern({ parts }));
  const like: EqlNode[] = plain.length > 0 ? [{ kind: "like", field, patterns: plain, nocase, origin }] : [];
  return [...like, ...regexTests(field, others, nocase, origin)];
}

function equalsTest(field: string, texts: readonly string[], nocase: boolean, origin: Span): EqlNode {
  const [first] = texts as [string];
  if (texts.length > 1 || (nocase && hasWildcard(first))) return { kind: "in", field, texts, nocase, origin };
  if (!nocase) return { kind: "equals", field, value: first, origin };
  return { kind: "like", field, patterns: [[textPart(first)]], nocase, origin };
}

function affixTest(field: string, atom: Affix): EqlNode {
  const { kind, texts, nocase, origin } = atom;
  const patterns = (some: readonly string[]) =>
    patternTests(
      field,
      some.map((text) => affixParts(kind, text)),
      nocase,
      origin,
    );
  if (nocase) return eqlJoin("any", patterns(texts), origin);
  const call = (text: string): EqlNode => ({ kind: "call", name: CALLS[kind], field, text, origin });
  const wild = texts.filter(hasWildcard);
  const plain = texts.filter((text) => !hasWildcard(text));
  // A backslash in `stringContains` is an escape to Elasticsearch and itself to PyPI's engine; in `like` it is itself to both.
  const isCall = plain.length === 1 && (kind === "startsWith" || !plain[0]?.includes("\\"));
  const tests = [...(isCall ? plain.map(call) : patterns(plain)), ...wild.map(call)];
  return eqlJoin("any", tests, origin);
}

function networkTest(field: string, atom: PredicateOf<"inNetwork">): EqlNode {
  const { origin } = atom;
  const network = (networks: readonly string[]): EqlNode => ({ kind: "network", field, networks, origin });
  const plain = atom.networks.filter((one) => !coversIpv4(one)).map((one) => one.text);
  const covering = atom.networks.filter(coversIpv4).map((one) => one.text);
  const only6: EqlNode[] =
    covering.length === 0
      ? []
      : [eqlJoin("all", [network(covering), { kind: "not", operand: network(["0.0.0.0/0"]), origin }], origin)];
  return eqlJoin("any", [...(plain.length > 0 ? [network(plain)] : []), ...only6], origin);
}

function booleanTest(field: string, atom: PredicateOf<"equals">): EqlNode {
  const values = [...new Set(atom.texts.map((text) => text.toLowerCase() === "true"))];
  return eqlJoin(
    "any",
    values.map((value): EqlNode => ({ kind: "equals", field, value, origin: atom.origin })),
    atom.origin,
  );
}

/** `TLSv1.2` is kept as protocol `tls` and version `1.2`. */
function tlsTest(field: string, atom: PredicateOf<"equals">): EqlNode {
  const { origin } = atom;
  const protocol: EqlNode = { kind: "equals", field: "tls.version_protocol", value: "tls", origin };
  return eqlJoin(
    "all",
    [
      protocol,
      equalsTest(
        field,
        atom.texts.map((text) => text.slice("TLSv".length)),
        false,
        origin,
      ),
    ],
    origin,
  );
}

function fieldTest(atom: Atom, row: FieldRow): EqlNode {
  const { origin } = atom;
  const { field } = row;
  switch (atom.kind) {
    case "equals":
      if (row.type === "boolean") return booleanTest(field, atom);
      return row.form === "tlsVersion" ? tlsTest(field, atom) : equalsTest(field, atom.texts, atom.nocase, origin);
    case "contains":
    case "startsWith":
    case "endsWith":
      return affixTest(field, atom);
    case "containsAll":
      return eqlJoin(
        "all",
        eachText(atom).map((one) => affixTest(field, one)),
        origin,
      );
    case "like":
      return eqlJoin(
        "any",
        patternTests(
          field,
          atom.patterns.map((pattern) => pattern.parts),
          atom.nocase,
          origin,
        ),
        origin,
      );
    case "matches":
      return eqlJoin("any", regexTests(field, atom.regexes.map(luceneOf), false, origin), origin);
    case "inNetwork":
      return networkTest(row.address ?? field, atom);
    case "isAddress":
      return { kind: "present", field: row.address ?? field, origin };
    case "exists":
      return { kind: "present", field, origin };
    default:
      throw new Error(`compiler bug: ${atom.kind} has no EQL`);
  }
}

function stringOf(container: Container): string {
  if (container.string === undefined) throw new Error("compiler bug: an object without a string form has no EQL");
  return container.string;
}

/** The EQL of a test that EQL can say. */
export function eqlTest(atom: Atom): EqlNode {
  const place = placeOf(atom.subject);
  switch (place.kind) {
    case "field":
      return fieldTest(atom, place.row);
    case "member":
      return memberTest(atom, stringOf(place.container), {
        key: place.keys.at(-1) as string,
        isTop: place.keys.length === 1,
        inList: place.inList,
      });
    case "container":
      return { kind: "present", field: stringOf(place.container), origin: atom.origin };
    case "nowhere":
      throw new Error("compiler bug: a test without a field has no EQL");
  }
}

/** In: a test of `eventSource` or `eventName`, and what else holds there. Out: reports of names that AWS doesn't have. */
import { editDistance, nearestNames } from "../diagnostics/nearest.ts";
import type { Report } from "../diagnostics/problem.ts";
import type { Atom } from "../ir/predicate.ts";
import { type ApiModel, undated } from "../schema/api-model.ts";
import { permissionNames } from "../schema/api-overlay.ts";
import { SOURCE_SUFFIX, shortSource } from "../schema/event-source.ts";
import { placeOf } from "./check-operations-literals.ts";
import { type Cell, sourcesOf, textTest } from "./check-operations-reach.ts";
import {
  fitsNothing,
  misspeltEventSource,
  misspeltOperation,
  operationOfAnotherSource,
  permissionAsOperation,
  sourceNotNamed,
  unknownEventSource,
  unknownOperation,
} from "./problems-operations.ts";

const MOST_SHOWN = 4;
/** `secrets-manager.amazonaws.com`, `SecretsManager` and `secretsmanager` are the same without dashes, dots and case. */
const plain = (source: string) => shortOf(source.toLowerCase()).replace(/[-._ ]/g, "");

function replacing(text: string, atom: Atom, instead: string) {
  const span = placeOf(text, atom.origin);
  return span === atom.origin
    ? {}
    : { fixes: [{ title: `Change to \`${instead}\``, span, text: JSON.stringify(instead) }] };
}

/** What comes before the domain, also where that has a slip in it: `iam` of `iam.amazonaws.co`. */
function shortOf(source: string): string {
  if (source.endsWith(SOURCE_SUFFIX)) return shortSource(source);
  for (let dot = source.indexOf("."); dot > 0; dot = source.indexOf(".", dot + 1))
    if (editDistance(source.slice(dot), SOURCE_SUFFIX, 1) <= 1) return source.slice(0, dot);
  return source;
}

const sameSource = (text: string, model: ApiModel) => model.sources().find((one) => plain(one) === plain(text));

function nearSources(text: string, model: ApiModel): string[] {
  const names = model.sources().map((one) => shortSource(one));
  return nearestNames(shortOf(text), names).map((one) => one + SOURCE_SUFFIX);
}

/** The sources that a text may have been meant for, the likeliest first. */
export function nearestSources(text: string, model: ApiModel): string[] {
  const same = sameSource(text, model);
  return same ? [same] : nearSources(text, model);
}

function checkSource(text: string, atom: Atom, model: ApiModel, report: Report): void {
  const isKnown =
    "nocase" in atom && atom.nocase
      ? model.sources().some((one) => one.toLowerCase() === text.toLowerCase())
      : model.hasSource(text);
  if (isKnown) return;
  const span = placeOf(text, atom.origin);
  const same = sameSource(text, model);
  const near = nearSources(text, model);
  const isSlip = near[0] && editDistance(text, near[0], 1) <= 1 && shortOf(text).length > 3;
  const instead = same ?? (isSlip ? near[0] : undefined);
  if (instead) report.add(misspeltEventSource, { text, instead }, span, replacing(text, atom, instead));
  else report.add(unknownEventSource, { text, nearest: near }, span);
}

/** Names that begin with the whole of another, which edit distance finds too far apart. */
function longerNames(name: string, names: readonly string[]): string[] {
  if (name.length < 8) return [];
  return names.filter(
    (one) =>
      (one.startsWith(name) && /^[A-Z]/.test(one.slice(name.length))) || (name.startsWith(one) && one.length >= 8),
  );
}

/** The operations that a name may have been meant for, the likeliest first. */
export function nearestOperations(name: string, names: readonly string[]): string[] {
  const near = nearestNames(name, names);
  const wanted = undated(name);
  const more = wanted === name ? longerNames(name, names) : nearestNames(wanted, names);
  const sure = near[0] !== undefined && editDistance(name, near[0], 2) <= 2;
  return [...new Set(sure ? [...near, ...more] : [...more, ...near])].slice(0, 3);
}

function asPermission(text: string, sources: readonly string[] | undefined, model: ApiModel): string | undefined {
  const [, prefix, action] = /^([a-z0-9-]+):([A-Za-z0-9]+)$/.exec(text) ?? [];
  if (action !== undefined) {
    const known = permissionNames().get(action);
    if (known && known.service === prefix) return known.instead;
    return (model.sourcesByName().get(action) ?? []).length > 0
      ? `The event is \`${action}\`.`
      : "Name the operation, without a prefix.";
  }
  const known = permissionNames().get(text);
  return known && (!sources || sources.includes(known.service + SOURCE_SUFFIX)) ? known.instead : undefined;
}

/** A text that `eventName` is compared with; `sources` are those that it may come from, nothing where any may. */
function checkName(
  text: string,
  atom: Atom,
  sources: readonly string[] | undefined,
  model: ApiModel,
  report: Report,
): void {
  const nocase = "nocase" in atom && atom.nocase;
  const has = (source: string) =>
    model.find(source, text).length > 0 ||
    (nocase && [...model.operationsOf(source).keys()].some((one) => one.toLowerCase() === text.toLowerCase()));
  const isKnown = sources
    ? sources.some((one) => !model.hasSource(one) || has(one))
    : isKnownAnywhere(text, nocase, model);
  if (isKnown) return;
  const span = placeOf(text, atom.origin);
  const instead = asPermission(text, sources, model);
  if (instead) {
    report.add(permissionAsOperation, { name: text, instead }, span);
    return;
  }
  const isSure = sources === undefined || sources.every((one) => model.isClosed(one));
  const names = sources
    ? sources.flatMap((one) => [...model.operationsOf(one).keys()])
    : [...model.sourcesByName().keys()];
  const nearest = nearestOperations(text, names);
  const isSlip = nearest[0] !== undefined && text.length > 3 && editDistance(text, nearest[0], 1) <= 1;
  const owners = sources
    ? [...(model.sourcesByName().get(text) ?? model.sourcesByName().get(undated(text)) ?? [])]
    : [];
  const where = sources
    ? sources
        .slice(0, MOST_SHOWN)
        .map((one) => `\`${one}\``)
        .join(" or ")
    : "any service";
  const fixes = nearest[0] ? replacing(text, atom, nearest[0]) : {};
  if (owners.length > 0 && isSure && !isSlip)
    report.add(
      operationOfAnotherSource,
      { name: text, source: where, owners: nearestOwners(owners, sources ?? []) },
      span,
    );
  else if (isSlip && isSure) report.add(misspeltOperation, { name: text, where, nearest }, span, fixes);
  else if (isSure || nearest.length > 0) report.add(unknownOperation, { name: text, where, nearest }, span, fixes);
}

/** Of several owners those first whose names are like the one that was written. */
function nearestOwners(owners: readonly string[], written: readonly string[]): string[] {
  const score = (owner: string) => (written.some((one) => owner.startsWith(shortSource(one))) ? 0 : 1);
  return [...owners].sort((a, b) => score(a) - score(b)).slice(0, MOST_SHOWN);
}

function isKnownAnywhere(text: string, nocase: boolean, model: ApiModel): boolean {
  const all = model.sourcesByName();
  if (all.has(text) || all.has(undated(text))) return true;
  return nocase && [...all.keys()].some((one) => one.toLowerCase() === text.toLowerCase());
}

/** The texts of an atom that each have to fit something: those of an `==` are names themselves. */
function partsOf(atom: Atom): { readonly shown: string; readonly atom: Atom }[] {
  if (atom.kind === "like")
    return atom.patterns.map((one) => ({ shown: one.written, atom: { ...atom, patterns: [one] } }));
  if (atom.kind === "matches")
    return atom.regexes.map((one) => ({ shown: `/${one.written}/`, atom: { ...atom, regexes: [one] } }));
  if (atom.kind === "startsWith" || atom.kind === "endsWith" || atom.kind === "contains")
    return atom.texts.map((one) => ({ shown: one, atom: { ...atom, texts: [one] } }));
  return atom.kind === "containsAll" ? [{ shown: atom.texts.join(" … "), atom }] : [];
}

function checkFits(
  atom: Atom,
  names: () => Iterable<string>,
  dates: readonly string[],
  what: string,
  report: Report,
): void {
  for (const part of partsOf(atom)) {
    const test = textTest(part.atom);
    let fits = false;
    if (test)
      for (const name of names())
        if (dates.some((date) => test(name + date))) {
          fits = true;
          break;
        }
    if (test && !fits) {
      // A text without wildcards may be a whole name with a slip in it.
      const nearest = atom.kind === "like" || atom.kind === "matches" ? [] : nearestNames(part.shown, names());
      report.add(fitsNothing, { text: part.shown, what, nearest }, placeOf(part.shown, atom.origin));
    }
  }
}

/** Checks the values of a test of `eventSource`. */
export function checkSourceTest(atom: Atom, model: ApiModel, report: Report): void {
  if (atom.kind === "equals") for (const text of atom.texts) checkSource(text, atom, model, report);
  else checkFits(atom, () => model.sources(), [""], "no event source that the model of AWS knows", report);
}

/** The sources that the cells allow, each once; nothing where some cell allows any. */
function sourcesIn(cells: readonly Cell[], model: ApiModel): readonly string[] | undefined {
  const found = new Set<string>();
  for (const cell of cells) {
    const sources = sourcesOf(cell, model);
    if (!sources) return undefined;
    for (const one of sources) found.add(one);
  }
  return [...found];
}

/** Checks the values of a test of `eventName` where `cells` hold. */
export function checkNameTest(
  atom: Atom,
  cells: readonly Cell[],
  negated: boolean,
  model: ApiModel,
  report: Report,
): void {
  const sources = sourcesIn(cells, model);
  if (sources && sources.length === 0) return;
  if (atom.kind === "equals") {
    for (const text of atom.texts) checkName(text, atom, sources, model, report);
    if (!sources && !negated) hintSource(atom.texts, atom, model, report);
    return;
  }
  if (sources?.some((one) => !model.hasSource(one) || !model.isClosed(one))) return;
  // A regex over all names of all services would take longer than the rest of the check.
  if (!sources && atom.kind === "matches") return;
  const names = () =>
    sources ? sources.flatMap((one) => [...model.operationsOf(one).keys()]) : model.sourcesByName().keys();
  const what = sources
    ? `no operation of ${sources
        .slice(0, MOST_SHOWN)
        .map((one) => `\`${one}\``)
        .join(" or ")}`
    : "no operation of any service";
  const dates =
    !sources || sources.some((one) => model.isDated(one)) ? ["", "20150331", "20150331v2", "2020_05_31"] : [""];
  checkFits(atom, names, dates, what, report);
}

/** Services that rules are mostly about come first where several are named. */
const OFTEN_MEANT = new Set(
  "iam ec2 s3 sts kms lambda rds cloudtrail organizations guardduty secretsmanager ssm eks ecs ecr config".split(" "),
);
const isOftenMeant = (source: string) => OFTEN_MEANT.has(shortSource(source));

/** A hint at the first name that several services have. */
function hintSource(texts: readonly string[], atom: Atom, model: ApiModel, report: Report): void {
  for (const text of texts) {
    const sources = model.sourcesByName().get(text) ?? [];
    if (sources.length < 2) continue;
    const ordered = [...sources].sort((a, b) => Number(isOftenMeant(b)) - Number(isOftenMeant(a)));
    const details = {
      name: text,
      sources: ordered.slice(0, MOST_SHOWN),
      more: Math.max(0, sources.length - MOST_SHOWN),
    };
    report.add(sourceNotNamed, details, placeOf(text, atom.origin));
    return;
  }
}

/** `tocsin explain NAME`: a page on whatever has the name: a rule, a problem, a field, an operation, a platform, a word. */
import { allProblems } from "../diagnostics/problem.ts";
import { renderJson } from "../diagnostics/render-json.ts";
import { targets } from "../targets/index.ts";
import { everyProblem } from "./every-problem.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Page } from "./explain-page.ts";
import { type KnownRules, knownRules } from "./known-rules.ts";
import { type Format, Session } from "./session.ts";
import type { Terminal } from "./terminal.ts";

export async function explain(
  terminal: Terminal,
  words: readonly string[],
  options: { readonly format: Format },
): Promise<ExitCode> {
  const session = new Session(terminal, "explain", options.format);
  const name = words.join(" ").trim();
  if (name === "") {
    const { explainOverview } = await import("./explain-overview.ts");
    const ids = targets.map((one) => one.id);
    return print(session, [explainOverview(ids, session.paint)]);
  }
  await everyProblem();
  const own = await pagesOfTocsin(name, session);
  const { unknownName } = await import("./unknown-name.ts");
  const unknown = (ids: readonly string[]): ExitCode => {
    terminal.err.write(`tocsin explain: ${unknownName(name, ids)}\n`);
    return 2;
  };
  if (/^d\d{4}$/i.test(name)) return own.length > 0 ? print(session, own) : unknown([]);
  const others = await findOthers(name);
  // A page of Tocsin's own waits for no rules: only what rules may name does.
  if (own.length > 0 && !others.some) return print(session, own);
  const known = await knownRules(session);
  if (!known) return session.finish();
  const pages = [...(await pagesOfRules(name, known, session)), ...own, ...(await others.pages(known, session))];
  if (pages.length > 0) return print(session, pages);
  return isDeclared(known, name) ? session.finish() : unknown(known.rules.map((one) => one.id));
}

/** A problem, a platform, a word of the language. */
async function pagesOfTocsin(name: string, { paint }: Session): Promise<readonly Page[]> {
  const folded = name.toLowerCase();
  const pages: Page[] = [];
  const problem = allProblems().find((one) => one.code.toLowerCase() === folded || one.slug === folded);
  if (problem) pages.push((await import("./explain-problem.ts")).explainProblem(problem, paint));
  const target = targets.find((one) => one.id === folded || one.name.toLowerCase() === folded);
  if (target) pages.push(await (await import("./explain-target.ts")).explainTarget(target, paint));
  const { explainWord, findWord } = await import("./explain-word.ts");
  const word = findWord(name);
  if (word) pages.push(explainWord(word, paint));
  return pages;
}

interface Others {
  readonly some: boolean;
  readonly pages: (known: KnownRules, session: Session) => Promise<readonly Page[]>;
}

/** What CloudTrail, AWS and ATT&CK have of that name; their pages list the rules that name it. */
async function findOthers(name: string): Promise<Others> {
  const { findField } = await import("./find-field.ts");
  const { findOperations, findSource } = await import("./find-operation.ts");
  const { explainAttack, findAttack } = await import("./explain-attack.ts");
  const field = findField(name);
  const operations = findOperations(name);
  const source = findSource(name);
  const attack = findAttack(name);
  const pages: Others["pages"] = async (known, { paint }) => [
    ...(field ? [await (await import("./explain-field.ts")).explainField(field, known, paint)] : []),
    ...(operations ? [(await import("./explain-operation.ts")).explainOperation(operations, known, paint)] : []),
    ...(source ? [(await import("./explain-source.ts")).explainSource(source, known, paint)] : []),
    ...(attack ? [explainAttack(attack, known, paint)] : []),
  ];
  return { some: [field, operations, source, attack].some((one) => one !== undefined), pages };
}

/** A rule, a file of rules, a name that a library brings. */
async function pagesOfRules(name: string, known: KnownRules, session: Session): Promise<readonly Page[]> {
  const { paint } = session;
  const shown = (path: string) => session.shown(path);
  const rule = known.rules.find((one) => one.id.toLowerCase() === name.toLowerCase());
  const { explainLibrary, findInLibrary } = await import("./explain-library.ts");
  const found = findInLibrary(name, known.loaded.files);
  return [
    ...(rule ? [(await import("./explain-rule.ts")).explainRule(rule, known.project, paint, shown)] : []),
    ...(found ? [explainLibrary(found, shown, paint)] : []),
  ];
}

/** Does a rule of this id stand in the files, though with errors? */
function isDeclared({ loaded }: KnownRules, name: string): boolean {
  return loaded.files.some((file) =>
    file.declarations.some((one) => one.kind === "rule" && one.id.text.toLowerCase() === name.toLowerCase()),
  );
}

/** The pages below each other; as JSON the first, with the others in `also`. */
function print({ format, terminal, paint }: Session, pages: readonly Page[]): ExitCode {
  if (format === "json") {
    const [first, ...others] = pages.map((one) => ({ what: one.what, ...one.data }));
    const also = others.length > 0 ? { also: others } : {};
    terminal.out.write(renderJson({ command: "explain", ...first, ...also }));
    return 0;
  }
  if (pages.length > 1)
    terminal.out.write(
      `${paint.dim(`${pages.length} things have this name: ${pages.map((one) => one.what).join(", ")}.`)}\n\n`,
    );
  terminal.out.write(pages.map((one) => `${one.lines.join("\n")}\n`).join(`\n${paint.dim("—".repeat(40))}\n\n`));
  return 0;
}

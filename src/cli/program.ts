/**
 * In: the words of a command line. Out: which command runs, with which options. Here every command is declared; what it
 * does is loaded when it runs, so that none waits for another's parts.
 */
import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { cleanLines, cleanText } from "../diagnostics/clean-text.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Terminal } from "./terminal.ts";
import { VERSION } from "./version.ts";

const PATHS = "files or folders of rules, `-` for standard input; the project's rules by default";
/** Annotations stand at a line of a rule. */
const NO_ANNOTATIONS = "\nThere is no `--format github` here: what is printed belongs to no line of a rule.";

/** The program for one run; `done` hears how the command ended. */
export function makeProgram(terminal: Terminal, done: (exitCode: ExitCode) => void): Command {
  const program = new Command("tocsin")
    .description("Write a CloudTrail detection once; get packs for Panther, Elastic and Splunk with the same verdict.")
    .version(VERSION, "-v, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "print the help of a command")
    .showHelpAfterError("(`tocsin help` lists the commands; `tocsin help COMMAND` explains one)")
    .configureOutput({
      writeOut: (text) => terminal.out.write(text),
      writeErr: (text) => terminal.err.write(text),
      outputError: (text, write) => write(cleanError(text)),
    })
    .exitOverride()
    .addHelpText(
      "after",
      examples([
        "tocsin init                        # begin a project",
        "tocsin check                       # are the rules right?",
        "tocsin test                        # do their tests pass?",
        "tocsin build                       # write the packs",
        "tocsin hunt logs/*.json.gz         # run the rules over real logs",
        "tocsin explain D2001               # what a problem means",
      ]),
    )
    .addHelpText(
      "after",
      "\nExit codes: 0 clean, 1 problems in rules, tests or packs, 2 arguments, configuration or files, 3 a mistake in Tocsin.",
    );

  command(program, "init", "begin a project: its configuration, one rule with tests, and a workflow for pull requests")
    .addArgument(new Argument("[folder]", "where; what is there already stays as it is").default("."))
    .addHelpText("after", examples(["tocsin init", "tocsin init detections"]))
    .action(async (folder) => done(await (await import("./init.ts")).init(terminal, folder)));

  command(program, "new", "write the file of a new rule, right and with tests that pass, to be changed")
    .addArgument(new Argument("<id>", "the rule's id; its parts name the folders and the file"))
    .addOption(new Option("-e, --event <operation>", "what it looks for: `iam:CreateUser`"))
    .addHelpText(
      "after",
      examples(["tocsin new AWS.IAM.UserMade", "tocsin new AWS.KMS.GrantMade --event kms:CreateGrant"]),
    )
    .action(async (id, options) => done(await (await import("./new.ts")).newRule(terminal, id, options)));

  command(program, "check", "check rules: their language, names, types and texts, and what each target can say")
    .addArgument(new Argument("[paths...]", PATHS))
    .addOption(filterOption("only rules whose id has this in it, or fits it where it has a `*`"))
    .addOption(watchOption())
    .addOption(quietOption())
    .addOption(formatOption(["pretty", "json", "github", "sarif", "junit"]))
    .addHelpText(
      "after",
      examples([
        "tocsin check",
        "tocsin check --watch --filter AWS.IAM",
        "tocsin check rules/aws/iam --format json",
        "tocsin check --format sarif > problems.sarif",
        "cat rule.tocsin | tocsin check -",
      ]),
    )
    .action(async (paths, options) => done(await (await import("./check.ts")).check(terminal, paths, options)));

  command(program, "test", "run the tests that rules bring along")
    .addArgument(new Argument("[paths...]", PATHS))
    .addOption(filterOption("only rules or tests whose id or name has this in it, or fits it where it has a `*`"))
    .addOption(watchOption())
    .addOption(quietOption())
    .addOption(formatOption(["pretty", "json", "github", "sarif", "junit"]))
    .addHelpText(
      "after",
      examples([
        "tocsin test",
        "tocsin test rules/aws/sts/trufflehog-caller-identity.tocsin",
        "tocsin test --watch --filter 'AWS.IAM.*'",
        "tocsin test --format junit > tests.xml",
      ]),
    )
    .action(async (paths, options) => done(await (await import("./test.ts")).test(terminal, paths, options)));

  command(program, "build", "write the packs: rules for each target, and a manifest of what they are")
    .addArgument(
      new Argument(
        "[paths...]",
        "files or folders of rules, only with `--out`; the project's rules by default",
      ).default([], "rules"),
    )
    .addOption(
      new Option("-t, --target <ids>", "targets, joined by commas; may stand several times").argParser(commaList),
    )
    .addOption(new Option("-o, --out <folder>", "where to, instead of the project's `out`"))
    .addOption(new Option("--check", "write nothing; exit with 1 if the packs are stale"))
    .addOption(quietOption())
    .addOption(formatOption(["pretty", "json", "github", "sarif", "junit"]))
    .addHelpText(
      "after",
      examples(["tocsin build", "tocsin build --check", "tocsin build --target panther,splunk --out /tmp/packs"]),
    )
    .action(async (paths, options, self: Command) => {
      if (paths.length > 0 && options.out === undefined)
        self.error(
          "error: paths go with `--out`: without it, a build of some rules would take the others out of the packs",
        );
      done(await (await import("./build.ts")).build(terminal, paths, options));
    });

  command(program, "verify", "run every emitted rule again, as emitted, on an engine of its platform")
    .addArgument(new Argument("[paths...]", PATHS))
    .addOption(
      new Option("-t, --target <ids>", "targets, joined by commas; may stand several times").argParser(commaList),
    )
    .addOption(new Option("--thorough", "up to 4,096 combinations of values a rule, instead of 512"))
    .addOption(new Option("--write", "keep what agreed in the packs' `verification.json`"))
    .addOption(new Option("--complete", "exit with 1 where an engine is missing, as a release wants"))
    .addOption(quietOption())
    .addOption(formatOption(["pretty", "json", "github", "sarif", "junit"]))
    .addHelpText(
      "after",
      examples([
        "tocsin verify",
        "tocsin verify --target elastic rules/aws/iam",
        "tocsin verify --format junit > verdicts.xml",
      ]),
    )
    .addHelpText(
      "after",
      "\nA cell agrees, differs (exit code 1), is impossible on that platform, or is not verified: its engine is missing.",
    )
    .action(async (paths, options) => done(await (await import("./verify.ts")).verify(terminal, paths, options)));

  command(program, "fmt", "write rules in the one form that they have")
    .addArgument(new Argument("[paths...]", PATHS))
    .addOption(new Option("--check", "write nothing; exit with 1 if a file isn't in that form"))
    .addOption(quietOption())
    .addOption(formatOption(["pretty", "json", "github"]))
    .addHelpText("after", examples(["tocsin fmt", "tocsin fmt --check", "tocsin fmt - < rule.tocsin"]))
    .action(async (paths, options) => done(await (await import("./fmt.ts")).fmt(terminal, paths, options)));

  command(
    program,
    "explain",
    "explain whatever has a name: a rule, a problem, a field, an operation, a platform, a word of the language",
  )
    .addArgument(new Argument("[name...]", "the name; without one, what can be explained"))
    .addOption(formatOption(["pretty", "json"]))
    .addHelpText(
      "after",
      examples([
        "tocsin explain AWS.STS.TruffleHogCallerIdentity   # a rule: each condition, and what it becomes per target",
        "tocsin explain D2001                              # a problem",
        "tocsin explain userIdentity.arn                   # a field: type, values, its name on each platform",
        "tocsin explain iam:CreateUser                     # an operation: its parameters, the rules that name it",
        "tocsin explain iam                                # an event source",
        "tocsin explain elastic                            # a platform: its block, its engines, its deviations",
        "tocsin explain T1078                              # a technique or tactic of ATT&CK",
        "tocsin explain in cidr                            # a word of the language",
      ]),
    )
    .addHelpText("after", NO_ANNOTATIONS)
    .action(async (words, options) => done(await (await import("./explain.ts")).explain(terminal, words, options)));

  command(program, "coverage", "print which of ATT&CK's techniques the rules cover")
    .addArgument(new Argument("[paths...]", PATHS))
    .addOption(new Option("-n, --navigator <file>", "write a layer for ATT&CK Navigator, too"))
    .addOption(formatOption(["pretty", "json", "github"]))
    .addHelpText(
      "after",
      examples([
        "tocsin coverage",
        "tocsin coverage rules/aws/iam --format json",
        "tocsin coverage --navigator coverage.json",
      ]),
    )
    .addHelpText(
      "after",
      "\nRules that are disabled, deprecated or signals don't count: nobody is alerted by them. A file is replaced only if it is a layer.",
    )
    .action(async (paths, options) => done(await (await import("./coverage.ts")).coverage(terminal, paths, options)));

  command(program, "hunt", "run rules over CloudTrail logs")
    .addArgument(
      new Argument("<logs...>", "files (.json, .ndjson, .jsonl, each also .gz), folders, or `-` for standard input"),
    )
    .addOption(
      new Option(
        "-r, --rules <path>",
        "a file or folder of rules instead of the project's; may stand several times",
      ).argParser(collect),
    )
    .addOption(new Option("--only <id>", "run only this rule; may stand several times").argParser(collect))
    .addOption(formatOption(["pretty", "json"]))
    .addHelpText(
      "after",
      examples([
        "tocsin hunt AWSLogs/",
        "tocsin hunt day.json.gz --format json > hits.json",
        "zcat *.gz | tocsin hunt -",
      ]),
    )
    .addHelpText(
      "after",
      "\nHits don't change the exit code; it is 1 if a record was rejected or a log has no event in it.",
    )
    .addHelpText("after", NO_ANNOTATIONS)
    .action(async (logs, options) => done(await (await import("./hunt.ts")).hunt(terminal, logs, options)));

  command(program, "dump", "print a stage on a rule's way through the compiler")
    .addArgument(new Argument("[paths...]", PATHS))
    .addOption(new Option("-s, --stage <stage>", "tokens, ast, ir, or a target").makeOptionMandatory())
    .addHelpText("after", examples(["tocsin dump --stage ir rules/aws/sts/trufflehog-caller-identity.tocsin"]))
    .action(async (paths, options) => done(await (await import("./dump.ts")).dump(terminal, paths, options)));

  command(program, "completion", "print a script that completes commands and options in a shell")
    .addArgument(new Argument("<shell>", "which shell").choices(["bash", "zsh", "fish"]))
    .addHelpText(
      "after",
      examples(["source <(tocsin completion bash)", "tocsin completion fish > ~/.config/fish/completions/tocsin.fish"]),
    )
    .action(async (shell) => {
      const { shellCompletion } = await import("./shell-completion.ts");
      terminal.out.write(shellCompletion(program, shell));
      done(0);
    });

  return program;
}

/** What is said of a command line repeats its words: in one line, but for the hint that may follow. */
function cleanError(text: string): string {
  const [, said = "", hint = ""] = /^([\s\S]*?)(\n\(Did you mean [^\n]*\))?\n?$/.exec(text) ?? [];
  return `${cleanText(said)}${cleanLines(hint)}\n`;
}

function command(program: Command, name: string, summary: string): Command {
  return program
    .command(name)
    .description(summary)
    .helpOption("-h, --help", "print this help")
    .showHelpAfterError(`(\`tocsin help ${name}\` explains the command)`);
}

function formatOption(choices: readonly string[]): Option {
  return new Option("-f, --format <format>", "how to print").choices(choices).default("pretty");
}

function quietOption(): Option {
  return new Option("-q, --quiet", "print errors only, and nothing where there are none");
}

function watchOption(): Option {
  return new Option("-w, --watch", "run again whenever a file changes, until interrupted");
}

function filterOption(summary: string): Option {
  return new Option("--filter <pattern>", `${summary}; may stand several times`).argParser(collect);
}

function examples(lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}`).join("\n")}`;
}

function collect(value: string, previous: readonly string[] | undefined): readonly string[] {
  return [...(previous ?? []), value];
}

function commaList(value: string, previous: readonly string[] | undefined): readonly string[] {
  const names = value.split(",").map((name) => name.trim());
  if (names.includes("")) throw new InvalidArgumentError("An empty name.");
  return [...(previous ?? []), ...names];
}

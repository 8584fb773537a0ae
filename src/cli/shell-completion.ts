/** In: the program with its commands and options. Out: a script that completes them, for one of three shells. */
import type { Command, Option } from "commander";

export type Shell = "bash" | "zsh" | "fish";

interface Described {
  readonly name: string;
  readonly summary: string;
}

interface DescribedOption extends Described {
  readonly choices: readonly string[];
  readonly takesValue: boolean;
}

interface DescribedCommand extends Described {
  readonly options: readonly DescribedOption[];
}

/** The script; what it completes is fixed when it is made, and everything else is left to the shell's own file names. */
export function shellCompletion(program: Command, shell: Shell): string {
  const commands = program.commands.map(describe);
  if (shell === "fish") return fish(commands);
  const script = bash(commands, shell);
  return shell === "bash" ? script : `#compdef tocsin\nautoload -U +X bashcompinit && bashcompinit\n${script}`;
}

function describe(command: Command): DescribedCommand {
  return { name: command.name(), summary: command.description(), options: command.options.map(describeOption) };
}

function describeOption(option: Option): DescribedOption {
  const { long, description, argChoices } = option;
  return { name: long ?? option.flags, summary: description, choices: argChoices ?? [], takesValue: option.required };
}

/** Words for the inside of a shell's single quotes. Names and choices are our own: letters, digits and dashes. */
const list = (words: readonly string[]) => words.join(" ");

function bash(commands: readonly DescribedCommand[], shell: Shell): string {
  const cases = commands.map(
    ({ name, options }) => `    ${name}) words='${list([...options.map((one) => one.name), "--help"])}' ;;`,
  );
  const choices = new Map(
    commands.flatMap(({ name, options }) =>
      options.filter((one) => one.choices.length > 0).map((one) => [`${name}:${one.name}`, one.choices]),
    ),
  );
  const choiceCases = [...choices].map(
    ([key, values]) => `    ${key}) COMPREPLY=($(compgen -W '${list(values)}' -- "$current")); return ;;`,
  );
  return `# Completes the words of \`tocsin\`. Put it where the shell reads it, or: source <(tocsin completion ${shell})
_tocsin() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}" words=''
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '${list([...commands.map((one) => one.name), "help", "--help", "--version"])}' -- "$current"))
    return
  fi
  case "$command:$previous" in
${choiceCases.join("\n")}
  esac
  case "$current" in
    -*) ;;
    *) COMPREPLY=($(compgen -f -- "$current")); return ;;
  esac
  case "$command" in
${cases.join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o filenames -F _tocsin tocsin
`;
}

const quoted = (text: string) => `'${text.replace(/[\\']/g, "\\$&")}'`;

function fish(commands: readonly DescribedCommand[]): string {
  const lines = commands.flatMap(({ name, summary, options }) => [
    `complete -c tocsin -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
    ...options.map((one) => {
      const choices = one.choices.length > 0 ? ` -a ${quoted(list(one.choices))}` : "";
      const value = one.takesValue ? ` -r${choices === "" ? "" : " -f"}` : "";
      return `complete -c tocsin -n '__fish_seen_subcommand_from ${name}' -l ${one.name.slice(2)}${value}${choices} -d ${quoted(one.summary)}`;
    }),
  ]);
  return `# Completes the words of \`tocsin\`. Put it into the folder of fish's completions.\n${lines.join("\n")}\n`;
}

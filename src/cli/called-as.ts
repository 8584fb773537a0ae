import type { Terminal } from "./terminal.ts";

/** What a person types to run a command again: `npx` says that it runs one by `npm_command=exec` (npm's documentation, "scripts"). */
export function calledAs({ environment }: Pick<Terminal, "environment">): "tocsin" | "npx tocsin" {
  return environment.npm_command === "exec" ? "npx tocsin" : "tocsin";
}

/** V8 as it serves short commands best. */
import { setFlagsFromString } from "node:v8";

/**
 * Makes V8 optimise only what stays hot for long. Node 20 begins after 66 KB of bytecode, and a build of a thousand
 * rules then spends 40 % of its time on machine code that is hardly used. From Node 22 on V8 goes by invocations, has
 * a cheaper step between, and doesn't know the flag.
 */
export function optimiseLate(): void {
  setBudget(1_500_000);
  // What a build makes stays to its end, so there is little to collect; threads for it cost more than they save.
  if (isNode20) setFlagsFromString("--no-parallel-scavenge");
}

/** As V8 does by itself, in both, from here on: for a hunt, which runs the same few functions over millions of events. */
export function optimiseSoon(): void {
  setBudget(67_584);
  if (isNode20) setFlagsFromString("--parallel-scavenge");
}

const isNode20 = process.versions.node.startsWith("20.");

function setBudget(bytes: number): void {
  if (isNode20) setFlagsFromString(`--interrupt-budget=${bytes}`);
}

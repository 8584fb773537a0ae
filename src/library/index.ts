/**
 * Tocsin for programs: `import { compile, evaluate, format } from "tocsin"`. Texts in, plain data out; no files, no
 * process, no terminal. What the command line does beyond that (projects, logs, engines) it does itself.
 */
export { compile } from "./compile.ts";
export { evaluate } from "./evaluate.ts";
export { format } from "./format.ts";
export type {
  Compilation,
  CompiledRule,
  CompileOptions,
  Emitted,
  EmittedFile,
  Event,
  Fidelity,
  Formatted,
  Place,
  Problem,
  Sources,
  Verdict,
} from "./types.ts";

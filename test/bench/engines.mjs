// How many pairs of a rule and an event each engine judges in a second: the rules of this repository, as they are emitted,
// on the real events of rules/logs. A rule is read once, and an event is taken in once: both count. The best of some
// rounds, since a busy machine only ever makes it slower. Exit code 1 where the bar is missed.
//
// npm run bench [-- --rounds 3]
import "../../scripts/generate.mjs";
import { importTypeScript } from "../../scripts/run-typescript.mjs";

const at = process.argv.indexOf("--rounds");
const { benchEngines } = await importTypeScript("test/bench/engines.ts");
process.exitCode = await benchEngines(at < 0 ? 3 : Number(process.argv[at + 1]));

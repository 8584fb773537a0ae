/** The registry: every target there is, in the order in which people see them. A fourth one is one folder and one line here. */
import { elastic } from "./elastic/index.ts";
import { panther } from "./panther/index.ts";
import { splunk } from "./splunk/index.ts";
import type { Target } from "./target.ts";

export const targets: readonly Target[] = [panther, elastic, splunk];

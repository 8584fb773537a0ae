import * as table from "./classes/emitted-code.ts";
import { throughEveryCommand } from "./every-command.ts";
import type { HostileClass } from "./input.ts";

throughEveryCommand(Object.values(table) as HostileClass[]);

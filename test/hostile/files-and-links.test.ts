import * as table from "./classes/files-and-links.ts";
import { throughEveryCommand } from "./every-command.ts";
import type { HostileClass } from "./input.ts";

throughEveryCommand(Object.values(table) as HostileClass[]);

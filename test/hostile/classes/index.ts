/** The 25 classes, in order. */
import type { HostileClass } from "../input.ts";
import * as code from "./emitted-code.ts";
import * as files from "./files-and-links.ts";
import * as logs from "./logs.ts";
import * as shown from "./shown-text.ts";
import * as size from "./size-and-depth.ts";

export const classes: readonly HostileClass[] = [code, shown, files, size, logs]
  .flatMap((table) => Object.values(table) as HostileClass[])
  .sort((a, b) => a.number - b.number);

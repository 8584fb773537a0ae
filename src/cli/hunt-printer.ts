/** What is printed of a hunt: while it runs, and at its end. */
import type { HuntItem, HuntSummary } from "../cases/hunt.ts";

export interface HuntPrinter {
  add(item: HuntItem): void;
  finish(summary: HuntSummary): void;
}

/** Cases whose verdict was read off the language's page by hand. */
import type { ConformanceCase } from "./case.ts";

export const handWritten: readonly Omit<ConformanceCase, "verdict">[] = [];

/**
 * The Splunk engine. In: the emitted searches of a rule, and CloudTrail records. Out: a verdict for each, as Splunk would
 * give it: the record is taken in as the add-on shows it, and the search is read by parsers of this folder and run from
 * its first term to its last command. Strict: what it does not know by Splunk's documentation is an error.
 * It must not know the checked rule, `semantics/`, or how this target maps, lowers and prints.
 */
import type { Engine, LoadedRule } from "../../engine.ts";
import { loadSearch } from "./load-search.ts";

export const splunkEngine: Engine = {
  id: "tocsin-spl",
  about:
    "Tocsin's own model of Splunk's search language and of the Splunk Add-on for AWS, by their documentation; no Splunk.",
  open: async () => ({
    version: "1",
    load: async (files): Promise<LoadedRule> => {
      const search = await loadSearch(files);
      return { judge: async (events) => events.map(search.judge) };
    },
    close: async () => undefined,
  }),
};

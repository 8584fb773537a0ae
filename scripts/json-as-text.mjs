// How the bundles take JSON in: as a text that is parsed when it is first wanted, which is faster than the same as code.

/** A plugin of esbuild; `moduleOf` gives the code that stands for a JSON file. */
export function jsonAsText(moduleOf) {
  return {
    name: "json-as-text",
    setup(build) {
      build.onLoad({ filter: /\.json$/ }, ({ path }) => ({ contents: moduleOf(path), loader: "js" }));
    },
  };
}

export const parsedLater = (json) => `module.exports = JSON.parse(${JSON.stringify(json)})`;

import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Whole processes (Python, the bundled command) run in some tests, on machines with few cores.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // The tests' own environment decides nothing: no colours, whatever the terminal is.
    env: { NO_COLOR: "1", FORCE_COLOR: "" },
    coverage: { include: ["src/**"], exclude: ["src/**/*.generated.ts"] },
  },
});

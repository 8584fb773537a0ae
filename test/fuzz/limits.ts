/**
 * How long to fuzz, and from which seed: `npm run fuzz -- --runs N --seed S` sets both, else it is 20,000 inputs in all and
 * the same ones each time. What fails is shown with its seed, made as small as it goes.
 */
import fc from "fast-check";
import { expect } from "vitest";

const RUNS = Number(process.env.FUZZ_RUNS ?? 20_000);
export const SEED = Number(process.env.FUZZ_SEED ?? 1);
/** Of the processor, which doesn't depend on what else the machine does. */
const MOST_SECONDS = 2;

/** `share` of all inputs, in a hundred. */
export const numRuns = (share: number) => Math.ceil((RUNS * share) / 100);

function secondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

/** Runs `examine` over a share of all inputs; a throw is a crash, and what takes longer than 2 s a hang. */
export async function fuzz<Input>(
  share: number,
  inputs: fc.Arbitrary<Input>,
  examine: (input: Input) => void | Promise<void>,
): Promise<void> {
  console.log(`fuzz: ${numRuns(share)} inputs, seed ${SEED}`);
  await fc.assert(
    fc.asyncProperty(inputs, async (input) => {
      const start = process.cpuUsage();
      await examine(input);
      expect(secondsSince(start), "seconds for one input").toBeLessThan(MOST_SECONDS);
    }),
    { numRuns: numRuns(share), seed: SEED, endOnFailure: false },
  );
}

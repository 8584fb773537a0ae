/** In: how many choices each place has. Out: rows of choices in which every pair of choices of two places occurs. */

function newPairs(row: readonly number[], at: number, choice: number, covered: ReadonlySet<string>): number {
  let found = 0;
  for (let other = 0; other < row.length; other++) {
    const chosen = row[other] as number;
    if (other !== at && chosen >= 0 && !covered.has(pairKey(at, choice, other, chosen))) found++;
  }
  return found;
}

function pairKey(a: number, choiceA: number, b: number, choiceB: number): string {
  return a < b ? `${a}.${choiceA}.${b}.${choiceB}` : `${b}.${choiceB}.${a}.${choiceA}`;
}

function completeRow(row: number[], sizes: readonly number[], covered: Set<string>): void {
  for (const [at, size] of sizes.entries()) {
    if ((row[at] as number) >= 0) continue;
    let best = 0;
    let most = -1;
    for (let choice = 0; choice < size; choice++) {
      const found = newPairs(row, at, choice, covered);
      if (found > most) [best, most] = [choice, found];
    }
    row[at] = best;
  }
  for (let a = 0; a < row.length; a++)
    for (let b = a + 1; b < row.length; b++) covered.add(pairKey(a, row[a] as number, b, row[b] as number));
}

/** A greedy covering; at most `most` rows. */
export function pairwise(sizes: readonly number[], most: number): number[][] {
  const covered = new Set<string>();
  const rows: number[][] = [];
  for (let a = 0; a < sizes.length; a++) {
    for (let b = a + 1; b < sizes.length; b++) {
      for (let choiceA = 0; choiceA < (sizes[a] as number); choiceA++) {
        for (let choiceB = 0; choiceB < (sizes[b] as number); choiceB++) {
          if (covered.has(pairKey(a, choiceA, b, choiceB))) continue;
          if (rows.length >= most) return rows;
          const row = sizes.map((_, at) => (at === a ? choiceA : at === b ? choiceB : -1));
          completeRow(row, sizes, covered);
          rows.push(row);
        }
      }
    }
  }
  return rows;
}

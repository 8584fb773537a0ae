/** In: a misspelt name and the names there are. Out: the ones most likely meant. */

/**
 * The edit distance between two names where an exchange of neighbours counts as one edit (optimal string alignment).
 * Stops early and answers `limit + 1` when the distance is greater than `limit`.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((last[j] as number) + 1, (row[j - 1] as number) + 1, (last[j - 1] as number) + change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (beforeLast[j - 2] as number) + 1);
      }
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return limit + 1;
    beforeLast = last;
    last = row;
  }
  return last[b.length] as number;
}

/**
 * The names closest to `name`, best first, at most `most`. A name that differs only in case comes before any other;
 * otherwise by edit distance, at most a third of the length (at least 1, at most 3).
 */
export function nearestNames(name: string, names: Iterable<string>, most = 3): string[] {
  const limit = Math.max(1, Math.min(3, Math.floor(name.length / 3)));
  const found: { name: string; distance: number }[] = [];
  const folded = name.toLowerCase();
  for (const candidate of new Set(names)) {
    const exact = editDistance(name, candidate, limit);
    const distance = candidate.toLowerCase() === folded ? 0.5 : exact;
    if (distance <= limit) found.push({ name: candidate, distance });
  }
  found.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1));
  return found.slice(0, most).map((one) => one.name);
}

/** A question that names them; nothing for none. */
export function didYouMean(names: readonly string[]): string | undefined {
  return names.length > 0 ? `Did you mean ${names.map((one) => `\`${one}\``).join(" or ")}?` : undefined;
}

/** The day by the clock, in UTC: `2026-11-22`. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

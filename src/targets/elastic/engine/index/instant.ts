/**
 * In: a text. Out: milliseconds since 1970, where it is a time as Elasticsearch's ISO8601 date format reads it: a date, or
 * a date and `T` with any of the later parts; UTC where no zone stands.
 */
const ISO =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(?:(\d\d)(?::(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?)?(Z|[+-]\d\d(?::?\d\d)?)?)?)?)?$/;

export function instantOf(text: string): number | undefined {
  const found = ISO.exec(text);
  if (!found) return undefined;
  const part = (place: number, otherwise: number) => (found[place] === undefined ? otherwise : Number(found[place]));
  const [year, month, day, hour, minute, second] = [
    part(1, 0),
    part(2, 1),
    part(3, 1),
    part(4, 0),
    part(5, 0),
    part(6, 0),
  ];
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return undefined;
  const time = new Date(0);
  time.setUTCFullYear(year, month - 1, day);
  if (time.getUTCMonth() !== month - 1) return undefined;
  time.setUTCHours(hour, minute, second, Number((found[7] ?? "").slice(0, 3).padEnd(3, "0")));
  return time.getTime() - offsetOf(found[8] ?? "Z");
}

/** Does the text leave out its milliseconds? A bound that is rounded up then counts the whole second. */
export function isWholeSecond(text: string): boolean {
  return ISO.exec(text)?.[7] === undefined;
}

function offsetOf(zone: string): number {
  if (zone === "Z") return 0;
  const digits = zone.slice(1).replace(":", "").padEnd(4, "0");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (zone.startsWith("-") ? -1 : 1) * minutes * 60_000;
}

/** `Double.toString` (Java 19 and later: the shortest digits that tell the number): `0.5`, `1000.0`, `1.0E10`. */
export function javaDouble(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  if (size === Number.POSITIVE_INFINITY) return value > 0 ? "Infinity" : "-Infinity";
  if (size >= 1e-3 && size < 1e7) return withPoint(String(value));
  const [digits, exponent] = value.toExponential().split("e") as [string, string];
  return `${withPoint(digits)}E${exponent.replace("+", "")}`;
}

function withPoint(digits: string): string {
  return digits.includes(".") ? digits : `${digits}.0`;
}

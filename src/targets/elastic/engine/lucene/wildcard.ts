/**
 * Lucene's wildcard query over a whole value: `*` any run, `?` one code point, a backslash takes the next sign as it is
 * (and stands for itself at the very end).
 */

/** One sign of a pattern: a code point, any one, or any run. */
type Sign = string | typeof ONE | typeof RUN;
const ONE = Symbol("?");
const RUN = Symbol("*");

export type TextTest = (value: string) => boolean;

/** Reads a wildcard as Lucene does. */
export function luceneWildcard(pattern: string): TextTest {
  const signs: Sign[] = [];
  const points = [...pattern];
  for (let index = 0; index < points.length; index++) {
    const point = points[index] as string;
    if (point === "\\" && index + 1 < points.length) signs.push(points[++index] as string);
    else signs.push(signOf(point));
  }
  return testOf(signs);
}

/** A pattern of EQL's `:` and `like`, in which `*` and `?` can't be escaped and a backslash is itself. */
export function likeWildcard(pattern: string): TextTest {
  return testOf([...pattern].map(signOf));
}

/** Texts with any run between each two. */
export function runsBetween(texts: readonly string[]): TextTest {
  return testOf(texts.flatMap((text, place): Sign[] => (place === 0 ? [...text] : [RUN, ...text])));
}

function signOf(point: string): Sign {
  return point === "*" ? RUN : point === "?" ? ONE : point;
}

function testOf(signs: readonly Sign[]): TextTest {
  if (!signs.includes(ONE)) {
    const texts = piecesOf(signs);
    return (value) => fits(value, texts);
  }
  return (value) => fitsWithOnes([...value], signs);
}

/** The texts between runs. */
function piecesOf(signs: readonly Sign[]): string[] {
  const pieces = [""];
  for (const sign of signs) {
    if (sign === RUN) pieces.push("");
    else pieces[pieces.length - 1] += sign as string;
  }
  return pieces;
}

/** First and last piece at the ends, the others in between in their order, each as early as it can. */
function fits(value: string, pieces: readonly string[]): boolean {
  const [first, last] = [pieces[0] as string, pieces.at(-1) as string];
  if (pieces.length === 1) return value === first;
  if (value.length < first.length + last.length || !value.startsWith(first) || !value.endsWith(last)) return false;
  const end = value.length - last.length;
  let at = first.length;
  for (let index = 1; index < pieces.length - 1; index++) {
    const piece = pieces[index] as string;
    const found = value.indexOf(piece, at);
    if (found < 0 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}

/** The same with `?`: walks both, and after a mismatch lets the last run take one more code point. */
function fitsWithOnes(points: readonly string[], signs: readonly Sign[]): boolean {
  let [point, sign, runAt, retryAt] = [0, 0, -1, 0];
  while (point < points.length) {
    if (sign < signs.length && (signs[sign] === ONE || signs[sign] === points[point])) {
      point++;
      sign++;
    } else if (signs[sign] === RUN) {
      runAt = sign++;
      retryAt = point;
    } else if (runAt >= 0) {
      sign = runAt + 1;
      point = ++retryAt;
    } else return false;
  }
  while (signs[sign] === RUN) sign++;
  return sign === signs.length;
}

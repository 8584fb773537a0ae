/** Paths written in rules stay inside the rules' root: plain relative ones, `/`-separated. */

/** Why a path may not be written in a rule; nothing if it may. Links are looked at when the file is read. */
export function unsafePath(path: string): string | undefined {
  if (path === "") return "it is empty";
  if (path.length > 400) return "it is longer than 400 characters";
  if (path.includes("\\")) return "parts are separated by `/`";
  if (path.startsWith("/") || /^[A-Za-z]:/.test(path)) return "it is an absolute path";
  if (path.split("/").some((part) => part === "" || part === "." || part === ".."))
    return "it has an empty part, `.` or `..` in it";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(path)) return "it has control characters";
  return undefined;
}

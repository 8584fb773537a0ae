/**
 * cidrmatch (Search Reference, Comparison and conditional functions): is an IPv4 or IPv6 address inside a network?
 * What is no address is in none. Its own reader of addresses, apart from the compiler's.
 */
import { fail, quote } from "../spl-error.ts";
import { secondReading, type WorldRun } from "./worlds.ts";

export interface CidrBlock {
  readonly bytes: readonly number[];
  readonly prefix: number;
}

/** Reads `10.0.0.0/8` or `2001:db8::/32`. */
export function readBlock(text: string): CidrBlock {
  const slash = text.indexOf("/");
  const bytes = slash < 0 ? undefined : (readIpv4(text.slice(0, slash)) ?? readIpv6(text.slice(0, slash)));
  const prefix = Number(text.slice(slash + 1));
  if (!bytes || !/^[0-9]{1,3}$/.test(text.slice(slash + 1)) || prefix > bytes.length * 8)
    return fail(`${quote(text)} is no network`);
  return { bytes, prefix };
}

export function isInside(run: WorldRun, block: CidrBlock, text: string): boolean {
  const plain = readIpv4(text) ?? readIpv6(text);
  if (plain && holds(block, plain)) return true;
  const odd = readOddly(text, plain);
  return odd !== undefined && holds(block, odd) && secondReading(run, "oddAddress");
}

function holds(block: CidrBlock, bytes: readonly number[]): boolean {
  if (bytes.length !== block.bytes.length) return false;
  for (let bit = 0; bit < block.prefix; bit += 8) {
    const kept = Math.min(8, block.prefix - bit);
    const mask = (0xff << (8 - kept)) & 0xff;
    if (((bytes[bit / 8] as number) & mask) !== ((block.bytes[bit / 8] as number) & mask)) return false;
  }
  return true;
}

function readIpv4(text: string): readonly number[] | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9][0-9]{0,2})$/.test(part))) return undefined;
  const bytes = parts.map(Number);
  return bytes.every((byte) => byte < 256) ? bytes : undefined;
}

/** What some readers take for an address: zeros in front, spaces around it, an IPv4 address inside IPv6, a zone. */
function readOddly(text: string, plain: readonly number[] | undefined): readonly number[] | undefined {
  if (plain?.length === 16 && plain.slice(0, 10).every((byte) => byte === 0) && plain[10] === 255 && plain[11] === 255)
    return plain.slice(12);
  if (plain) return undefined;
  const bare = text.trim().replace(/%.*$/, "");
  const v4 = bare.split(".").map((part) => part.replace(/^0+(?=[0-9])/, ""));
  return readIpv4(v4.join(".")) ?? readIpv6(bare);
}

function readIpv6(text: string): readonly number[] | undefined {
  const halves = text.split("::");
  if (halves.length > 2 || !text.includes(":")) return undefined;
  const [head, tail] = [readGroups(halves[0] as string, halves.length === 1), readGroups(halves[1] ?? "", true)];
  if (!head || !tail) return undefined;
  const missing = 16 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 2) return undefined;
  return [...head, ...new Array<number>(missing).fill(0), ...tail];
}

/** Groups of four hexadecimal digits; where the text ends here, the last may be an IPv4 address. */
function readGroups(text: string, isLast: boolean): readonly number[] | undefined {
  if (text === "") return [];
  const groups = text.split(":");
  const bytes: number[] = [];
  for (const [index, group] of groups.entries()) {
    const ipv4 = isLast && index === groups.length - 1 && group.includes(".") ? readIpv4(group) : undefined;
    if (ipv4) bytes.push(...ipv4);
    else if (!/^[0-9A-Fa-f]{1,4}$/.test(group)) return undefined;
    else bytes.push(Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff);
  }
  return bytes;
}

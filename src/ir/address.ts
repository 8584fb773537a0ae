/** IP addresses and networks as text: RFC 4291 without zones, strict IPv4. What "in" means is in `semantics/`. */

/** Four or sixteen bytes. An IPv4-mapped IPv6 address is its IPv4 address. */
export type Address = readonly number[];

export interface Network {
  /** Canonical: `10.0.0.0/8`, `2001:db8::/32`. */
  readonly text: string;
  readonly address: Address;
  readonly prefix: number;
}

const OCTET = "(0|[1-9][0-9]?|1[0-9][0-9]|2[0-4][0-9]|25[0-5])";
const IPV4 = new RegExp(`^${OCTET}\\.${OCTET}\\.${OCTET}\\.${OCTET}$`);

function parseIpv4(text: string): number[] | undefined {
  const parts = IPV4.exec(text);
  return parts ? parts.slice(1, 5).map(Number) : undefined;
}

function parseGroups(text: string): number[] | undefined {
  if (text === "") return [];
  const bytes: number[] = [];
  const groups = text.split(":");
  for (const [index, group] of groups.entries()) {
    if (index === groups.length - 1 && group.includes(".")) {
      const tail = parseIpv4(group);
      if (!tail) return undefined;
      bytes.push(...tail);
    } else if (/^[0-9A-Fa-f]{1,4}$/.test(group)) {
      const value = Number.parseInt(group, 16);
      bytes.push(value >> 8, value & 255);
    } else return undefined;
  }
  return bytes;
}

/** Sixteen bytes of an IPv6 text, a mapped IPv4 address not yet unwrapped. */
function parseIpv6(text: string): number[] | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const head = parseGroups(halves[0] as string);
  if (!head) return undefined;
  if (halves.length === 1) return head.length === 16 ? head : undefined;
  // A dotted tail may stand only at the very end.
  if ((halves[0] as string).includes(".")) return undefined;
  const tail = parseGroups(halves[1] as string);
  // "::" stands for at least one group of zeros.
  if (!tail || head.length + tail.length > 14) return undefined;
  return [...head, ...new Array<number>(16 - head.length - tail.length).fill(0), ...tail];
}

function isMapped(bytes: readonly number[]): boolean {
  return (
    bytes.length === 16 && bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255
  );
}

/** The bytes of an address, or nothing where the text is none. Surrounding spaces, zones and leading zeros are none. */
export function parseAddress(text: string): Address | undefined {
  if (!text.includes(":")) return parseIpv4(text);
  const bytes = parseIpv6(text);
  return bytes && isMapped(bytes) ? bytes.slice(12) : bytes;
}

export type NetworkProblem =
  | { readonly kind: "notANetwork" }
  | { readonly kind: "hostBits"; readonly repaired: string }
  | { readonly kind: "notCanonical"; readonly repaired: string }
  | { readonly kind: "mapped" };

function clearHostBits(bytes: readonly number[], prefix: number): number[] {
  return bytes.map((byte, index) => byte & (0xff << Math.max(0, Math.min(8, 8 - (prefix - index * 8)))) & 0xff);
}

/** The canonical text of an address: RFC 5952 for IPv6. */
export function showAddress(bytes: Address): string {
  if (bytes.length === 4) return bytes.join(".");
  const groups = Array.from({ length: 8 }, (_, i) => ((bytes[2 * i] as number) << 8) | (bytes[2 * i + 1] as number));
  let bestStart = -1;
  let bestLength = 1;
  for (let i = 0; i < 8; i++) {
    let length = 0;
    while (i + length < 8 && groups[i + length] === 0) length++;
    if (length > bestLength) [bestStart, bestLength] = [i, length];
  }
  const hex = (part: readonly number[]) => part.map((group) => group.toString(16)).join(":");
  if (bestStart < 0) return hex(groups);
  return `${hex(groups.slice(0, bestStart))}::${hex(groups.slice(bestStart + bestLength))}`;
}

/** A network from `address/prefix`; a bare address is none. Host bits and other spellings come back with the repair. */
export function parseNetwork(text: string): Network | NetworkProblem {
  const parts = /^([0-9A-Fa-f:.]+)\/(0|[1-9][0-9]{0,2})$/.exec(text);
  if (!parts) return { kind: "notANetwork" };
  const written = parts[1] as string;
  const bytes = written.includes(":") ? parseIpv6(written) : parseIpv4(written);
  const prefix = Number(parts[2]);
  if (!bytes || prefix > bytes.length * 8) return { kind: "notANetwork" };
  const cleared = clearHostBits(bytes, prefix);
  if (coversMapped(cleared, prefix)) return { kind: "mapped" };
  const canonical = `${showAddress(cleared)}/${prefix}`;
  if (cleared.some((byte, index) => byte !== bytes[index])) return { kind: "hostBits", repaired: canonical };
  if (canonical !== text) return { kind: "notCanonical", repaired: canonical };
  return { text: canonical, address: cleared, prefix };
}

/** Does an IPv6 network lie inside the IPv4-mapped block? Such addresses count as IPv4 and would never be found in it. */
function coversMapped(bytes: readonly number[], prefix: number): boolean {
  return isMapped(bytes) && prefix >= 96;
}

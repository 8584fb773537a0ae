/**
 * Addresses and networks as Elasticsearch's `ip` field keeps them: sixteen bytes, an IPv4 address as `::ffff:a.b.c.d`.
 * Like there, the zone of an IPv6 address is passed over; refused are leading zeros and other notations.
 */

/** The sixteen bytes, or nothing where the text is no address. */
export function addressBytes(written: string): Uint8Array | undefined {
  const text = withoutZone(written);
  if (text.length > 45 || !/^[0-9A-Fa-f:.]+$/.test(text)) return undefined;
  if (!text.includes(":")) {
    const four = fourBytes(text);
    return four && Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, ...four]);
  }
  return sixteenBytes(text);
}

function withoutZone(text: string): string {
  const zone = text.includes(":") ? text.indexOf("%") : -1;
  return zone < 0 || zone === text.length - 1 ? text : text.slice(0, zone);
}

function fourBytes(text: string): number[] | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9][0-9]{0,2})$/.test(part) && Number(part) < 256)) {
    return undefined;
  }
  return parts.map(Number);
}

function sixteenBytes(text: string): Uint8Array | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [left, right] = halves.map((half, place) => bytesOf(half, place === halves.length - 1));
  if (!left || (halves.length === 2 && !right)) return undefined;
  const tail = right ?? [];
  const missing = 16 - left.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 2) return undefined;
  return Uint8Array.from([...left, ...new Array<number>(missing).fill(0), ...tail]);
}

/** The bytes of groups between colons; the last may be an IPv4 address. */
function bytesOf(groups: string, mayEndInFour: boolean): number[] | undefined {
  if (groups === "") return [];
  const bytes: number[] = [];
  const parts = groups.split(":");
  for (const [place, part] of parts.entries()) {
    if (part.includes(".")) {
      const four = mayEndInFour && place === parts.length - 1 ? fourBytes(part) : undefined;
      if (!four) return undefined;
      bytes.push(...four);
    } else {
      if (!/^[0-9A-Fa-f]{1,4}$/.test(part)) return undefined;
      const group = Number.parseInt(part, 16);
      bytes.push(group >> 8, group & 255);
    }
  }
  return bytes;
}

/** Tells whether an address lies in a network; nothing where the text is no network `address/length`. */
export function networkTest(text: string): ((address: Uint8Array) => boolean) | undefined {
  const [address, length, more] = text.split("/");
  const bytes = addressBytes(address ?? "");
  if (!bytes || more !== undefined || !/^(?:0|[1-9][0-9]{0,2})$/.test(length ?? "")) return undefined;
  const isFour = !(address as string).includes(":");
  // An IPv4 network in IPv6's clothes could mean either length.
  if (!isFour && isMapped(bytes)) return undefined;
  const bits = Number(length) + (isFour ? 96 : 0);
  if (bits > 128) return undefined;
  return (other) => startsAlike(bytes, other, bits);
}

/** Is it an IPv4 address, as sixteen bytes? */
function isMapped(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
}

function startsAlike(a: Uint8Array, b: Uint8Array, bits: number): boolean {
  const whole = bits >> 3;
  for (let index = 0; index < whole; index++) if (a[index] !== b[index]) return false;
  const rest = bits & 7;
  return rest === 0 || (a[whole] as number) >> (8 - rest) === (b[whole] as number) >> (8 - rest);
}

/** The address as the index gives it back: IPv4 with dots, IPv6 in full. */
export function addressText(bytes: Uint8Array): string {
  if (isMapped(bytes)) return bytes.slice(12).join(".");
  const groups = Array.from(
    { length: 8 },
    (_, index) => ((bytes[2 * index] as number) << 8) | (bytes[2 * index + 1] as number),
  );
  return groups.map((group) => group.toString(16)).join(":");
}

import type { Network } from "../../../ir/address.ts";

/**
 * Does an IPv6 network hold every IPv4 address? Elasticsearch's `ip` keeps `10.0.0.1` as `::ffff:10.0.0.1`, so `::/0`
 * finds it; in the language an IPv4 address lies in IPv4 networks only.
 */
export function coversIpv4(network: Network): boolean {
  if (network.address.length !== 16) return false;
  const mapped = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 0, 0, 0, 0];
  for (let bit = 0; bit < network.prefix; bit++) {
    const mask = 0x80 >> (bit & 7);
    if (((network.address[bit >> 3] as number) & mask) !== ((mapped[bit >> 3] as number) & mask)) return false;
  }
  return true;
}

/** `in cidr` and `is ip`. What an address looks like is in `ir/address.ts`. */
import { type Address, type Network, parseAddress } from "../ir/address.ts";

/** Is the address inside the network? IPv4 lies only in IPv4 networks; a mapped address is an IPv4 one already. */
function isInNetwork(address: Address, network: Network): boolean {
  if (address.length !== network.address.length) return false;
  return network.address.every((byte, index) => {
    const bits = Math.max(0, Math.min(8, network.prefix - index * 8));
    const mask = (0xff << (8 - bits)) & 0xff;
    return ((address[index] as number) & mask) === (byte & mask);
  });
}

/** Tells whether a text is an address inside one of the networks. */
export function networkTest(networks: readonly Network[]): (text: string) => boolean {
  return (text) => {
    const address = parseAddress(text);
    return address !== undefined && networks.some((network) => isInNetwork(address, network));
  };
}

/** Is the text an IP address at all? */
export function isAddress(text: string): boolean {
  return parseAddress(text) !== undefined;
}

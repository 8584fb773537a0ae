/**
 * Addresses on Splunk. `cidrmatch` (Splunk search reference, conversion functions) decides what lies in a network;
 * what is an address at all is asked by a regex, so that `010.1.2.3` and names never reach it.
 * IPv4-mapped IPv6 addresses are a declared deviation (odd addresses): `cidrmatch` does not know them as IPv4.
 */
import type { Network } from "../../ir/address.ts";
import { and, call, type Expression, match, or, text } from "./expression.ts";

/** Four numbers without leading zeros; `cidrmatch` refuses those past 255. */
const IPV4_LIKE = "^(?:0|[1-9][0-9]{0,2})(?:[.](?:0|[1-9][0-9]{0,2})){3}\\z";
const OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
const IPV4 = `^(?:${OCTET}[.]){3}${OCTET}\\z`;
/** Has a colon and nothing that no IPv6 address has; `cidrmatch` refuses the rest. */
const IPV6_LIKE = "^[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*\\z";

function inSome(value: Expression, networks: readonly Network[], pattern: string): Expression[] {
  if (networks.length === 0) return [];
  const inside = networks.map((one) => call("cidrmatch", text(one.text), value));
  return [and([match(value, pattern), or(inside)])];
}

/** Is the value an address inside one of the networks? IPv4 lies only in IPv4 networks. */
export function networkCondition(value: Expression, networks: readonly Network[]): Expression {
  const isIpv4 = (one: Network) => one.address.length === 4;
  return or([
    ...inSome(value, networks.filter(isIpv4), IPV4_LIKE),
    ...inSome(
      value,
      networks.filter((one) => !isIpv4(one)),
      IPV6_LIKE,
    ),
  ]);
}

/** Is the value an IP address at all? */
export function addressCondition(value: Expression): Expression {
  return or([match(value, IPV4), and([match(value, IPV6_LIKE), call("cidrmatch", text("::/0"), value)])]);
}

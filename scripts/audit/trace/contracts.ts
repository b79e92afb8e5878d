import type { Addresses as All } from "../../lib/system.ts";

const NAMES = ["token", "ledger", "treasury", "programmes"] as const;

/** The contracts that won and authority go through. */
export type Contract = (typeof NAMES)[number];

export type Addresses = Pick<All, Contract>;

/** Tells which contract an address is; nothing where it is another. An address is put into lower case once. */
export function keyOf(addresses: Addresses): (address: string) => Contract | undefined {
  const byLower = new Map<string, Contract>(
    NAMES.map((name) => [addresses[name].toLowerCase(), name]),
  );
  const known = new Map<string, Contract | undefined>();
  return (address) => {
    if (!known.has(address)) known.set(address, byLower.get(address.toLowerCase()));
    return known.get(address);
  };
}

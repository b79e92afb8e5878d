import { institutionNames, type Addresses } from "../lib/system.ts";
import type { Heading } from "./print.ts";
import type { Audit } from "./read.ts";

/** Names of the contracts that hold money or propose, which their addresses give. */
export function contractNamesIn(addresses: Addresses): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const name of institutionNames) {
    names.set(addresses[`${name}DualControl`], `dual control of ${name}`);
  }
  return names
    .set(addresses.programmes, "voucher programmes")
    .set(addresses.ledger, "appropriation ledger")
    .set(addresses.treasury, "Treasury");
}

/** What a ledger has around its figures where nobody's names are known. */
export function plainHeading({ head, compared }: Audit, of: string): Heading {
  const asked =
    compared > 0
      ? "Compared with the chain's state at that block."
      : "No chain was asked: nothing is compared, and the laws that ask it (8, 9) are left out.";
  return { title: `Ledger of ${of}, up to block ${head}`, terms: asked, follow: "", hint: [] };
}

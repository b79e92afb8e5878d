import {
  buildSlip,
  paymentDomain,
  signSlip,
  type PaymentSlip,
  type SignedSlip,
  type TypedSigner,
} from "../../scripts/lib/till.ts";
import type { Deployed } from "./fixtures.ts";

/** The domain in which payments to this deployment's programmes are signed. */
export const domainOf = ({ addresses }: Deployed) => paymentDomain(31_337n, addresses.programmes);

type Wanted = Pick<PaymentSlip, "programme" | "merchant" | "amount" | "id"> & Partial<PaymentSlip>;

/** A payment that `holder` signed, valid for a day from the chain's last block unless times are given. */
export async function signedSlip(
  system: Deployed,
  holder: TypedSigner & { readonly address: string },
  wanted: Wanted,
): Promise<SignedSlip> {
  const now = await system.connection.networkHelpers.time.latest();
  const slip = buildSlip({ holder: holder.address, ...wanted }, now, 86_400);
  return signSlip(holder, domainOf(system), slip);
}

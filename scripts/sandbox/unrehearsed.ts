import type { VerbName } from "../tasks/surface.ts";
import { ACTS } from "./rehearsed.ts";
import type { Scenario } from "./scenario.ts";

/** Verbs that change nothing of what a payment comes to: appointments, and what happens after expiry. */
const WITHOUT_EFFECT: readonly VerbName[] = [
  "voucher.spend",
  "voucher.buy",
  "voucher.allow-own-money",
  "voucher.appoint",
  "voucher.dismiss",
  "voucher.appoint-attestor",
  "voucher.dismiss-attestor",
  "voucher.object-to-clawback",
  "voucher.cancel-payment",
  "voucher.transfer",
  "voucher.reclaim",
];

/** The verbs of a scenario that act on vouchers and are not rehearsed: what they change is not seen. */
export function unrehearsed({ steps }: Scenario): string[] {
  const known: ReadonlySet<string> = new Set([...Object.keys(ACTS), ...WITHOUT_EFFECT]);
  const verbs = steps.map(({ verb }) => verb).filter((verb) => verb.startsWith("voucher."));
  return [...new Set(verbs)].filter((verb) => !known.has(verb));
}

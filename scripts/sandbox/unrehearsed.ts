import { verbNames, type VerbName } from "../tasks/surface.ts";
import { ACTS } from "./acts.ts";
import { isPaying } from "./asked.ts";
import type { Scenario } from "./scenario.ts";

/** Verbs that change nothing of what a payment comes to, such as appointments. */
const WITHOUT_EFFECT: readonly VerbName[] = [
  "voucher.allow-own-money",
  "voucher.appoint",
  "voucher.dismiss",
  "voucher.appoint-attestor",
  "voucher.dismiss-attestor",
  "voucher.object-to-clawback",
  "voucher.transfer",
];

/** The verbs of a scenario that act on vouchers and are not rehearsed: what they change is not seen. */
export function unrehearsed({ steps }: Scenario): string[] {
  const known: ReadonlySet<string> = new Set([
    ...Object.keys(ACTS),
    ...verbNames.filter(isPaying),
    ...WITHOUT_EFFECT,
    "voucher.sign",
  ]);
  const verbs = steps.map(({ verb }) => verb).filter((verb) => verb.startsWith("voucher."));
  return [...new Set(verbs)].filter((verb) => !known.has(verb));
}

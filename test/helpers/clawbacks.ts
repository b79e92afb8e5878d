import { caseFile } from "./bank.ts";
import { at } from "./chain.ts";
import { won } from "./fixtures.ts";
import { kst } from "./time.ts";
import type { Market } from "./voucher.ts";

/** When the tests' clawback is opened, and until when the holder may object: 60 × 86,400 seconds later. */
export const clawedAt = kst("2025-07-22T10:00:00");
export const objectableUntil = kst("2025-09-20T10:00:00");

/** As in `ClawbackStatus`. */
export const ClawbackStatus = { None: 0n, Opened: 1n, Objected: 2n, Confirmed: 3n } as const;

/** The programmes as those who act in a clawback call them. */
export const parties = ({ programmes, officers, citizen }: Market) => ({
  officer: programmes.connect(officers.clawbackOfficer),
  reviewer: programmes.connect(officers.clawbackReviewer),
  holder: programmes.connect(citizen),
});

/** What of the citizen's 300,000 won the clawback holds. */
export const claimed = won(120_000);

/** The officer has opened a clawback of 120,000 won from the citizen in programme 1. */
export async function clawbackOpened(system: Market) {
  const acting = parties(system);
  await at(system, clawedAt);
  await acting.officer.openClawback(1n, system.citizen, claimed, caseFile);
  return { ...system, ...acting };
}

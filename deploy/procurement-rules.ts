/**
 * What procurement law lets vary with time, as agreements opened first follow it. The finance ministry's procurement officer sets
 * others; an open agreement keeps its own. `source`: where the figure stands; `checked`: the day on which it was read there.
 */
export interface Rule<Value> {
  readonly value: Value;
  readonly source: string;
  readonly checked: string;
}

const decree =
  "State Contracts Act's decree, version of 2006-12-29; verify against the current text";

export const procurementRules = {
  advanceCeilingBps: {
    value: 7_000,
    source:
      "Treasury Funds Act's decree art. 40, version of 2011-09-29: up to 70 % of the price. The ceiling has been higher for a time; verify against the current text",
    checked: "2026-11-30",
  },
  leastBondBps: {
    value: 1_000,
    source: `art. 50 of the ${decree}: 10 % or more of the price; 5 % for a time`,
    checked: "2026-11-30",
  },
  inspectionDays: {
    value: 14,
    source: `art. 55 of the ${decree}: within 14 days of the notice`,
    checked: "2026-11-30",
  },
  paymentDays: {
    value: 5,
    source: `art. 58 of the ${decree} has 7 days, without Saturdays and holidays; five since, by general knowledge`,
    checked: "2026-11-30",
  },
  penaltyCapBps: {
    value: 3_000,
    source:
      "State Contracts Act's decree art. 74(3), by general knowledge: 30 % of the price; not in the version read",
    checked: "2026-11-30",
  },
  /** Won a day for 100,000 won: construction, goods, services, military food, transport. */
  delayRates: {
    value: [50, 75, 125, 150, 250],
    source:
      "Rule of the State Contracts Act art. 75, by a secondary source: 0.5, 0.75, 1.25, 1.5 and 2.5 of a thousand; verify against the current text",
    checked: "2026-11-30",
  },
} as const satisfies Record<string, Rule<number | readonly number[]>>;

/** The rate of interest on what the government pays late, ten-thousandths a year. */
export const lateRateBps: Rule<number> = {
  value: 450,
  source:
    "an example for the sandbox. Decree art. 59 takes the average of banks' lending rates, which the central bank publishes each month: the procurement officer sets it",
  checked: "2026-11-30",
};

/** The rules without their sources, as the contract takes them. */
export const rulesOfLaw = {
  advanceCeilingBps: procurementRules.advanceCeilingBps.value,
  leastBondBps: procurementRules.leastBondBps.value,
  inspectionDays: procurementRules.inspectionDays.value,
  paymentDays: procurementRules.paymentDays.value,
  penaltyCapBps: procurementRules.penaltyCapBps.value,
  delayRates: [...procurementRules.delayRates.value],
};

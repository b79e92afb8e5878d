import { edited } from "./edits.ts";

/**
 * A card for office hours, of two citizens in Mapo (home 11000) and two in Boeun, and three shops. 4 May 2026 is a Monday, 5 May
 * Children's Day, 9 May a Saturday.
 */
const CARD = `
scenario: office-card
title: A card for office hours
clock: simulated
starts: 2026-05-04T08:00:00+09:00
seed: 7
districts:
  source: ours
  checked: no
  list:
    - { code: 11440, home: 11000, area: capital }
    - { code: 43720, home: 43720, area: depopulating }
categories:
  source: ours
  checked: no
  list: [{ mcc: 5812, name: 음식점 }, { mcc: 5942, name: 서점 }]
cast:
  citizens: { count: 4, bands: { general: 3, basic: 1 } }
  merchants:
    count: 3
    sales: { 300M: 0 }
    named:
      - { name: mapo-bookshop, mcc: 5942, region: 11440, sales: 300M }
      - { name: mapo-restaurant, mcc: 5812, region: 11440, sales: 3B }
      - { name: boeun-restaurant, mcc: 5812, region: 43720, sales: 500M }
terms:
  card:
    expires: { value: 2026-06-01T00:00:00+09:00, source: ours, checked: yes }
    limit: { value: 50_000, source: ours, checked: yes }
    daily: { value: 60_000, source: ours, checked: yes }
    monthly: { value: 100_000, source: ours, checked: yes }
    hours: { value: { from: "09:00", to: "18:00" }, source: ours, checked: yes }
    weekdays: { value: [mon, tue, wed, thu, fri], source: ours, checked: yes }
    holidays: { value: closed, source: ours, checked: no }
amounts:
  allowance:
    - { band: general, amount: 150_000, source: ours, checked: no }
    - { band: basic, amount: 200_000, source: ours, checked: no }
steps:
  - deposit.register: { account: programmes }
  - deposit.attest: { amount: 1_000_000, reference: 1, lifetime: 90d }
  - deposit.allow: { amount: 1_000_000 }
  - deposit.admit: { accounts: funding, kind: agency, until: 2026-12-01T00:00:00+09:00 }
  - deposit.admit: { accounts: citizens, kind: citizen, until: 2026-12-01T00:00:00+09:00 }
  - deposit.admit: { accounts: merchants, kind: merchant, until: 2026-12-01T00:00:00+09:00 }
  - deposit.issue: { to: funding, amount: 1_000_000, reference: 1 }
  - voucher.enrol: { merchants: merchants }
  - voucher.open: { name: card, terms: card, budget: 1_000_000 }
  - voucher.appoint: { programme: card }
  - voucher.grant-batch: { programme: card, holders: citizens, amounts: allowance, reference: 1 }
`;

/** A payment of citizen-001, and what must come of it. */
const spend = (at: string, amount: number, expect: string, merchant = "mapo-bookshop") => `
  - voucher.spend: { programme: card, merchant: ${merchant}, amount: ${amount}, by: citizen-001 }
    at: ${at}+09:00
    expect: ${expect}`;

const PAYMENTS = [
  spend("2026-05-04T08:59:59", 1_000, "{ refused: OutsideHours }"),
  spend("2026-05-04T09:00:00", 50_000, "{ moved: 50_000 }"),
  spend("2026-05-04T09:00:00", 50_001, "{ refused: PaymentLimitExceeded }"),
  spend("2026-05-04T17:59:59", 10_001, "{ refused: VoucherDailyLimitExceeded }"),
  spend("2026-05-04T17:59:59", 10_000, "{ moved: 10_000 }", "mapo-restaurant"),
  spend("2026-05-04T18:00:00", 1_000, "{ refused: OutsideHours }"),
  spend("2026-05-05T12:00:00", 1_000, "{ refused: HolidayNotAllowed }"),
  spend("2026-05-06T12:00:00", 40_000, "{ moved: 40_000 }"),
  spend("2026-05-07T12:00:00", 1, "{ refused: VoucherMonthlyLimitExceeded }"),
  spend("2026-05-09T12:00:00", 1, "{ refused: WeekdayNotAllowed }"),
].join("");

/** Draws more than a payment's limit, and more often than the month's. */
const DRAWN = `
  - voucher.spend: { programme: card, merchant: { allowed: card }, amount: { from: 40_000, to: 90_000, by: 1_000 } }
    each: citizens
    times: 3
    at: 2026-05-11T10:00:00+09:00
`;

/** The card's file, with edits of its text. */
export function card(...edits: readonly (readonly [find: string, replace: string])[]): string {
  const text = `${CARD.trimStart().trimEnd()}${PAYMENTS}${DRAWN}`;
  return edits.reduce((result, [find, replace]) => edited(result, find, replace), text);
}

/** The card with steps that draw nothing, so that terms which allow nobody a merchant can be read. */
export const undrawn = (...edits: readonly (readonly [string, string])[]): string => {
  const text = card(...edits);
  return text.slice(0, text.indexOf("\n  - voucher.spend"));
};

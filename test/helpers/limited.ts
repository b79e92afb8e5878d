import { expect } from "chai";
import { admittedUntil } from "./bank.ts";
import type { Named } from "./chain.ts";
import { won } from "./fixtures.ts";
import { AccountKind } from "./kinds.ts";
import { kst } from "./time.ts";
import { granted, purpose, type Market } from "./voucher.ts";

export const limit = won(50_000);
export const late = kst("2030-01-01T00:00:00");

/** A limit of 50,000 won and a voucher of 300,000. */
export const limited = async (
  system: Market,
  term: "dailyLimit" | "monthlyLimit" | "totalLimit",
) => {
  const programme = await granted(system, purpose({ terms: { [term]: limit, expiresAt: late } }));
  return { ...system, programme };
};

export type Limited = Awaited<ReturnType<typeof limited>>;
type Sums = readonly [most: bigint, spent: bigint, amount: bigint];

export const overDay = ({ programme, citizen }: Limited, ...sums: Sums): Named => [
  "VoucherDailyLimitExceeded",
  programme,
  citizen.address,
  ...sums,
];
export const overMonth = ({ programme, citizen }: Limited, ...sums: Sums): Named => [
  "VoucherMonthlyLimitExceeded",
  programme,
  citizen.address,
  ...sums,
];
export const overTotal = ({ programme, citizen }: Limited, ...sums: Sums): Named => [
  "VoucherTotalLimitExceeded",
  programme,
  citizen.address,
  ...sums,
];

/** Citizen and bookshop have accounts until 2030, as the vouchers last. */
export async function admitLonger({ token, officers, citizen, bookshop }: Market): Promise<void> {
  expect(late).to.be.greaterThan(admittedUntil);
  const admission = token.connect(officers.admissionOfficer);
  await admission.admit(citizen, AccountKind.Citizen, late);
  await admission.admit(bookshop, AccountKind.Merchant, late);
}

/** What the terms have counted: today, this month and in all. */
export async function counted(
  { programmes, citizen }: Market,
  programme: bigint,
  holder = citizen.address,
): Promise<bigint[]> {
  const facts = await programmes.voucherOf(programme, holder);
  return [facts.spentToday, facts.spentThisMonth, facts.spentInAll];
}

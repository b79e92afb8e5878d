import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { AddressLike } from "ethers";
import { at } from "./chain.ts";
import { won, type Deployed } from "./fixtures.ts";
import { AccountKind, IssueReason } from "./kinds.ts";
import { day, kst } from "./time.ts";

/** When every fixture is ready: 09:00 on Monday 21 July 2025 in Korea. */
export const opening = kst("2025-07-21T09:00:00");

/** Until when the bank admitted everybody. */
export const admittedUntil = kst("2027-01-01T00:00:00");

/** What the central bank attested at `opening`, and until when it counts. */
export const attested = won(10_000_000_000);
export const attestedUntil = opening + 30 * day;

/** What the issuer was allowed at first, and what it has issued, under references 1 and 2. */
export const allowance = won(5_000_000_000);
export const citizensDeposit = won(1_000_000);
export const fundingDeposit = won(3_000_000_000);

/** The allowance less both deposits. */
export const allowanceLeft = won(1_999_000_000);

/** What has been attested less both deposits. */
export const issuable = won(6_999_000_000);

/** People with an account, and one without. */
export interface People {
  readonly citizen: HardhatEthersSigner;
  readonly neighbour: HardhatEthersSigner;
  readonly bookshop: HardhatEthersSigner;
  readonly bakery: HardhatEthersSigner;
  readonly stranger: HardhatEthersSigner;
}

/** A bank at work: reserve attested, an issuer with an allowance, accounts admitted, deposits issued, no limit set. */
export interface Bank extends Deployed, People {}

function named([citizen, neighbour, bookshop, bakery, stranger]: Deployed["people"]): People {
  if (!citizen || !neighbour || !bookshop || !bakery || !stranger)
    throw new Error("too few accounts");
  return { citizen, neighbour, bookshop, bakery, stranger };
}

/** Makes a deployed system a bank at work. */
export async function readyBank(system: Deployed): Promise<Bank> {
  const { token, officers, addresses } = system;
  const people = named(system.people);
  const admission = token.connect(officers.admissionOfficer);
  const citizens = [people.citizen, people.neighbour];
  const merchants = [people.bookshop, people.bakery];

  await at(system, opening);
  await token.connect(officers.reserveAttestor).attestReserve(attested, 1n, 30 * day);
  await token.connect(officers.issuanceController).setIssuanceAllowance(officers.issuer, allowance);
  await token
    .connect(officers.enforcementController)
    .setEnforcer(officers.enforcementOfficer, true);
  await token.connect(officers.systemRegistrar).registerSystemAccount(addresses.programmes);
  await admission.admitBatch(citizens, AccountKind.Citizen, admittedUntil);
  await admission.admitBatch(merchants, AccountKind.Merchant, admittedUntil);
  await admission.admit(officers.funding, AccountKind.Agency, admittedUntil);
  const bank = { ...system, ...people };
  await issue(bank, people.citizen, citizensDeposit, 1n);
  await issue(bank, officers.funding, fundingDeposit, 2n);
  return bank;
}

/** The issuer issues against a deposit. */
export function issue({ token, officers }: Deployed, to: AddressLike, amount: bigint, ref: bigint) {
  return token.connect(officers.issuer).issue(to, amount, ref, IssueReason.Deposit);
}

/** The bank admits an account of `kind` until the day everybody is admitted. */
export function admit({ token, officers }: Deployed, account: AddressLike, kind: bigint) {
  return token.connect(officers.admissionOfficer).admit(account, kind, admittedUntil);
}

/** What a redemption names where no bank account is linked. */
export const noBankAccount = `0x${"00".repeat(24)}`;

/** A keyed hash of a case file, as officers give it. */
export const caseFile = `0x${"c5".repeat(32)}`;

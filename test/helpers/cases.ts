import type { AddressLike, ContractTransactionResponse } from "ethers";
import { id } from "ethers";
import type { Bank } from "./bank.ts";
import { at, resolved } from "./chain.ts";
import { won, type Deployed } from "./fixtures.ts";
import { jointly, orderPair, propose, recoveryPair } from "./joint.ts";
import { CaseBasis } from "./kinds.ts";
import { day, kst } from "./time.ts";

/** A keyed hash of the case file called `name`. */
export const caseCalled = (name: string | number): string => id(`case ${name}`);

/** What a chain keeps of a case id: its first 20 bytes. */
export const short = (caseId: string): string => caseId.slice(0, 42);

/** Freezes whatever an account holds and will hold. */
export const everything = 2n ** 64n - 1n;

/** Midnights in Korea after the fixture's 21 July 2025. */
export const midnight = {
  today: kst("2025-07-21T00:00:00"),
  tomorrow: kst("2025-07-22T00:00:00"),
  dayAfter: kst("2025-07-23T00:00:00"),
  nextMonth: kst("2025-08-21T00:00:00"),
} as const;

/** What departs from a freeze of 100,000 won got by fraud, without end. */
export interface Terms {
  readonly caseId?: string;
  readonly basis?: bigint;
  readonly amount?: bigint;
  readonly until?: number | bigint;
}

export const firstCase = caseCalled("first");
export const secondCase = caseCalled("second");
export const hundredThousand = won(100_000);

/** The enforcement officer freezes. */
export function freeze(
  { token, officers }: Deployed,
  account: AddressLike,
  { caseId = firstCase, basis = CaseBasis.Fraud, amount = hundredThousand, until = 0 }: Terms = {},
): Promise<ContractTransactionResponse> {
  return token.connect(officers.enforcementOfficer).freeze(account, caseId, basis, amount, until);
}

/** The admission officer releases. */
export function unfreeze(
  { token, officers }: Deployed,
  account: AddressLike,
  amount: bigint,
  caseId = firstCase,
): Promise<ContractTransactionResponse> {
  return token.connect(officers.admissionOfficer).unfreeze(account, caseId, amount);
}

/** Two people open a case. */
export async function openCase(
  system: Deployed,
  account: AddressLike,
  { caseId = firstCase, basis = CaseBasis.Fraud, until = 0 }: Terms = {},
): Promise<ContractTransactionResponse> {
  const args = [await resolved(account), caseId, basis, until];
  return jointly(system, orderPair, "openCase", args);
}

/** An order of two people that money goes from one account to another. */
export interface Order {
  readonly from: AddressLike;
  readonly to: AddressLike;
  readonly amount: bigint;
  readonly orderId?: string;
  readonly caseId?: string;
  readonly basis?: bigint;
}

export const firstOrder = id("order first");

/** Two people order a transfer. */
export async function orderTransfer(
  system: Deployed,
  { from, to, amount, orderId = firstOrder, caseId = firstCase, basis = CaseBasis.Fraud }: Order,
): Promise<ContractTransactionResponse> {
  const parties = [await resolved(from), await resolved(to)];
  const args = [...parties, amount, orderId, caseId, basis];
  return jointly(system, orderPair, "orderTransfer", args);
}

/** The enforcement officer carries an order out. */
export function execute(
  { token, officers }: Deployed,
  { from, to, amount }: Pick<Order, "from" | "to" | "amount">,
): Promise<ContractTransactionResponse> {
  return token.connect(officers.enforcementOfficer).forcedTransfer(from, to, amount);
}

/** Makes the neighbour's account a protected one, into which the funding agency has paid a benefit of 300,000 won. */
export async function protectNeighbour(system: Bank): Promise<Bank> {
  const { token, officers, neighbour } = system;
  await token.connect(officers.admissionOfficer).setProtection(neighbour, true);
  await token.connect(officers.systemRegistrar).setBenefitPayer(officers.funding, true);
  await token.connect(officers.funding).transfer(neighbour, won(300_000));
  return system;
}

/** Two people stop an account whose key is lost, and name its successor; at UTC second `time`, where one is given. */
export async function openRecovery(
  system: Deployed,
  account: AddressLike,
  successor: AddressLike,
  time?: number,
): Promise<ContractTransactionResponse> {
  const { token, dualControls, officers } = system;
  const args = [await resolved(account), await resolved(successor), firstCase];
  const id = await propose(system, "bank", recoveryPair, token, "openRecovery", args);
  if (time !== undefined) await at(system, time);
  return dualControls.bank.connect(officers.recoveryChecker).approve(id);
}

/** All of `from` goes to `to`, once nobody objected. */
export async function recover(system: Bank, from: string, to: string): Promise<void> {
  await openRecovery(system, from, to);
  await system.connection.networkHelpers.time.increase(7 * day);
  await system.token.connect(system.bakery).completeRecovery(from);
}

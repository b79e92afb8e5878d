import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { AbiCoder, id, keccak256, ZeroHash, type AddressLike } from "ethers";
import type {
  AgreementTermsStruct,
  MilestoneChangeStruct,
  MilestoneTermsStruct,
  ProcurementRulesStruct,
} from "../../typechain-types/procurement/ProcurementEscrow.ts";
import type { ProcurementEscrow } from "../../typechain-types/procurement/ProcurementEscrow.ts";
import { rulesOfLaw } from "../../deploy/procurement-rules.ts";
import { bind } from "./administer.ts";
import { issue, readyBank } from "./bank.ts";
import { line, nobody, papers, plan, supplier, withBudget, type Budget } from "./budget.ts";
import { at, resolved } from "./chain.ts";
import { won, type Deployed } from "./fixtures.ts";
import { invoice } from "./invoices.ts";
import { AgreementKind, OverseerRole } from "./kinds.ts";
import { kst } from "./time.ts";

/* Procurement agreements: a ministry that builds a road, its supplier, and those who look at the work. */

/** The Korean day of a date: days since 1970-01-01. */
export const dayOf = (date: string): bigint => BigInt(Date.parse(`${date}T00:00:00Z`) / 86_400_000);

/** 09:00 in Korea on a date. */
export const morning = (date: string): number => kst(`${date}T09:00:00`);

/** When the road's agreement opens: Friday 1 August 2025. */
export const openedOn = "2025-08-01";

export const roadMatter = id("road 2025-3");
export const otherRoadMatter = id("road 2025-4");
export const document = id("agreement paper");
export const report = id("report");
export const workCase = id("case 9");

/** What is obligated for the road, and its price: six milestones. */
export const roadObligated = won(120_000_000);
export const price = won(100_000_000);
export const values = [10, 20, 30, 15, 15, 10].map((millions) => won(millions * 1_000_000));

/** All of the work is due on Tuesday 30 September 2025. */
export const dueDay = dayOf("2025-09-30");

/** Ten per cent of the price. */
export const bond = won(10_000_000);

/** The most that is advanced: 70 %. */
export const ceiling = won(70_000_000);

/** What the supplier has beside: of deposits issued to it. */
export const suppliersDeposit = won(200_000_000);

/** Escrow and budget, as those who act see them. */
export interface Works extends Budget {
  readonly contractor: HardhatEthersSigner;
  readonly subcontractor: HardhatEthersSigner;
  readonly worker: HardhatEthersSigner;
  readonly watcher: HardhatEthersSigner;
  readonly inspector: HardhatEthersSigner;
  readonly buyer: ProcurementEscrow;
  readonly payer: ProcurementEscrow;
  readonly supplying: ProcurementEscrow;
  readonly supervising: ProcurementEscrow;
  readonly inspecting: ProcurementEscrow;
}

/** Construction with a bond of 10 %, five per cent retained for two years. */
export const roadTerms = (
  works: Pick<Works, "contractor">,
  others: Partial<AgreementTermsStruct> = {},
): AgreementTermsStruct => ({
  supplier: works.contractor.address,
  kind: AgreementKind.Construction,
  bondBps: 1_000n,
  bondWaived: false,
  retentionBps: 500n,
  defectYears: 2n,
  ...others,
});

/** Milestones of these values, all due on one day. */
export const milestones = (
  amounts: readonly bigint[] = values,
  due = dueDay,
): MilestoneTermsStruct[] => amounts.map((value) => ({ value, dueDay: due }));

/** The bank registers the escrow, the finance ministry lists it as a trustee, the operator as one who pays invoices. */
export async function registerEscrow({ token, invoices, ledger, officers, addresses }: Deployed) {
  const { procurement } = addresses;
  await token.connect(officers.systemRegistrar).registerSystemAccount(procurement);
  await ledger.connect(officers.appropriator).setTrustee(procurement, true);
  await invoices.connect(officers.invoiceRegistrar).setPayer(procurement, true);
}

/** A budget of which 120,000,000 won are obligated to the escrow in trust; the supplier has money, and persons are known. */
export async function readyWorks(deployed: Deployed): Promise<Works> {
  const budget = await withBudget(await readyBank(deployed));
  const { procurement, token, officers, obligating, allotting, addresses } = budget;
  await registerEscrow(budget);
  const contractor = await supplier(budget, 1);
  const subcontractor = await supplier(budget, 2);
  const [watcher, inspector] = [nobody(budget, 3), nobody(budget, 4)];
  await issue(budget, contractor, suppliersDeposit, 3n);
  await token.connect(contractor).approve(addresses.procurement, suppliersDeposit);
  await bind(budget, "spendingMinistry", watcher, "supervisor");
  await bind(budget, "spendingMinistry", inspector, "inspector");
  await allotting.setPaymentPlan(line, plan(7, won(1_000_000_000)));
  await at(budget, morning(openedOn));
  await obligating.obligateInTrust(line, procurement, roadMatter, roadObligated, 0n);
  return {
    ...budget,
    contractor,
    subcontractor,
    worker: budget.citizen,
    watcher,
    inspector,
    buyer: procurement.connect(officers.obligatingOfficer),
    payer: procurement.connect(officers.disbursingOfficer),
    supplying: procurement.connect(contractor),
    supervising: procurement.connect(watcher),
    inspecting: procurement.connect(inspector),
  };
}

/** The rules that agreements open with. */
export const lawful: ProcurementRulesStruct = {
  ...rulesOfLaw,
  delayRates: [50n, 75n, 125n, 150n, 250n],
};

/** What an agreement is opened with beside the usual. */
export interface Opening {
  readonly terms?: Partial<AgreementTermsStruct>;
  readonly of?: readonly MilestoneTermsStruct[];
  readonly matter?: string;
}

/** Opens the next agreement: what is sent. */
export const opening = (
  works: Works,
  { terms = {}, of = milestones(), matter = roadMatter }: Opening = {},
) => works.buyer.open(matter, roadTerms(works, terms), [...of], document);

/** The road's agreement is open, its supervisor and its inspector appointed; no bond, no money. */
export async function openedRoad(deployed: Deployed, others: Opening = {}): Promise<Works> {
  const works = await readyWorks(deployed);
  await opening(works, others);
  await works.buyer.appointOverseer(1n, works.watcher, OverseerRole.Supervisor);
  await works.buyer.appointOverseer(1n, works.inspector, OverseerRole.Inspector);
  return works;
}

/** Money goes from the Treasury to the escrow. */
export const fund = ({ disbursing, addresses }: Works, amount: bigint, matter = roadMatter) =>
  disbursing.payAdvance(addresses.procurement, matter, amount, papers);

/** The road with its bond deposited and all that is obligated funded. */
export async function fundedRoad(deployed: Deployed, others: Opening = {}): Promise<Works> {
  const works = await openedRoad(deployed, others);
  if (others.terms?.bondWaived !== true) await works.supplying.depositBond(1n, bond);
  await fund(works, roadObligated);
  return works;
}

/** The road with all that may be advanced: 70 %. */
export async function advancedRoad(deployed: Deployed, others: Opening = {}): Promise<Works> {
  const works = await fundedRoad(deployed, others);
  await works.payer.payAdvance(1n, ceiling, papers, []);
  return works;
}

/** What is left of a milestone, or `amount` of it, is claimed on a morning. */
export async function claimOn(works: Works, milestone: bigint, date: string, amount?: bigint) {
  const { value, accepted } = await works.procurement.milestoneOf(1n, milestone);
  const sum = amount ?? value - accepted;
  await at(works, morning(date));
  return works.supplying.claim(1n, milestone, sum, report);
}

/** A milestone is accepted on a morning, by a full inspection unless said otherwise. */
export async function acceptOn(
  works: Works,
  milestone: bigint,
  date: string,
  { amount, full = true }: { amount?: bigint; full?: boolean } = {},
) {
  const sum = amount ?? (await works.procurement.milestoneOf(1n, milestone)).asked;
  await at(works, morning(date));
  return works.inspecting.accept(1n, milestone, sum, full, report);
}

/** The supplier's invoice of one payment, as large as any. */
export const bill = (milestone: bigint, n = 1): string =>
  invoice(`milestone ${milestone} payment ${n}`, won(500_000_000));

/** What is accepted of a milestone is paid on a morning. */
export async function payOn(works: Works, milestone: bigint, date: string, n = 1) {
  await at(works, morning(date));
  return works.payer.pay(1n, milestone, bill(milestone, n), []);
}

/** A milestone is claimed, accepted and paid on three mornings. */
export async function passed(
  works: Works,
  milestone: bigint,
  [claimedOn, acceptedOn, paidOn]: readonly [string, string, string],
): Promise<void> {
  await claimOn(works, milestone, claimedOn);
  await acceptOn(works, milestone, acceptedOn);
  await payOn(works, milestone, paidOn);
}

/** All six milestones in time, from 4 August on: claimed and accepted on one day, paid on the next. */
export async function completedRoad(deployed: Deployed): Promise<Works> {
  const works = await advancedRoad(deployed);
  for (const milestone of [1n, 2n, 3n, 4n, 5n, 6n]) {
    const date = (n: bigint) => `2025-08-${String(2n + 2n * milestone + n).padStart(2, "0")}`;
    await passed(works, milestone, [date(0n), date(0n), date(1n)]);
  }
  return works;
}

/** A share of each payment, ten-thousandths, as it is packed. */
export async function share(payee: AddressLike, bps: bigint): Promise<bigint> {
  return BigInt(await resolved(payee)) | (bps << 160n);
}

/** The hash under which a list of shares is approved. */
export const hashOf = (shares: readonly bigint[]): string =>
  shares.length === 0
    ? ZeroHash
    : keccak256(AbiCoder.defaultAbiCoder().encode(["uint256[]"], [shares]));

/** Proposed by the supplier and approved by the buyer: who is paid beside the supplier for a milestone. */
export async function nameShares(works: Works, milestone: bigint, shares: readonly bigint[]) {
  await works.supplying.proposeShares(1n, milestone, hashOf(shares));
  return works.buyer.approveShares(1n, milestone, [...shares]);
}

/** Proposed by the buyer: changes of milestones, by their hash. */
export const hashOfChanges = (changes: readonly MilestoneChangeStruct[]): string =>
  keccak256(
    AbiCoder.defaultAbiCoder().encode(
      ["tuple(uint8,uint64,uint16)[]"],
      [changes.map(({ milestone, value, dueDay: due }) => [milestone, value, due])],
    ),
  );

/** The buyer proposes changes, and the supplier agrees: what the latter sends. */
export async function amended(works: Works, changes: readonly MilestoneChangeStruct[]) {
  await works.buyer.proposeAmendment(1n, hashOfChanges(changes), document);
  return works.supplying.amend(1n, [...changes]);
}

/** Where the agreement's money is: all that law 3 names. */
export async function moneyOf({ procurement }: Works, agreement = 1n) {
  const {
    held,
    retained,
    bond: deposited,
    owed,
    withheld,
  } = await procurement.agreementOf(agreement);
  return { held, retained, bond: deposited, owed, withheld };
}

/** The balances of accounts, in their order. */
export async function balances({ token }: Deployed, accounts: readonly AddressLike[]) {
  const found: bigint[] = [];
  for (const account of accounts) found.push(await token.balanceOf(account));
  return found;
}

/** What each account gained by something that was done. */
export async function gained(
  system: Deployed,
  accounts: readonly AddressLike[],
  done: () => Promise<unknown>,
): Promise<bigint[]> {
  const before = await balances(system, accounts);
  await done();
  const after = await balances(system, accounts);
  return after.map((amount, n) => amount - before[n]!);
}

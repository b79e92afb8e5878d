import { id, ZeroHash } from "ethers";
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import {
  act,
  anotherPerson,
  approval,
  booksClose,
  exclusionCase,
  line,
  matter,
  ministry,
  nextLine,
  OfficerRole,
  otherLine,
  otherMatter,
  papers,
  plan,
  readyBudget,
  supplier,
  yearEnd,
  type Budget,
} from "../../helpers/budget.ts";
import { reach } from "../../helpers/chain.ts";
import { deployed, won } from "../../helpers/fixtures.ts";
import { Mcc, Region, SalesBand } from "../../helpers/kinds.ts";
import { day } from "../../helpers/time.ts";
import { enrol, expiresAt, purpose } from "../../helpers/voucher.ts";
import { historyOf, invoiceOf } from "../../../scripts/lib/invoices.ts";

/** The events of the budget, the Treasury and money in trust, all of which the story tells. */
export const TOLD = [
  ...["MinistryRegistered", "OfficerAppointed", "OfficerDismissed"],
  ...["TrusteeListed", "TrusteeDelisted", "CreditorExclusionSet"],
  ...["Appropriated", "AppropriationReduced", "AppropriationTransferred"],
  ...["Allotted", "AllotmentWithdrawn", "PaymentPlanSet", "LineLapsed"],
  ...["Reserved", "Unreserved", "Obligated", "PayeesAssigned", "Deobligated", "CarriedOver"],
  ...["SplitSuspected", "Liquidated", "Advanced", "Returned", "ReturnedLate"],
  ...["RevenueReceived", "SentBack", "FractionDropped"],
  ...["HeldInTrust", "ProgrammeFunded", "SystemAccountOpened"],
];

/** What is held in trust in the programme, and on what another is paid by its year's last won. */
export const trustMatter = id("trust agreement 4");
export const lateMatter = id("contract 2025-19");
export const PROGRAMME = 1n;

export interface BudgetStory extends Budget {
  readonly contractor: HardhatEthersSigner;
}

/** A year of a budget, and what comes after it: each event of the budget happens, most of them more than once. */
export async function playBudget(): Promise<BudgetStory> {
  const budget = await readyBudget(await deployed());
  const story = { ...budget, contractor: await supplier(budget) };
  await changeLines(story);
  await changeOfficers(story);
  await obligate(story);
  await pay(story);
  await holdInTrust(story);
  await bareTransfers(story);
  await spendTrust(story);
  await afterExpiry(story);
  await nextYear(story);
  await booksClosed(story);
  return story;
}

async function changeLines({ ledger, officers, appropriator, allotting }: BudgetStory) {
  await appropriator.appropriate(otherLine, won(100_000_000), act);
  const transfers = ledger.connect(officers.transferOfficer);
  await transfers.transferAppropriation(line, otherLine, won(10_000_000), approval);
  await appropriator.reduceAppropriation(line, won(5_000_000), act);
  await allotting.allot(otherLine, 3n, won(80_000_000));
  await allotting.withdrawAllotment(otherLine, won(1_000_000));
  await allotting.setPaymentPlan(otherLine, plan(7, won(50_000_000)));
}

/** A second obligating officer, who is dismissed; a trustee taken off the list; an exclusion that ends. */
async function changeOfficers(story: BudgetStory) {
  const { ledger, officers, appropriator, addresses, neighbour, connection } = story;
  const appointer = ledger.connect(officers.officerAppointer);
  const clerk = await anotherPerson(story);
  await appointer.appointOfficer(ministry, clerk, OfficerRole.Obligating);
  await appointer.dismissOfficer(ministry, clerk);
  await appropriator.setTrustee(addresses.registry, true);
  await appropriator.setTrustee(addresses.registry, false);
  const exclusion = ledger.connect(officers.exclusionOfficer);
  const until = (await connection.networkHelpers.time.latest()) + 100 * day;
  await exclusion.exclude(neighbour, until, exclusionCase);
}

/** Reserved before or not, with payees or not, and small ones that are not small together. */
async function obligate({ obligating, bookshop, bakery, contractor, connection }: BudgetStory) {
  await obligating.reserve(line, won(3_000_000), matter);
  await obligating.unreserve(line, won(1_000_000), matter);
  await obligating.obligate(line, bookshop, matter, won(50_000_000), won(2_000_000));
  await obligating.deobligate(bookshop, matter, won(1_000_000));
  const assigned = [line, contractor, otherMatter, won(25_000_000), 0n] as const;
  await obligating.obligateAssigned(...assigned, [bookshop, bakery]);
  for (const n of [1, 2, 3]) {
    await obligating.obligate(line, contractor, id(`small ${n}`), won(7_000_000), 0n);
    await connection.networkHelpers.time.increase(day);
  }
  // Not told by a watch that has begun anew: 12 in the last days of one, 12 in the first of the next.
  await obligating.obligate(line, bakery, id("small 4"), won(1_000_000), 0n);
  await connection.networkHelpers.time.increase(25 * day);
  await obligating.obligate(line, bakery, id("small 5"), won(12_000_000), 0n);
  await connection.networkHelpers.time.increase(6 * day);
  await obligating.obligate(line, bakery, id("small 6"), won(12_000_000), 0n);
  await obligating.obligate(otherLine, bakery, lateMatter, won(30_000_000), 0n);
}

/** To the creditor, to a payee, on an invoice; one rounded down; some of it comes back. */
async function pay(story: BudgetStory) {
  const { disbursing, bookshop, contractor, bakery } = story;
  await enrol(story, bookshop, Mcc.bookshop, Region.mapo, SalesBand.UpTo300M);
  await disbursing.pay(bookshop, matter, won(20_000_007), papers);
  await disbursing.payAssigned(contractor, otherMatter, bookshop, won(5_000_000), papers);
  await disbursing.payAssigned(contractor, otherMatter, contractor, won(5_000_003), papers);
  const bill = invoiceOf(id("bill"), 9_000_000n);
  await disbursing.payInvoice(bookshop, matter, bill, won(4_000_004));
  await disbursing.pay(bakery, lateMatter, won(10_000_000), papers);
  await giveBack(story, bookshop, matter, won(3_000_000));
}

/** Somebody returns what was paid to the creditor on the matter. */
export async function giveBack(
  { token, treasury, addresses }: Budget,
  creditor: HardhatEthersSigner,
  on: string,
  amount: bigint,
): Promise<void> {
  await token.connect(creditor).approve(addresses.treasury, amount);
  await treasury.connect(creditor).receiveReturn(creditor, on, amount);
}

/** The programmes hold what is advanced to them, and grant it. */
async function holdInTrust(story: BudgetStory) {
  const { obligating, disbursing, programmes, officers, addresses, citizen, neighbour } = story;
  await obligating.obligateInTrust(line, addresses.programmes, trustMatter, won(60_000_000), 0n);
  const sponsor = programmes.connect(officers.programmeSponsor);
  await sponsor.openInTrust(purpose(), trustMatter);
  const controller = programmes.connect(officers.programmeController);
  await controller.appointManager(PROGRAMME, officers.programmeManager);
  await disbursing.payAdvance(addresses.programmes, trustMatter, won(30_000_000), papers);
  await disbursing.payAdvance(addresses.programmes, trustMatter, won(1_000_005), papers);
  const manager = programmes.connect(officers.programmeManager);
  await manager.grant(PROGRAMME, citizen, won(300_000), Region.mapo, 1n);
  await manager.grant(PROGRAMME, neighbour, won(200_000), Region.mapo, 2n);
}

/** What nobody said what it was: attributed, sent back, or left. */
async function bareTransfers({ token, treasury, officers, addresses, citizen }: BudgetStory) {
  await token.connect(citizen).transfer(addresses.treasury, 1_000n);
  const officer = treasury.connect(officers.revenueOfficer);
  await officer.attributeRevenue(400n, papers);
  await officer.sendBack(citizen, 350n, papers);
  await token.connect(officers.funding).approve(addresses.treasury, 77n);
  await treasury.connect(officers.funding).receiveRevenue(77n, id("a fine"));
}

const bill = invoiceOf(id("voucher bill"), 80_000n);

/** The bookshop gives back some of what vouchers paid on its invoice. */
async function refund(
  { token, programmes, invoices, bookshop, addresses }: BudgetStory,
  amount: bigint,
) {
  const history = await historyOf(invoices, bookshop.address, bill);
  await token.connect(bookshop).approve(addresses.programmes, amount);
  await programmes.connect(bookshop).refund(bookshop, bill, history, 0n, amount);
}

/** Vouchers are spent, refunded and taken back. */
async function spendTrust(story: BudgetStory) {
  const { programmes, invoices, officers, addresses, citizen, bookshop, connection } = story;
  await invoices.connect(officers.invoiceRegistrar).setPayer(addresses.programmes, true);
  const papersOf = { invoice: bill, purposeHash: ZeroHash, receipt: 7n };
  const bought = { programme: PROGRAMME, merchant: bookshop.address, amount: 80_000n, ...papersOf };
  await programmes.connect(citizen).spendFor(citizen, bought);
  await programmes.connect(citizen).spend(PROGRAMME, bookshop, 20_000n, 8n);
  await refund(story, 5_000n);
  const officer = programmes.connect(officers.clawbackOfficer);
  await officer.openClawback(PROGRAMME, citizen, 40_000n, id("case 9"));
  await connection.networkHelpers.time.increase(61 * day);
  await officer.clawBack(PROGRAMME, citizen);
}

/** What one holder has left comes home to the line, and what is refunded from now on. */
async function afterExpiry(story: BudgetStory) {
  const { programmes, citizen } = story;
  await reach(story, expiresAt);
  await programmes.connect(citizen).reclaim(PROGRAMME, citizen);
  await refund(story, 6_000n);
}

/** What is owed is carried over and paid; what comes back then comes back to both years' lines. */
async function nextYear(story: BudgetStory) {
  const { ledger, officers, allotting, disbursing, bookshop, neighbour } = story;
  await reach(story, yearEnd + day);
  await allotting.carryOver(bookshop, matter);
  await allotting.setPaymentPlan(nextLine, plan(1, won(100_000_000)));
  await disbursing.pay(bookshop, matter, won(2_000_000), papers);
  await giveBack(story, bookshop, matter, won(2_500_000));
  await disbursing.pay(bookshop, matter, won(1_000_000), papers);
  await ledger.connect(officers.exclusionOfficer).exclude(neighbour, 1n, exclusionCase);
}

/** Lines lapse. What comes back to them is revenue: all of it, the part of one year, and what was held in trust. */
async function booksClosed(story: BudgetStory) {
  const { ledger, programmes, bookshop, bakery, citizen, neighbour } = story;
  await reach(story, booksClose);
  await ledger.connect(citizen).lapse(line);
  await giveBack(story, bakery, lateMatter, won(4_000_000));
  await giveBack(story, bookshop, matter, won(1_500_000));
  await programmes.connect(citizen).reclaimBatch(PROGRAMME, [citizen, neighbour]);
  await refund(story, 7_000n);
  await programmes.connect(citizen).close(PROGRAMME);
}

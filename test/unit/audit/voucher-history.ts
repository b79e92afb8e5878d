import { id, ZeroHash } from "ethers";
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { caseFile } from "../../helpers/bank.ts";
import { openRecovery } from "../../helpers/cases.ts";
import { deployed } from "../../helpers/fixtures.ts";
import { Mcc, Region } from "../../helpers/kinds.ts";
import { historyOf, invoiceOf } from "../../../scripts/lib/invoices.ts";
import { packSlips, type SignedSlip } from "../../../scripts/lib/till.ts";
import { signedSlip } from "../../helpers/slips.ts";
import { day } from "../../helpers/time.ts";
import { granted, openMarket, purpose, type Market } from "../../helpers/voucher.ts";

/** What the story tells of each programme. */
export const LIMITED = 1n;
export const REBATED = 2n;
export const SHORT = 3n;

/** The events that this story tells, and no other. */
export const TOLD = [
  ...["AttestorAppointed", "AttestorDismissed", "ProgrammePaused", "ProgrammeResumed"],
  ...[
    "PaymentSettled",
    "RunSettled",
    "PaymentRefused",
    "PaymentCancelled",
    "PurposeStated",
    "RebatePaid",
  ],
  ...["VoucherRefunded", "HomeMoved", "ConsentGiven", "EvidenceAttested", "AttestationRevoked"],
  ...["ProxyAppointed", "ProxyDismissed", "ClawbackOpened", "ClawbackObjected"],
  ...["ClawbackConfirmed", "ClawbackReleased", "ClawedBack"],
];

const noticeHash = id("notice");
const ownMoney = 50_000n;

/** A market with three programmes whose vouchers go through all that vouchers can. Sums of days and months are told apart. */
export async function playVouchers(): Promise<Market> {
  const market = await openMarket(await deployed());
  const { invoices, officers, addresses, token, citizen, bookshop } = market;
  await invoices.connect(officers.invoiceRegistrar).setPayer(addresses.programmes, true);
  for (const payer of [citizen, bookshop]) {
    await token.connect(payer).approve(addresses.programmes, 10n * ownMoney);
  }
  await openThree(market);
  await becomeEligible(market);
  await byProxy(market);
  await signedPayments(market);
  await purchases(market);
  await refunds(market);
  await clawbacks(market);
  await moves(market);
  await afterExpiry(market);
  return market;
}

/** One with every condition and limit, one that gives back a tenth, one that ends soon. */
async function openThree(market: Market): Promise<void> {
  const { controller, manager, citizen, neighbour, stranger, connection } = market;
  const limits = { dailyLimit: 90_000n, monthlyLimit: 200_000n, totalLimit: 250_000n };
  const conditions = { consentRequired: true, evidenceRequired: true, purposeRequired: true };
  const lists = { categories: [Mcc.bookshop, Mcc.bakery], regions: [Region.mapo], noticeHash };
  const rules = { categoryRule: 1n, listedRegionsOnly: true };
  await granted(market, purpose({ terms: { ...limits, ...conditions, ...rules }, ...lists }));
  await granted(market, purpose({ terms: { rebateBps: 1_000n } }));
  const now = await connection.networkHelpers.time.latest();
  await granted(market, purpose({ terms: { expiresAt: now + 120 * day } }));
  await manager.grant(SHORT, neighbour, 70_000n, Region.mapo, 2n);
  await controller.appointAttestor(LIMITED, stranger);
  await controller.appointAttestor(REBATED, stranger);
  await controller.dismissAttestor(REBATED, stranger);
  await controller.dismissManager(SHORT, market.officers.programmeManager);
  await controller.appointManager(SHORT, market.officers.programmeManager);
  await manager.moveHome(LIMITED, citizen, Region.gangnam);
}

async function becomeEligible(market: Market): Promise<void> {
  const { programmes, officers, stranger, citizen, neighbour, controller } = market;
  const attestor = programmes.connect(stranger);
  await programmes.connect(citizen).consent(LIMITED, noticeHash);
  await attestor.attest(LIMITED, citizen, id("evidence"));
  await attestor.attest(LIMITED, neighbour, id("evidence"));
  await attestor.revokeAttestation(LIMITED, neighbour, id("reason"));
  await programmes.connect(officers.programmePauser).pauseProgramme(LIMITED, caseFile);
  await controller.resumeProgramme(LIMITED, caseFile);
  await programmes.connect(officers.programmePauser).pauseProgramme(REBATED, caseFile);
  await controller.resumeProgramme(REBATED, caseFile);
}

/** What a holder buys. */
export const purchase = (market: Market, amount: bigint, departs: object = {}) => ({
  ...{ programme: LIMITED, merchant: market.bookshop.address, amount, receipt: 7n },
  ...{ invoice: ZeroHash, purposeHash: id("what for") },
  ...departs,
});

async function byProxy(market: Market): Promise<void> {
  const { programmes, manager, citizen, neighbour, connection } = market;
  const until = (await connection.networkHelpers.time.latest()) + 90 * day;
  const proxy = { account: neighbour.address, limit: 30_000n, until, category: Mcc.bookshop };
  await programmes.connect(citizen).appointProxy(SHORT, citizen, proxy, ZeroHash);
  await programmes.connect(citizen).dismissProxy(SHORT, citizen);
  await manager.appointProxy(LIMITED, citizen, proxy, id("consent in writing"));
  await programmes.connect(neighbour).spendFor(citizen, purchase(market, 10_000n));
}

/** A payment of programme `LIMITED` that its holder signed. */
export function signedPayment(
  market: Market,
  holder: HardhatEthersSigner,
  number: number,
  departs: Partial<SignedSlip> = {},
): Promise<SignedSlip> {
  const window = { validAfter: 0, validBefore: 2 ** 40, purposeHash: id("signed") };
  const wanted = { programme: LIMITED, merchant: market.bookshop.address, amount: 5_000n };
  return signedSlip(market, holder, { ...wanted, ...window, id: number, ...departs });
}

/** Two in one run, out of order, one at another merchant, and two that are refused; one is cancelled before. */
async function signedPayments(market: Market): Promise<void> {
  const { programmes, citizen, bakery, stranger } = market;
  await programmes.connect(citizen).cancelPayment(LIMITED, 2n);
  const sign = (number: number, departs: Partial<SignedSlip> = {}) =>
    signedPayment(market, citizen, number, departs);
  const slips = [
    ...[await sign(5), await sign(3, { amount: 4_000n })],
    ...[await sign(3, { amount: 1n }), await sign(6, { merchant: bakery.address })],
    await sign(7, { amount: 100_000n }),
    await sign(9, { programme: SHORT, purposeHash: ZeroHash }),
  ];
  const batch = packSlips(slips);
  await programmes.connect(stranger).settle(batch.runs, batch.payments, batch.extras);
  const one = packSlips([await sign(8)]);
  await programmes.connect(stranger).settleAll(one.runs, one.payments, one.extras);
}

async function purchases(market: Market): Promise<void> {
  const { programmes, citizen, connection } = market;
  const holder = programmes.connect(citizen);
  await connection.networkHelpers.time.increase(day);
  await holder.spendFor(citizen, purchase(market, 20_000n, { invoice: bill(1, 20_000n) }));
  const short = { programme: SHORT, invoice: bill(3, 8_000n), purposeHash: ZeroHash };
  await holder.spendFor(citizen, purchase(market, 8_000n, short));
  // The programme whose vouchers expire first, and own money for the rest.
  const mixed = purchase(market, 367_000n, { invoice: bill(2, 367_000n) });
  await holder.spendMixed({ ...mixed, programmes: [SHORT, LIMITED], ownAtMost: ownMoney });
  const rebated = { programme: REBATED, invoice: bill(4, 40_000n) };
  await holder.spendWithRebate(purchase(market, 40_000n, rebated));
}

/** Invoice number `n` of the bookshop. */
const bill = (n: number, total: bigint): string => invoiceOf(id(`invoice ${n}`), total);

/** The bookshop refunds a part of the first payment on one of its invoices. */
async function refund(market: Market, invoice: string, amount: bigint): Promise<void> {
  const { programmes, invoices, bookshop } = market;
  const history = await historyOf(invoices, bookshop.address, invoice);
  await programmes.connect(bookshop).refund(bookshop, invoice, history, 0n, amount);
}

/** On the day of the payment, on a later day of the month, and in a later month. */
async function refunds(market: Market): Promise<void> {
  const { programmes, connection } = market;
  await refund(market, bill(1, 20_000n), 3_000n);
  await connection.networkHelpers.time.increase(day);
  await programmes.connect(market.citizen).spendFor(market.citizen, purchase(market, 15_000n));
  await refund(market, bill(1, 20_000n), 2_000n);
  // A share of it was given back when it was bought: what is refunded returns in part to the voucher.
  await refund(market, bill(4, 40_000n), 10_000n);
}

/** One released, one confirmed and carried out, one that the holder objects to, one that lapses with the voucher. */
async function clawbacks(market: Market): Promise<void> {
  const { programmes, officers, citizen, neighbour, connection } = market;
  const officer = programmes.connect(officers.clawbackOfficer);
  const reviewer = programmes.connect(officers.clawbackReviewer);
  await officer.openClawback(REBATED, citizen, 1_000n, id("case 1"));
  await officer.releaseClawback(REBATED, citizen);
  await officer.openClawback(REBATED, citizen, 2_000n, id("case 2"));
  await programmes.connect(citizen).objectToClawback(REBATED);
  await reviewer.decideClawback(REBATED, citizen, false);
  await officer.clawBack(REBATED, citizen);
  await officer.openClawback(LIMITED, citizen, 3_000n, id("case 3"));
  await officer.openClawback(SHORT, neighbour, 4_000n, id("case 4"));
  await officer.openClawback(REBATED, citizen, 500n, id("case 5"));
  await connection.networkHelpers.time.increase(61 * day);
  await officer.clawBack(REBATED, citizen);
  await officer.openClawback(REBATED, citizen, 600n, id("case 6"));
  await programmes.connect(citizen).objectToClawback(REBATED);
}

/** A lost key's vouchers go to the key in its place, which has some of its own. */
async function moves(market: Market): Promise<void> {
  const { programmes, manager, token, citizen, neighbour, stranger, bakery } = market;
  const { connection, people } = market;
  await connection.networkHelpers.time.increase(31 * day);
  await programmes.connect(citizen).spendFor(citizen, purchase(market, 9_000n));
  await programmes.connect(citizen).cancelPayment(SHORT, 40n);
  const next = people[10];
  if (next === undefined) throw new Error("the chain has too few accounts");
  await manager.grant(LIMITED, next, 1_000n, Region.gangnam, 2n);
  await openRecovery(market, citizen.address, next.address);
  await connection.networkHelpers.time.increase(7 * day);
  await token.connect(bakery).completeRecovery(citizen);
  await programmes.connect(stranger).moveToSuccessor(LIMITED, citizen);
  await programmes.connect(next).spendFor(next, purchase(market, 2_500n));
  const until = (await connection.networkHelpers.time.latest()) + 90 * day;
  const proxy = { account: neighbour.address, limit: 30_000n, until, category: Mcc.bookshop };
  await programmes.connect(next).appointProxy(LIMITED, next, proxy, ZeroHash);
  await programmes.connect(neighbour).spendFor(next, purchase(market, 1_500n));
}

/** What is left lapses, with what was held; a refund that comes too late goes home. */
async function afterExpiry(market: Market): Promise<void> {
  const { programmes, bookshop, neighbour, connection } = market;
  await connection.networkHelpers.time.increase(30 * day);
  await programmes.connect(bookshop).reclaim(SHORT, neighbour);
  await refund(market, bill(3, 8_000n), 6_000n);
}

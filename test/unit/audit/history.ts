import { id, type Contract } from "ethers";
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { network } from "hardhat";
import { castOfficers, personCalled } from "../../../scripts/lib/cast.ts";
import { scenarioFile } from "../../../scripts/sandbox/files.ts";
import { play, readScenario, type Played } from "../../../scripts/sandbox/play.ts";
import { historyOf } from "../../../scripts/lib/invoices.ts";
import { bind } from "../../helpers/administer.ts";
import { caseFile } from "../../helpers/bank.ts";
import { crowd } from "../../helpers/chain.ts";
import type { Deployed } from "../../helpers/fixtures.ts";
import { chuseok2028, seollal2028 } from "../../helpers/calendar.ts";
import { jointly, orderPair, recoveryPair } from "../../helpers/joint.ts";
import { invoice, paid, payerOf } from "../../helpers/invoices.ts";
import { AccountKind, Mcc, Region, SalesBand } from "../../helpers/kinds.ts";
import { day } from "../../helpers/time.ts";
import { businessOf, purpose } from "../../helpers/voucher.ts";
import { signInSomebodysPlace } from "./signed.ts";

/** The scenario of enforcement, and then what it does not do: every type of event the contracts have occurs. */
export interface History extends Deployed {
  readonly played: Played;
  /** By their names in the scenario. */
  readonly member: (name: string) => Promise<HardhatEthersSigner>;
  readonly now: () => Promise<number>;
}

const FRAUD = 2;

/** Plays it on a chain of its own. */
export async function playHistory(): Promise<History> {
  const connection = await network.create({ chainType: "l1" });
  const scenario = readScenario(scenarioFile("deposit-enforcement"));
  const played = await play(connection, scenario, { progress: () => {} });
  const signers = await connection.ethers.getSigners();
  const history: History = {
    ...played.system,
    played,
    connection,
    officers: castOfficers(signers),
    people: signers.slice(-6),
    member: (name) => connection.ethers.getSigner(played.cast.addresses.get(name) ?? ""),
    now: () => connection.networkHelpers.time.latest(),
  };
  await moreMoney(history);
  await moreAccounts(history);
  await moreCases(history);
  await moreVouchers(history);
  await replaceFunding(history);
  await moreMerchants(history);
  await moreBars(history);
  await moreInvoices(history);
  await moreHolidays(history);
  await moreProposals(history);
  return history;
}

/** Somebody who is nobody in the scenario. */
function person({ people }: History, index: number): HardhatEthersSigner {
  const found = people[index];
  if (found === undefined) throw new Error("the chain has too few accounts");
  return found;
}

/** An attestation below the supply and one above it, an issue, stops, and signatures. */
async function moreMoney(history: History): Promise<void> {
  const { token, officers } = history;
  const attestor = token.connect(officers.reserveAttestor);
  await attestor.attestReserve(1_000n, 2n, 30 * day);
  await attestor.attestReserve(100_000_000n, 3n, 30 * day);
  await token.connect(officers.issuer).issue(await history.member("citizen-001"), 500n, 3n, 0);
  await token.connect(officers.stopOfficer).orderStop(1n);
  await token.connect(officers.stopLifter).liftStop(1n);
  const admission = token.connect(officers.admissionOfficer);
  const until = (await history.now()) + 300 * day;
  await admission.admit(person(history, 0), AccountKind.Citizen, until);
  await signInSomebodysPlace(token, officers.funding, person(history, 0));
}

/** Accounts closed, suspended, protected and linked; payers and enforcers listed and taken off, others left on. */
async function moreAccounts(history: History): Promise<void> {
  const { token, officers } = history;
  const admission = token.connect(officers.admissionOfficer);
  const registrar = token.connect(officers.systemRegistrar);
  const controller = token.connect(officers.enforcementController);
  const [closing, one, other] = [1, 2, 3].map((n) => person(history, n));
  const [poor, poorer] = crowd(2, "protected");
  if (!closing || !one || !other || !poor || !poorer) throw new Error("too few accounts");
  const until = (await history.now()) + 300 * day;
  await admission.admitBatch([closing, one, other], AccountKind.Agency, until);
  await admission.admitBatch([poor, poorer], AccountKind.Citizen, until);
  await admission.close(closing);
  const suspended = await history.member("citizen-002");
  await token.connect(officers.enforcementOfficer).suspend(suspended, caseFile);
  await admission.reinstate(suspended, caseFile);
  await admission.linkBankAccount(suspended, `0x${"ba".repeat(24)}`);
  for (const [account, citizen, isOn] of [
    [one, poor, true],
    [one, poor, false],
    [other, poorer, true],
  ] as const) {
    await admission.setProtection(citizen, isOn);
    await registrar.setBenefitPayer(account, isOn);
    if (isOn) await bind(history, "bank", account, account.address);
    await controller.setEnforcer(account, isOn);
  }
}

/** A freeze and its release in part, a redemption and a transfer ordered, a recovery objected to. */
async function moreCases(history: History): Promise<void> {
  const { token, officers, member } = history;
  const [one, other] = [await member("citizen-001"), await member("citizen-002")];
  const enforcer = token.connect(officers.enforcementOfficer);
  await enforcer.freeze(other, caseFile, FRAUD, 100n, 0n);
  await token.connect(officers.admissionOfficer).unfreeze(other, caseFile, 40n);
  const next = await token.nextRedemption(one);
  await jointly(history, orderPair, "redeemByOrder", [one.address, 10n, next, caseFile, FRAUD]);
  const funding = officers.funding.address;
  for (const [amount, order] of [
    [30n, "order"],
    [31n, "order withdrawn"],
  ] as const)
    await jointly(history, orderPair, "orderTransfer", [
      ...[other.address, funding, amount, id(order), caseFile, FRAUD],
    ]);
  const taken = [other.address, funding, 31n];
  await jointly(history, orderPair, "withdrawTransferOrder", taken);
  const successor = person(history, 4).address;
  await jointly(history, recoveryPair, "openRecovery", [one.address, successor, caseFile]);
  await token.connect(one).objectToRecovery();
}

/** Vouchers spent, lapsed, and a programme extended, left by its manager and closed. */
async function moreVouchers(history: History): Promise<void> {
  const { token, registry, programmes, officers, member, connection } = history;
  const shop = await member("shop-01");
  const until = (await history.now()) + 300 * day;
  await token.connect(officers.admissionOfficer).admit(shop, AccountKind.Merchant, until);
  const facts = { mcc: Mcc.bookshop, region: Region.mapo, salesBand: SalesBand.UpTo300M };
  await registry
    .connect(officers.merchantOfficer)
    .enrol({ merchant: shop, business: businessOf("one"), ...facts });
  const holder = await member("citizen-004-new-key");
  await programmes.connect(holder).spend(1n, shop, 20_000n, 7n);

  // One merchant that the terms take, and one that nobody enrolled.
  await open(history, officers.funding, 1_000n, [shop.address, ...crowd(1, "unknown shop")]);
  const controller = programmes.connect(officers.programmeController);
  await controller.appointManager(2n, officers.programmeManager);
  const manager = programmes.connect(officers.programmeManager);
  await manager.grant(2n, await member("citizen-001"), 100n, Region.mapo, 1n);
  const sponsor = programmes.connect(officers.programmeSponsor);
  await sponsor.extendExpiry(2n, (await history.now()) + 2_000);
  await connection.networkHelpers.time.increase(2_000);
  await manager.reclaim(2n, await member("citizen-001"));
  await manager.close(2n);
  await controller.dismissManager(2n, officers.programmeManager);
}

/** The sponsor opens the next programme, funded by `funding`, on terms that name merchants or have no rules. */
async function open(
  { token, programmes, officers, now }: History,
  funding: HardhatEthersSigner,
  budget: bigint,
  merchants: readonly string[] = [],
): Promise<void> {
  await token.connect(funding).approve(programmes, budget);
  const rules = { expiresAt: (await now()) + 1_000, namedMerchantsOnly: merchants.length > 0 };
  const terms = purpose({ terms: rules, merchants: [...merchants] });
  await programmes.connect(officers.programmeSponsor).open(terms, funding, budget);
}

/** A funding account that the bank has closed is replaced by another public body's. */
async function replaceFunding(history: History): Promise<void> {
  const { token, programmes, officers } = history;
  const [closing, next] = [person(history, 5), person(history, 2)];
  const admission = token.connect(officers.admissionOfficer);
  await admission.admit(closing, AccountKind.Agency, (await history.now()) + 300 * day);
  await token.connect(officers.funding).transfer(closing, 10n);
  await open(history, closing, 10n);
  await admission.close(closing);
  await programmes.connect(officers.programmeSponsor).replaceFundingAccount(3n, next);
}

/** A merchant suspended, reinstated and delisted; two enrolled together. */
async function moreMerchants(history: History): Promise<void> {
  const { registry, officers, member } = history;
  const shop = await member("shop-01");
  const merchants = registry.connect(officers.merchantOfficer);
  await registry.connect(officers.merchantEnforcer).suspend(shop, caseFile);
  await merchants.reinstate(shop, caseFile);
  await merchants.delist(shop);
  const facts = { mcc: Mcc.bookshop, region: Region.mapo, salesBand: SalesBand.UpTo300M };
  const [one, other] = [person(history, 2), person(history, 3)];
  await merchants.enrolBatch([
    { merchant: one, business: businessOf("one"), ...facts },
    { merchant: other, business: businessOf("other"), ...facts },
  ]);
}

/** A merchant barred with its business, and another for a shorter time; a third enrolled anew after its bar. */
async function moreBars(history: History): Promise<void> {
  const { registry, officers, now, connection } = history;
  const merchants = registry.connect(officers.merchantOfficer);
  const enforcer = registry.connect(officers.merchantEnforcer);
  const facts = { mcc: Mcc.bookshop, region: Region.mapo, salesBand: SalesBand.UpTo300M };
  const shops = crowd(3, "barred");
  await merchants.enrolBatch(
    shops.map((merchant) => ({ merchant, business: businessOf("barred"), ...facts })),
  );
  const [one, other, third] = shops as [string, string, string];
  await enforcer.bar(third, (await now()) + 100, caseFile);
  await connection.networkHelpers.time.increase(100);
  await merchants.enrol({ merchant: third, business: businessOf("barred"), ...facts });
  const until = (await now()) + 100 * day;
  await enforcer.bar(one, until, caseFile);
  await enforcer.bar(other, until - day, caseFile);
}

/** An invoice paid by two contracts and refunded in part; one of the contracts is taken off the list. */
async function moreInvoices(history: History): Promise<void> {
  const { invoices, officers, member, connection } = history;
  const registrar = invoices.connect(officers.invoiceRegistrar);
  const [payee, holder] = [await member("shop-01"), await member("citizen-001")];
  const bill = invoice("a bill", 1_000n);
  const [payer, other] = [await payerOf(history), await payerOf(history)];
  await paid(payer, { payee, invoice: bill, holder, amount: 400n, rebate: 40n });
  await paid(other, { payee, invoice: bill, holder, amount: 500n });
  await connection.networkHelpers.time.increase(day);
  const known = await historyOf(invoices, payee.address, bill);
  await payer.getFunction("refund").send(payee, bill, known, 0, 100n);
  await registrar.setPayer(other, false);
  await sharedInvoice(history, payer, holder.address);
}

/** An invoice of two accounts of one business, one of which goes over to another business and is paid the rest of it. */
async function sharedInvoice(history: History, payer: Contract, holder: string): Promise<void> {
  const { registry, officers } = history;
  const merchants = registry.connect(officers.merchantOfficer);
  const facts = { mcc: Mcc.bookshop, region: Region.mapo, salesBand: SalesBand.UpTo300M };
  const bill = invoice("a shared bill", 1_200n);
  const [one, other] = crowd(2, "shared") as [string, string];
  const pay = (payee: string) => paid(payer, { payee, invoice: bill, holder, amount: 300n });
  // Twice, for of one alone nothing that comes later would tell.
  for (const payee of [other, other]) await pay(payee);
  for (const merchant of [one, other])
    await merchants.enrol({ merchant, business: businessOf("shared"), ...facts });
  for (const payee of [one, other, one]) await pay(payee);
  await merchants.enrol({ merchant: one, business: businessOf("sold"), ...facts });
  await pay(one);
}

/** Two holidays announced, and one of them withdrawn. */
async function moreHolidays({ calendar, officers }: History): Promise<void> {
  const officer = calendar.connect(officers.calendarOfficer);
  await officer.announceHolidays([seollal2028, chuseok2028]);
  await officer.withdrawHoliday(seollal2028);
}

/** Administrators of the bank bind an account and let another proposal go; a third waits. */
async function moreProposals(history: History): Promise<void> {
  const { dualControls, addresses, authorities, officers, connection } = history;
  const { interface: acts } = authorities.bank;
  const dual = dualControls.bank.connect(officers.bankAdmin);
  const clerk = [person(history, 0).address, personCalled("a clerk")] as const;
  await dual.propose(addresses.bank, acts.encodeFunctionData("bindPerson", [...clerk]));
  const bound = await dual.proposals();
  await connection.networkHelpers.time.increase(day);
  await dual.connect(officers.bankSecondAdmin).approve(bound);
  for (const closed of [false, true]) {
    const args = [addresses.token, closed] as const;
    await dual.propose(addresses.bank, acts.encodeFunctionData("setTargetClosed", [...args]));
  }
  await dual.withdraw(bound + 1n);
}

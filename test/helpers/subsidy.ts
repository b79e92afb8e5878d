import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { expect } from "chai";
import { dataSlice, id, ZeroHash } from "ethers";
import { historyOf } from "../../scripts/lib/invoices.ts";
import type {
  AwardPaymentStruct,
  AwardTermsStruct,
  CaseOrderStruct,
} from "../../typechain-types/subsidy/SubsidyGrants.ts";
import { bind } from "./administer.ts";
import { admit, issue } from "./bank.ts";
import { line, nobody, papers, withBudget, type Budget } from "./budget.ts";
import { at, decoded, type Named } from "./chain.ts";
import { won, type Deployed } from "./fixtures.ts";
import { invoice } from "./invoices.ts";
import { AccountKind, Region, SalesBand } from "./kinds.ts";
import { onOneChain } from "./suite.ts";
import { kst } from "./time.ts";
import { enrol, openMarket, type Market } from "./voucher.ts";

/* Chargers for electric cars: a company gets 40,000,000 won in two instalments for 70 % of each invoice of an enrolled installer. */

export const AwardStatus = {
  None: 0n,
  Open: 1n,
  Reported: 2n,
  Settled: 3n,
  Cancelled: 4n,
} as const;
export const AssetKind = { None: 0n, RealEstate: 1n, Vessel: 2n, Equipment: 3n } as const;
export const CaseKind = { None: 0n, Cancellation: 1n, Clawback: 2n } as const;
export const Ground = {
  None: 0n,
  FalseApplication: 1n,
  OtherUse: 2n,
  BrokenConditions: 3n,
} as const;
export const GrantCaseStatus = { None: 0n, Opened: 1n, Objected: 2n, Rejected: 3n } as const;

/** The numbers of `AwardPart`. */
export const AwardPart = {
  Account: 0n,
  Beneficiary: 1n,
  Conditions: 2n,
  Instalments: 3n,
  Cut: 4n,
  OwnShare: 5n,
  Interest: 6n,
  End: 7n,
  Report: 8n,
  Category: 9n,
  Assets: 10n,
  Welfare: 11n,
} as const;

export const chargers = id("chargers 2025");
export const otherChargers = id("chargers 2025, second call");
export const evidence = id("delivery note 1");
export const caseId = id("subsidy case 1");
export const statement = id("settlement statement 1");
export const verification = id("accountant's check 1");
export const audit = id("audit report 1");
export const conditions = id("decision 1");

/** Whose the awards are, as the ministry's key hashes it. */
export const beneficiaryOf = (name: string): string => dataSlice(id(`ministry key/${name}`), 0, 20);

/** What is obligated in trust, advanced and granted; two instalments of it. */
export const entrusted = won(60_000_000);
export const granted = won(40_000_000);
export const first = won(30_000_000);
export const second = won(10_000_000);

/** From this instant nothing is paid: the midnight after 30 November 2025. The report is due with 31 December. */
export const endsAt = kst("2025-12-01T00:00:00");
export const dayOf = (text: string): bigint => BigInt(Date.parse(`${text}T00:00:00Z`) / 86_400_000);
export const reportDueDay = dayOf("2025-12-31");

/** The installer's category: electrical contractors. */
export const electrical = 1731n;

/** Everybody who acts on subsidies. */
export interface Subsidy extends Market, Budget {
  readonly company: HardhatEthersSigner;
  readonly otherCompany: HardhatEthersSigner;
  readonly installer: HardhatEthersSigner;
  readonly attestor: HardhatEthersSigner;
  readonly otherAttestor: HardhatEthersSigner;
  readonly obligator: Deployed["subsidies"];
  readonly disburser: Deployed["subsidies"];
  readonly enforcer: Deployed["subsidies"];
  readonly reviewer: Deployed["subsidies"];
  readonly byCompany: Deployed["subsidies"];
}

/** A decision without own share, category and assets, and then what is wished. */
export const terms = (
  { company }: Pick<Subsidy, "company">,
  wishes: Partial<AwardTermsStruct> = {},
): AwardTermsStruct => ({
  account: company.address,
  beneficiary: beneficiaryOf("company"),
  applied: granted,
  cutBps: 0n,
  ownShareBps: 0n,
  interestBps: 300n,
  endsAt,
  reportDueDay,
  mcc: 0n,
  buysAssets: false,
  welfare: false,
  instalments: [first, second],
  conditions,
  ...wishes,
});

/** What the charger programme asks: 30 % of one's own, an enrolled installer, and the charger named. */
export const strict: Partial<AwardTermsStruct> = {
  ownShareBps: 3_000n,
  mcc: electrical,
  buysAssets: true,
};

async function admitAll(system: Market & Budget) {
  const [company, otherCompany, installer, otherAttestor] = [1, 2, 3, 4].map((n) =>
    nobody(system, n),
  ) as [HardhatEthersSigner, HardhatEthersSigner, HardhatEthersSigner, HardhatEthersSigner];
  await admit(system, company, AccountKind.Contractor);
  await admit(system, otherCompany, AccountKind.Contractor);
  await admit(system, installer, AccountKind.Merchant);
  await enrol(system, installer, electrical, Region.mapo, SalesBand.UpTo1B);
  await bind(system, "spendingMinistry", otherAttestor, "other attestor");
  return { company, otherCompany, installer, otherAttestor };
}

/** The contract's place in the system: a system account, a trustee, a payer of invoices. */
export async function openSubsidies({ token, invoices, ledger, officers, addresses }: Deployed) {
  const { subsidies } = addresses;
  await token.connect(officers.systemRegistrar).registerSystemAccount(subsidies);
  await invoices.connect(officers.invoiceRegistrar).setPayer(subsidies, true);
  await ledger.connect(officers.appropriator).setTrustee(subsidies, true);
}

/** On Tuesday 22 July 2025: a budget, two companies, an installer, two attestors; 60,000,000 won obligated to subsidies in trust. */
export const withSubsidies = async (market: Market): Promise<Subsidy> =>
  addSubsidies(await withBudget(market));

export async function addSubsidies(budget: Market & Budget): Promise<Subsidy> {
  const { token, subsidies, officers, addresses, obligating } = budget;
  await openSubsidies(budget);
  const people = await admitAll(budget);
  const attestor = officers.subsidyAttestor;
  const appointer = subsidies.connect(officers.attestorAppointer);
  await appointer.appointAttestor(attestor);
  await appointer.appointAttestor(people.otherAttestor);
  await obligating.obligateInTrust(line, addresses.subsidies, chargers, entrusted, 0n);
  await issue(budget, people.company, won(50_000_000), 3n);
  for (const payer of [people.company, people.installer, people.otherCompany])
    await token.connect(payer).approve(addresses.subsidies, won(100_000_000));
  return {
    ...budget,
    ...people,
    attestor,
    obligator: subsidies.connect(officers.obligatingOfficer),
    disburser: subsidies.connect(officers.disbursingOfficer),
    enforcer: subsidies.connect(officers.subsidyEnforcer),
    reviewer: subsidies.connect(officers.subsidyReviewer),
    byCompany: subsidies.connect(people.company),
  };
}

export const readySubsidies = async (deployed: Deployed): Promise<Subsidy> =>
  withSubsidies(await openMarket(deployed));

/** One chain for all suites on subsidies, and what each of them does there first. */
export const subsidised = onOneChain(readySubsidies);
export const onSubsidies =
  <Prepared>(prepare: (system: Subsidy) => Promise<Prepared>) =>
  async (): Promise<Prepared> =>
    prepare(await subsidised());

/** Award 1 is open on these terms, and all it grants is advanced. */
export async function awarded(
  system: Subsidy,
  wishes: Partial<AwardTermsStruct> = {},
): Promise<Subsidy> {
  await system.obligator.award(chargers, terms(system, wishes));
  await advance(system, granted);
  return system;
}

/** A disbursing officer has an advance paid. */
export const advance = (
  { disbursing, addresses }: Subsidy,
  amount: bigint,
  matter: string = chargers,
) => disbursing.payAdvance(addresses.subsidies, matter, amount, papers);

/** Both attestors attest an instalment. */
export async function attestBoth(system: Subsidy, award = 1n, instalment = 1n): Promise<void> {
  const { subsidies, attestor, otherAttestor } = system;
  await subsidies.connect(attestor).attest(award, instalment, evidence);
  await subsidies.connect(otherAttestor).attest(award, instalment, id("photograph 1"));
}

/** Attested by both, and released. */
export async function releaseNext(system: Subsidy, award = 1n, instalment = 1n): Promise<void> {
  await attestBoth(system, award, instalment);
  await system.disburser.release(award, instalment, []);
}

/** As `awarded`, and the first instalment of 30,000,000 won is released. */
export async function released(
  system: Subsidy,
  wishes: Partial<AwardTermsStruct> = {},
): Promise<Subsidy> {
  await awarded(system, wishes);
  await releaseNext(system);
  return system;
}

/** Another award of the same company, on a matter of its own. */
export async function anotherAward(
  system: Subsidy,
  wishes: Partial<AwardTermsStruct> = {},
  matter: string = otherChargers,
): Promise<bigint> {
  const { obligating, obligator, subsidies, addresses } = system;
  await obligating.obligateInTrust(line, addresses.subsidies, matter, entrusted, 0n);
  await obligator.award(matter, terms(system, wishes));
  await advance(system, BigInt(terms(system, wishes).applied), matter);
  return subsidies.awards();
}

/** The installer's invoice of 20,000,000 won. */
export const invoiced = won(20_000_000);
export const bill = invoice("chargers 1", invoiced);

/** A payment of the installer's invoice from award 1, and then what is wished. */
export const payment = (
  { installer }: Subsidy,
  amount: bigint = invoiced,
  wishes: Partial<AwardPaymentStruct> = {},
): AwardPaymentStruct => ({
  award: 1n,
  payee: installer.address,
  invoice: bill,
  amount,
  asset: ZeroHash,
  kind: AssetKind.None,
  ...wishes,
});

/** The charger that is bought, as a keyed hash of its serial number. */
export const charger = id("charger serial 1");
export const buying: Partial<AwardPaymentStruct> = { asset: charger, kind: AssetKind.Equipment };

/** As `released`, and 20,000,000 won of it are paid to the installer. */
export async function paidAward(
  system: Subsidy,
  wishes: Partial<AwardTermsStruct> = {},
): Promise<Subsidy> {
  await released(system, wishes);
  await system.byCompany.pay(payment(system));
  return system;
}

/** The installer gives `amount` of a payment on `of` back. */
export async function refund(system: Subsidy, amount: bigint, index = 0, of: string = bill) {
  const { invoices, subsidies, installer } = system;
  const history = await historyOf(invoices, installer.address, of);
  return subsidies.connect(installer).refund(installer, of, history, index, amount);
}

/** A payment that the view foresees to be refused, and that is then refused with the same error. */
export async function refusedPayment(
  system: Subsidy,
  of: AwardPaymentStruct,
  [error, ...args]: Named,
  { by = system.company, from }: { by?: HardhatEthersSigner; from?: "token" | "invoices" } = {},
): Promise<void> {
  const { subsidies } = system;
  const refusing = from === undefined ? subsidies : system[from];
  const foreseen = await subsidies.payRefusal(of);
  expect(decoded(refusing, foreseen)).to.deep.equal([error, ...args]);
  await expect(subsidies.connect(by).pay(of))
    .to.be.revertedWithCustomError(refusing, error)
    .withArgs(...args);
}

/** A clawback of 5,000,000 won for another use, without a penalty, and then what is wished. */
export const order = (wishes: Partial<CaseOrderStruct> = {}): CaseOrderStruct => ({
  kind: CaseKind.Clawback,
  ground: Ground.OtherUse,
  principal: won(5_000_000),
  penalty: 0n,
  caseId,
  ...wishes,
});

/** When the time to object to a case of 22 July ends: 21 August, a Thursday, is the thirtieth day. */
export const objectableUntil = kst("2025-08-22T00:00:00");

/** A case is opened and, when the time to object is over, carried out. */
export async function clawedBack(
  system: Subsidy,
  wishes: Partial<CaseOrderStruct> = {},
  award = 1n,
): Promise<void> {
  const { enforcer, subsidies } = system;
  await enforcer.openCase(award, order(wishes));
  await at(system, Number((await subsidies.caseOf(award)).until));
  await enforcer.clawBack(award);
}

/** What of an award is where, but for what is zero. */
export async function money({ subsidies }: Subsidy, award = 1n): Promise<Record<string, bigint>> {
  const facts = await subsidies.awardOf(award);
  const parts = [
    "granted",
    "advanced",
    "released",
    "paid",
    "setOff",
    "returned",
    "claimed",
  ] as const;
  const all = [...parts, "held" as const].map((part) => [part, facts[part]] as const);
  return Object.fromEntries(all.filter(([, amount]) => amount !== 0n));
}

/** What is owed on an award: principal, interest, penalty, surcharge. */
export async function owedOn({ subsidies }: Subsidy, award = 1n): Promise<bigint[]> {
  const debt = await subsidies.debtOf(award);
  return [debt.principal, debt.interest, debt.penalty, debt.surcharge];
}

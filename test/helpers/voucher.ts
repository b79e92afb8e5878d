import { id, ZeroHash, type AddressLike } from "ethers";
import { businessFrom } from "../../scripts/lib/cast.ts";
import type {
  PurposeStruct,
  TermsStruct,
  VoucherProgramme,
} from "../../typechain-types/voucher/VoucherProgramme.ts";
import { VoucherHolders__factory, VoucherOffices__factory } from "../../typechain-types/index.ts";
import { readyBank, type Bank } from "./bank.ts";
import { resolved } from "./chain.ts";
import { won, type Deployed } from "./fixtures.ts";
import { CategoryRule, Mcc, Region, SalesBand } from "./kinds.ts";
import { kst } from "./time.ts";

/** From this instant nothing of the fixture's programme can be spent: the midnight after 30 November 2025. */
export const expiresAt = kst("2025-12-01T00:00:00");

export const budget = won(300_000_000);
export const grantedToCitizen = won(300_000);

/** The code of what offices do to programmes, for its bounds. */
export const codeOfOffices = async ({ programmes }: Deployed) =>
  VoucherOffices__factory.connect(await programmes.offices(), programmes.runner);

/** The code of what happens to holders, for its bounds. */
export const codeOfHolders = async ({ programmes }: Deployed) =>
  VoucherHolders__factory.connect(await programmes.holderCode(), programmes.runner);

/** Lists and terms that depart from `vouchersForAnything`. */
export interface Wishes extends Partial<Omit<PurposeStruct, "terms">> {
  readonly terms?: Partial<TermsStruct>;
}

const documentHash = `0x${"d0".repeat(32)}`;

/** Every term but the expiry, off. */
export const noTerms = {
  perPaymentLimit: 0n,
  dailyLimit: 0n,
  monthlyLimit: 0n,
  totalLimit: 0n,
  categoryRule: CategoryRule.Any,
  maxSalesBand: SalesBand.Unknown,
  homeRegionOnly: false,
  listedRegionsOnly: false,
  namedMerchantsOnly: false,
  opensAt: 0n,
  closesAt: 0n,
  weekdays: 0n,
  closedOnHolidays: false,
  evidenceRequired: false,
  purposeRequired: false,
  consentRequired: false,
  rebateBps: 0n,
};

/** Terms with every rule off but the expiry, and then what is wished. */
export function purpose({ terms, ...lists }: Wishes = {}): PurposeStruct {
  return {
    terms: {
      expiresAt,
      ...noTerms,
      ...terms,
    },
    categories: [],
    regions: [],
    merchants: [],
    documentHash,
    noticeHash: ZeroHash,
    ...lists,
  };
}

/** Every rule on, and fitting the bookshop: what a voucher for books in one's own district would say. */
export const booksInMapo = (bookshop: AddressLike): PurposeStruct =>
  purpose({
    terms: {
      perPaymentLimit: won(100_000),
      categoryRule: CategoryRule.Only,
      maxSalesBand: SalesBand.UpTo3B,
      homeRegionOnly: true,
      listedRegionsOnly: true,
      namedMerchantsOnly: true,
    },
    categories: [Mcc.bookshop, Mcc.bakery],
    regions: [Region.mapo, Region.gangnam],
    merchants: [bookshop],
  });

/** Contracts bound to those who mostly act. */
export interface Market extends Bank {
  /** As the bookshop, a bakery and their facts stand in the registry. */
  readonly sponsor: VoucherProgramme;
  readonly controller: VoucherProgramme;
  readonly manager: VoucherProgramme;
}

/** A ready bank and enrolled merchants: a bookshop and a bakery in Mapo. No programme yet. */
export async function openMarket(system: Deployed): Promise<Market> {
  const bank = await readyBank(system);
  const { programmes, officers } = bank;
  await enrol(bank, bank.bookshop, Mcc.bookshop, Region.mapo, SalesBand.UpTo300M);
  await enrol(bank, bank.bakery, Mcc.bakery, Region.mapo, SalesBand.UpTo1B);
  return {
    ...bank,
    sponsor: programmes.connect(officers.programmeSponsor),
    controller: programmes.connect(officers.programmeController),
    manager: programmes.connect(officers.programmeManager),
  };
}

/** A market with programme 1 open on terms without rules, its manager appointed, nothing granted. */
export async function openProgramme(system: Deployed): Promise<Market> {
  const market = await openMarket(system);
  await open(market, purpose(), budget);
  return market;
}

/** As `openProgramme`, and the citizen, at home in Mapo, holds a voucher granted under reference 1. */
export async function grantedVoucher(system: Deployed): Promise<Market> {
  const market = await openProgramme(system);
  await market.manager.grant(1n, market.citizen, grantedToCitizen, Region.mapo, 1n);
  return market;
}

/** Funds, opens and staffs the next programme; its number. */
export async function open(market: Market, terms: PurposeStruct, amount: bigint): Promise<bigint> {
  const { token, addresses, officers } = market;
  await token.connect(officers.funding).approve(addresses.programmes, amount);
  await market.sponsor.open(terms, officers.funding, amount);
  const programme = await market.programmes.programmes();
  await market.controller.appointManager(programme, officers.programmeManager);
  return programme;
}

/** The ministry opens the next programme on `terms`, with an approved budget: what is sent. */
export async function opening(
  { token, sponsor, officers, addresses }: Market,
  terms: PurposeStruct = purpose(),
) {
  await token.connect(officers.funding).approve(addresses.programmes, budget);
  return sponsor.open(terms, officers.funding, budget);
}

/** Opens a programme on `terms` and grants the citizen, at home in `home`, a voucher of 300,000 won. */
export async function granted(
  market: Market,
  terms: PurposeStruct,
  home: bigint = Region.mapo,
): Promise<bigint> {
  const programme = await open(market, terms, budget);
  await market.manager.grant(programme, market.citizen, grantedToCitizen, home, 1n);
  return programme;
}

/** Whose shop it is, of an owner called so; of a shop's own address unless somebody has several. */
export const businessOf = (owner: string): string => businessFrom(id(`business/${owner}`));

/** The operator enrols a merchant, of a business of its own unless it is another's. */
export async function enrol(
  { registry, officers }: Deployed,
  merchant: AddressLike,
  mcc: bigint,
  region: bigint,
  salesBand: bigint,
  owner?: string,
) {
  const business = businessOf(owner ?? (await resolved(merchant)));
  const facts = { merchant, mcc, region, salesBand, business };
  return registry.connect(officers.merchantOfficer).enrol(facts);
}

/** What a holder has of a programme's vouchers, and the home district. */
export async function holding(
  programmes: VoucherProgramme,
  programme: bigint,
  holder: AddressLike,
): Promise<[balance: bigint, home: bigint]> {
  const { balance, home } = await programmes.voucherOf(programme, holder);
  return [balance, home];
}

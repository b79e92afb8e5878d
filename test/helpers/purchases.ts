import { expect } from "chai";
import { ZeroHash } from "ethers";
import type {
  MixedPurchaseStruct,
  PurchaseStruct,
} from "../../typechain-types/voucher/VoucherProgramme.ts";
import { at, decoded, reach, type Named } from "./chain.ts";
import { won, type Deployed } from "./fixtures.ts";
import { Region } from "./kinds.ts";
import { day } from "./time.ts";
import { expiresAt, granted, grantedVoucher, purpose, type Market } from "./voucher.ts";

/** A purchase at the bookshop without receipt, invoice and purpose, and then what is wished. */
export const purchase = (
  { bookshop }: Market,
  programme: bigint,
  amount: bigint,
  wishes: Partial<PurchaseStruct> = {},
): PurchaseStruct => ({
  programme,
  merchant: bookshop.address,
  amount,
  receipt: 0n,
  invoice: ZeroHash,
  purposeHash: ZeroHash,
  ...wishes,
});

/** A purchase at the bookshop with vouchers of several programmes and no own money, and then what is wished. */
export const mixed = (
  { bookshop }: Market,
  programmes: bigint[],
  amount: bigint,
  wishes: Partial<MixedPurchaseStruct> = {},
): MixedPurchaseStruct => ({
  programmes,
  merchant: bookshop.address,
  amount,
  ownAtMost: 0n,
  receipt: 0n,
  invoice: ZeroHash,
  purposeHash: ZeroHash,
  ...wishes,
});

/** The citizen spends at the bookshop. */
export const spendBooks = (
  { programmes, citizen, bookshop }: Market,
  programme: bigint,
  amount: bigint,
) => programmes.connect(citizen).spend(programme, bookshop, amount, 0n);

/** The refusal that the view foresees and with which the act then fails, both the same. */
export async function refused(
  { programmes, token, citizen }: Market,
  programme: bigint,
  merchant: string,
  amount: bigint,
  [error, ...args]: Named,
  by: "programmes" | "token" = "programmes",
): Promise<void> {
  const contract = by === "token" ? token : programmes;

  const foreseen = await programmes.canSpend(programme, citizen, merchant, amount);

  expect(foreseen.allowed).to.equal(false);
  expect(decoded(contract, foreseen.refusal)).to.deep.equal([error, ...args]);
  await expect(programmes.connect(citizen).spend(programme, merchant, amount, 0n))
    .to.be.revertedWithCustomError(contract, error)
    .withArgs(...args);
}

/** A payment that the view foresees and that is then made. */
export async function paid(
  { programmes, token, citizen }: Market,
  programme: bigint,
  merchant: string,
  amount: bigint,
): Promise<void> {
  const before = await token.balanceOf(merchant);
  expect(await programmes.canSpend(programme, citizen, merchant, amount)).to.deep.equal([
    true,
    "0x",
  ]);

  await programmes.connect(citizen).spend(programme, merchant, amount, 0n);

  expect(await token.balanceOf(merchant)).to.equal(before + amount);
}

/** In the very second `time` the citizen's payment at the bookshop is refused, and the view says so. */
export async function refusedAt(
  system: Market,
  time: number,
  programme: bigint,
  amount: bigint,
  [error, ...args]: Named,
): Promise<void> {
  const { programmes, citizen, bookshop } = system;
  await at(system, time);
  await expect(spendBooks(system, programme, amount))
    .to.be.revertedWithCustomError(programmes, error)
    .withArgs(...args);

  await reach(system, time);
  const { allowed, refusal } = await programmes.canSpend(programme, citizen, bookshop, amount);

  expect(allowed).to.equal(false);
  expect(decoded(programmes, refusal)).to.deep.equal([error, ...args]);
}

/** In the very second `time` the citizen's payment at the bookshop is made. */
export async function paidAt(
  system: Market,
  time: number,
  programme: bigint,
  amount: bigint,
): Promise<void> {
  const { token, bookshop } = system;
  const before = await token.balanceOf(bookshop);
  await at(system, time);

  await spendBooks(system, programme, amount);

  expect(await token.balanceOf(bookshop)).to.equal(before + amount);
}

/** As `grantedVoucher`, and the citizen holds as much of programme 2, which expires a day later. */
export async function twoVouchers(system: Deployed): Promise<Market> {
  const market = await grantedVoucher(system);
  await granted(market, purpose({ terms: { expiresAt: expiresAt + day } }));
  return market;
}

/** The citizen holds 300,000 won of programme 1 and as much of programme 2, which expires a day later; the neighbour 200,000 of 2. */
export async function ofTwoHolders(system: Deployed): Promise<Market> {
  const both = await twoVouchers(system);
  const { invoices, officers, addresses } = both;
  await invoices.connect(officers.invoiceRegistrar).setPayer(addresses.programmes, true);
  await both.manager.grant(2n, both.neighbour, won(200_000), Region.mapo, 2n);
  return both;
}

/** The citizen lets the programmes take `amount` won of own money. */
export const allowOwn = ({ token, citizen, addresses }: Market, amount: bigint) =>
  token.connect(citizen).approve(addresses.programmes, amount);

/** What the citizen has left of programmes 1 and 2, and of own money. */
export const left = async ({ programmes, token, citizen }: Market): Promise<bigint[]> => [
  await programmes.balanceOf(citizen, 1n),
  await programmes.balanceOf(citizen, 2n),
  await token.balanceOf(citizen),
];

import { expect } from "chai";
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { ContractTransactionResponse } from "ethers";
import { errorsOf } from "../../scripts/lib/system.ts";
import { packSlips, signSlip, type PaymentSlip, type SignedSlip } from "../../scripts/lib/till.ts";
import { at, eventsOf, type Named } from "./chain.ts";
import { won, type Deployed } from "./fixtures.ts";
import { Region } from "./kinds.ts";
import { domainOf, signedSlip } from "./slips.ts";
import { grantedToCitizen, grantedVoucher, type Market } from "./voucher.ts";

/** As `grantedVoucher`, the neighbour holds as much, and the programmes may pay invoices. */
export async function settlingMarket(system: Deployed): Promise<Market> {
  const market = await grantedVoucher(system);
  const { invoices, officers, addresses, manager, neighbour } = market;
  await invoices.connect(officers.invoiceRegistrar).setPayer(addresses.programmes, true);
  await manager.grant(1n, neighbour, grantedToCitizen, Region.mapo, 2n);
  return market;
}

/** When signed payments of these tests end, unless they say otherwise: after everything else. */
export const never = 2 ** 40;

/** 10,000 won of programme 1 at the bookshop, signed by the citizen as number 1 without a window, and then what is wished. */
export const slipOf = (
  system: Market,
  wishes: Partial<PaymentSlip> = {},
  by: HardhatEthersSigner = system.citizen,
): Promise<SignedSlip> => {
  const usual = { programme: 1n, merchant: system.bookshop.address, amount: won(10_000), id: 1 };
  return signedSlip(system, by, { ...usual, validAfter: 0, validBefore: never, ...wishes });
};

/** As `slipOf`, also where no till would build it. */
export async function anySlip(
  system: Market,
  wishes: Partial<PaymentSlip>,
  by: HardhatEthersSigner = system.citizen,
): Promise<SignedSlip> {
  const slip = await slipOf(system, {}, by);
  return signSlip(by, domainOf(system), { ...slip, ...wishes });
}

/** The stranger, who has no account, sends slips to be settled. */
export function settle(
  { programmes, stranger }: Market,
  slips: readonly SignedSlip[],
): Promise<ContractTransactionResponse> {
  const { runs, payments, extras } = packSlips(slips);
  return programmes.connect(stranger).settle(runs, payments, extras);
}

/** As `settle`, all or none. */
export function settleAll(
  { programmes, stranger }: Market,
  slips: readonly SignedSlip[],
): Promise<ContractTransactionResponse> {
  const { runs, payments, extras } = packSlips(slips);
  return programmes.connect(stranger).settleAll(runs, payments, extras);
}

/** The bytes of an error of any of the system's contracts. */
export const bytesOf = (system: Deployed, [error, ...args]: Named): string =>
  errorsOf(system).encodeErrorResult(error, args);

/** What `canSettle` says of a slip in the block that comes next. */
export async function foreseen({ programmes }: Market, slip: SignedSlip): Promise<unknown[]> {
  const { payments, extras } = packSlips([slip]);
  const [payment] = payments;
  if (payment === undefined) throw new Error("no payment");
  const { programme, merchant } = slip;
  const answer = await programmes.canSettle(programme, merchant, payment, extras, {
    blockTag: "pending",
  });
  return [...answer];
}

/** The slip is refused with exactly these bytes, nothing moves, and the view says so before; in the second `time`, if given. */
export async function refusedAs(
  system: Market,
  slip: SignedSlip,
  reason: Named,
  time?: number,
): Promise<void> {
  const { programmes, token, addresses } = system;
  const { programme, holder, merchant, id } = slip;
  const refusal = bytesOf(system, reason);
  const before = await token.balanceOf(addresses.programmes);
  if (time !== undefined) await at(system, time);
  expect(await foreseen(system, slip)).to.deep.equal([false, refusal]);

  const sent = settle(system, [slip]);

  await expect(sent)
    .to.emit(programmes, "PaymentRefused")
    .withArgs(programme, holder, merchant, id, refusal);
  expect((await eventsOf(sent, programmes)).length).to.equal(1);
  expect(await token.balanceOf(addresses.programmes)).to.equal(before);
}

/** The slip is settled, and the view says so before; in the second `time`, if given. */
export async function settledAs(system: Market, slip: SignedSlip, time?: number): Promise<void> {
  const { programmes } = system;
  if (time !== undefined) await at(system, time);
  expect(await foreseen(system, slip)).to.deep.equal([true, "0x"]);

  const sent = settle(system, [slip]);

  await expect(sent).to.emit(programmes, "PaymentSettled").withArgs(slip.id);
  await expect(sent).to.emit(programmes, "RunSettled").withArgs(slip.programme, slip.merchant);
}

/** What became of each payment of a batch: the number of one that was settled, else the name of its reason. */
export async function outcomes(
  system: Market,
  sent: Promise<ContractTransactionResponse>,
): Promise<unknown[]> {
  const errors = errorsOf(system);
  return (await eventsOf(sent, system.programmes)).flatMap(([event, ...args]) => {
    if (event === "PaymentSettled") return [args[0]];
    return event === "PaymentRefused" ? [errors.parseError(String(args[4]))?.name] : [];
  });
}

import { expect } from "chai";
import { ZeroHash, id } from "ethers";
import { admit } from "../../helpers/bank.ts";
import { recover } from "../../helpers/cases.ts";
import { decoded } from "../../helpers/chain.ts";
import { won, type Deployed } from "../../helpers/fixtures.ts";
import { invoice } from "../../helpers/invoices.ts";
import { AccountKind, Region } from "../../helpers/kinds.ts";
import { appointed } from "../../helpers/proxies.ts";
import { mixed, purchase } from "../../helpers/purchases.ts";
import {
  bytesOf,
  outcomes,
  refusedAs,
  settle,
  settleAll,
  settledAs,
  settlingMarket,
  slipOf,
} from "../../helpers/settlement.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { granted, purpose, type Market } from "../../helpers/voucher.ts";

/**
 * The stranger's key took the place of the bookshop's at the bank and holds 300,000 won of programme 1, as the citizen and the
 * neighbour do.
 */
async function replacedMarket(system: Deployed): Promise<Market> {
  const market = await settlingMarket(system);
  const { bookshop, stranger, manager } = market;
  await recover(market, bookshop.address, stranger.address);
  await manager.grant(1n, stranger, won(300_000), Region.mapo, 3n);
  return market;
}

const market = onOneChain(replacedMarket);

const itself = ({ stranger }: Market) => ["HolderPaidItself", stranger.address] as const;

describe("VoucherProgramme: the key that took a shop's place at the bank", () => {
  /** What the key has of programme 1 and of money. */
  const left = async ({ programmes, token, stranger }: Market) => [
    await programmes.balanceOf(stranger, 1n),
    await token.balanceOf(stranger),
  ];

  it("spends nothing at that shop, and the views say so", async () => {
    const system = await market();
    const { programmes, token, stranger, bookshop } = system;
    const holder = programmes.connect(stranger);
    const bought = purchase(system, 1n, won(10_000), { purposeHash: id("aim") });

    const views = [
      await programmes.canSpend(1n, stranger, bookshop, won(10_000)),
      await programmes.canSpendFor(stranger, bought),
    ];

    for (const { allowed, refusal } of views)
      expect([allowed, decoded(token, refusal)]).to.deep.equal([false, itself(system)]);
    for (const act of [
      () => holder.spend(1n, bookshop, won(10_000), 0n),
      () => holder.spendFor(stranger, bought),
      () => holder.safeTransferFrom(stranger, bookshop, 1n, won(10_000), "0x"),
    ])
      await expect(act())
        .to.be.revertedWithCustomError(token, "HolderPaidItself")
        .withArgs(stranger.address);
    expect(await left(system)).to.deep.equal([won(300_000), 0n]);
  });

  it("spends nothing there after a second replacement either", async () => {
    const system = await market();
    const { programmes, token, manager, citizen, stranger, bookshop } = system;
    const newcomer = system.people[50]!;
    await recover(system, stranger.address, newcomer.address);
    await manager.grant(1n, newcomer, won(5), Region.mapo, 4n);

    await expect(programmes.connect(newcomer).spend(1n, bookshop, won(5), 0n))
      .to.be.revertedWithCustomError(token, "HolderPaidItself")
      .withArgs(newcomer.address);
    await programmes.connect(citizen).spend(1n, bookshop, won(5), 0n);
    expect(await token.balanceOf(newcomer)).to.equal(won(5));
  });

  it("spends elsewhere, and others spend there", async () => {
    const system = await market();
    const { programmes, token, citizen, stranger, bookshop, bakery } = system;

    await programmes.connect(stranger).spend(1n, bakery, won(10_000), 0n);
    await programmes.connect(citizen).spend(1n, bookshop, won(20_000), 0n);

    expect(await token.balanceOf(bakery)).to.equal(won(10_000));
    expect(await left(system)).to.deep.equal([won(290_000), won(20_000)]);
  });

  it("pays no part there with vouchers and own money together, nor with own money alone", async () => {
    const system = await market();
    const { programmes, token, citizen, stranger, bookshop, addresses } = system;
    await programmes.connect(citizen).spend(1n, bookshop, won(20_000), 0n);
    await token.connect(stranger).approve(addresses.programmes, won(20_000));
    const holder = programmes.connect(stranger);

    for (const bought of [
      mixed(system, [1n], won(10_000)),
      mixed(system, [1n], won(310_000), { ownAtMost: won(10_000) }),
      mixed(system, [], won(10_000), { ownAtMost: won(10_000) }),
    ])
      await expect(holder.spendMixed(bought))
        .to.be.revertedWithCustomError(token, "HolderPaidItself")
        .withArgs(stranger.address);
    expect(await left(system)).to.deep.equal([won(300_000), won(20_000)]);
  });

  it("gets no rebate there on what it pays to itself, nor does a shop at itself", async () => {
    const system = await market();
    const { programmes, token, manager, citizen, stranger, bookshop, bakery, addresses } = system;
    const rebates = await granted(system, purpose({ terms: { rebateBps: 1_000n } }));
    await manager.grant(rebates, stranger, won(5_000), Region.mapo, 2n);
    await manager.grant(rebates, bakery, won(5_000), Region.mapo, 3n);
    await programmes.connect(citizen).spend(1n, bookshop, won(20_000), 0n);
    await token.connect(stranger).approve(addresses.programmes, won(20_000));
    const bought = purchase(system, rebates, won(20_000), { invoice: invoice("one", won(20_000)) });

    await expect(programmes.connect(stranger).spendWithRebate(bought))
      .to.be.revertedWithCustomError(token, "HolderPaidItself")
      .withArgs(stranger.address);
    await expect(
      programmes.connect(bakery).spendWithRebate({ ...bought, merchant: bakery.address }),
    )
      .to.be.revertedWithCustomError(programmes, "OwnShop")
      .withArgs(rebates, bakery.address);
    await programmes.connect(stranger).spendWithRebate({ ...bought, merchant: bakery.address });

    expect(await token.balanceOf(bakery)).to.equal(won(20_000));
    expect(await left(system)).to.deep.equal([won(300_000), won(2_000)]);
  });

  it("is nobody's proxy there, and is one elsewhere", async () => {
    const system = await appointed(await market(), {}, "stranger");
    const { programmes, token, citizen, stranger, bakery } = system;
    const proxy = programmes.connect(stranger);

    await expect(proxy.spendFor(citizen, purchase(system, 1n, won(10_000))))
      .to.be.revertedWithCustomError(programmes, "InvalidProxy")
      .withArgs(1n, citizen.address, stranger.address);
    await proxy.spendFor(citizen, purchase(system, 1n, won(10_000), { merchant: bakery.address }));

    expect(await token.balanceOf(bakery)).to.equal(won(10_000));
    expect((await programmes.proxyOf(1n, citizen)).limit).to.equal(won(40_000));
  });
});

describe("VoucherProgramme: settle, the key that took a shop's place at the bank", () => {
  const papers = { invoice: ZeroHash, purposeHash: ZeroHash };
  for (const [what, wishes] of [
    ["plain", {}],
    ["with a purpose", { ...papers, purposeHash: id("aim") }],
    ["with an invoice", { ...papers, invoice: invoice("one", won(10_000)) }],
  ] as const)
    it(`settles none of its payments there, ${what}`, async () => {
      const system = await market();

      const slip = await slipOf(system, wishes, system.stranger);

      await refusedAs(system, slip, itself(system));
      await expect(settleAll(system, [slip]))
        .to.be.revertedWithCustomError(system.programmes, "SettlementRefused")
        .withArgs(0n, bytesOf(system, itself(system)));
    });

  it("settles none there in a run of others' payments, all of which are settled", async () => {
    const system = await market();
    const { token, citizen, neighbour, stranger, bookshop, bakery } = system;
    const at = (merchant: { readonly address: string }, id: number, by = citizen) =>
      slipOf(system, { merchant: merchant.address, id }, by);
    const slips = [
      ...[await at(bakery, 1), await at(bakery, 1, stranger)],
      ...[await at(bookshop, 2), await at(bookshop, 2, stranger), await at(bookshop, 1, neighbour)],
      ...[await at(bakery, 3), await at(bakery, 3, stranger)],
    ];

    expect(await outcomes(system, settle(system, slips))).to.deep.equal([
      ...[1n, 1n],
      ...[2n, "HolderPaidItself", 1n],
      ...[3n, 3n],
    ]);

    expect(await token.balanceOf(bakery)).to.equal(won(40_000));
    expect(await token.balanceOf(stranger)).to.equal(won(20_000));
  });

  it("settles its payments elsewhere, and others' there", async () => {
    const system = await market();
    const { citizen, stranger, bakery } = system;

    await settledAs(system, await slipOf(system, { merchant: bakery.address }, stranger));
    await settledAs(system, await slipOf(system, {}, citizen));
  });

  it("says of a payment to a shop whose new key may not be paid why, before whose it is", async () => {
    const system = await market();
    const { token, officers, stranger } = system;
    await token.connect(officers.enforcementOfficer).suspend(stranger, id("case"));

    await refusedAs(system, await slipOf(system, {}, stranger), [
      ...(["SuspendedAccount", stranger.address] as const),
    ]);
  });

  it("settles none of its payments there where the bank has made it a contractor", async () => {
    const system = await market();
    const { stranger } = system;
    await admit(system, stranger, AccountKind.Contractor);

    await refusedAs(system, await slipOf(system, {}, stranger), itself(system));
  });
});

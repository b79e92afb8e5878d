import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { historyOf } from "../../scripts/lib/invoices.ts";
import { IVoucherOffices__factory } from "../../typechain-types/index.ts";
import { caseFile } from "../helpers/bank.ts";
import { at, eventsOf } from "../helpers/chain.ts";
import { claimed, clawbackOpened, objectableUntil } from "../helpers/clawbacks.ts";
import { won } from "../helpers/fixtures.ts";
import { invoice } from "../helpers/invoices.ts";
import { appointed, asProxy } from "../helpers/proxies.ts";
import { mixed, ofTwoHolders, purchase } from "../helpers/purchases.ts";
import { onOneChain } from "../helpers/suite.ts";
import { budget, expiresAt, type Market } from "../helpers/voucher.ts";

/*
 * Faults of two programs of purpose-bound money: Orchid PBM and the trial of vouchers before it, found in their public sources. One or
 * more tests for each that proxies, mixed payments, clawbacks and refunds could bring back. What batches could is in peers-batches.ts, and
 * peers-mistakes.ts has the plain payment's.
 */

const market = onOneChain(ofTwoHolders);

/** What the programmes hold. */
const backing = ({ token, addresses }: Market): Promise<bigint> =>
  token.balanceOf(addresses.programmes);

describe("Faults of peers: an owner who sweeps all backing", () => {
  it("has no like: a programme that closes returns what was granted to nobody", async () => {
    const system = await market();
    const { manager, officers, token } = system;
    const before = await token.balanceOf(officers.funding);

    await manager.close(2n);

    expect(await token.balanceOf(officers.funding)).to.equal(before + budget - won(500_000));
    expect(await backing(system)).to.equal(budget + won(500_000));
  });

  it("has no like: no office reclaims before expiry, and a clawback takes its case's money, late, and home", async () => {
    const system = await clawbackOpened(await market());
    const { programmes, token, officers, citizen, officer } = system;
    const before = await token.balanceOf(officers.funding);

    for (const by of Object.values(officers))
      await expect(programmes.connect(by).reclaim.staticCall(1n, citizen))
        .to.be.revertedWithCustomError(programmes, "ProgrammeNotExpired")
        .withArgs(1n, expiresAt, (time: bigint) => time < BigInt(expiresAt));
    await at(system, objectableUntil - 1);
    await expect(officer.clawBack(1n, citizen))
      .to.be.revertedWithCustomError(programmes, "ClawbackNotDue")
      .withArgs(1n, citizen.address, objectableUntil);
    await at(system, objectableUntil);
    await officer.clawBack(1n, citizen);
    expect(await token.balanceOf(officers.funding)).to.equal(before + claimed);
    expect(await token.balanceOf(officers.clawbackOfficer)).to.equal(won(0));
  });
});

describe("Faults of peers: blocked holders that still spend", () => {
  const ways: readonly (readonly [string, (system: Market) => Promise<unknown>])[] = [
    [
      "by a purchase with papers",
      (system) =>
        system.programmes
          .connect(system.citizen)
          .spendFor(system.citizen, purchase(system, 1n, won(1))),
    ],
    [
      "by their proxy",
      (system) => asProxy(system).spendFor(system.citizen, purchase(system, 1n, won(1))),
    ],
    [
      "by a mixed payment",
      (system) =>
        system.programmes.connect(system.citizen).spendMixed(mixed(system, [1n, 2n], won(1))),
    ],
  ];
  for (const [how, pay] of ways)
    it(`do not, ${how}`, async () => {
      const system = await appointed(await market());
      const { token, officers, citizen } = system;
      await token.connect(officers.enforcementOfficer).suspend(citizen, caseFile);

      await expect(pay(system))
        .to.be.revertedWithCustomError(token, "SuspendedAccount")
        .withArgs(citizen.address);
    });
});

describe("Faults of peers: an expiry that can be shortened", () => {
  it("is set by no function but the opening and the extension", () => {
    const setters = IVoucherOffices__factory.createInterface()
      .fragments.filter((one) => /\bexpiresAt\b/.test(one.format("full")))
      .map((one) => ("name" in one ? one.name : ""));

    expect(setters.toSorted()).to.deep.equal(["extendExpiry", "open", "openInTrust"]);
  });
});

/** The citizen pays 40,000 won of programme 1 with a bill of as much; the bookshop can give money back. */
async function billed(system: Market) {
  const { programmes, token, invoices, citizen, bookshop, addresses } = system;
  const bill = invoice("books", won(40_000));
  const bought = purchase(system, 1n, won(40_000), { invoice: bill });
  await programmes.connect(citizen).spendFor(citizen, bought);
  await token.connect(bookshop).approve(addresses.programmes, won(40_000));
  const refund = async (amount: bigint) => {
    const history = await historyOf(invoices, bookshop.address, bill);
    return programmes.connect(bookshop).refund(bookshop, bill, history, 0n, amount);
  };
  return { ...system, bill, refund };
}

describe("Faults of peers: a sweep of expired money that leaves vouchers live", () => {
  it("leaves none for a refund to revive: that money goes home too", async () => {
    const system = await billed(await market());
    const { programmes, token, officers, citizen, bookshop, stranger, bill, refund } = system;
    await at(system, expiresAt);
    await programmes.connect(stranger).reclaim(1n, citizen);
    const before = await token.balanceOf(officers.funding);

    await expect(refund(won(40_000)))
      .to.emit(programmes, "VoucherRefunded")
      .withArgs(
        1n,
        citizen.address,
        bookshop.address,
        bill,
        (paidOn: bigint) => paidOn > 0n,
        false,
      );
    expect(await programmes.balanceOf(citizen, 1n)).to.equal(won(0));
    expect(await token.balanceOf(officers.funding)).to.equal(before + won(40_000));
  });

  it("leaves no clawback of what it took", async () => {
    const system = await clawbackOpened(await market());
    const { programmes, citizen, stranger, officer } = system;
    await at(system, expiresAt);
    await programmes.connect(stranger).reclaim(1n, citizen);

    await expect(officer.clawBack(1n, citizen))
      .to.be.revertedWithCustomError(programmes, "NoClawback")
      .withArgs(1n, citizen.address);
  });
});

describe("Faults of peers: no way back for a payment", () => {
  it("has one here: the voucher is whole again, in parts, under its old terms", async () => {
    const system = await billed(await market());
    const { programmes, token, addresses, citizen, bookshop, refund } = system;

    expect(await eventsOf(refund(won(15_000)), token)).to.deep.include.members([
      ["Transfer", bookshop.address, addresses.programmes, won(15_000)],
    ]);
    expect((await eventsOf(refund(won(25_000)), programmes))[0]).to.deep.equal([
      ...["TransferSingle", bookshop.address, ZeroAddress, citizen.address, 1n, won(25_000)],
    ]);
    expect(await programmes.balanceOf(citizen, 1n)).to.equal(won(300_000));
    expect(await backing(system)).to.equal(2n * budget);
    await expect(programmes.connect(citizen).spend(1n, system.stranger, won(1), 0n))
      .to.be.revertedWithCustomError(programmes, "MerchantNotEnrolled")
      .withArgs(system.stranger.address);
  });

  it("leads back for what was paid, and not a won more", async () => {
    const { invoices, bookshop, bill, refund } = await billed(await market());
    await refund(won(39_999));

    await expect(refund(won(2)))
      .to.be.revertedWithCustomError(invoices, "RefundExceeded")
      .withArgs(bookshop.address, bill, won(1), won(2));
  });
});

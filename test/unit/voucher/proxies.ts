import { expect } from "chai";
import { ZeroAddress, id } from "ethers";
import { admit, caseFile } from "../../helpers/bank.ts";
import { at, eventsOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { AccountKind, Mcc, Region, SalesBand } from "../../helpers/kinds.ts";
import { appointed, asProxy, proxyUntil as until } from "../../helpers/proxies.ts";
import { purchase, spendBooks } from "../../helpers/purchases.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { enrol, grantedVoucher, type Market } from "../../helpers/voucher.ts";

// The citizen holds 300,000 won of programme 1, which has no rules; the neighbour becomes the proxy.
const market = onOneChain(grantedVoucher);

const fifty = won(50_000);

/** The neighbour may spend 50,000 won for the citizen. */
const withProxy = async () => appointed(await market(), { limit: fifty });

describe("VoucherProgramme: a payment by a proxy", () => {
  it("is made out of the holder's vouchers and names the proxy as its operator", async () => {
    const system = await withProxy();
    const { programmes, token, citizen, neighbour, bookshop } = system;
    const bought = purchase(system, 1n, won(30_000), { receipt: 9n, purposeHash: id("aim") });

    expect(await eventsOf(asProxy(system).spendFor(citizen, bought), programmes)).to.deep.equal([
      ["TransferSingle", neighbour.address, citizen.address, ZeroAddress, 1n, won(30_000)],
      ["VoucherSpent", 1n, citizen.address, bookshop.address, 9n],
      ["PurposeStated", 1n, citizen.address, id("aim")],
    ]);

    expect(await programmes.balanceOf(citizen, 1n)).to.equal(won(270_000));
    expect(await token.balanceOf(bookshop)).to.equal(won(30_000));
    expect(await token.balanceOf(neighbour)).to.equal(0n);
  });

  it("lowers what the proxy may still spend, to nothing", async () => {
    const system = await withProxy();
    const { programmes, citizen, neighbour } = system;
    await asProxy(system).spendFor(citizen, purchase(system, 1n, won(30_000)));
    expect((await programmes.proxyOf(1n, citizen)).limit).to.equal(won(20_000));

    await expect(asProxy(system).spendFor(citizen, purchase(system, 1n, won(20_001))))
      .to.be.revertedWithCustomError(programmes, "ProxyLimitExceeded")
      .withArgs(1n, neighbour.address, won(20_000), won(20_001));
    await asProxy(system).spendFor(citizen, purchase(system, 1n, won(20_000)));
    await expect(asProxy(system).spendFor(citizen, purchase(system, 1n, won(1))))
      .to.be.revertedWithCustomError(programmes, "ProxyLimitExceeded")
      .withArgs(1n, neighbour.address, won(0), won(1));
  });

  it("leaves the holder free to spend, which lowers no proxy's limit", async () => {
    const system = await withProxy();
    const { programmes, citizen } = system;

    await spendBooks(system, 1n, won(100_000));
    await programmes.connect(citizen).spendFor(citizen, purchase(system, 1n, won(100_000)));

    expect((await programmes.proxyOf(1n, citizen)).limit).to.equal(fifty);
  });

  it("is made in the last second of the proxy's time, and not in the next", async () => {
    const system = await withProxy();
    const { programmes, citizen, neighbour } = system;
    const bought = purchase(system, 1n, won(1));
    await at(system, until - 1);
    await asProxy(system).spendFor(citizen, bought);

    await at(system, until);
    await expect(asProxy(system).spendFor(citizen, bought))
      .to.be.revertedWithCustomError(programmes, "ProxyEnded")
      .withArgs(1n, neighbour.address, until);
  });

  it("lowers no limit where it is refused", async () => {
    const system = await withProxy();
    const { programmes, citizen, stranger } = system;
    const elsewhere = purchase(system, 1n, won(1), { merchant: stranger.address });

    await expect(asProxy(system).spendFor(citizen, elsewhere))
      .to.be.revertedWithCustomError(programmes, "MerchantNotEnrolled")
      .withArgs(stranger.address);

    expect((await programmes.proxyOf(1n, citizen)).limit).to.equal(fifty);
  });
});

describe("VoucherProgramme: a proxy for one category", () => {
  it("pays in it, and nowhere else", async () => {
    const system = await appointed(await market(), { category: Mcc.bookshop });
    const { programmes, token, citizen, neighbour, bookshop, bakery } = system;
    await asProxy(system).spendFor(citizen, purchase(system, 1n, won(1)));
    expect(await token.balanceOf(bookshop)).to.equal(won(1));

    const bread = purchase(system, 1n, won(1), { merchant: bakery.address });
    await expect(asProxy(system).spendFor(citizen, bread))
      .to.be.revertedWithCustomError(programmes, "OutsideProxyScope")
      .withArgs(1n, neighbour.address, Mcc.bookshop, Mcc.bakery);
  });

  it("pays nowhere where the merchant sells something else today", async () => {
    const system = await appointed(await market(), { category: Mcc.bookshop });
    const { programmes, citizen, neighbour, bookshop } = system;
    await enrol(system, bookshop, Mcc.bar, Region.mapo, SalesBand.UpTo300M);

    await expect(asProxy(system).spendFor(citizen, purchase(system, 1n, won(1))))
      .to.be.revertedWithCustomError(programmes, "OutsideProxyScope")
      .withArgs(1n, neighbour.address, Mcc.bookshop, Mcc.bar);
  });
});

describe("VoucherProgramme: who pays for nobody", () => {
  const refusedTo = async (system: Market, error: string, ...args: unknown[]) => {
    const { programmes, citizen } = system;
    await expect(asProxy(system).spendFor(citizen, purchase(system, 1n, won(1))))
      .to.be.revertedWithCustomError(programmes, error)
      .withArgs(...args);
  };

  it("is whoever was not appointed, a manager included", async () => {
    const system = await withProxy();
    const { programmes, citizen, stranger, officers } = system;

    for (const account of [stranger, officers.programmeManager])
      await expect(programmes.connect(account).spendFor(citizen, purchase(system, 1n, won(1))))
        .to.be.revertedWithCustomError(programmes, "NotProxy")
        .withArgs(1n, citizen.address, account.address);
  });

  it("is the proxy of another programme", async () => {
    const system = await withProxy();
    const { programmes, citizen, neighbour } = system;

    await expect(asProxy(system).spendFor(citizen, purchase(system, 2n, won(1))))
      .to.be.revertedWithCustomError(programmes, "NotProxy")
      .withArgs(2n, citizen.address, neighbour.address);
  });

  it("is a proxy whose account the bank has suspended, until it is reinstated", async () => {
    const system = await withProxy();
    const { token, officers, citizen, neighbour } = system;
    await token.connect(officers.enforcementOfficer).suspend(neighbour, caseFile);

    await refusedTo(system, "InvalidProxy", 1n, citizen.address, neighbour.address);
    await token.connect(officers.admissionOfficer).reinstate(neighbour, caseFile);
    await asProxy(system).spendFor(citizen, purchase(system, 1n, won(1)));
  });

  it("is a proxy without an account, until the bank has admitted it", async () => {
    const system = await appointed(await market(), {}, "stranger");
    const { programmes, citizen, stranger } = system;
    const act = programmes.connect(stranger);

    await expect(act.spendFor(citizen, purchase(system, 1n, won(1))))
      .to.be.revertedWithCustomError(programmes, "InvalidProxy")
      .withArgs(1n, citizen.address, stranger.address);
    await admit(system, stranger, AccountKind.Citizen);
    await act.spendFor(citizen, purchase(system, 1n, won(1)));
  });

  it("is a proxy that has become a merchant, for itself or another", async () => {
    const system = await withProxy();
    const { programmes, citizen, neighbour } = system;
    await enrol(system, neighbour, Mcc.bar, Region.mapo, SalesBand.UpTo300M);

    await refusedTo(system, "InvalidProxy", 1n, citizen.address, neighbour.address);
    const own = purchase(system, 1n, won(1), { merchant: neighbour.address });
    await expect(asProxy(system).spendFor(citizen, own))
      .to.be.revertedWithCustomError(programmes, "InvalidProxy")
      .withArgs(1n, citizen.address, neighbour.address);
  });

  it("is the proxy of a holder whose account is suspended", async () => {
    const system = await withProxy();
    const { token, officers, citizen } = system;
    await token.connect(officers.enforcementOfficer).suspend(citizen, caseFile);

    await expect(asProxy(system).spendFor(citizen, purchase(system, 1n, won(1))))
      .to.be.revertedWithCustomError(token, "SuspendedAccount")
      .withArgs(citizen.address);
  });

  it("is a proxy who was replaced by another", async () => {
    const system = await withProxy();
    const { citizen, neighbour } = system;
    await appointed(system, { limit: won(5) }, "stranger");

    await refusedTo(system, "NotProxy", 1n, citizen.address, neighbour.address);
  });

  it("is everybody where no proxy was appointed", async () => {
    const system = await market();
    const { citizen, neighbour } = system;

    await refusedTo(system, "NotProxy", 1n, citizen.address, neighbour.address);
    expect(await system.programmes.proxyOf(1n, citizen)).to.deep.equal([ZeroAddress, 0n, 0n, 0n]);
  });

  it("is a proxy with a higher limit than the vouchers, beyond what they have", async () => {
    const system = await appointed(await market(), { limit: won(1_000_000) });
    const { citizen } = system;
    const all = purchase(system, 1n, won(300_001));

    await expect(asProxy(system).spendFor(citizen, all))
      .to.be.revertedWithCustomError(system.programmes, "VoucherInsufficient")
      .withArgs(1n, citizen.address, won(300_000), won(300_001));
  });
});

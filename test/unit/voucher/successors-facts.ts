import { expect } from "chai";
import { id } from "ethers";
import { caseFile } from "../../helpers/bank.ts";
import { recover } from "../../helpers/cases.ts";
import { eventsOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { Region } from "../../helpers/kinds.ts";
import { spendBooks } from "../../helpers/purchases.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { day, kst } from "../../helpers/time.ts";
import { granted, openMarket, purpose, type Market } from "../../helpers/voucher.ts";

const market = onOneChain(openMarket);

const notice = id("notice");

/** A programme with everything of which a holder's word keeps something. */
const everything = purpose({
  terms: {
    dailyLimit: won(50_000),
    monthlyLimit: won(80_000),
    totalLimit: won(200_000),
    evidenceRequired: true,
    consentRequired: true,
  },
  noticeHash: notice,
});

/** The citizen has consented, is attested and holds 300,000 won; the stranger will take the citizen's place. */
const ready = async () => {
  const system = await market();
  const { programmes, controller, officers, citizen } = system;
  await granted(system, everything);
  await controller.appointAttestor(1n, officers.evidenceAttestor);
  await programmes.connect(citizen).consent(1n, notice);
  await programmes.connect(officers.evidenceAttestor).attest(1n, citizen, id("evidence"));
  return system;
};

/** Waits until the recovery, seven days after it was opened, is complete, and moves the voucher on. */
async function moved(system: Market): Promise<void> {
  const { programmes, bakery, citizen, stranger } = system;
  await recover(system, citizen.address, stranger.address);
  await programmes.connect(bakery).moveToSuccessor(1n, citizen);
}

const clawback = ({ programmes, officers }: Market) => programmes.connect(officers.clawbackOfficer);

describe("VoucherProgramme: what moves to a successor's key", () => {
  it("is consent and attestation, so that the new key spends at once", async () => {
    const system = await ready();
    const { programmes, token, stranger, bookshop } = system;
    await moved(system);

    await programmes.connect(stranger).spend(1n, bookshop, won(10), 0n);

    expect(await token.balanceOf(bookshop)).to.equal(won(10));
  });

  it("is what was spent in the month and in all, and of the day while it lasts", async () => {
    const system = await ready();
    const { programmes, citizen, stranger, bookshop } = system;
    await spendBooks(system, 1n, won(50_000)); // on 21 July
    await moved(system); // on 28 July

    const facts = await programmes.voucherOf(1n, stranger);
    expect([facts.spentToday, facts.spentThisMonth, facts.spentInAll]).to.deep.equal([
      ...[0n, won(50_000), won(50_000)],
    ]);
    await expect(programmes.connect(stranger).spend(1n, bookshop, won(30_001), 0n))
      .to.be.revertedWithCustomError(programmes, "VoucherMonthlyLimitExceeded")
      .withArgs(1n, stranger.address, won(80_000), won(50_000), won(30_001));
    expect((await programmes.voucherOf(1n, citizen)).spentInAll).to.equal(0n);
  });

  it("is added to what the new key has and has spent itself", async () => {
    const system = await ready();
    const { programmes, manager, officers, stranger, bakery, citizen, bookshop } = system;
    await spendBooks(system, 1n, won(40_000));
    await recover(system, citizen.address, stranger.address);
    // The stranger has a voucher of its own, and spends of it on the day of the move.
    const next = programmes.connect(stranger);
    await manager.grant(1n, stranger, won(20_000), Region.mapo, 2n);
    await next.consent(1n, notice);
    await programmes.connect(officers.evidenceAttestor).attest(1n, stranger, id("other evidence"));
    await next.spend(1n, bookshop, won(15_000), 0n);
    await programmes.connect(bakery).moveToSuccessor(1n, citizen);

    const facts = await programmes.voucherOf(1n, stranger);
    expect(facts.balance).to.equal(won(265_000)); // 300,000 − 40,000 + 20,000 − 15,000
    expect([facts.spentToday, facts.spentThisMonth, facts.spentInAll]).to.deep.equal([
      ...[won(15_000), won(55_000), won(55_000)],
    ]);
    await expect(next.spend(1n, bookshop, won(25_001), 0n))
      .to.be.revertedWithCustomError(programmes, "VoucherMonthlyLimitExceeded")
      .withArgs(1n, stranger.address, won(80_000), won(55_000), won(25_001));
    await next.spend(1n, bookshop, won(25_000), 0n);
  });

  it("is the later month of the two where they differ", async () => {
    const system = await ready();
    const { programmes, citizen, stranger } = system;
    await spendBooks(system, 1n, won(40_000)); // in July
    await system.connection.networkHelpers.time.increaseTo(kst("2025-07-28T12:00:00"));
    await moved(system); // in August

    const facts = await programmes.voucherOf(1n, stranger);
    expect([facts.spentThisMonth, facts.spentInAll]).to.deep.equal([0n, won(40_000)]);
    expect((await programmes.voucherOf(1n, citizen)).balance).to.equal(0n);
  });

  it("is no proxy: whom the holder trusted is appointed anew", async () => {
    const system = await ready();
    const { programmes, citizen, stranger, neighbour } = system;
    const until = kst("2025-10-01T00:00:00");
    const proxy = { account: neighbour.address, limit: won(10), until, category: 0n };
    await programmes.connect(citizen).appointProxy(1n, citizen, proxy, id("none"));

    await moved(system);

    for (const holder of [citizen, stranger])
      expect((await programmes.proxyOf(1n, holder)).account).to.equal(`0x${"00".repeat(20)}`);
  });
});

describe("VoucherProgramme: a clawback when the key is replaced", () => {
  it("moves with the voucher, and the new key may object", async () => {
    const system = await ready();
    const { programmes, citizen, stranger, bookshop } = system;
    await clawback(system).openClawback(1n, citizen, won(280_000), caseFile);
    const before = await programmes.clawbackOf(1n, citizen);
    await moved(system);

    expect(await programmes.clawbackOf(1n, stranger)).to.deep.equal(before);
    expect((await programmes.clawbackOf(1n, citizen)).status).to.equal(0n);
    const { balance, held } = await programmes.voucherOf(1n, stranger);
    expect([balance, held]).to.deep.equal([won(300_000), won(280_000)]);
    await expect(programmes.connect(stranger).spend(1n, bookshop, won(20_001), 0n))
      .to.be.revertedWithCustomError(programmes, "VoucherInsufficient")
      .withArgs(1n, stranger.address, won(20_000), won(20_001));
    expect(
      await eventsOf(programmes.connect(stranger).objectToClawback(1n), programmes),
    ).to.deep.equal([["ClawbackObjected", 1n, stranger.address, caseFile]]);
  });

  it("is carried out at the new key", async () => {
    const system = await ready();
    const { programmes, token, officers, citizen, stranger } = system;
    await clawback(system).openClawback(1n, citizen, won(280_000), caseFile);
    await moved(system);
    const before = await token.balanceOf(officers.funding);
    await system.connection.networkHelpers.time.increase(60 * day);

    await clawback(system).clawBack(1n, stranger);

    expect(await programmes.balanceOf(stranger, 1n)).to.equal(won(20_000));
    expect(await token.balanceOf(officers.funding)).to.equal(before + won(280_000));
  });

  it("keeps the voucher at the old key while the new one has a clawback too", async () => {
    const system = await ready();
    const { programmes, manager, citizen, stranger, bakery } = system;
    await recover(system, citizen.address, stranger.address);
    await manager.grant(1n, stranger, won(20_000), Region.mapo, 2n);
    await clawback(system).openClawback(1n, citizen, won(10), caseFile);
    await clawback(system).openClawback(1n, stranger, won(20), id("its own"));
    const anyone = programmes.connect(bakery);

    await expect(anyone.moveToSuccessor(1n, citizen))
      .to.be.revertedWithCustomError(programmes, "ClawbackRunning")
      .withArgs(1n, stranger.address, id("its own"));
    await clawback(system).releaseClawback(1n, stranger);
    await anyone.moveToSuccessor(1n, citizen);

    expect((await programmes.voucherOf(1n, stranger)).held).to.equal(won(10));
  });

  it("of the new key alone stays, beside what moves", async () => {
    const system = await ready();
    const { programmes, manager, citizen, stranger, bakery } = system;
    await recover(system, citizen.address, stranger.address);
    await manager.grant(1n, stranger, won(20_000), Region.mapo, 2n);
    await clawback(system).openClawback(1n, stranger, won(20), caseFile);
    await programmes.connect(bakery).moveToSuccessor(1n, citizen);

    const { balance, held } = await programmes.voucherOf(1n, stranger);
    expect([balance, held]).to.deep.equal([won(320_000), won(20)]);
  });
});

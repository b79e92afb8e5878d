import { expect } from "chai";
import { ZeroAddress, ZeroHash, id } from "ethers";
import { historyOf } from "../../../scripts/lib/invoices.ts";
import { caseFile } from "../../helpers/bank.ts";
import { at, decoded, eventsOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { invoice } from "../../helpers/invoices.ts";
import { Region } from "../../helpers/kinds.ts";
import { mixed, paid, purchase, refused } from "../../helpers/purchases.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { day } from "../../helpers/time.ts";
import {
  budget,
  expiresAt,
  granted,
  grantedVoucher,
  purpose,
  type Market,
} from "../../helpers/voucher.ts";

// The citizen holds 300,000 won of programme 1, which has no rules.
const market = onOneChain(grantedVoucher);

const secondCase = id("second case");
const pauser = ({ programmes, officers }: Market) => programmes.connect(officers.programmePauser);

/** Programme 1 is paused; programme 2 has the same terms, and the citizen holds as much of it. */
const paused = async () => {
  const system = await market();
  await granted(system, purpose());
  await pauser(system).pauseProgramme(1n, caseFile);
  return system;
};

describe("VoucherProgramme: pauseProgramme", () => {
  it("is logged with its case, and seen", async () => {
    const system = await market();
    const { programmes, officers } = system;
    const sent = pauser(system).pauseProgramme(1n, caseFile);

    expect(await eventsOf(sent, programmes)).to.deep.equal([
      ["ProgrammePaused", 1n, caseFile, officers.programmePauser.address],
    ]);

    expect(await programmes.isPaused(1n)).to.equal(true);
    expect(await programmes.isPaused(2n)).to.equal(false);
    expect((await programmes.termsOf(1n)).expiresAt).to.equal(expiresAt);
  });

  it("stops payments, whichever way they are made, and says so before", async () => {
    const system = await paused();
    const { programmes, citizen, bookshop } = system;
    const holder = programmes.connect(citizen);
    await refused(system, 1n, bookshop.address, won(1), ["ProgrammeIsPaused", 1n]);

    const foreseen = await programmes.canSpendFor(citizen, purchase(system, 1n, won(1)));
    expect(decoded(programmes, foreseen.refusal)).to.deep.equal(["ProgrammeIsPaused", 1n]);
    for (const act of [
      () => holder.spendFor(citizen, purchase(system, 1n, won(1))),
      () => holder.spendMixed(mixed(system, [1n, 2n], won(1))),
      () => holder.safeTransferFrom(citizen, bookshop, 1n, won(1), "0x"),
    ])
      await expect(act())
        .to.be.revertedWithCustomError(programmes, "ProgrammeIsPaused")
        .withArgs(1n);
  });

  it("stops rebates", async () => {
    const system = await market();
    const { programmes, citizen } = system;
    const rebates = await granted(system, purpose({ terms: { rebateBps: 1_000n } }));
    await pauser(system).pauseProgramme(rebates, caseFile);

    const bought = purchase(system, rebates, won(1_000), { invoice: invoice("one", won(1_000)) });
    await expect(programmes.connect(citizen).spendWithRebate(bought))
      .to.be.revertedWithCustomError(programmes, "ProgrammeIsPaused")
      .withArgs(rebates);
  });

  it("stops grants, alone and in a batch", async () => {
    const { programmes, manager, citizen } = await paused();

    await expect(manager.grant(1n, citizen, won(1), Region.mapo, 2n))
      .to.be.revertedWithCustomError(programmes, "ProgrammeIsPaused")
      .withArgs(1n);
    await expect(manager.grantBatch(1n, [{ holder: citizen, amount: won(1) }], Region.mapo, 2n))
      .to.be.revertedWithCustomError(programmes, "ProgrammeIsPaused")
      .withArgs(1n);
  });

  it("stops no other programme", async () => {
    const system = await paused();
    const { programmes, manager, citizen, bookshop } = system;

    await paid(system, 2n, bookshop.address, won(1));
    await programmes.connect(citizen).spendMixed(mixed(system, [2n], won(1)));
    await manager.grant(2n, citizen, won(1), Region.mapo, 2n);

    expect(await programmes.balanceOf(citizen, 2n)).to.equal(won(299_999)); // − 1 − 1 + 1
  });

  it("comes before every other reason but the expiry", async () => {
    const system = await paused();
    const { bookshop } = system;

    await refused(system, 1n, ZeroAddress, won(300_001), ["ProgrammeIsPaused", 1n]);
    await at(system, expiresAt);
    await expect(system.programmes.connect(system.citizen).spend(1n, bookshop, won(1), 0n))
      .to.be.revertedWithCustomError(system.programmes, "VoucherExpired")
      .withArgs(1n, expiresAt, expiresAt);
  });

  it("refuses one that is paused, and one that never opened", async () => {
    const system = await paused();
    const { programmes } = system;

    await expect(pauser(system).pauseProgramme(1n, secondCase))
      .to.be.revertedWithCustomError(programmes, "ProgrammeIsPaused")
      .withArgs(1n);
    await expect(pauser(system).pauseProgramme(3n, caseFile))
      .to.be.revertedWithCustomError(programmes, "ProgrammeUnknown")
      .withArgs(3n);
  });
});

describe("VoucherProgramme: what goes on while a programme is paused", () => {
  it("is the return of what expired", async () => {
    const system = await paused();
    const { programmes, token, officers, citizen, bakery } = system;
    const before = await token.balanceOf(officers.funding);
    await at(system, expiresAt);

    await programmes.connect(bakery).reclaim(1n, citizen);

    expect(await token.balanceOf(officers.funding)).to.equal(before + won(300_000));
  });

  it("is a refund of what was paid before", async () => {
    const system = await market();
    const { programmes, token, invoices, officers, citizen, bookshop, addresses } = system;
    await invoices.connect(officers.invoiceRegistrar).setPayer(programmes, true);
    const bill = invoice("books", won(30_000));
    const bought = purchase(system, 1n, won(30_000), { invoice: bill });
    await programmes.connect(citizen).spendFor(citizen, bought);
    await pauser(system).pauseProgramme(1n, caseFile);
    await token.connect(bookshop).approve(addresses.programmes, won(10_000));
    const history = await historyOf(invoices, bookshop.address, bill);

    await programmes.connect(bookshop).refund(bookshop, bill, history, 0n, won(10_000));

    expect(await programmes.balanceOf(citizen, 1n)).to.equal(won(280_000));
  });

  it("is closing, which returns the ungranted rest", async () => {
    const { manager, token, officers } = await paused();
    const before = await token.balanceOf(officers.funding);

    await manager.close(1n);

    expect(await token.balanceOf(officers.funding)).to.equal(before + budget - won(300_000));
  });

  it("is an extension, a move, a proxy and a clawback", async () => {
    const system = await paused();
    const { programmes, sponsor, manager, officers, citizen, neighbour } = system;
    const proxy = { account: neighbour.address, limit: 1n, until: expiresAt, category: 0n };
    const officer = programmes.connect(officers.clawbackOfficer);

    await sponsor.extendExpiry(1n, expiresAt + day);
    await manager.moveHome(1n, citizen, Region.haeundae);
    await programmes.connect(citizen).appointProxy(1n, citizen, proxy, ZeroHash);
    await officer.openClawback(1n, citizen, won(1), caseFile);
    await programmes.connect(citizen).objectToClawback(1n);

    expect(await programmes.isPaused(1n)).to.equal(true);
  });
});

describe("VoucherProgramme: resumeProgramme", () => {
  it("is logged with its case, and the programme pays and grants on the same terms", async () => {
    const system = await market();
    const { programmes, controller, officers, manager, citizen, bookshop } = system;
    const before = await programmes.termsOf(1n);
    await pauser(system).pauseProgramme(1n, caseFile);

    expect(await eventsOf(controller.resumeProgramme(1n, secondCase), programmes)).to.deep.equal([
      ["ProgrammeResumed", 1n, secondCase, officers.programmeController.address],
    ]);

    expect(await programmes.isPaused(1n)).to.equal(false);
    expect(await programmes.termsOf(1n)).to.deep.equal(before);
    await paid(system, 1n, bookshop.address, won(1));
    await manager.grant(1n, citizen, won(1), Region.mapo, 2n);
  });

  it("refuses one that is not paused, and one that never opened", async () => {
    const { programmes, controller } = await market();

    await expect(controller.resumeProgramme(1n, caseFile))
      .to.be.revertedWithCustomError(programmes, "ProgrammeNotPaused")
      .withArgs(1n);
    await expect(controller.resumeProgramme(2n, caseFile))
      .to.be.revertedWithCustomError(programmes, "ProgrammeUnknown")
      .withArgs(2n);
  });

  it("is not for who paused, nor pausing for who resumes", async () => {
    const system = await paused();
    const { programmes, controller, officers } = system;

    await expect(pauser(system).resumeProgramme(1n, caseFile))
      .to.be.revertedWithCustomError(programmes, "AccessManagedUnauthorized")
      .withArgs(officers.programmePauser.address);
    await expect(controller.pauseProgramme(2n, caseFile))
      .to.be.revertedWithCustomError(programmes, "AccessManagedUnauthorized")
      .withArgs(officers.programmeController.address);
  });
});

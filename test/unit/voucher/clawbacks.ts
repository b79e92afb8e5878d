import { expect } from "chai";
import { ZeroAddress, ZeroHash, id } from "ethers";
import { caseFile } from "../../helpers/bank.ts";
import { at, eventsOf } from "../../helpers/chain.ts";
import {
  ClawbackStatus,
  claimed,
  clawbackOpened,
  clawedAt,
  objectableUntil,
  parties,
} from "../../helpers/clawbacks.ts";
import { won } from "../../helpers/fixtures.ts";
import { paid, refused } from "../../helpers/purchases.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { expiresAt, codeOfHolders, grantedVoucher } from "../../helpers/voucher.ts";

// The citizen holds 300,000 won of programme 1, which has no rules.
const market = onOneChain(grantedVoucher);
const opened = async () => clawbackOpened(await market());
const none = [0n, 0n, ClawbackStatus.None, ZeroHash];

describe("VoucherProgramme: openClawback", () => {
  it("holds the amount for a case, and takes nothing", async () => {
    const system = await market();
    const { programmes, token, officers, addresses, citizen } = system;
    const before = await token.balanceOf(addresses.programmes);
    await at(system, clawedAt);
    const sent = parties(system).officer.openClawback(1n, citizen, claimed, caseFile);

    expect(await eventsOf(sent, programmes)).to.deep.equal([
      [
        ...["ClawbackOpened", 1n, citizen.address, caseFile, claimed],
        ...[BigInt(objectableUntil), officers.clawbackOfficer.address],
      ],
    ]);

    expect(await programmes.clawbackOf(1n, citizen)).to.deep.equal([
      ...[claimed, BigInt(objectableUntil), ClawbackStatus.Opened, caseFile],
    ]);
    const { balance, held } = await programmes.voucherOf(1n, citizen);
    expect([balance, held]).to.deep.equal([won(300_000), claimed]);
    expect(await token.balanceOf(addresses.programmes)).to.equal(before);
    expect(await (await codeOfHolders(system)).CLAWBACK_OBJECTION_PERIOD()).to.equal(5_184_000n);
  });

  it("leaves the rest to be spent, to the last won, and nothing of what is held", async () => {
    const system = await opened();
    const { citizen, bookshop } = system;
    const shop = bookshop.address;

    await refused(system, 1n, shop, won(180_001), [
      ...(["VoucherInsufficient", 1n, citizen.address, won(180_000), won(180_001)] as const),
    ]);
    await paid(system, 1n, shop, won(180_000));
    await refused(system, 1n, shop, won(1), [
      ...(["VoucherInsufficient", 1n, citizen.address, won(0), won(1)] as const),
    ]);
  });

  it("may hold all that is left, and not one won more", async () => {
    const system = await market();
    const { programmes, citizen } = system;
    const { officer } = parties(system);

    await expect(officer.openClawback(1n, citizen, won(300_001), caseFile))
      .to.be.revertedWithCustomError(programmes, "VoucherInsufficient")
      .withArgs(1n, citizen.address, won(300_000), won(300_001));
    await officer.openClawback(1n, citizen, won(300_000), caseFile);

    expect((await programmes.voucherOf(1n, citizen)).held).to.equal(won(300_000));
  });

  it("refuses nothing at all, and no case", async () => {
    const system = await market();
    const { programmes, citizen } = system;
    const { officer } = parties(system);

    for (const [amount, file] of [
      [won(0), caseFile],
      [won(1), ZeroHash],
    ] as const)
      await expect(officer.openClawback(1n, citizen, amount, file))
        .to.be.revertedWithCustomError(programmes, "InvalidClawback")
        .withArgs(1n, citizen.address, file);
  });

  it("refuses a programme that never opened", async () => {
    const system = await market();
    const { programmes, citizen } = system;

    await expect(parties(system).officer.openClawback(2n, citizen, won(1), caseFile))
      .to.be.revertedWithCustomError(programmes, "ProgrammeUnknown")
      .withArgs(2n);
  });

  it("is one at a time, whoever's case it is", async () => {
    const { programmes, officer, citizen, neighbour, manager } = await opened();

    await expect(officer.openClawback(1n, citizen, won(1), id("second case")))
      .to.be.revertedWithCustomError(programmes, "ClawbackRunning")
      .withArgs(1n, citizen.address, caseFile);
    await manager.grant(1n, neighbour, won(10), 11_440n, 2n);
    await officer.openClawback(1n, neighbour, won(10), caseFile);
    await officer.releaseClawback(1n, citizen);
    await officer.openClawback(1n, citizen, won(1), id("second case"));

    expect((await programmes.clawbackOf(1n, citizen)).caseId).to.equal(id("second case"));
    expect((await programmes.voucherOf(1n, citizen)).held).to.equal(won(1));
  });
});

describe("VoucherProgramme: clawBack", () => {
  it("takes what is held 60 days later, to the second, and sends it home", async () => {
    const system = await opened();
    const { programmes, token, officers, addresses, officer, citizen, bookshop } = system;
    const before = await token.balanceOf(officers.funding);
    await at(system, objectableUntil - 1);
    await expect(officer.clawBack(1n, citizen))
      .to.be.revertedWithCustomError(programmes, "ClawbackNotDue")
      .withArgs(1n, citizen.address, objectableUntil);

    await at(system, objectableUntil);
    const sent = officer.clawBack(1n, citizen);

    const by = officers.clawbackOfficer.address;
    expect(await eventsOf(sent, programmes)).to.deep.equal([
      ["TransferSingle", by, citizen.address, ZeroAddress, 1n, claimed],
      ["ClawedBack", 1n, citizen.address, caseFile, by],
    ]);
    expect(await eventsOf(sent, token)).to.deep.equal([
      ["Transfer", addresses.programmes, officers.funding.address, claimed],
    ]);
    expect(await token.balanceOf(officers.funding)).to.equal(before + claimed);
    expect(await programmes.clawbackOf(1n, citizen)).to.deep.equal(none);
    const { balance, held } = await programmes.voucherOf(1n, citizen);
    expect([balance, held]).to.deep.equal([won(180_000), 0n]);
    await paid(system, 1n, bookshop.address, won(180_000));
  });

  it("is done once", async () => {
    const system = await opened();
    const { programmes, officer, citizen } = system;
    await at(system, objectableUntil);
    await officer.clawBack(1n, citizen);

    await expect(officer.clawBack(1n, citizen))
      .to.be.revertedWithCustomError(programmes, "NoClawback")
      .withArgs(1n, citizen.address);
  });

  it("takes what is held where the rest was spent, and where the programme has closed", async () => {
    const system = await opened();
    const { programmes, manager, officer, citizen, bookshop } = system;
    await paid(system, 1n, bookshop.address, won(180_000));
    await manager.close(1n);
    await at(system, objectableUntil);

    await officer.clawBack(1n, citizen);

    expect(await programmes.balanceOf(citizen, 1n)).to.equal(0n);
  });

  it("comes after the expiry, if nobody reclaimed before", async () => {
    const system = await opened();
    const { programmes, officer, citizen } = system;
    await at(system, expiresAt);

    await officer.clawBack(1n, citizen);

    expect(await programmes.balanceOf(citizen, 1n)).to.equal(won(180_000));
  });
});

describe("VoucherProgramme: releaseClawback", () => {
  it("gives the money back to the holder, who spends it", async () => {
    const system = await opened();
    const { programmes, officers, officer, citizen, bookshop } = system;

    expect(await eventsOf(officer.releaseClawback(1n, citizen), programmes)).to.deep.equal([
      [...["ClawbackReleased", 1n, citizen.address, caseFile], officers.clawbackOfficer.address],
    ]);

    expect(await programmes.clawbackOf(1n, citizen)).to.deep.equal(none);
    expect((await programmes.voucherOf(1n, citizen)).held).to.equal(0n);
    await paid(system, 1n, bookshop.address, won(300_000));
  });

  it("refuses where there is none", async () => {
    const system = await market();
    const { programmes, citizen } = system;

    await expect(parties(system).officer.releaseClawback(1n, citizen))
      .to.be.revertedWithCustomError(programmes, "NoClawback")
      .withArgs(1n, citizen.address);
  });
});

describe("VoucherProgramme: an expired voucher with a clawback", () => {
  for (const batch of [false, true])
    it(`is reclaimed whole, ${batch ? "in a batch" : "alone"}, and the clawback is over`, async () => {
      const system = await opened();
      const { programmes, token, officers, officer, citizen, bakery } = system;
      const before = await token.balanceOf(officers.funding);
      const anyone = programmes.connect(bakery);
      await at(system, expiresAt);

      const sent = batch ? anyone.reclaimBatch(1n, [citizen]) : anyone.reclaim(1n, citizen);

      expect(await eventsOf(sent, programmes)).to.deep.equal([
        ["TransferSingle", bakery.address, citizen.address, ZeroAddress, 1n, won(300_000)],
        ["VoucherReclaimed", 1n, citizen.address, bakery.address],
      ]);
      expect(await token.balanceOf(officers.funding)).to.equal(before + won(300_000));
      expect(await programmes.clawbackOf(1n, citizen)).to.deep.equal(none);
      expect((await programmes.voucherOf(1n, citizen)).held).to.equal(0n);
      await expect(officer.clawBack(1n, citizen))
        .to.be.revertedWithCustomError(programmes, "NoClawback")
        .withArgs(1n, citizen.address);
    });
});

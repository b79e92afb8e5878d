import { expect } from "chai";
import { ZeroHash } from "ethers";
import { caseFile } from "../../helpers/bank.ts";
import { at, eventsOf } from "../../helpers/chain.ts";
import {
  ClawbackStatus,
  claimed,
  clawbackOpened,
  objectableUntil,
  parties,
} from "../../helpers/clawbacks.ts";
import { won } from "../../helpers/fixtures.ts";
import { paid, refused } from "../../helpers/purchases.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { expiresAt, grantedVoucher } from "../../helpers/voucher.ts";

// The citizen holds 300,000 won of programme 1, which has no rules.
const market = onOneChain(grantedVoucher);

/** A clawback of 120,000 won that the holder may object to until `objectableUntil`. */
const opened = async () => clawbackOpened(await market());

/** One to which the holder has objected. */
const objected = async () => {
  const system = await opened();
  await system.holder.objectToClawback(1n);
  return system;
};

describe("VoucherProgramme: objectToClawback", () => {
  it("is logged with its case, and holds the money", async () => {
    const system = await opened();
    const { programmes, holder, citizen, bookshop } = system;

    expect(await eventsOf(holder.objectToClawback(1n), programmes)).to.deep.equal([
      ["ClawbackObjected", 1n, citizen.address, caseFile],
    ]);

    expect((await programmes.clawbackOf(1n, citizen)).status).to.equal(ClawbackStatus.Objected);
    await refused(system, 1n, bookshop.address, won(180_001), [
      ...(["VoucherInsufficient", 1n, citizen.address, won(180_000), won(180_001)] as const),
    ]);
  });

  it("is made in the last second of 60 days, and not in the next", async () => {
    const late = await opened();
    await at(late, objectableUntil);
    await expect(late.holder.objectToClawback(1n))
      .to.be.revertedWithCustomError(late.programmes, "ClawbackObjectionClosed")
      .withArgs(1n, late.citizen.address, objectableUntil);

    const inTime = await opened();
    await at(inTime, objectableUntil - 1);
    await expect(inTime.holder.objectToClawback(1n)).to.emit(inTime.programmes, "ClawbackObjected");
  });

  it("is made once, also after a decision", async () => {
    const { programmes, holder, reviewer, citizen } = await objected();

    await expect(holder.objectToClawback(1n))
      .to.be.revertedWithCustomError(programmes, "ClawbackObjectionClosed")
      .withArgs(1n, citizen.address, objectableUntil);
    await reviewer.decideClawback(1n, citizen, false);
    await expect(holder.objectToClawback(1n))
      .to.be.revertedWithCustomError(programmes, "ClawbackObjectionClosed")
      .withArgs(1n, citizen.address, objectableUntil);
  });

  it("is made by the holder alone, and where there is a clawback", async () => {
    const system = await opened();
    const { programmes, holder, neighbour, citizen } = system;

    await expect(programmes.connect(neighbour).objectToClawback(1n))
      .to.be.revertedWithCustomError(programmes, "NoClawback")
      .withArgs(1n, neighbour.address);
    await expect(holder.objectToClawback(2n))
      .to.be.revertedWithCustomError(programmes, "NoClawback")
      .withArgs(2n, citizen.address);
  });

  it("keeps the officer from taking anything until it is decided, however long", async () => {
    const system = await objected();
    const { programmes, officer, citizen } = system;

    for (const time of [objectableUntil, expiresAt - 1]) {
      await at(system, time);
      await expect(officer.clawBack(1n, citizen))
        .to.be.revertedWithCustomError(programmes, "ClawbackUndecided")
        .withArgs(1n, citizen.address);
    }
  });

  it("does not keep the officer from dropping the case", async () => {
    const system = await objected();
    await system.officer.releaseClawback(1n, system.citizen);

    await paid(system, 1n, system.bookshop.address, won(300_000));
  });
});

describe("VoucherProgramme: decideClawback", () => {
  it("upheld, gives the money back to the holder, who spends it", async () => {
    const system = await objected();
    const { programmes, officers, officer, reviewer, citizen, bookshop } = system;

    expect(await eventsOf(reviewer.decideClawback(1n, citizen, true), programmes)).to.deep.equal([
      [...["ClawbackReleased", 1n, citizen.address, caseFile], officers.clawbackReviewer.address],
    ]);

    expect(await programmes.clawbackOf(1n, citizen)).to.deep.equal([0n, 0n, 0n, ZeroHash]);
    await paid(system, 1n, bookshop.address, won(300_000));
    await expect(officer.clawBack(1n, citizen))
      .to.be.revertedWithCustomError(programmes, "NoClawback")
      .withArgs(1n, citizen.address);
  });

  it("rejected, lets the officer take the money at once", async () => {
    const system = await objected();
    const { programmes, token, officers, officer, reviewer, citizen } = system;
    const before = await token.balanceOf(officers.funding);

    expect(await eventsOf(reviewer.decideClawback(1n, citizen, false), programmes)).to.deep.equal([
      [...["ClawbackConfirmed", 1n, citizen.address, caseFile], officers.clawbackReviewer.address],
    ]);

    expect((await programmes.clawbackOf(1n, citizen)).status).to.equal(ClawbackStatus.Confirmed);
    await officer.clawBack(1n, citizen);
    expect(await programmes.balanceOf(citizen, 1n)).to.equal(won(180_000));
    expect(await token.balanceOf(officers.funding)).to.equal(before + claimed);
  });

  it("is refused where nobody objected, and once it is decided", async () => {
    const system = await opened();
    const { programmes, holder, reviewer, citizen } = system;

    await expect(reviewer.decideClawback(1n, citizen, true))
      .to.be.revertedWithCustomError(programmes, "ClawbackNotObjected")
      .withArgs(1n, citizen.address);
    await holder.objectToClawback(1n);
    await reviewer.decideClawback(1n, citizen, false);
    await expect(reviewer.decideClawback(1n, citizen, true))
      .to.be.revertedWithCustomError(programmes, "ClawbackNotObjected")
      .withArgs(1n, citizen.address);
  });

  it("is refused where there is no clawback", async () => {
    const system = await market();
    const { programmes, citizen } = system;

    await expect(parties(system).reviewer.decideClawback(1n, citizen, true))
      .to.be.revertedWithCustomError(programmes, "NoClawback")
      .withArgs(1n, citizen.address);
  });
});

describe("VoucherProgramme: the two offices of a clawback", () => {
  it("do not do each other's acts", async () => {
    const { programmes, officers, officer, reviewer, citizen } = await objected();

    await expect(officer.decideClawback(1n, citizen, false))
      .to.be.revertedWithCustomError(programmes, "AccessManagedUnauthorized")
      .withArgs(officers.clawbackOfficer.address);
    for (const act of [
      () => reviewer.openClawback(1n, citizen, won(1), caseFile),
      () => reviewer.releaseClawback(1n, citizen),
      () => reviewer.clawBack(1n, citizen),
    ])
      await expect(act())
        .to.be.revertedWithCustomError(programmes, "AccessManagedUnauthorized")
        .withArgs(officers.clawbackReviewer.address);
  });

  it("are no manager's and no holder's", async () => {
    const { programmes, officers, citizen } = await objected();

    for (const account of [officers.programmeManager, citizen]) {
      const act = programmes.connect(account);
      for (const tried of [
        () => act.openClawback(1n, citizen, won(1), caseFile),
        () => act.releaseClawback(1n, citizen),
        () => act.clawBack(1n, citizen),
        () => act.decideClawback(1n, citizen, true),
      ])
        await expect(tried())
          .to.be.revertedWithCustomError(programmes, "AccessManagedUnauthorized")
          .withArgs(account.address);
    }
  });
});

import { expect } from "chai";
import { admit } from "../../helpers/bank.ts";
import { openRecovery, recover } from "../../helpers/cases.ts";
import { at, eventsOf, reach } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { AccountKind, Region } from "../../helpers/kinds.ts";
import { onOneChain } from "../../helpers/suite.ts";
import {
  budget,
  expiresAt,
  grantedToCitizen,
  grantedVoucher,
  holding,
} from "../../helpers/voucher.ts";

const market = onOneChain(grantedVoucher);

/** The citizen's key was lost, and the stranger's took its place. */
const recovered = async () => {
  const system = await market();
  await recover(system, system.citizen.address, system.stranger.address);
  return system;
};

describe("VoucherProgramme: moveToSuccessor", () => {
  it("moves the whole voucher with its home to the new key, whoever sends it", async () => {
    const { programmes, citizen, stranger, bakery } = await recovered();
    const sent = programmes.connect(bakery).moveToSuccessor(1n, citizen);

    expect(await eventsOf(sent, programmes)).to.deep.equal([
      [
        ...["TransferSingle", bakery.address, citizen.address, stranger.address],
        ...[1n, grantedToCitizen],
      ],
      ["VoucherMoved", 1n, citizen.address, stranger.address, bakery.address],
    ]);
    expect(await holding(programmes, 1n, stranger)).to.deep.equal([
      ...[grantedToCitizen, Region.mapo],
    ]);
    expect((await programmes.voucherOf(1n, citizen)).balance).to.equal(0n);
  });

  it("lets the new key spend, which the old one cannot", async () => {
    const { programmes, token, citizen, stranger, bookshop } = await recovered();
    await expect(programmes.connect(citizen).spend(1n, bookshop, won(1), 0n))
      .to.be.revertedWithCustomError(token, "AccountReplaced")
      .withArgs(citizen.address, stranger.address);
    await programmes.connect(stranger).moveToSuccessor(1n, citizen);

    await programmes.connect(stranger).spend(1n, bookshop, grantedToCitizen, 0n);

    expect(await token.balanceOf(bookshop)).to.equal(grantedToCitizen);
  });

  it("adds to what the new key was granted itself", async () => {
    const { programmes, manager, citizen, stranger } = await recovered();
    await manager.grant(1n, stranger, won(5), Region.mapo, 2n);
    await programmes.connect(stranger).moveToSuccessor(1n, citizen);

    expect(await programmes.balanceOf(stranger, 1n)).to.equal(grantedToCitizen + won(5));
  });

  it("leads to the last of several keys", async () => {
    const system = await recovered();
    const { programmes, citizen, stranger, bakery, people } = system;
    const third = people[20]!.address;
    await recover(system, stranger.address, third);
    await programmes.connect(bakery).moveToSuccessor(1n, citizen);

    expect(await programmes.balanceOf(third, 1n)).to.equal(grantedToCitizen);
  });

  it("refuses a holder whose key was not replaced, such as while the holder may object", async () => {
    const system = await market();
    const { programmes, citizen, stranger, bakery } = system;
    await openRecovery(system, citizen, stranger);

    for (const holder of [citizen, bakery])
      await expect(programmes.connect(bakery).moveToSuccessor(1n, holder))
        .to.be.revertedWithCustomError(programmes, "NoSuccessor")
        .withArgs(holder.address);
  });

  it("refuses to move nothing, and so a second time", async () => {
    const { programmes, citizen, bakery } = await recovered();
    await programmes.connect(bakery).moveToSuccessor(1n, citizen);

    for (const programme of [1n, 2n])
      await expect(programmes.connect(bakery).moveToSuccessor(programme, citizen))
        .to.be.revertedWithCustomError(programmes, "VoucherInsufficient")
        .withArgs(programme, citizen.address, 0n, 1n);
  });

  it("refuses a new key that has another home in this programme", async () => {
    const { programmes, manager, citizen, stranger, bakery } = await recovered();
    await manager.grant(1n, stranger, won(5), Region.gangnam, 2n);

    await expect(programmes.connect(bakery).moveToSuccessor(1n, citizen))
      .to.be.revertedWithCustomError(programmes, "HomeRegionDiffers")
      .withArgs(1n, stranger.address, Region.gangnam, Region.mapo);
  });
});

describe("VoucherProgramme: a funding account whose key was replaced", () => {
  const refunded = async () => {
    const system = await market();
    await recover(system, system.officers.funding.address, system.stranger.address);
    const before = await system.token.balanceOf(system.stranger);
    return { ...system, before };
  };

  it("is paid what is reclaimed, one by one and in a batch, at the new key", async () => {
    for (const batch of [false, true]) {
      const system = await refunded();
      const { programmes, token, citizen, stranger, bakery, before } = system;
      await at(system, expiresAt);
      const anyone = programmes.connect(bakery);

      await (batch ? anyone.reclaimBatch(1n, [citizen, citizen]) : anyone.reclaim(1n, citizen));

      expect(await token.balanceOf(stranger)).to.equal(before + grantedToCitizen);
    }
  });

  it("is paid the ungranted rest when the programme closes, at the new key", async () => {
    const { manager, token, stranger, before } = await refunded();
    await manager.close(1n);

    expect(await token.balanceOf(stranger)).to.equal(before + budget - grantedToCitizen);
  });

  it("is paid nothing while it may still object, for both keys are stopped", async () => {
    const system = await market();
    const { programmes, token, officers, citizen, stranger, bakery } = system;
    await reach(system, expiresAt);
    await openRecovery(system, officers.funding, stranger);

    await expect(programmes.connect(bakery).reclaim(1n, citizen))
      .to.be.revertedWithCustomError(token, "AccountInRecovery")
      .withArgs(officers.funding.address);
  });

  it("needs no other account named in its place while its successor is open", async () => {
    const system = await refunded();
    const { sponsor, programmes, stranger, bakery } = system;
    await admit(system, bakery, AccountKind.Agency);

    await expect(sponsor.replaceFundingAccount(1n, bakery))
      .to.be.revertedWithCustomError(programmes, "FundingAccountNotClosed")
      .withArgs(1n, stranger.address);
  });
});

describe("VoucherProgramme: a merchant whose key was replaced", () => {
  it("is paid at the new key for a voucher spent at the enrolled one", async () => {
    const system = await market();
    const { programmes, token, citizen, bookshop, stranger } = system;
    await recover(system, bookshop.address, stranger.address);
    expect(await programmes.canSpend(1n, citizen, bookshop, won(30_000))).to.deep.equal([
      true,
      "0x",
    ]);
    await programmes.connect(citizen).spend(1n, bookshop, won(30_000), 0n);

    expect(await token.balanceOf(stranger)).to.equal(won(30_000));
    expect(await token.balanceOf(bookshop)).to.equal(0n);
  });
});

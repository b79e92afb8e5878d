import { expect } from "chai";
import { ZeroAddress, ZeroHash, id } from "ethers";
import {
  admittedUntil,
  caseFile,
  citizensDeposit,
  readyBank,
  type Bank,
  noBankAccount,
} from "../../helpers/bank.ts";
import {
  firstOrder,
  freeze,
  hundredThousand,
  midnight,
  openRecovery,
} from "../../helpers/cases.ts";
import { at, eventsOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { jointly, orderPair } from "../../helpers/joint.ts";
import { CaseBasis } from "../../helpers/kinds.ts";
import { onOneChain } from "../../helpers/suite.ts";

const bank = onOneChain(readyBank);

const linked = `0x${"ab".repeat(24)}`;

/** Two people order a redemption. */
const redeemByOrder = (
  system: Bank,
  account: string,
  amount: bigint,
  sequence = 1n,
  orderId = firstOrder,
  basis: bigint = CaseBasis.Fraud,
) => jointly(system, orderPair, "redeemByOrder", [account, amount, sequence, orderId, basis]);

describe("DepositToken: redeemByOrder", () => {
  it("takes the next number where it names none, whatever the holder redeems meanwhile", async () => {
    const system = await bank();
    const { token, citizen } = system;
    await token.connect(citizen).redeem(won(1), 1n);

    await expect(redeemByOrder(system, citizen.address, won(400_000), 0n))
      .to.emit(token, "DepositRedeemed")
      .withArgs(citizen.address, 2n, noBankAccount);
  });

  it("redeems for the account, and names order, ground and both people", async () => {
    const system = await bank();
    const { token, officers, citizen } = system;
    const sent = redeemByOrder(system, citizen.address, won(400_000));

    expect(await eventsOf(sent, token)).to.deep.equal([
      ["Transfer", citizen.address, ZeroAddress, won(400_000)],
      ["DepositRedeemed", citizen.address, 1n, noBankAccount],
      [
        ...["RedemptionOrdered", firstOrder, citizen.address, CaseBasis.Fraud],
        ...[officers.orderOfficer.address, officers.orderChecker.address],
      ],
    ]);
    expect(await token.balanceOf(citizen)).to.equal(won(600_000));
    expect(await token.totalSupply()).to.equal(won(3_000_600_000));
    expect(await token.nextRedemption(citizen)).to.equal(2n);
  });

  it("takes two people: the bank redeems nobody's money by one", async () => {
    const { token, officers, citizen } = await bank();
    const order = [citizen, 1n, 1n, firstOrder, CaseBasis.Fraud] as const;

    for (const one of [officers.orderOfficer, officers.orderChecker, officers.issuer])
      await expect(token.connect(one).redeemByOrder(...order))
        .to.be.revertedWithCustomError(token, "NeedsDualControl")
        .withArgs(one.address);
  });

  it("refuses an order without an id or a ground", async () => {
    const system = await bank();
    const { token, citizen } = system;

    await expect(redeemByOrder(system, citizen.address, 1n, 1n, ZeroHash))
      .to.be.revertedWithCustomError(token, "InvalidOrder")
      .withArgs(ZeroHash);
    await expect(redeemByOrder(system, citizen.address, 1n, 1n, firstOrder, CaseBasis.None))
      .to.be.revertedWithCustomError(token, "InvalidOrder")
      .withArgs(firstOrder);
  });

  it("takes what is not frozen, and not one won more", async () => {
    const system = await bank();
    const { token, citizen } = system;
    await freeze(system, citizen);
    const most = citizensDeposit - hundredThousand;

    await expect(redeemByOrder(system, citizen.address, most + 1n))
      .to.be.revertedWithCustomError(token, "ERC7943InsufficientUnfrozenBalance")
      .withArgs(citizen.address, most + 1n, most);
    await redeemByOrder(system, citizen.address, most);
  });

  it("has the account's next number, as the holder's own redemptions", async () => {
    const system = await bank();
    const { token, citizen } = system;
    await token.connect(citizen).redeem(won(1), 1n);

    await expect(redeemByOrder(system, citizen.address, won(1), 1n))
      .to.be.revertedWithCustomError(token, "AlreadyRedeemed")
      .withArgs(citizen.address, 1n);
    await expect(redeemByOrder(system, citizen.address, won(1), 3n))
      .to.be.revertedWithCustomError(token, "RedemptionOutOfSequence")
      .withArgs(citizen.address, 3n, 2n);
    await redeemByOrder(system, citizen.address, won(1), 2n);
    await expect(token.connect(citizen).redeem(won(1), 2n))
      .to.be.revertedWithCustomError(token, "AlreadyRedeemed")
      .withArgs(citizen.address, 2n);
  });

  it("refuses nothing at all, more than there is, and accounts out of reach", async () => {
    const system = await bank();
    const { token, citizen, stranger, addresses } = system;

    await expect(redeemByOrder(system, citizen.address, 0n)).to.be.revertedWithCustomError(
      token,
      "ZeroAmount",
    );
    await expect(redeemByOrder(system, citizen.address, citizensDeposit + 1n, 1n, id("other")))
      .to.be.revertedWithCustomError(token, "ERC20InsufficientBalance")
      .withArgs(citizen.address, citizensDeposit, citizensDeposit + 1n);
    for (const [error, account] of [
      ["AccountNotAdmitted", stranger.address],
      ["SystemAccountUntouchable", addresses.programmes],
    ] as const)
      await expect(redeemByOrder(system, account, 1n))
        .to.be.revertedWithCustomError(token, error)
        .withArgs(account);
  });
});

describe("DepositToken: redemption while an account is stopped", () => {
  const stops: readonly (readonly [string, (system: Bank) => Promise<unknown>])[] = [
    [
      "is suspended",
      ({ token, officers, citizen }) =>
        token.connect(officers.enforcementOfficer).suspend(citizen, caseFile),
    ],
    ["has expired", (system) => at(system, admittedUntil)],
    ["is in recovery", (system) => openRecovery(system, system.citizen, system.stranger)],
  ];
  for (const [what, stop] of stops) {
    it(`goes to the linked bank account where it ${what}, by the holder's call`, async () => {
      const system = await bank();
      const { token, officers, citizen } = system;
      await token.connect(officers.admissionOfficer).linkBankAccount(citizen, linked);
      await stop(system);

      await token.connect(citizen).redeem(citizensDeposit, 1n);

      expect(await token.balanceOf(citizen)).to.equal(0n);
      expect(await token.linkedBankAccount(citizen)).to.equal(linked);
      expect(await token.nextRedemption(citizen)).to.equal(2n);
    });

    it(`is made by order where it ${what}`, async () => {
      const system = await bank();
      await stop(system);

      await redeemByOrder(system, system.citizen.address, citizensDeposit);

      expect(await system.token.balanceOf(system.citizen)).to.equal(0n);
    });
  }

  it("is stopped by a freeze of that amount alone, until it ends", async () => {
    const system = await bank();
    const { token, citizen } = system;
    await freeze(system, citizen, { amount: 1n, until: midnight.tomorrow });
    await at(system, midnight.tomorrow - 1);
    await expect(token.connect(citizen).redeem(citizensDeposit, 1n))
      .to.be.revertedWithCustomError(token, "ERC7943InsufficientUnfrozenBalance")
      .withArgs(citizen.address, citizensDeposit, citizensDeposit - 1n);
    await at(system, midnight.tomorrow);
    await token.connect(citizen).redeem(citizensDeposit, 1n);
  });
});

describe("DepositToken: the linked bank account", () => {
  it("is logged, readable, replaced, and none at first", async () => {
    const { token, officers, citizen } = await bank();
    const officer = officers.admissionOfficer;
    expect(await token.linkedBankAccount(citizen)).to.equal(`0x${"00".repeat(24)}`);

    for (const hash of [linked, `0x${"cd".repeat(24)}`]) {
      await expect(token.connect(officer).linkBankAccount(citizen, hash))
        .to.emit(token, "BankAccountLinked")
        .withArgs(citizen.address, hash, officer.address);
      expect(await token.linkedBankAccount(citizen)).to.equal(hash);
    }
  });

  it("keeps the redemptions' numbers, and they keep it", async () => {
    const { token, officers, citizen } = await bank();
    await token.connect(citizen).redeem(1n, 1n);
    await token.connect(officers.admissionOfficer).linkBankAccount(citizen, linked);
    expect(await token.nextRedemption(citizen)).to.equal(2n);
    await token.connect(citizen).redeem(1n, 2n);

    expect(await token.linkedBankAccount(citizen)).to.equal(linked);
  });

  it("refuses accounts out of reach", async () => {
    const { token, officers, stranger, neighbour, addresses } = await bank();
    const admission = token.connect(officers.admissionOfficer);
    await admission.close(neighbour);

    for (const [error, account] of [
      ["AccountNotAdmitted", stranger.address],
      ["ClosedAccount", neighbour.address],
      ["SystemAccountUntouchable", addresses.programmes],
    ] as const)
      await expect(admission.linkBankAccount(account, linked))
        .to.be.revertedWithCustomError(token, error)
        .withArgs(account);
  });
});

import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { administer } from "../../helpers/administer.ts";
import {
  admittedUntil,
  caseFile,
  citizensDeposit,
  readyBank,
  type Bank,
  noBankAccount,
} from "../../helpers/bank.ts";
import { at, eventsOf, speakAs } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { limit } from "../../helpers/joint.ts";
import { AccountKind } from "../../helpers/kinds.ts";
import { onOneChain } from "../../helpers/suite.ts";

const bank = onOneChain(readyBank);

describe("DepositToken: redeem", () => {
  describe("when a holder redeems", () => {
    it("takes the deposit tokens out of account and supply, at par", async () => {
      const { token, citizen } = await bank();

      expect(await eventsOf(token.connect(citizen).redeem(won(400_000), 1n), token)).to.deep.equal([
        ["Transfer", citizen.address, ZeroAddress, won(400_000)],
        ["DepositRedeemed", citizen.address, 1n, noBankAccount],
      ]);

      expect(await token.balanceOf(citizen)).to.equal(won(600_000)); // 1,000,000 − 400,000
      expect(await token.totalSupply()).to.equal(won(3_000_600_000)); // 3,001,000,000 − 400,000
      expect(await token.nextRedemption(citizen)).to.equal(2n);
    });

    it("does not count towards the daily limit", async () => {
      const system = await bank();
      const { token, citizen } = system;
      await limit(system, AccountKind.Citizen, { daily: won(1) });

      await token.connect(citizen).redeem(citizensDeposit, 1n);

      expect((await token.accountOf(citizen)).spentToday).to.equal(won(0));
      expect(await token.balanceOf(citizen)).to.equal(won(0));
    });

    it("refuses one won more than the account holds", async () => {
      const { token, citizen } = await bank();

      await expect(token.connect(citizen).redeem(citizensDeposit + won(1), 1n))
        .to.be.revertedWithCustomError(token, "ERC20InsufficientBalance")
        .withArgs(citizen.address, citizensDeposit, citizensDeposit + won(1));
    });

    it("refuses nothing at all", async () => {
      const { token, citizen } = await bank();

      await expect(token.connect(citizen).redeem(won(0), 1n)).to.be.revertedWithCustomError(
        token,
        "ZeroAmount",
      );
    });

    it("refuses whoever has no account, for want of a balance", async () => {
      const { token, stranger } = await bank();

      await expect(token.connect(stranger).redeem(won(1), 1n))
        .to.be.revertedWithCustomError(token, "ERC20InsufficientBalance")
        .withArgs(stranger.address, won(0), won(1));
    });
  });

  describe("given redemption 1 is done", () => {
    const redeemedOnce = async () => {
      const system = await bank();
      await system.token.connect(system.citizen).redeem(won(1), 1n);
      return system;
    };

    it("refuses to repeat it", async () => {
      const { token, citizen } = await redeemedOnce();

      await expect(token.connect(citizen).redeem(won(1), 1n))
        .to.be.revertedWithCustomError(token, "AlreadyRedeemed")
        .withArgs(citizen.address, 1n);
    });

    it("refuses to skip redemption 2", async () => {
      const { token, citizen } = await redeemedOnce();

      await expect(token.connect(citizen).redeem(won(1), 3n))
        .to.be.revertedWithCustomError(token, "RedemptionOutOfSequence")
        .withArgs(citizen.address, 3n, 2n);
    });

    it("refuses number zero, which no redemption has", async () => {
      const { token, citizen } = await redeemedOnce();

      await expect(token.connect(citizen).redeem(won(1), 0n))
        .to.be.revertedWithCustomError(token, "RedemptionOutOfSequence")
        .withArgs(citizen.address, 0n, 2n);
    });

    it("goes on with redemption 2, and another's numbers are their own", async () => {
      const { token, citizen, officers } = await redeemedOnce();

      await expect(token.connect(citizen).redeem(won(1), 2n))
        .to.emit(token, "DepositRedeemed")
        .withArgs(citizen.address, 2n, noBankAccount);
      await expect(token.connect(officers.funding).redeem(won(1), 1n))
        .to.emit(token, "DepositRedeemed")
        .withArgs(officers.funding.address, 1n, noBankAccount);
    });

    it("names the bank account that is linked then, by its hash", async () => {
      const { token, citizen, officers } = await redeemedOnce();
      const admission = token.connect(officers.admissionOfficer);
      const [first, second] = [`0x${"ab".repeat(24)}`, `0x${"cd".repeat(24)}`];

      for (const [sequence, linked] of [
        [2n, first],
        [3n, second],
        [4n, noBankAccount],
      ] as const) {
        await admission.linkBankAccount(citizen, linked);
        await expect(token.connect(citizen).redeem(won(1), sequence))
          .to.emit(token, "DepositRedeemed")
          .withArgs(citizen.address, sequence, linked);
      }
    });

    it("does not use up a number on a refused redemption", async () => {
      const { token, citizen } = await redeemedOnce();

      await expect(
        token.connect(citizen).redeem(citizensDeposit, 2n),
      ).to.be.revertedWithCustomError(token, "ERC20InsufficientBalance");

      expect(await token.nextRedemption(citizen)).to.equal(2n);
    });
  });

  describe("given everything else is stopped", () => {
    const stops: readonly (readonly [string, (system: Bank) => Promise<unknown>])[] = [
      ["the bank has paused", ({ token, officers }) => token.connect(officers.pauser).pause()],
      [
        "the supervisor has stopped the service",
        ({ token, officers }) => token.connect(officers.stopOfficer).orderStop(7n),
      ],
      [
        "the account is suspended",
        ({ token, officers, citizen }) =>
          token.connect(officers.enforcementOfficer).suspend(citizen, caseFile),
      ],
      ["the admission has ended", (system) => at(system, admittedUntil)],
      [
        "the reserve falls short",
        ({ token, officers }) => token.connect(officers.reserveAttestor).attestReserve(0n, 2n, 1),
      ],
      ["the bank's authority has closed the token", closeToken],
    ];

    for (const [what, stop] of stops) {
      it(`redeems although ${what}`, async () => {
        const system = await bank();
        const { token, citizen } = system;
        await stop(system);

        await expect(token.connect(citizen).redeem(citizensDeposit, 1n))
          .to.emit(token, "Transfer")
          .withArgs(citizen.address, ZeroAddress, citizensDeposit);
      });
    }
  });

  describe("given a contract of the system", () => {
    it("would redeem as any holder, and none of ours has a way to call it", async () => {
      const system = await bank();
      const { token, addresses } = system;
      const programmes = await speakAs(system, addresses.programmes);

      await expect(token.connect(programmes).redeem(won(1), 1n))
        .to.be.revertedWithCustomError(token, "ERC20InsufficientBalance")
        .withArgs(addresses.programmes, won(0), won(1));
    });
  });
});

/** The bank's administrators close the token to every office, after the delay. */
async function closeToken(system: Bank): Promise<void> {
  const { authorities, token, addresses } = system;
  await administer(system, "bank", ["setTargetClosed", addresses.token, true]);
  if (!(await authorities.bank.isTargetClosed(token))) throw new Error("the token is not closed");
}

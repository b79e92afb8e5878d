import { expect } from "chai";
import { admit, issue, readyBank, type Bank } from "../../helpers/bank.ts";
import { won } from "../../helpers/fixtures.ts";
import { jointly, resumerPair } from "../../helpers/joint.ts";
import { AccountKind } from "../../helpers/kinds.ts";
import { onOneChain } from "../../helpers/suite.ts";

const bank = onOneChain(readyBank);

/** Every way in which deposit tokens are issued or paid. */
const movements: readonly (readonly [string, (system: Bank) => Promise<unknown>])[] = [
  ["issuing", (system) => issue(system, system.citizen, won(1), 3n)],
  [
    "issuing a batch",
    ({ token, officers, citizen }) =>
      token.connect(officers.issuer).issueBatch([{ to: citizen, amount: won(1) }], 3n, 0n),
  ],
  ["a transfer", ({ token, citizen, bookshop }) => token.connect(citizen).transfer(bookshop, 1n)],
  [
    "a transfer by a spender",
    async ({ token, citizen, bookshop, stranger }) => {
      await token.connect(citizen).approve(stranger, won(1));
      return token.connect(stranger).transferFrom(citizen, bookshop, won(1));
    },
  ],
];

describe("DepositToken: pause", () => {
  describe("when the bank pauses", () => {
    it("is logged and readable", async () => {
      const { token, officers } = await bank();

      await expect(token.connect(officers.pauser).pause())
        .to.emit(token, "Paused")
        .withArgs(officers.pauser.address);

      expect(await token.policy()).to.deep.equal([true, false]);
    });

    it("refuses to pause again", async () => {
      const { token, officers } = await bank();
      await token.connect(officers.pauser).pause();

      await expect(token.connect(officers.pauser).pause()).to.be.revertedWithCustomError(
        token,
        "EnforcedPause",
      );
    });

    for (const [what, move] of movements) {
      it(`stops ${what}`, async () => {
        const system = await bank();
        await system.token.connect(system.officers.pauser).pause();

        await expect(move(system)).to.be.revertedWithCustomError(system.token, "EnforcedPause");
      });
    }

    it("stops neither admission nor approval, which move nothing", async () => {
      const system = await bank();
      const { token, officers, citizen, stranger } = system;
      await token.connect(officers.pauser).pause();

      await expect(admit(system, stranger, AccountKind.Citizen)).to.emit(token, "AccountAdmitted");
      await expect(token.connect(citizen).approve(stranger, won(1))).to.emit(token, "Approval");
    });
  });

  describe("when the bank goes on", () => {
    it("is logged, and payments run again", async () => {
      const system = await bank();
      const { token, officers, citizen, bookshop } = system;
      await token.connect(officers.pauser).pause();

      await expect(jointly(system, resumerPair, "unpause"))
        .to.emit(token, "Unpaused")
        .withArgs(officers.resumer.address, officers.resumerChecker.address);

      await token.connect(citizen).transfer(bookshop, won(1));
      expect(await token.balanceOf(bookshop)).to.equal(won(1));
    });

    it("refuses where nothing is paused", async () => {
      const system = await bank();

      await expect(jointly(system, resumerPair, "unpause")).to.be.revertedWithCustomError(
        system.token,
        "ExpectedPause",
      );
    });

    it("takes two people: neither alone ends a pause", async () => {
      const { token, officers } = await bank();
      await token.connect(officers.pauser).pause();

      for (const one of [officers.resumer, officers.resumerChecker, officers.pauser]) {
        await expect(token.connect(one).unpause())
          .to.be.revertedWithCustomError(token, "NeedsDualControl")
          .withArgs(one.address);
      }
    });
  });
});

describe("DepositToken: the supervisor's stop", () => {
  describe("when the supervisor orders a stop", () => {
    it("is logged with the order's number, and readable", async () => {
      const { token, officers } = await bank();

      await expect(token.connect(officers.stopOfficer).orderStop(2_025_007n))
        .to.emit(token, "StopOrdered")
        .withArgs(2_025_007n, officers.stopOfficer.address);

      expect(await token.policy()).to.deep.equal([false, true]);
    });

    it("refuses a second order", async () => {
      const { token, officers } = await bank();
      await token.connect(officers.stopOfficer).orderStop(1n);

      await expect(token.connect(officers.stopOfficer).orderStop(2n)).to.be.revertedWithCustomError(
        token,
        "StoppedBySupervisor",
      );
    });

    for (const [what, move] of movements) {
      it(`stops ${what}`, async () => {
        const system = await bank();
        await system.token.connect(system.officers.stopOfficer).orderStop(1n);

        await expect(move(system)).to.be.revertedWithCustomError(
          system.token,
          "StoppedBySupervisor",
        );
      });
    }

    it("is not lifted by the bank's resumer", async () => {
      const system = await bank();
      const { token, officers } = system;
      await token.connect(officers.pauser).pause();
      await token.connect(officers.stopOfficer).orderStop(1n);

      await jointly(system, resumerPair, "unpause");

      expect(await token.policy()).to.deep.equal([false, true]);
    });
  });

  describe("when the stop is lifted", () => {
    it("is logged with the order's number, and payments run again", async () => {
      const { token, officers, citizen, bookshop } = await bank();
      await token.connect(officers.stopOfficer).orderStop(1n);

      await expect(token.connect(officers.stopLifter).liftStop(2n))
        .to.emit(token, "StopLifted")
        .withArgs(2n, officers.stopLifter.address);

      await token.connect(citizen).transfer(bookshop, won(1));
      expect(await token.balanceOf(bookshop)).to.equal(won(1));
    });

    it("refuses where nothing is stopped", async () => {
      const { token, officers } = await bank();

      await expect(token.connect(officers.stopLifter).liftStop(1n)).to.be.revertedWithCustomError(
        token,
        "NotStopped",
      );
    });

    it("leaves the bank's own pause in force", async () => {
      const { token, officers } = await bank();
      await token.connect(officers.pauser).pause();
      await token.connect(officers.stopOfficer).orderStop(1n);

      await token.connect(officers.stopLifter).liftStop(2n);

      expect(await token.policy()).to.deep.equal([true, false]);
    });
  });
});

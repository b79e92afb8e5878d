import { expect } from "chai";
import { MaxUint256, ZeroAddress } from "ethers";
import { admit, caseFile, issue, readyBank, type Bank } from "../../helpers/bank.ts";
import {
  everything,
  execute,
  firstCase,
  freeze,
  openRecovery,
  orderTransfer,
} from "../../helpers/cases.ts";
import { decoded, speakAs } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { AccountKind } from "../../helpers/kinds.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { day } from "../../helpers/time.ts";
import { budget, openProgramme } from "../../helpers/voucher.ts";

const bank = onOneChain(readyBank);
const market = onOneChain(openProgramme);

/** All of `from` goes to `to`, eight days later. */
async function recover(system: Bank, from: string, to: string): Promise<void> {
  const { token, bakery, connection } = system;
  await openRecovery(system, from, to);
  await connection.networkHelpers.time.increase(7 * day);
  await token.connect(bakery).completeRecovery(from);
}

/** The citizen's account has become the stranger's. */
const recovered = async () => {
  const system = await bank();
  await recover(system, system.citizen.address, system.stranger.address);
  return system;
};

describe("DepositToken: after a recovery", () => {
  describe("given the old key", () => {
    it("neither pays nor is paid, and says who took its place", async () => {
      const system = await recovered();
      const { token, officers, citizen, stranger, neighbour } = system;

      for (const act of [
        () => token.connect(citizen).transfer(neighbour, 0n),
        () => token.connect(officers.funding).transfer(citizen, 1n),
        () => issue(system, citizen, 1n, 3n),
      ])
        await expect(act())
          .to.be.revertedWithCustomError(token, "AccountReplaced")
          .withArgs(citizen.address, stranger.address);
      expect(await token.successorOf(citizen)).to.equal(stranger.address);
      expect(await token.currentOf(citizen)).to.equal(stranger.address);
      expect(await token.successorOf(stranger)).to.equal(ZeroAddress);
      expect(await token.currentOf(stranger)).to.equal(stranger.address);
    });

    it("redeems nothing, for it holds nothing", async () => {
      const { token, citizen } = await recovered();

      await expect(token.connect(citizen).redeem(1n, 1n))
        .to.be.revertedWithCustomError(token, "ERC20InsufficientBalance")
        .withArgs(citizen.address, 0n, 1n);
    });

    it("is dead for ever: nobody admits, touches, recovers or succeeds to it", async () => {
      const system = await recovered();
      const { token, officers, citizen, neighbour, people } = system;
      const admission = token.connect(officers.admissionOfficer);
      const enforcer = token.connect(officers.enforcementOfficer);

      for (const act of [
        () => admit(system, citizen, AccountKind.Citizen),
        () => admission.close(citizen),
        () => admission.reinstate(citizen, caseFile),
        () => admission.linkBankAccount(citizen, `0x${"ab".repeat(24)}`),
        () => enforcer.suspend(citizen, caseFile),
        () => freeze(system, citizen),
        () => openRecovery(system, citizen, people[20]!),
      ])
        await expect(act())
          .to.be.revertedWithCustomError(token, "ClosedAccount")
          .withArgs(citizen.address);
      await expect(openRecovery(system, neighbour, citizen))
        .to.be.revertedWithCustomError(token, "InvalidRecovery")
        .withArgs(neighbour.address, citizen.address);
    });

    it("moves nothing by what it approved", async () => {
      const system = await bank();
      const { token, citizen, stranger, neighbour, bakery } = system;
      await token.connect(citizen).approve(bakery, MaxUint256);
      await recover(system, citizen.address, stranger.address);

      await expect(token.connect(bakery).transferFrom(citizen, neighbour, 0n))
        .to.be.revertedWithCustomError(token, "AccountReplaced")
        .withArgs(citizen.address, stranger.address);
      await expect(token.connect(bakery).transferFrom(stranger, neighbour, 1n))
        .to.be.revertedWithCustomError(token, "ERC20InsufficientAllowance")
        .withArgs(bakery.address, 0n, 1n);
    });

    it("is taken nothing from under an order made before", async () => {
      const system = await bank();
      const { token, citizen, neighbour, stranger } = system;
      const order = { from: citizen, to: neighbour, amount: won(7) };
      await orderTransfer(system, order);
      await recover(system, citizen.address, stranger.address);

      await expect(execute(system, order))
        .to.be.revertedWithCustomError(token, "ClosedAccount")
        .withArgs(citizen.address);
    });
  });

  describe("given the new key", () => {
    it("pays and redeems with all there was", async () => {
      const { token, stranger, neighbour } = await recovered();
      await token.connect(stranger).transfer(neighbour, won(400_000));
      await token.connect(stranger).redeem(won(600_000), 1n);

      expect(await token.balanceOf(stranger)).to.equal(0n);
    });

    it("carries on the freeze, and a case's file is the same case", async () => {
      const system = await bank();
      const { token, citizen, neighbour, stranger, connection, bakery } = system;
      await freeze(system, citizen, { amount: everything });
      await openRecovery(system, citizen, stranger);
      await connection.networkHelpers.time.increase(7 * day);
      await token.connect(bakery).completeRecovery(citizen);

      await expect(token.connect(stranger).transfer(neighbour, 1n))
        .to.be.revertedWithCustomError(token, "ERC7943InsufficientUnfrozenBalance")
        .withArgs(stranger.address, 1n, 0n);
      await freeze(system, stranger, { caseId: firstCase, amount: everything });
      expect(await token.casesOf(stranger)).to.have.length(1);
    });

    it("may be lost in its turn, and the first still leads to the last", async () => {
      const system = await recovered();
      const { token, citizen, stranger, neighbour, people } = system;
      const third = people[20]!.address;
      await recover(system, stranger.address, third);

      expect(await token.currentOf(citizen)).to.equal(third);
      expect(await token.successorOf(citizen)).to.equal(stranger.address);
      await expect(token.connect(neighbour).transfer(citizen, 0n))
        .to.be.revertedWithCustomError(token, "AccountReplaced")
        .withArgs(citizen.address, third);
    });
  });

  describe("given one key that was named for two accounts", () => {
    it("succeeds to the first, and two people name another for the second", async () => {
      const system = await bank();
      const { token, citizen, neighbour, stranger, bakery, people, connection } = system;
      await openRecovery(system, citizen, stranger);
      await openRecovery(system, neighbour, stranger);
      await connection.networkHelpers.time.increase(7 * day);
      await token.connect(bakery).completeRecovery(citizen);

      await expect(token.connect(bakery).completeRecovery(neighbour))
        .to.be.revertedWithCustomError(token, "InvalidRecovery")
        .withArgs(neighbour.address, stranger.address);
      await recover(system, neighbour.address, people[20]!.address);
    });

    it("refuses one that was admitted in between", async () => {
      const system = await bank();
      const { token, citizen, stranger, bakery, connection } = system;
      await openRecovery(system, citizen, stranger);
      await admit(system, stranger, AccountKind.Citizen);
      await connection.networkHelpers.time.increase(7 * day);

      await expect(token.connect(bakery).completeRecovery(citizen))
        .to.be.revertedWithCustomError(token, "InvalidRecovery")
        .withArgs(citizen.address, stranger.address);
    });
  });

  describe("given a merchant whose key was replaced", () => {
    it("is paid at the new key on behalf of a holder, and the view agrees", async () => {
      const system = await market();
      const { token, citizen, bookshop, stranger, addresses } = system;
      await recover(system, bookshop.address, stranger.address);
      const asProgrammes = token.connect(await speakAs(system, addresses.programmes));
      const parties = [citizen.address, bookshop.address] as const;

      expect(await token.payOnBehalfRefusal(addresses.programmes, ...parties, won(5))).to.equal(
        "0x",
      );
      await expect(asProgrammes.payOnBehalf(...parties, won(5)))
        .to.emit(token, "Transfer")
        .withArgs(addresses.programmes, stranger.address, won(5));

      expect(await token.balanceOf(stranger)).to.equal(won(5));
      const refusal = await token.payOnBehalfRefusal(addresses.programmes, ...parties, budget);
      expect(decoded(token, refusal)).to.deep.equal([
        ...["ERC20InsufficientBalance", addresses.programmes, budget - won(5), budget],
      ]);
    });

    it("is not paid at a new key that is suspended", async () => {
      const system = await market();
      const { token, officers, citizen, bookshop, stranger, addresses } = system;
      await recover(system, bookshop.address, stranger.address);
      await token.connect(officers.enforcementOfficer).suspend(stranger, caseFile);
      const asProgrammes = token.connect(await speakAs(system, addresses.programmes));

      await expect(asProgrammes.payOnBehalf(citizen, bookshop, won(5)))
        .to.be.revertedWithCustomError(token, "SuspendedAccount")
        .withArgs(stranger.address);
    });
  });
});

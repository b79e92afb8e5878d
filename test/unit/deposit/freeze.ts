import { expect } from "chai";
import { ZeroHash } from "ethers";
import { citizensDeposit, issue, readyBank, type Bank } from "../../helpers/bank.ts";
import {
  caseCalled,
  everything,
  firstCase,
  freeze,
  hundredThousand,
  midnight,
  secondCase,
  short,
  unfreeze,
} from "../../helpers/cases.ts";
import { at, eventsOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { CaseBasis } from "../../helpers/kinds.ts";
import { onOneChain } from "../../helpers/suite.ts";

const bank = onOneChain(readyBank);

/** What every view says of the citizen: frozen, spendable, and what the cases add up to. */
async function views({ token, citizen }: Bank) {
  const { frozen } = await token.accountOf(citizen);
  const cases = await token.casesOf(citizen);
  return {
    frozen,
    frozenTokens: await token.getFrozenTokens(citizen),
    spendable: await token.spendableOf(citizen),
    cases: cases.map(({ amount }) => amount),
  };
}

/** 100,000 won of the citizen's 1,000,000 are frozen. */
const frozen = async () => {
  const system = await bank();
  await freeze(system, system.citizen);
  return system;
};

describe("DepositToken: freeze", () => {
  describe("when a part of an account is frozen", () => {
    it("is logged with case, ground, amount, end and officer", async () => {
      const system = await bank();
      const { token, officers, citizen } = system;
      const until = midnight.dayAfter;

      expect(await eventsOf(freeze(system, citizen, { until }), token)).to.deep.equal([
        [
          ...["CaseFrozen", citizen.address, firstCase, CaseBasis.Fraud, hundredThousand],
          ...[BigInt(until), officers.enforcementOfficer.address],
        ],
      ]);
      expect(await token.casesOf(citizen)).to.deep.equal([
        [short(firstCase), CaseBasis.Fraud, false, hundredThousand, BigInt(until)],
      ]);
    });

    it("leaves the rest to spend, and not one won more", async () => {
      const system = await frozen();
      const { token, citizen, bookshop } = system;
      const most = won(900_000); // 1,000,000 − 100,000

      expect(await views(system)).to.deep.equal({
        frozen: hundredThousand,
        frozenTokens: hundredThousand,
        spendable: most,
        cases: [hundredThousand],
      });
      await expect(token.connect(citizen).transfer(bookshop, most + 1n))
        .to.be.revertedWithCustomError(token, "ERC7943InsufficientUnfrozenBalance")
        .withArgs(citizen.address, most + 1n, most);
      await token.connect(citizen).transfer(bookshop, most);
      expect(await token.balanceOf(citizen)).to.equal(hundredThousand);
      expect(await token.spendableOf(citizen)).to.equal(0n);
    });

    it("redeems the rest, and not one won more", async () => {
      const { token, citizen } = await frozen();
      const holder = token.connect(citizen);

      await expect(holder.redeem(won(900_001), 1n))
        .to.be.revertedWithCustomError(token, "ERC7943InsufficientUnfrozenBalance")
        .withArgs(citizen.address, won(900_001), won(900_000));
      await holder.redeem(won(900_000), 1n);
      expect(await token.balanceOf(citizen)).to.equal(hundredThousand);
    });

    it("names the balance where the amount is above even that", async () => {
      const { token, citizen, bookshop } = await frozen();

      await expect(token.connect(citizen).transfer(bookshop, citizensDeposit + 1n))
        .to.be.revertedWithCustomError(token, "ERC20InsufficientBalance")
        .withArgs(citizen.address, citizensDeposit, citizensDeposit + 1n);
    });

    it("is still paid, and may transfer nothing at all", async () => {
      const system = await frozen();
      const { token, citizen, bookshop } = system;
      await issue(system, citizen, won(5), 3n);
      await token.connect(citizen).transfer(bookshop, 0n);

      expect(await token.spendableOf(citizen)).to.equal(won(900_005));
      expect(await token.canSend(citizen)).to.equal(true);
      expect(await token.canReceive(citizen)).to.equal(true);
    });
  });

  describe("when everything is frozen", () => {
    it("lets nothing leave, now or later", async () => {
      const system = await bank();
      const { token, citizen, bookshop } = system;
      await freeze(system, citizen, { amount: everything });
      await issue(system, citizen, won(7), 3n);

      expect(await views(system)).to.deep.equal({
        frozen: everything,
        frozenTokens: everything,
        spendable: 0n,
        cases: [everything],
      });
      await expect(token.connect(citizen).transfer(bookshop, 1n))
        .to.be.revertedWithCustomError(token, "ERC7943InsufficientUnfrozenBalance")
        .withArgs(citizen.address, 1n, 0n);
      await expect(token.connect(citizen).redeem(1n, 1n))
        .to.be.revertedWithCustomError(token, "ERC7943InsufficientUnfrozenBalance")
        .withArgs(citizen.address, 1n, 0n);
    });

    it("does not grow past its field when another case is added, and falls back to it exactly", async () => {
      const system = await bank();
      const { token, citizen } = system;
      await freeze(system, citizen, { amount: everything });
      await freeze(system, citizen, { caseId: secondCase, amount: won(3) });
      expect(await token.getFrozenTokens(citizen)).to.equal(everything);

      await unfreeze(system, citizen, everything);

      expect((await views(system)).frozen).to.equal(won(3));
      expect((await views(system)).spendable).to.equal(won(999_997));
    });

    it("adds two amounts that together reach the field's end, and one won more", async () => {
      const system = await bank();
      const { token, citizen } = system;
      await freeze(system, citizen, { amount: everything - 5n });
      await freeze(system, citizen, { caseId: secondCase, amount: 5n });
      expect(await token.getFrozenTokens(citizen)).to.equal(everything);
      await freeze(system, citizen, { caseId: secondCase, amount: 6n });
      expect(await token.getFrozenTokens(citizen)).to.equal(everything);

      await unfreeze(system, citizen, everything - 5n);
      expect(await token.getFrozenTokens(citizen)).to.equal(6n);
    });
  });

  it("freezes more than the account holds, and catches what arrives", async () => {
    const system = await bank();
    const { token, citizen, bookshop } = system;
    await freeze(system, citizen, { amount: citizensDeposit + won(10) });

    await issue(system, citizen, won(10), 3n);
    expect(await token.spendableOf(citizen)).to.equal(0n);
    await issue(system, citizen, won(1), 4n);
    expect(await token.spendableOf(citizen)).to.equal(won(1));
    await expect(token.connect(citizen).transfer(bookshop, won(2)))
      .to.be.revertedWithCustomError(token, "ERC7943InsufficientUnfrozenBalance")
      .withArgs(citizen.address, won(2), won(1));
    await token.connect(citizen).transfer(bookshop, won(1));
  });

  describe("given who may freeze what", () => {
    it("is refused to everybody but an appointed enforcer", async () => {
      const { token, officers, citizen, stranger } = await bank();
      const { admissionOfficer, enforcementController, orderOfficer } = officers;

      for (const one of [stranger, citizen, admissionOfficer, enforcementController, orderOfficer])
        await expect(token.connect(one).freeze(citizen, firstCase, CaseBasis.Fraud, 1n, 0n))
          .to.be.revertedWithCustomError(token, "NotEnforcer")
          .withArgs(one.address);
    });

    it("is refused to one who was dismissed", async () => {
      const system = await bank();
      const { token, officers, citizen } = system;
      const { enforcementController, enforcementOfficer } = officers;
      const controller = token.connect(enforcementController);

      await expect(controller.setEnforcer(enforcementOfficer, false))
        .to.emit(token, "EnforcerDismissed")
        .withArgs(enforcementOfficer.address, enforcementController.address);

      expect(await token.isEnforcer(enforcementOfficer)).to.equal(false);
      await expect(freeze(system, citizen))
        .to.be.revertedWithCustomError(token, "NotEnforcer")
        .withArgs(enforcementOfficer.address);
    });

    it("refuses what was never admitted, is closed, or is a contract of the system", async () => {
      const system = await bank();
      const { token, officers, stranger, neighbour, addresses } = system;
      await token.connect(officers.admissionOfficer).close(neighbour);

      for (const [error, account] of [
        ["AccountNotAdmitted", stranger.address],
        ["ClosedAccount", neighbour.address],
        ["SystemAccountUntouchable", addresses.programmes],
      ] as const) {
        await expect(freeze(system, account))
          .to.be.revertedWithCustomError(token, error)
          .withArgs(account);
        await expect(unfreeze(system, account, 1n))
          .to.be.revertedWithCustomError(token, error)
          .withArgs(account);
      }
    });

    it("refuses a case without an id, a ground or an amount", async () => {
      const system = await bank();
      const { token, citizen } = system;

      for (const terms of [{ caseId: ZeroHash }, { basis: CaseBasis.None }, { amount: 0n }])
        await expect(freeze(system, citizen, terms))
          .to.be.revertedWithCustomError(token, "InvalidCase")
          .withArgs(citizen.address, "caseId" in terms ? ZeroHash : firstCase);
    });
  });

  it("stays while everything is stopped, and can be set then", async () => {
    const system = await bank();
    const { token, officers, citizen } = system;
    await token.connect(officers.pauser).pause();
    await token.connect(officers.stopOfficer).orderStop(1n);
    await at(system, midnight.tomorrow);
    await freeze(system, citizen, { caseId: caseCalled("while paused") });

    expect(await token.getFrozenTokens(citizen)).to.equal(hundredThousand);
  });
});

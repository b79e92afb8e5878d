import { expect } from "chai";
import { ZeroHash, id } from "ethers";
import { admittedUntil, caseFile, citizensDeposit, issue, readyBank } from "../../helpers/bank.ts";
import {
  caseCalled,
  everything,
  execute,
  firstCase,
  firstOrder,
  freeze,
  hundredThousand,
  midnight,
  orderTransfer,
  secondCase,
  short,
} from "../../helpers/cases.ts";
import { at, eventsOf, reach } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { CaseBasis } from "../../helpers/kinds.ts";
import { onOneChain } from "../../helpers/suite.ts";

const bank = onOneChain(readyBank);

/** 100,000 won of the citizen's are frozen, and ordered to go back to the neighbour. */
const ordered = async (amount = hundredThousand) => {
  const system = await bank();
  const order = { from: system.citizen, to: system.neighbour, amount };
  await freeze(system, system.citizen);
  await orderTransfer(system, order);
  return { ...system, order };
};

describe("DepositToken: orderTransfer", () => {
  it("is logged with both people, moves nothing, and is readable", async () => {
    const system = await bank();
    const { token, officers, citizen, neighbour } = system;
    const order = { from: citizen, to: neighbour, amount: won(7) };

    expect(await eventsOf(orderTransfer(system, order), token)).to.deep.equal([
      [
        ...["TransferOrdered", firstOrder, citizen.address, neighbour.address, won(7)],
        ...[firstCase, CaseBasis.Fraud],
        ...[officers.orderOfficer.address, officers.orderChecker.address],
      ],
    ]);
    expect(await token.balanceOf(citizen)).to.equal(citizensDeposit);
    expect(await token.transferOrderOf(citizen, neighbour, won(7))).to.equal(firstOrder);
    expect(await token.transferOrderOf(citizen, neighbour, won(8))).to.equal(ZeroHash);
    expect(await token.transferOrderOf(neighbour, citizen, won(7))).to.equal(ZeroHash);
  });

  it("takes two people: none alone orders", async () => {
    const { token, officers, citizen, neighbour } = await bank();
    const order = [citizen, neighbour, 1n, firstOrder, firstCase, CaseBasis.Fraud] as const;

    for (const one of [officers.orderOfficer, officers.orderChecker, officers.enforcementOfficer])
      await expect(token.connect(one).orderTransfer(...order))
        .to.be.revertedWithCustomError(token, "NeedsDualControl")
        .withArgs(one.address);
  });

  it("refuses one without an id, a ground or an amount", async () => {
    const system = await bank();
    const { token, citizen, neighbour } = system;
    const order = { from: citizen, to: neighbour, amount: won(7) };

    for (const missing of [{ orderId: ZeroHash }, { basis: CaseBasis.None }, { amount: 0n }])
      await expect(orderTransfer(system, { ...order, ...missing }))
        .to.be.revertedWithCustomError(token, "InvalidOrder")
        .withArgs("orderId" in missing ? ZeroHash : firstOrder);
  });

  it("refuses another ground than that of its case, while the case runs", async () => {
    const system = await bank();
    const { token, citizen, neighbour } = system;
    const order = { from: citizen, to: neighbour, amount: won(7) };
    await freeze(system, citizen, { until: midnight.tomorrow });

    for (const basis of [CaseBasis.Debt, CaseBasis.Error, CaseBasis.Offence])
      await expect(orderTransfer(system, { ...order, basis }))
        .to.be.revertedWithCustomError(token, "InvalidOrder")
        .withArgs(firstOrder);
    await reach(system, midnight.tomorrow);
    await orderTransfer(system, { ...order, basis: CaseBasis.Error });
  });

  it("refuses the same transfer twice, until the first is carried out", async () => {
    const system = await ordered();
    const { token, order } = system;
    const again = { ...order, orderId: id("order second") };

    await expect(orderTransfer(system, again))
      .to.be.revertedWithCustomError(token, "TransferAlreadyOrdered")
      .withArgs(firstOrder);
    await execute(system, order);
    await orderTransfer(system, again);
  });

  it("takes nothing for the account itself, nor for who ordered or approved", async () => {
    const system = await bank();
    const { token, officers, citizen } = system;

    for (const to of [citizen, officers.orderOfficer, officers.orderChecker])
      await expect(orderTransfer(system, { from: citizen, to, amount: won(7) }))
        .to.be.revertedWithCustomError(token, "TransferToSelf")
        .withArgs(to.address);
  });

  it("takes nothing from a contract of the system, nor from what is no account", async () => {
    const system = await bank();
    const { token, stranger, neighbour, addresses } = system;

    await expect(
      orderTransfer(system, { from: addresses.programmes, to: neighbour, amount: won(7) }),
    )
      .to.be.revertedWithCustomError(token, "SystemAccountUntouchable")
      .withArgs(addresses.programmes);
    await expect(orderTransfer(system, { from: stranger, to: neighbour, amount: won(7) }))
      .to.be.revertedWithCustomError(token, "AccountNotAdmitted")
      .withArgs(stranger.address);
  });
});

describe("DepositToken: forcedTransfer (ERC-7943)", () => {
  describe("when an order is carried out", () => {
    it("says first what is frozen now, then what moved, then which order it was", async () => {
      const system = await ordered();
      const { token, officers, citizen, neighbour, order } = system;
      const parties = [citizen.address, neighbour.address, hundredThousand];
      const by = officers.enforcementOfficer.address;

      expect(await eventsOf(execute(system, order), token)).to.deep.equal([
        ["Frozen", citizen.address, 0n],
        ["CaseReduced", citizen.address, short(firstCase), 0n, by],
        ["Transfer", ...parties],
        ["ForcedTransfer", ...parties],
        ["TransferOrderExecuted", firstOrder, by],
      ]);
      expect(await token.balanceOf(citizen)).to.equal(won(900_000));
      expect(await token.balanceOf(neighbour)).to.equal(hundredThousand);
      expect(await token.spendableOf(citizen)).to.equal(won(900_000));
      expect((await token.accountOf(citizen)).spentToday).to.equal(0n);
    });

    it("returns true", async () => {
      const { token, officers, order } = await ordered();
      const enforcer = token.connect(officers.enforcementOfficer);

      expect(await enforcer.forcedTransfer.staticCall(order.from, order.to, order.amount)).to.equal(
        true,
      );
    });

    it("is done once", async () => {
      const system = await ordered();
      const { token, citizen, neighbour, order } = system;
      await execute(system, order);

      await expect(execute(system, order))
        .to.be.revertedWithCustomError(token, "TransferNotOrdered")
        .withArgs(citizen.address, neighbour.address, hundredThousand);
    });

    it("takes a part of the case's money, and the rest stays frozen", async () => {
      const system = await ordered(won(30_000));
      const { token, citizen, order } = system;
      await execute(system, order);

      expect(await token.getFrozenTokens(citizen)).to.equal(won(70_000));
      expect(await token.spendableOf(citizen)).to.equal(won(900_000));
    });

    it("takes all: the case's money and what is not frozen", async () => {
      const system = await ordered(citizensDeposit);
      const { token, citizen, neighbour, order } = system;
      await execute(system, order);

      expect(await token.balanceOf(citizen)).to.equal(0n);
      expect(await token.getFrozenTokens(citizen)).to.equal(0n);
      expect(await token.balanceOf(neighbour)).to.equal(citizensDeposit);
    });

    it("takes it also from an account that is suspended or expired", async () => {
      const system = await ordered();
      const { token, officers, citizen, neighbour, order } = system;
      const admission = token.connect(officers.admissionOfficer);
      await admission.admit(neighbour, 1n, admittedUntil + 60);
      await token.connect(officers.enforcementOfficer).suspend(citizen, caseFile);
      await at(system, admittedUntil);

      await execute(system, order);

      expect(await token.balanceOf(neighbour)).to.equal(hundredThousand);
    });

    it("leaves a freeze of everything in force for what is left", async () => {
      const system = await bank();
      const { token, citizen, neighbour } = system;
      const order = { from: citizen, to: neighbour, amount: won(7) };
      await freeze(system, citizen, { amount: everything });
      await orderTransfer(system, order);
      await execute(system, order);

      expect(await token.getFrozenTokens(citizen)).to.equal(everything);
      expect(await token.balanceOf(citizen)).to.equal(won(999_993));
    });
  });

  describe("given another case that freezes 600,000 won", () => {
    const beside = async (amount: bigint) => {
      const system = await ordered(amount);
      await freeze(system, system.citizen, { caseId: secondCase, amount: won(600_000) });
      return system;
    };

    it("takes all but the other case's money", async () => {
      const system = await beside(won(400_000));
      const { token, citizen, order } = system;
      await execute(system, order);

      expect(await token.balanceOf(citizen)).to.equal(won(600_000));
      expect(await token.getFrozenTokens(citizen)).to.equal(won(600_000));
    });

    it("takes not one won of the other case's", async () => {
      const system = await beside(won(400_001));
      const { token, citizen, neighbour, order } = system;

      await expect(execute(system, order))
        .to.be.revertedWithCustomError(token, "ERC7943InsufficientUnfrozenBalance")
        .withArgs(citizen.address, won(400_001), won(400_000));
      expect(await token.transferOrderOf(citizen, neighbour, won(400_001))).to.equal(firstOrder);
    });

    it("takes nothing frozen under an order of a case that does not run", async () => {
      const system = await beside(1n);
      const { token, citizen, bakery } = system;
      const order = { from: citizen, to: bakery, amount: won(300_001) };
      await orderTransfer(system, {
        ...order,
        orderId: id("another"),
        caseId: caseCalled("nobody's"),
      });

      await expect(execute(system, order))
        .to.be.revertedWithCustomError(token, "ERC7943InsufficientUnfrozenBalance")
        .withArgs(citizen.address, won(300_001), won(300_000)); // 1,000,000 − 700,000
    });
  });

  it("takes nothing while its case, opened since, runs on another ground", async () => {
    const system = await bank();
    const { token, citizen, neighbour } = system;
    const order = { from: citizen, to: neighbour, amount: won(7) };
    await orderTransfer(system, order);
    await freeze(system, citizen, { basis: CaseBasis.Debt, until: midnight.tomorrow });

    await expect(execute(system, order))
      .to.be.revertedWithCustomError(token, "InvalidOrder")
      .withArgs(firstOrder);
    await reach(system, midnight.tomorrow);
    await execute(system, order);
  });

  it("names the balance where the order is above it", async () => {
    const system = await ordered(citizensDeposit + won(1));
    const { token, citizen, order } = system;

    await expect(execute(system, order))
      .to.be.revertedWithCustomError(token, "ERC20InsufficientBalance")
      .withArgs(citizen.address, citizensDeposit, citizensDeposit + won(1));
    await issue(system, citizen, won(1), 3n);
    await execute(system, order);
  });
});

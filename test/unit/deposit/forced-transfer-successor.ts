import { expect } from "chai";
import { bind } from "../../helpers/administer.ts";
import { readyBank, type Bank } from "../../helpers/bank.ts";
import { execute, firstOrder, openRecovery, orderTransfer } from "../../helpers/cases.ts";
import { eventsOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { CaseBasis } from "../../helpers/kinds.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { day } from "../../helpers/time.ts";

const bank = onOneChain(readyBank);

/** 7 won of the citizen's are ordered to go to the neighbour, whose key the stranger's then replaces. */
const replaced = async () => {
  const system = await bank();
  const order = { from: system.citizen, to: system.neighbour, amount: won(7) };
  await orderTransfer(system, order);
  await recover(system);
  return { ...system, order };
};

async function recover(system: Bank): Promise<void> {
  await openRecovery(system, system.neighbour, system.stranger);
  await system.connection.networkHelpers.time.increase(7 * day);
  await system.token.connect(system.bakery).completeRecovery(system.neighbour);
}

describe("DepositToken: an order for a payee whose key was replaced", () => {
  it("pays who took its place, and says so", async () => {
    const system = await replaced();
    const { token, officers, citizen, neighbour, stranger, order } = system;
    const parties = [citizen.address, stranger.address, won(7)];

    expect(await eventsOf(execute(system, order), token)).to.deep.equal([
      ["Transfer", ...parties],
      ["ForcedTransfer", ...parties],
      ["TransferOrderExecuted", firstOrder, officers.enforcementOfficer.address],
    ]);
    expect(await token.balanceOf(stranger)).to.equal(won(7));
    expect(await token.balanceOf(neighbour)).to.equal(0n);
  });

  it("is no order for the successor by name", async () => {
    const system = await replaced();
    const { token, citizen, stranger } = system;

    await expect(execute(system, { from: citizen, to: stranger, amount: won(7) }))
      .to.be.revertedWithCustomError(token, "TransferNotOrdered")
      .withArgs(citizen.address, stranger.address, won(7));
  });

  it("asks the successor's account, not the old one", async () => {
    const system = await replaced();
    const { token, officers, stranger, order } = system;
    await token.connect(officers.enforcementOfficer).suspend(stranger, firstOrder);

    await expect(execute(system, order))
      .to.be.revertedWithCustomError(token, "SuspendedAccount")
      .withArgs(stranger.address);
  });

  for (const name of ["orderOfficer", "orderChecker", "enforcementOfficer"] as const)
    it(`does not pay a key of the ${name}, bound since`, async () => {
      const system = await replaced();
      const { token, stranger, order } = system;
      await bind(system, "bank", stranger, name);

      await expect(execute(system, order))
        .to.be.revertedWithCustomError(token, "TransferToSelf")
        .withArgs(stranger.address);
    });

  it("pays a protected successor only what error or fraud returns", async () => {
    const system = await bank();
    const { token, officers, citizen, neighbour, stranger } = system;
    const order = { from: citizen, to: neighbour, amount: won(7), basis: CaseBasis.Offence };
    await orderTransfer(system, order);
    await token.connect(officers.admissionOfficer).setProtection(neighbour, true);
    await recover(system);

    await expect(execute(system, order))
      .to.be.revertedWithCustomError(token, "ProtectedAccountNotCredited")
      .withArgs(stranger.address, citizen.address);
  });
});

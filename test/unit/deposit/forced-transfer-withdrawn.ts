import { expect } from "chai";
import { ZeroHash, id } from "ethers";
import { readyBank } from "../../helpers/bank.ts";
import { execute, firstOrder, orderTransfer } from "../../helpers/cases.ts";
import { eventsOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { jointly, orderPair } from "../../helpers/joint.ts";
import { onOneChain } from "../../helpers/suite.ts";

const bank = onOneChain(readyBank);

/** 7 won of the citizen's are ordered to go to the neighbour; `withdrawn` takes the order back. */
const ordered = async () => {
  const system = await bank();
  const { citizen, neighbour } = system;
  const order = { from: citizen, to: neighbour, amount: won(7) };
  await orderTransfer(system, order);
  const args = [citizen.address, neighbour.address, won(7)] as const;
  const withdrawn = () => jointly(system, orderPair, "withdrawTransferOrder", args);
  return { ...system, order, args, withdrawn };
};

describe("DepositToken: withdrawTransferOrder", () => {
  it("is logged with the order and both people, and the order waits no more", async () => {
    const { token, officers, args, withdrawn } = await ordered();

    expect(await eventsOf(withdrawn(), token)).to.deep.equal([
      [
        ...["TransferOrderWithdrawn", firstOrder],
        ...[officers.orderOfficer.address, officers.orderChecker.address],
      ],
    ]);
    expect(await token.transferOrderOf(...args)).to.equal(ZeroHash);
  });

  it("leaves nothing to carry out", async () => {
    const system = await ordered();
    const { token, order, args, withdrawn } = system;
    await withdrawn();

    await expect(execute(system, order))
      .to.be.revertedWithCustomError(token, "TransferNotOrdered")
      .withArgs(...args);
  });

  it("leaves the order's id used, and the transfer free to be ordered under another", async () => {
    const system = await ordered();
    const { token, order, withdrawn } = system;
    await withdrawn();

    await expect(orderTransfer(system, order))
      .to.be.revertedWithCustomError(token, "AlreadyOrdered")
      .withArgs(firstOrder);
    await orderTransfer(system, { ...order, orderId: id("order second") });
    await execute(system, order);
  });

  it("takes two people: none alone withdraws", async () => {
    const { token, officers, args } = await ordered();

    for (const one of [officers.orderOfficer, officers.orderChecker, officers.enforcementOfficer])
      await expect(token.connect(one).withdrawTransferOrder(...args))
        .to.be.revertedWithCustomError(token, "NeedsDualControl")
        .withArgs(one.address);
  });

  it("refuses what does not wait: carried out, withdrawn, or never ordered", async () => {
    const system = await ordered();
    const { token, order, args, withdrawn } = system;
    await withdrawn();
    await expect(withdrawn())
      .to.be.revertedWithCustomError(token, "TransferNotOrdered")
      .withArgs(...args);
    await orderTransfer(system, { ...order, orderId: id("order second") });
    await execute(system, order);

    await expect(withdrawn())
      .to.be.revertedWithCustomError(token, "TransferNotOrdered")
      .withArgs(...args);
  });
});

import { expect } from "chai";
import type { Bank } from "../../helpers/bank.ts";
import { readyBank } from "../../helpers/bank.ts";
import { execute, firstOrder, hundredThousand, orderTransfer } from "../../helpers/cases.ts";
import { jointly, orderPair } from "../../helpers/joint.ts";
import { CaseBasis } from "../../helpers/kinds.ts";
import { onOneChain } from "../../helpers/suite.ts";

const bank = onOneChain(readyBank);

/** Two people order that the citizen's money be redeemed, under the same order as the transfer. */
const redeemByOrder = (system: Bank) =>
  jointly(system, orderPair, "redeemByOrder", [
    ...[system.citizen.address, hundredThousand, 1n],
    ...[firstOrder, CaseBasis.Fraud],
  ]);

describe("Orders of two people: each is given once", () => {
  it("is refused a second time for another transfer, also once carried out", async () => {
    const system = await bank();
    const { token, citizen, bookshop, neighbour } = system;
    const order = { from: citizen, to: bookshop, amount: hundredThousand };
    const refused = (to: Bank["citizen"]) =>
      expect(orderTransfer(system, { ...order, to }))
        .to.be.revertedWithCustomError(token, "AlreadyOrdered")
        .withArgs(firstOrder);
    await orderTransfer(system, order);

    await refused(neighbour);
    await execute(system, order);
    await refused(neighbour);
    await refused(bookshop);
  });

  it("is refused for a redemption after a transfer, and for a transfer after a redemption", async () => {
    for (const first of ["transfer", "redemption"] as const) {
      const system = await bank();
      const { token, citizen, bookshop } = system;
      const order = () =>
        orderTransfer(system, { from: citizen, to: bookshop, amount: hundredThousand });
      await (first === "transfer" ? order() : redeemByOrder(system));

      await expect(first === "transfer" ? redeemByOrder(system) : order(), first)
        .to.be.revertedWithCustomError(token, "AlreadyOrdered")
        .withArgs(firstOrder);
    }
  });
});

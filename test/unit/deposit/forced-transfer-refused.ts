import { expect } from "chai";
import { id, ZeroAddress } from "ethers";
import { admit, admittedUntil, readyBank } from "../../helpers/bank.ts";
import { execute, firstOrder, openRecovery, orderTransfer } from "../../helpers/cases.ts";
import { at, crowd } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { AccountKind } from "../../helpers/kinds.ts";
import { stopsOf, type Stop } from "../../helpers/stops.ts";
import { onOneChain } from "../../helpers/suite.ts";

const bank = onOneChain(readyBank);

/** 7 won of the citizen's are ordered to go to the neighbour. */
const ordered = async () => {
  const system = await bank();
  const order = { from: system.citizen, to: system.neighbour, amount: won(7) };
  await orderTransfer(system, order);
  return { ...system, order };
};

describe("DepositToken: a forced transfer that is refused", () => {
  it("was not ordered: another payer, payee or amount is another transfer", async () => {
    const system = await ordered();
    const { token, citizen, neighbour, bakery } = system;

    for (const [from, to, amount] of [
      [neighbour, citizen, won(7)],
      [citizen, bakery, won(7)],
      [citizen, neighbour, won(6)],
      [citizen, neighbour, won(8)],
      [citizen, neighbour, 2n ** 64n + won(7)],
    ] as const)
      await expect(execute(system, { from, to, amount }))
        .to.be.revertedWithCustomError(token, "TransferNotOrdered")
        .withArgs(from.address, to.address, amount);
  });

  it("is carried out by who is no enforcer, such as those who ordered it", async () => {
    const { token, officers, citizen, neighbour } = await ordered();
    const { orderOfficer, orderChecker, enforcementController } = officers;

    for (const one of [orderOfficer, orderChecker, enforcementController, citizen, neighbour])
      await expect(token.connect(one).forcedTransfer(citizen, neighbour, won(7)))
        .to.be.revertedWithCustomError(token, "NotEnforcer")
        .withArgs(one.address);
  });

  it("is carried out by its payee", async () => {
    const system = await bank();
    const { token, officers, citizen } = system;
    const enforcer = officers.enforcementOfficer;
    await admit(system, enforcer, AccountKind.Citizen);
    const order = { from: citizen, to: enforcer, amount: won(7) };
    await orderTransfer(system, order);

    await expect(execute(system, order))
      .to.be.revertedWithCustomError(token, "TransferToSelf")
      .withArgs(enforcer.address);
  });

  const stops: readonly Stop[] = [
    ...stopsOf("neighbour", "the payee"),
    [
      "the payee's admission has ended",
      (system) => at(system, admittedUntil),
      ({ neighbour }) => ["AdmissionExpired", neighbour.address, admittedUntil, admittedUntil],
    ],
    [
      "the payee is in recovery",
      (system) => openRecovery(system, system.neighbour, system.stranger),
      ({ neighbour }) => ["AccountInRecovery", neighbour.address],
    ],
  ];

  for (const [what, arrange, reason] of stops) {
    it(`comes while ${what}, and stays ordered`, async () => {
      const system = await ordered();
      const { token, citizen, neighbour, order } = system;
      await arrange(system);
      const [error, ...args] = reason(system);

      await expect(execute(system, order))
        .to.be.revertedWithCustomError(token, error)
        .withArgs(...args);
      expect(await token.transferOrderOf(citizen, neighbour, won(7))).to.equal(firstOrder);
    });
  }

  it("goes to nobody, to what is no account, or to a contract of the system", async () => {
    const system = await bank();
    const { token, officers, citizen, addresses } = system;
    const [nobody] = crowd(1);

    for (const [to, error, ...args] of [
      [ZeroAddress, "ERC20InvalidReceiver", ZeroAddress],
      [nobody!, "AccountNotAdmitted", nobody],
      [
        ...[addresses.programmes, "SystemAccountNotCredited", addresses.programmes],
        officers.enforcementOfficer.address,
      ],
    ] as [string, string, ...unknown[]][]) {
      const order = { from: citizen, to, amount: won(7), orderId: id(error) };
      await orderTransfer(system, order);
      await expect(execute(system, order))
        .to.be.revertedWithCustomError(token, error)
        .withArgs(...args);
    }
  });

  it("comes from an account that closed since", async () => {
    const system = await ordered();
    const { token, officers, citizen, order } = system;
    await token.connect(citizen).redeem(won(1_000_000), 1n);
    await token.connect(officers.admissionOfficer).close(citizen);

    await expect(execute(system, order))
      .to.be.revertedWithCustomError(token, "ClosedAccount")
      .withArgs(citizen.address);
  });
});

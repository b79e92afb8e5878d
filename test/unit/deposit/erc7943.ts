import { expect } from "chai";
import { ZeroAddress } from "ethers";
import {
  admittedUntil,
  caseFile,
  citizensDeposit,
  readyBank,
  type Bank,
} from "../../helpers/bank.ts";
import {
  everything,
  execute,
  freeze,
  hundredThousand,
  midnight,
  openCase,
  openRecovery,
  orderTransfer,
} from "../../helpers/cases.ts";
import { decoded, reach, speakAs } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { limit } from "../../helpers/joint.ts";
import { AccountKind } from "../../helpers/kinds.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { day } from "../../helpers/time.ts";

const bank = onOneChain(readyBank);

describe("DepositToken: ERC-7943, who may send and receive", () => {
  const stops: readonly (readonly [string, (system: Bank) => Promise<unknown>])[] = [
    [
      "is suspended",
      ({ token, officers, neighbour }) =>
        token.connect(officers.enforcementOfficer).suspend(neighbour, caseFile),
    ],
    [
      "is closed",
      ({ token, officers, neighbour }) => token.connect(officers.admissionOfficer).close(neighbour),
    ],
    ["has expired", (system) => reach(system, admittedUntil)],
    ["is in recovery", (system) => openRecovery(system, system.neighbour, system.stranger)],
  ];
  for (const [n, [what, stop]] of stops.entries())
    it(`7943-1.${n + 1} an account that ${what} neither sends nor receives`, async () => {
      const system = await bank();
      const { token, citizen, neighbour } = system;
      expect(await token.canSend(neighbour)).to.equal(true);
      expect(await token.canReceive(neighbour)).to.equal(true);
      expect(await token.canTransfer(citizen, neighbour, 1n)).to.equal(true);
      await stop(system);

      expect(await token.canSend(neighbour)).to.equal(false);
      expect(await token.canReceive(neighbour)).to.equal(false);
      expect(await token.canTransfer(citizen, neighbour, 1n)).to.equal(false);
      expect(await token.canTransfer(neighbour, citizen, 0n)).to.equal(false);
    });

  it("7943-2 one that was never admitted, and nobody, neither send nor receive", async () => {
    const { token, stranger, citizen } = await bank();

    for (const account of [stranger.address, ZeroAddress]) {
      expect(await token.canSend(account)).to.equal(false);
      expect(await token.canReceive(account)).to.equal(false);
      expect(await token.canTransfer(citizen, account, 0n)).to.equal(false);
    }
  });

  it("7943-3 an account sends up to the second before its admission ends", async () => {
    const system = await bank();
    await reach(system, admittedUntil - 1);
    expect(await system.token.canSend(system.citizen)).to.equal(true);
    await reach(system, admittedUntil);
    expect(await system.token.canSend(system.citizen)).to.equal(false);
  });
});

describe("DepositToken: ERC-7943, canTransfer", () => {
  it("7943-4 a balance that is too small is not a rule", async () => {
    const { token, citizen, bookshop } = await bank();

    for (const amount of [citizensDeposit, citizensDeposit + 1n, 2n ** 64n])
      expect(await token.canTransfer(citizen, bookshop, amount)).to.equal(true);
  });

  it("7943-5 one that is too small for what is frozen is a rule", async () => {
    const system = await bank();
    const { token, citizen, bookshop } = system;
    await freeze(system, citizen, { until: midnight.tomorrow });

    expect(await token.canTransfer(citizen, bookshop, won(900_000))).to.equal(true);
    expect(await token.canTransfer(citizen, bookshop, won(900_001))).to.equal(false);
    expect(await token.canTransfer(citizen, bookshop, citizensDeposit + 1n)).to.equal(false);
    await reach(system, midnight.tomorrow);
    expect(await token.canTransfer(citizen, bookshop, citizensDeposit)).to.equal(true);
    expect(await token.canTransfer(citizen, bookshop, citizensDeposit + 1n)).to.equal(true);
  });

  it("7943-6 a pause, a stop order, a limit and a cap are rules", async () => {
    const system = await bank();
    const { token, officers, citizen, neighbour } = system;
    const allowed = (amount: bigint) => token.canTransfer(citizen, neighbour, amount);
    await limit(system, AccountKind.Citizen, { transfer: won(10), daily: won(9), cap: won(8) });
    for (const [amount, answer] of [
      [won(8), true],
      [won(9), false],
      [won(10), false],
      [won(11), false],
    ] as const)
      expect(await allowed(amount), String(amount)).to.equal(answer);
    await token.connect(officers.pauser).pause();
    expect(await allowed(won(1))).to.equal(false);
  });

  it("7943-7 a contract of the system is judged as if it pulled the transfer itself", async () => {
    const { token, citizen, addresses } = await bank();

    expect(await token.canTransfer(citizen, addresses.programmes, 1n)).to.equal(true);
    expect(
      decoded(token, await token.transferRefusal(citizen, addresses.programmes, 1n)),
    ).to.deep.equal(["SystemAccountNotCredited", addresses.programmes, citizen.address]);
  });

  it("7943-8 no view reverts, whatever it is asked", async () => {
    const { token, citizen } = await bank();
    const most = 2n ** 256n - 1n;

    for (const [from, to] of [
      [ZeroAddress, ZeroAddress],
      [citizen.address, citizen.address],
      [ZeroAddress, citizen.address],
    ] as const)
      for (const amount of [0n, most]) await token.canTransfer(from, to, amount);
    expect(await token.getFrozenTokens(ZeroAddress)).to.equal(0n);
  });
});

describe("DepositToken: ERC-7943, what is frozen and what is forced", () => {
  it("7943-9 what is frozen may exceed what is held, and Frozen says the total", async () => {
    const system = await bank();
    const { token, officers, citizen } = system;
    await openCase(system, citizen);
    const enforcer = token.connect(officers.enforcementOfficer);

    await expect(enforcer.setFrozenTokens(citizen, citizensDeposit + 1n))
      .to.emit(token, "Frozen")
      .withArgs(citizen.address, citizensDeposit + 1n);
    expect(await token.getFrozenTokens(citizen)).to.equal(citizensDeposit + 1n);
    expect(await token.spendableOf(citizen)).to.equal(0n);
  });

  it("7943-10 a transfer above it fails with the standard's error", async () => {
    const system = await bank();
    const { token, citizen, bookshop, bakery } = system;
    await freeze(system, citizen);
    await token.connect(citizen).approve(bakery, everything);

    for (const act of [
      () => token.connect(citizen).transfer(bookshop, won(900_001)),
      () => token.connect(bakery).transferFrom(citizen, bookshop, won(900_001)),
    ])
      await expect(act())
        .to.be.revertedWithCustomError(token, "ERC7943InsufficientUnfrozenBalance")
        .withArgs(citizen.address, won(900_001), won(900_000));
    expect(
      decoded(token, await token.transferRefusal(citizen, bookshop, won(900_001))),
    ).to.deep.equal([
      ...["ERC7943InsufficientUnfrozenBalance", citizen.address, won(900_001), won(900_000)],
    ]);
  });

  it("7943-11 a forced transfer passes the rules of the payer, unfreezes first, and says so", async () => {
    const system = await bank();
    const { token, officers, citizen, neighbour } = system;
    await freeze(system, citizen, { amount: citizensDeposit });
    await token.connect(officers.enforcementOfficer).suspend(citizen, caseFile);
    const order = { from: citizen, to: neighbour, amount: citizensDeposit };
    await orderTransfer(system, order);

    await expect(execute(system, order))
      .to.emit(token, "ForcedTransfer")
      .withArgs(citizen.address, neighbour.address, citizensDeposit)
      .and.to.emit(token, "Frozen")
      .withArgs(citizen.address, 0n);
  });

  it("7943-12 none of these powers reaches a contract of the system", async () => {
    const system = await bank();
    const { token, officers, addresses, neighbour } = system;
    const contract = addresses.programmes;
    const enforcer = token.connect(officers.enforcementOfficer);
    const order = { from: contract, to: neighbour, amount: 1n };

    for (const act of [
      () => freeze(system, contract),
      () => openCase(system, contract),
      () => enforcer.setFrozenTokens(contract, 1n),
      () => orderTransfer(system, order),
      () => openRecovery(system, contract, system.stranger),
    ])
      await expect(act())
        .to.be.revertedWithCustomError(token, "SystemAccountUntouchable")
        .withArgs(contract);
    await expect(execute(system, order))
      .to.be.revertedWithCustomError(token, "TransferNotOrdered")
      .withArgs(contract, neighbour.address, 1n);
  });

  it("7943-13 a recovered account is frozen as the old one was, and its views agree", async () => {
    const system = await bank();
    const { token, citizen, stranger, bakery, bookshop, connection } = system;
    await freeze(system, citizen);
    await openRecovery(system, citizen, stranger);
    await connection.networkHelpers.time.increase(7 * day);
    await token.connect(bakery).completeRecovery(citizen);

    expect(await token.getFrozenTokens(stranger)).to.equal(hundredThousand);
    expect(await token.getFrozenTokens(citizen)).to.equal(0n);
    expect(await token.canSend(citizen)).to.equal(false);
    expect(await token.canTransfer(stranger, bookshop, won(900_000))).to.equal(true);
    expect(await token.canTransfer(stranger, bookshop, won(900_001))).to.equal(false);
  });

  it("7943-14 a frozen holder's own account is left alone by what a contract of the system pays", async () => {
    const system = await bank();
    const { token, officers, citizen, bookshop, addresses } = system;
    await freeze(system, citizen, { amount: everything });
    const asProgrammes = token.connect(await speakAs(system, addresses.programmes));
    await token.connect(officers.funding).approve(addresses.programmes, won(5));
    await asProgrammes.transferFrom(officers.funding, addresses.programmes, won(5));

    await asProgrammes.payOnBehalf(citizen, bookshop, won(5));

    expect(await token.balanceOf(bookshop)).to.equal(won(5));
    expect(await token.balanceOf(citizen)).to.equal(citizensDeposit);
  });
});

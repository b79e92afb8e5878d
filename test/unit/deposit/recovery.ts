import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { admittedUntil, caseFile, issue, opening, readyBank } from "../../helpers/bank.ts";
import {
  caseCalled,
  firstCase,
  freeze,
  midnight,
  openCase,
  openRecovery,
  short,
} from "../../helpers/cases.ts";
import { at, eventsOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { AccountKind, CaseBasis } from "../../helpers/kinds.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { day } from "../../helpers/time.ts";

const bank = onOneChain(readyBank);

const openedAt = opening + 600;
const until = openedAt + 7 * day;
const linked = `0x${"ab".repeat(24)}`;

/** The citizen's key is lost, and the stranger's is to take its place. */
const opened = async () => {
  const system = await bank();
  await openRecovery(system, system.citizen, system.stranger, openedAt);
  return system;
};

/** The citizen has a linked bank account, redeemed once, has eight cases, and is in recovery and suspended. */
const loaded = async () => {
  const system = await bank();
  const { token, officers, citizen, stranger } = system;
  await token.connect(officers.admissionOfficer).linkBankAccount(citizen, linked);
  await token.connect(citizen).redeem(won(40), 1n);
  for (let n = 0; n < 7; ++n)
    await freeze(system, citizen, { caseId: caseCalled(n), amount: won(10) });
  await openCase(system, citizen, { caseId: caseCalled(7), until: midnight.nextMonth });
  await openRecovery(system, citizen, stranger);
  await token.connect(officers.enforcementOfficer).suspend(citizen, caseFile);
  return system;
};

describe("DepositToken: openRecovery", () => {
  it("is logged with both people, and readable", async () => {
    const system = await bank();
    const { token, officers, citizen, stranger } = system;

    expect(await eventsOf(openRecovery(system, citizen, stranger, openedAt), token)).to.deep.equal([
      [
        ...["RecoveryOpened", citizen.address, stranger.address, firstCase, BigInt(until)],
        ...[officers.recoveryOfficer.address, officers.recoveryChecker.address],
      ],
    ]);
    expect(await token.OBJECTION_PERIOD()).to.equal(BigInt(7 * day));
    expect(await token.recoveryOf(citizen)).to.deep.equal([stranger.address, BigInt(until)]);
    expect((await token.accountOf(citizen)).inRecovery).to.equal(true);
    expect(await token.recoveryOf(stranger)).to.deep.equal([ZeroAddress, 0n]);
  });

  it("takes two people: none alone opens one", async () => {
    const { token, officers, citizen, stranger } = await bank();
    const { recoveryOfficer, recoveryChecker, admissionOfficer } = officers;

    for (const one of [recoveryOfficer, recoveryChecker, admissionOfficer, stranger])
      await expect(token.connect(one).openRecovery(citizen, stranger, firstCase))
        .to.be.revertedWithCustomError(token, "NeedsDualControl")
        .withArgs(one.address);
  });

  it("stops the old key from paying and being paid, and not from redeeming", async () => {
    const system = await opened();
    const { token, citizen, neighbour, officers } = system;

    for (const act of [
      () => token.connect(citizen).transfer(neighbour, 1n),
      () => token.connect(officers.funding).transfer(citizen, 1n),
      () => issue(system, citizen, 1n, 3n),
    ])
      await expect(act())
        .to.be.revertedWithCustomError(token, "AccountInRecovery")
        .withArgs(citizen.address);
    expect(await token.canSend(citizen)).to.equal(false);
    await token.connect(citizen).redeem(won(1), 1n);
  });

  it("refuses a successor who has ever been an account, or is nobody", async () => {
    const system = await bank();
    const { token, officers, citizen, neighbour, bakery, addresses } = system;
    await token.connect(officers.admissionOfficer).close(bakery);

    for (const successor of [
      citizen.address,
      neighbour.address,
      bakery.address,
      addresses.programmes,
      ZeroAddress,
    ])
      await expect(openRecovery(system, citizen, successor))
        .to.be.revertedWithCustomError(token, "InvalidRecovery")
        .withArgs(citizen.address, successor);
  });

  it("refuses accounts out of reach", async () => {
    const system = await bank();
    const { token, officers, stranger, neighbour, addresses, people } = system;
    await token.connect(officers.admissionOfficer).close(neighbour);
    const successor = people[20]!;

    for (const [error, account] of [
      ["AccountNotAdmitted", stranger.address],
      ["ClosedAccount", neighbour.address],
      ["SystemAccountUntouchable", addresses.programmes],
    ] as const)
      await expect(openRecovery(system, account, successor))
        .to.be.revertedWithCustomError(token, error)
        .withArgs(account);
  });

  it("keeps the account from being closed", async () => {
    const system = await opened();
    const { token, officers, citizen } = system;
    await token.connect(citizen).redeem(won(1_000_000), 1n);

    await expect(token.connect(officers.admissionOfficer).close(citizen))
      .to.be.revertedWithCustomError(token, "AccountInRecovery")
      .withArgs(citizen.address);
  });
});

describe("DepositToken: objectToRecovery", () => {
  it("lets the account go on as before, up to the last second", async () => {
    const system = await opened();
    const { token, citizen, stranger, neighbour } = system;
    await at(system, until - 1);

    await expect(token.connect(citizen).objectToRecovery())
      .to.emit(token, "RecoveryObjected")
      .withArgs(citizen.address, stranger.address);

    await token.connect(citizen).transfer(neighbour, won(1));
    expect(await token.recoveryOf(citizen)).to.deep.equal([ZeroAddress, 0n]);
    await expect(token.connect(neighbour).completeRecovery(citizen))
      .to.be.revertedWithCustomError(token, "NotInRecovery")
      .withArgs(citizen.address);
  });

  it("comes too late in the second of the end", async () => {
    const system = await opened();
    const { token, citizen } = system;
    await at(system, until);

    await expect(token.connect(citizen).objectToRecovery())
      .to.be.revertedWithCustomError(token, "ObjectionClosed")
      .withArgs(citizen.address, until);
  });

  it("is refused to a holder whose account is suspended", async () => {
    const system = await bank();
    const { token, officers, citizen, stranger } = system;
    await token.connect(officers.enforcementOfficer).suspend(citizen, caseFile);
    await openRecovery(system, citizen, stranger);

    await expect(token.connect(citizen).objectToRecovery())
      .to.be.revertedWithCustomError(token, "SuspendedAccount")
      .withArgs(citizen.address);
  });

  it("is refused where nothing is recovered, such as to the successor", async () => {
    const { token, stranger, neighbour } = await opened();

    for (const one of [stranger, neighbour])
      await expect(token.connect(one).objectToRecovery())
        .to.be.revertedWithCustomError(token, "NotInRecovery")
        .withArgs(one.address);
  });
});

describe("DepositToken: completeRecovery", () => {
  it("is refused before the end of the objection, and where there is no recovery", async () => {
    const system = await opened();
    const { token, citizen, neighbour, bakery } = system;
    await at(system, until - 1);

    await expect(token.connect(bakery).completeRecovery(citizen))
      .to.be.revertedWithCustomError(token, "ObjectionStillOpen")
      .withArgs(citizen.address, until);
    await expect(token.connect(bakery).completeRecovery(neighbour))
      .to.be.revertedWithCustomError(token, "NotInRecovery")
      .withArgs(neighbour.address);
  });

  it("is done by anyone in the second of the end, once", async () => {
    const system = await opened();
    const { token, citizen, stranger, bakery } = system;
    const count = await token.accountCount();
    await at(system, until);

    expect(await eventsOf(token.connect(bakery).completeRecovery(citizen), token)).to.deep.equal([
      ["Transfer", citizen.address, stranger.address, won(1_000_000)],
      ["AccountRecovered", citizen.address, stranger.address, bakery.address],
    ]);
    expect(await token.accountCount()).to.equal(count);
    expect(await token.totalSupply()).to.equal(won(3_001_000_000));
    await expect(token.connect(bakery).completeRecovery(citizen))
      .to.be.revertedWithCustomError(token, "NotInRecovery")
      .withArgs(citizen.address);
  });

  it("moves balance, eight cases, kind, end, suspension, day count, numbers and linked bank account", async () => {
    const system = await loaded();
    const { token, citizen, neighbour, stranger } = system;
    const before = await token.accountOf(citizen);
    const cases = await token.casesOf(citizen);
    await at(system, opening + 8 * day);

    await token.connect(neighbour).completeRecovery(citizen);

    const after = await token.accountOf(stranger);
    expect([before.inRecovery, after.inRecovery]).to.deep.equal([true, false]);
    expect([after.balance, after.frozen, after.suspended]).to.deep.equal([
      ...[won(999_960), won(70), true],
    ]);
    expect([after.kind, after.admittedUntil]).to.deep.equal([
      ...[AccountKind.Citizen, BigInt(admittedUntil)],
    ]);
    expect(cases).to.have.length(8);
    expect(cases[7]).to.deep.equal([
      ...[short(caseCalled(7)), CaseBasis.Fraud, true, 0n, BigInt(midnight.nextMonth)],
    ]);
    expect(await token.casesOf(stranger)).to.deep.equal(cases);
    expect(await token.nextRedemption(stranger)).to.equal(2n);
    expect(await token.linkedBankAccount(stranger)).to.equal(linked);
    expect(await token.casesOf(citizen)).to.deep.equal([]);
    expect(await token.linkedBankAccount(citizen)).to.equal(`0x${"00".repeat(24)}`);
  });
});

import { expect } from "chai";
import { caseFile, citizensDeposit, readyBank } from "../helpers/bank.ts";
import {
  everything,
  execute,
  freeze,
  hundredThousand,
  openCase,
  openRecovery,
  orderTransfer,
} from "../helpers/cases.ts";
import { decoded, speakAs } from "../helpers/chain.ts";
import { won } from "../helpers/fixtures.ts";
import { onOneChain } from "../helpers/suite.ts";
import { day } from "../helpers/time.ts";

/* ERC-7943 (final), goes on from erc7943.ts: what is frozen and what is forced. */

const bank = onOneChain(readyBank);

describe("ERC-7943: what is frozen and what is forced", () => {
  it("ERC-7943/13 what is frozen may exceed what is held, and Frozen says the total", async () => {
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

  it("ERC-7943/14 a transfer above it fails with the standard's error", async () => {
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

  it("ERC-7943/15 a forced transfer passes the rules of the payer, unfreezes first, and says so", async () => {
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

  it("ERC-7943/16 none of these powers reaches a contract of the system", async () => {
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

  it("ERC-7943/17 a recovered account is frozen as the old one was, and its views agree", async () => {
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

  it("ERC-7943/18 a frozen holder's own account is left alone by what a contract of the system pays", async () => {
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

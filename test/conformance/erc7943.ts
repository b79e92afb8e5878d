import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { admittedUntil, caseFile, citizensDeposit, readyBank, type Bank } from "../helpers/bank.ts";
import { freeze, midnight, openRecovery } from "../helpers/cases.ts";
import { decoded, reach } from "../helpers/chain.ts";
import { expectDeclared } from "../helpers/declared.ts";
import { won } from "../helpers/fixtures.ts";
import { limit } from "../helpers/joint.ts";
import { AccountKind } from "../helpers/kinds.ts";
import { onOneChain } from "../helpers/suite.ts";

/*
 * ERC-7943 (final), for fungible tokens. Its events, errors and functions are declared in `IERC7943Fungible`; ERC-165 is in erc165.ts.
 */

const bank = onOneChain(readyBank);

describe("ERC-7943: declarations", () => {
  it("ERC-7943/01 MUST declare its functions, events and errors with the standard's types", async () => {
    expectDeclared((await bank()).token, [
      "function forcedTransfer(address,address,uint256) returns (bool)",
      "function setFrozenTokens(address,uint256) returns (bool)",
      "function canSend(address) view returns (bool)",
      "function canReceive(address) view returns (bool)",
      "function getFrozenTokens(address) view returns (uint256)",
      "function canTransfer(address,address,uint256) view returns (bool)",
      "event ForcedTransfer(address indexed,address indexed,uint256)",
      "event Frozen(address indexed,uint256)",
      "error ERC7943InsufficientUnfrozenBalance(address,uint256,uint256)",
    ]);
  });
});

describe("ERC-7943: who may send and receive", () => {
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
    it(`ERC-7943/0${n + 2} an account that ${what} neither sends nor receives`, async () => {
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

  it("ERC-7943/06 one that was never admitted, and nobody, neither send nor receive", async () => {
    const { token, stranger, citizen } = await bank();

    for (const account of [stranger.address, ZeroAddress]) {
      expect(await token.canSend(account)).to.equal(false);
      expect(await token.canReceive(account)).to.equal(false);
      expect(await token.canTransfer(citizen, account, 0n)).to.equal(false);
    }
  });

  it("ERC-7943/07 an account sends up to the second before its admission ends", async () => {
    const system = await bank();
    await reach(system, admittedUntil - 1);
    expect(await system.token.canSend(system.citizen)).to.equal(true);
    await reach(system, admittedUntil);
    expect(await system.token.canSend(system.citizen)).to.equal(false);
  });
});

describe("ERC-7943: canTransfer", () => {
  it("ERC-7943/08 a balance that is too small is not a rule", async () => {
    const { token, citizen, bookshop } = await bank();

    for (const amount of [citizensDeposit, citizensDeposit + 1n, 2n ** 64n])
      expect(await token.canTransfer(citizen, bookshop, amount)).to.equal(true);
  });

  it("ERC-7943/09 one that is too small for what is frozen is a rule", async () => {
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

  it("ERC-7943/10 a pause, a stop order, a limit and a cap are rules", async () => {
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

  it("ERC-7943/11 a contract of the system is judged as if it pulled the transfer itself", async () => {
    const { token, citizen, addresses } = await bank();

    expect(await token.canTransfer(citizen, addresses.programmes, 1n)).to.equal(true);
    expect(
      decoded(token, await token.transferRefusal(citizen, addresses.programmes, 1n)),
    ).to.deep.equal(["SystemAccountNotCredited", addresses.programmes, citizen.address]);
  });

  it("ERC-7943/12 no view reverts, whatever it is asked", async () => {
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

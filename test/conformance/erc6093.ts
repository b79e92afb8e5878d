import { expect } from "chai";
import { MaxUint256, ZeroAddress } from "ethers";
import { citizensDeposit, issue, readyBank, type Bank } from "../helpers/bank.ts";
import { at } from "../helpers/chain.ts";
import { won } from "../helpers/fixtures.ts";
import { callOf, inTime, messageOf, sendSigned } from "../helpers/signed-calls.ts";
import { signed } from "../helpers/signing.ts";
import { onOneChain } from "../helpers/suite.ts";

/*
 * ERC-6093 (final): the errors of an ERC-20 token, when each is used and with what arguments. The standard does not say
 * whether a token reverts, only how it says so.
 */

const bank = onOneChain(readyBank);

const permit = async (system: Bank, owner: string, spender: string) => {
  const message = messageOf(system, "Permit", owner, { spender });
  const signature = await signed(system, system.citizen, "Permit", message);
  await at(system, inTime);
  return sendSigned(system, callOf("Permit", false), message, signature);
};

describe("ERC-6093: the errors", () => {
  it("ERC-6093/01 MUST have the standard's names and arguments, in their order", async () => {
    const { token } = await bank();
    const declared = token.interface.fragments
      .filter(({ type }) => type === "error")
      .map((fragment) => fragment.format("full"));

    expect(declared).to.include.members([
      "error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)",
      "error ERC20InvalidSender(address sender)",
      "error ERC20InvalidReceiver(address receiver)",
      "error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)",
      "error ERC20InvalidApprover(address approver)",
      "error ERC20InvalidSpender(address spender)",
    ]);
  });

  it("ERC-6093/02 SHOULD, in errors of our own too, name who is involved before what failed and why", async () => {
    const { token } = await bank();

    for (const fragment of token.interface.fragments.filter(({ type }) => type === "error")) {
      const kinds = fragment.inputs.map(({ type }) => type === "address");
      const whoComesFirst = kinds.every(
        (isWho, index) => !isWho || kinds.slice(0, index).every(Boolean),
      );
      expect(whoComesFirst, fragment.format("full")).to.equal(true);
    }
  });
});

describe("ERC-6093: in transfers", () => {
  it("ERC-6093/03 InsufficientBalance: the sender, its balance, what was needed; the balance MUST be the less", async () => {
    const { token, citizen, bookshop, stranger } = await bank();
    await token.connect(citizen).approve(stranger, MaxUint256);
    const needed = citizensDeposit + won(1);

    for (const send of [
      () => token.connect(citizen).transfer(bookshop, needed),
      () => token.connect(stranger).transferFrom(citizen, bookshop, needed),
      () => token.connect(citizen).redeem(needed, 1n),
    ]) {
      await expect(send())
        .to.be.revertedWithCustomError(token, "ERC20InsufficientBalance")
        .withArgs(citizen.address, citizensDeposit, needed);
    }
    await token.connect(citizen).transfer(bookshop, citizensDeposit); // an equal balance suffices
  });

  it("ERC-6093/04 InsufficientAllowance: the spender, its allowance, what was needed; the allowance MUST be the less", async () => {
    const { token, citizen, bookshop, stranger } = await bank();
    await token.connect(citizen).approve(stranger, won(70_000));

    await expect(token.connect(stranger).transferFrom(citizen, bookshop, won(70_001)))
      .to.be.revertedWithCustomError(token, "ERC20InsufficientAllowance")
      .withArgs(stranger.address, won(70_000), won(70_001));
    await token.connect(stranger).transferFrom(citizen, bookshop, won(70_000));
  });

  it("ERC-6093/05 InvalidSender is RECOMMENDED for a transfer from the zero address", async () => {
    const { token, bookshop, stranger } = await bank();

    await expect(token.connect(stranger).transferFrom(ZeroAddress, bookshop, won(0)))
      .to.be.revertedWithCustomError(token, "ERC20InvalidSender")
      .withArgs(ZeroAddress);
  });

  it("ERC-6093/06 InvalidSender MUST NOT be used where an allowance or a balance is wanting", async () => {
    const { token, bookshop, neighbour, stranger } = await bank();

    await expect(token.connect(stranger).transferFrom(ZeroAddress, bookshop, won(1)))
      .to.be.revertedWithCustomError(token, "ERC20InsufficientAllowance")
      .withArgs(stranger.address, won(0), won(1));
    await expect(token.connect(neighbour).transfer(bookshop, won(1)))
      .to.be.revertedWithCustomError(token, "ERC20InsufficientBalance")
      .withArgs(neighbour.address, won(0), won(1));
  });

  it("ERC-6093/07 InvalidReceiver is RECOMMENDED for a transfer to the zero address", async () => {
    const system = await bank();
    const { token, citizen, stranger } = system;
    await token.connect(citizen).approve(stranger, won(1));

    for (const send of [
      () => token.connect(citizen).transfer(ZeroAddress, won(1)),
      () => token.connect(stranger).transferFrom(citizen, ZeroAddress, won(1)),
      () => issue(system, ZeroAddress, won(1), 9n),
    ]) {
      await expect(send())
        .to.be.revertedWithCustomError(token, "ERC20InvalidReceiver")
        .withArgs(ZeroAddress);
    }
  });

  it("ERC-6093/08 InvalidReceiver is RECOMMENDED for addresses that cannot be paid; on purpose, errors of ours say why", async () => {
    const { token, citizen, stranger, addresses } = await bank();

    await expect(token.connect(citizen).transfer(stranger, won(1)))
      .to.be.revertedWithCustomError(token, "AccountNotAdmitted")
      .withArgs(stranger.address);
    await expect(token.connect(citizen).transfer(addresses.programmes, won(1)))
      .to.be.revertedWithCustomError(token, "SystemAccountNotCredited")
      .withArgs(addresses.programmes, citizen.address);
  });
});

describe("ERC-6093: in approvals", () => {
  it("ERC-6093/09 InvalidSpender is RECOMMENDED for an approval to the zero address, by permit too", async () => {
    const system = await bank();
    const { token, citizen } = system;

    for (const send of [
      () => token.connect(citizen).approve(ZeroAddress, won(1)),
      () => permit(system, citizen.address, ZeroAddress),
    ]) {
      await expect(send())
        .to.be.revertedWithCustomError(token, "ERC20InvalidSpender")
        .withArgs(ZeroAddress);
    }
  });

  it("ERC-6093/10 InvalidSpender is RECOMMENDED for an approval to the owner where that is refused: it is not", async () => {
    const { token, citizen } = await bank();

    await token.connect(citizen).approve(citizen, won(1));

    expect(await token.allowance(citizen, citizen)).to.equal(won(1));
  });

  it("ERC-6093/11 InvalidApprover is RECOMMENDED for the zero address; it has no key, so its permit is an invalid signature", async () => {
    const system = await bank();
    const { token, stranger } = system;

    await expect(permit(system, ZeroAddress, stranger.address))
      .to.be.revertedWithCustomError(token, "SignatureInvalid")
      .withArgs(ZeroAddress);
  });

  it("ERC-6093/12 errors of transfers MUST NOT be used: an approval needs no balance, admission or running service", async () => {
    const { token, officers, stranger, citizen } = await bank();
    await token.connect(officers.pauser).pause();

    await token.connect(stranger).approve(citizen, MaxUint256);

    expect(await token.allowance(stranger, citizen)).to.equal(MaxUint256);
  });
});

import { expect } from "chai";
import { MaxUint256, ZeroAddress, id, zeroPadValue } from "ethers";
import { citizensDeposit, fundingDeposit, issue, readyBank } from "../helpers/bank.ts";
import { eventsOf } from "../helpers/chain.ts";
import { expectDeclared } from "../helpers/declared.ts";
import { won } from "../helpers/fixtures.ts";
import { onOneChain } from "../helpers/suite.ts";

/*
 * ERC-20 (final), clause by clause. Where the standard says "should throw", the token reverts with an error of ERC-6093.
 */

const bank = onOneChain(readyBank);

const approved = async () => {
  const system = await bank();
  await system.token.connect(system.citizen).approve(system.stranger, won(70_000));
  return { ...system, spender: system.token.connect(system.stranger) };
};

describe("ERC-20: views", () => {
  it("ERC-20/01 declares the six methods and two events with the standard's types", async () => {
    expectDeclared((await bank()).token, [
      "function totalSupply() view returns (uint256)",
      "function balanceOf(address) view returns (uint256)",
      "function transfer(address,uint256) returns (bool)",
      "function transferFrom(address,address,uint256) returns (bool)",
      "function approve(address,uint256) returns (bool)",
      "function allowance(address,address) view returns (uint256)",
      "event Transfer(address indexed,address indexed,uint256)",
      "event Approval(address indexed,address indexed,uint256)",
    ]);
  });

  it("ERC-20/02 OPTIONAL name, symbol and decimals: present, with the standard's types", async () => {
    expectDeclared((await bank()).token, [
      "function name() view returns (string)",
      "function symbol() view returns (string)",
      "function decimals() pure returns (uint8)",
    ]);
  });

  it("ERC-20/03 totalSupply returns all tokens there are: issued, less redeemed", async () => {
    const { token, citizen } = await bank();
    expect(await token.totalSupply()).to.equal(citizensDeposit + fundingDeposit);

    await token.connect(citizen).redeem(won(250_000), 1n);

    expect(await token.totalSupply()).to.equal(citizensDeposit + fundingDeposit - won(250_000));
  });

  it("ERC-20/04 balanceOf returns the balance of any address, zero where it has none", async () => {
    const { token, citizen, stranger } = await bank();

    expect(await token.balanceOf(citizen)).to.equal(citizensDeposit);
    expect(await token.balanceOf(stranger)).to.equal(won(0));
    expect(await token.balanceOf(ZeroAddress)).to.equal(won(0));
  });
});

describe("ERC-20: transfer", () => {
  it("ERC-20/05 MUST move the amount and fire Transfer", async () => {
    const { token, citizen, bookshop } = await bank();

    const sent = token.connect(citizen).transfer(bookshop, won(30_000));

    expect(await eventsOf(sent, token)).to.deep.equal([
      ["Transfer", citizen.address, bookshop.address, won(30_000)],
    ]);
    expect(await token.balanceOf(citizen)).to.equal(won(970_000)); // 1,000,000 − 30,000
    expect(await token.balanceOf(bookshop)).to.equal(won(30_000));
  });

  it("ERC-20/06 returns true where it succeeds; it never returns false", async () => {
    const { token, citizen, bookshop } = await bank();

    expect(await token.connect(citizen).transfer.staticCall(bookshop, won(1))).to.equal(true);
  });

  it("ERC-20/07 SHOULD throw where the balance does not suffice, by one won too", async () => {
    const { token, citizen, neighbour } = await bank();

    for (const amount of [citizensDeposit + won(1), 2n ** 64n, MaxUint256]) {
      await expect(token.connect(citizen).transfer(neighbour, amount))
        .to.be.revertedWithCustomError(token, "ERC20InsufficientBalance")
        .withArgs(citizen.address, citizensDeposit, amount);
    }
    await token.connect(citizen).transfer(neighbour, citizensDeposit);
    expect(await token.balanceOf(neighbour)).to.equal(citizensDeposit);
  });

  it("ERC-20/08 MUST treat a transfer of 0 as any other and fire Transfer", async () => {
    const { token, citizen, neighbour } = await bank();

    const sent = token.connect(citizen).transfer(neighbour, won(0));

    expect(await eventsOf(sent, token)).to.deep.equal([
      ["Transfer", citizen.address, neighbour.address, won(0)],
    ]);
  });

  it("ERC-20/09 a transfer to oneself is a transfer: it fires Transfer and leaves the balance", async () => {
    const { token, citizen } = await bank();

    const sent = token.connect(citizen).transfer(citizen, citizensDeposit);

    expect(await eventsOf(sent, token)).to.deep.equal([
      ["Transfer", citizen.address, citizen.address, citizensDeposit],
    ]);
    expect(await token.balanceOf(citizen)).to.equal(citizensDeposit);
  });
});

describe("ERC-20: transferFrom", () => {
  it("ERC-20/10 MUST move the amount from the payer to the payee and fire Transfer", async () => {
    const { token, citizen, bookshop, spender } = await approved();

    await expect(spender.transferFrom(citizen, bookshop, won(30_000)))
      .to.emit(token, "Transfer")
      .withArgs(citizen.address, bookshop.address, won(30_000));

    expect(await token.balanceOf(citizen)).to.equal(won(970_000)); // 1,000,000 − 30,000
    expect(await token.balanceOf(bookshop)).to.equal(won(30_000));
  });

  it("ERC-20/11 returns true where it succeeds", async () => {
    const { citizen, bookshop, spender } = await approved();

    const returned = await spender.transferFrom.staticCall(citizen, bookshop, won(70_000));

    expect(returned).to.equal(true);
  });

  it("ERC-20/12 SHOULD throw unless the payer authorized the sender, by one won too", async () => {
    const { token, citizen, bookshop, spender, stranger, neighbour } = await approved();

    await expect(spender.transferFrom(citizen, bookshop, won(70_001)))
      .to.be.revertedWithCustomError(token, "ERC20InsufficientAllowance")
      .withArgs(stranger.address, won(70_000), won(70_001));
    await expect(token.connect(neighbour).transferFrom(citizen, neighbour, won(1)))
      .to.be.revertedWithCustomError(token, "ERC20InsufficientAllowance")
      .withArgs(neighbour.address, won(0), won(1));
  });

  it("ERC-20/13 SHOULD throw too where the payer itself sends it without an allowance", async () => {
    const { token, citizen, bookshop } = await bank();

    await expect(token.connect(citizen).transferFrom(citizen, bookshop, won(1)))
      .to.be.revertedWithCustomError(token, "ERC20InsufficientAllowance")
      .withArgs(citizen.address, won(0), won(1));
  });

  it("ERC-20/14 SHOULD throw where the payer's balance does not suffice, and leave the allowance", async () => {
    const { token, citizen, bookshop, stranger } = await bank();
    await token.connect(citizen).approve(stranger, MaxUint256 - 1n);

    await expect(token.connect(stranger).transferFrom(citizen, bookshop, citizensDeposit + won(1)))
      .to.be.revertedWithCustomError(token, "ERC20InsufficientBalance")
      .withArgs(citizen.address, citizensDeposit, citizensDeposit + won(1));
    expect(await token.allowance(citizen, stranger)).to.equal(MaxUint256 - 1n);
  });

  it("ERC-20/15 MUST treat a transfer of 0 as any other and fire Transfer", async () => {
    const { token, citizen, bookshop, neighbour } = await bank();

    await expect(token.connect(neighbour).transferFrom(citizen, bookshop, won(0)))
      .to.emit(token, "Transfer")
      .withArgs(citizen.address, bookshop.address, won(0));
  });
});

describe("ERC-20: events", () => {
  it("ERC-20/16 MUST log Transfer with both addresses as topics and the amount as data", async () => {
    const { token, citizen, bookshop } = await bank();

    const sent = await token.connect(citizen).transfer(bookshop, won(30_000));
    const log = (await sent.wait())?.logs[0];

    expect(log?.topics).to.deep.equal([
      id("Transfer(address,address,uint256)"),
      zeroPadValue(citizen.address, 32).toLowerCase(),
      zeroPadValue(bookshop.address, 32).toLowerCase(),
    ]);
    expect(BigInt(log?.data ?? 0)).to.equal(won(30_000));
  });

  it("ERC-20/17 SHOULD fire Transfer from the zero address where tokens are created", async () => {
    const system = await bank();
    const { token, neighbour } = system;

    await expect(issue(system, neighbour, won(5), 9n))
      .to.emit(token, "Transfer")
      .withArgs(ZeroAddress, neighbour.address, won(5));
  });
});

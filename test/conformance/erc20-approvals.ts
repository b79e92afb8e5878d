import { expect } from "chai";
import { MaxUint256, ZeroAddress, id, zeroPadValue } from "ethers";
import { readyBank } from "../helpers/bank.ts";
import { eventsOf } from "../helpers/chain.ts";
import { won } from "../helpers/fixtures.ts";
import { onOneChain } from "../helpers/suite.ts";

/* ERC-20 (final), continued: allowances, and what the token does beyond the standard or refuses on purpose. */

const bank = onOneChain(readyBank);

describe("ERC-20: approve and allowance", () => {
  it("ERC-20/18 lets the spender withdraw several times, up to the amount", async () => {
    const { token, citizen, bookshop, stranger } = await bank();
    await token.connect(citizen).approve(stranger, won(70_000));
    const spender = token.connect(stranger);

    for (const left of [won(40_000), won(10_000), won(0)]) {
      const amount = (await token.allowance(citizen, stranger)) - left;
      await spender.transferFrom(citizen, bookshop, amount);
      expect(await token.allowance(citizen, stranger)).to.equal(left);
    }
    await expect(spender.transferFrom(citizen, bookshop, won(1)))
      .to.be.revertedWithCustomError(token, "ERC20InsufficientAllowance")
      .withArgs(stranger.address, won(0), won(1));
  });

  it("ERC-20/19 overwrites the allowance where it is called again", async () => {
    const { token, citizen, stranger } = await bank();
    await token.connect(citizen).approve(stranger, won(70_000));

    await token.connect(citizen).approve(stranger, won(50_000));

    expect(await token.allowance(citizen, stranger)).to.equal(won(50_000));
  });

  it("ERC-20/20 SHOULD NOT itself enforce that an allowance is first set to 0", async () => {
    const { token, citizen, stranger } = await bank();
    await token.connect(citizen).approve(stranger, won(1));

    await token.connect(citizen).approve(stranger, won(2));

    expect(await token.allowance(citizen, stranger)).to.equal(won(2));
  });

  it("ERC-20/21 returns true where it succeeds", async () => {
    const { token, citizen, stranger } = await bank();

    expect(await token.connect(citizen).approve.staticCall(stranger, won(0))).to.equal(true);
  });

  it("ERC-20/22 allowance returns what is left for this owner and this spender alone", async () => {
    const { token, citizen, neighbour, stranger } = await bank();
    await token.connect(citizen).approve(stranger, won(70_000));

    expect(await token.allowance(citizen, stranger)).to.equal(won(70_000));
    expect(await token.allowance(stranger, citizen)).to.equal(won(0));
    expect(await token.allowance(neighbour, stranger)).to.equal(won(0));
    expect(await token.allowance(citizen, neighbour)).to.equal(won(0));
  });

  it("ERC-20/23 MUST fire Approval on every call that succeeds, one for 0 too", async () => {
    const { token, citizen, stranger } = await bank();

    for (const amount of [won(0), won(70_000), won(70_000), MaxUint256]) {
      const sent = await token.connect(citizen).approve(stranger, amount);
      const logs = (await sent.wait())?.logs ?? [];

      expect(logs.map(({ topics, data }) => [...topics, BigInt(data)])).to.deep.equal([
        [
          id("Approval(address,address,uint256)"),
          zeroPadValue(citizen.address, 32).toLowerCase(),
          zeroPadValue(stranger.address, 32).toLowerCase(),
          amount,
        ],
      ]);
    }
  });
});

describe("ERC-20: on purpose otherwise", () => {
  it("ERC-20/24 the standard is silent on the zero address: it is neither paid nor a payer nor a spender", async () => {
    const { token, citizen, bookshop } = await bank();
    const holder = token.connect(citizen);

    await expect(holder.transfer(ZeroAddress, won(1)))
      .to.be.revertedWithCustomError(token, "ERC20InvalidReceiver")
      .withArgs(ZeroAddress);
    await expect(holder.transferFrom(ZeroAddress, bookshop, won(0)))
      .to.be.revertedWithCustomError(token, "ERC20InvalidSender")
      .withArgs(ZeroAddress);
    await expect(holder.approve(ZeroAddress, won(1)))
      .to.be.revertedWithCustomError(token, "ERC20InvalidSpender")
      .withArgs(ZeroAddress);
  });

  it("ERC-20/25 only admitted accounts pay and are paid: a transfer of 0 is refused to others as well", async () => {
    const { token, citizen, stranger } = await bank();

    for (const send of [
      () => token.connect(citizen).transfer(stranger, won(0)),
      () => token.connect(stranger).transfer(citizen, won(0)),
    ]) {
      await expect(send())
        .to.be.revertedWithCustomError(token, "AccountNotAdmitted")
        .withArgs(stranger.address);
    }
  });

  it("ERC-20/26 a pause refuses every transfer, one of 0 too, and no approval", async () => {
    const { token, officers, citizen, bookshop, stranger } = await bank();
    await token.connect(officers.pauser).pause();

    await expect(token.connect(citizen).transfer(bookshop, won(0))).to.be.revertedWithCustomError(
      token,
      "EnforcedPause",
    );
    await token.connect(citizen).approve(stranger, won(1));
  });

  it("ERC-20/27 an allowance of 2^256-1 does not fall, and no Approval is fired", async () => {
    const { token, citizen, bookshop, stranger } = await bank();
    await token.connect(citizen).approve(stranger, MaxUint256);

    const sent = token.connect(stranger).transferFrom(citizen, bookshop, won(5));

    expect(await eventsOf(sent, token)).to.deep.equal([
      ["Transfer", citizen.address, bookshop.address, won(5)],
    ]);
    expect(await token.allowance(citizen, stranger)).to.equal(MaxUint256);
  });

  it("ERC-20/28 every other allowance falls, the largest too, and Approval says what is left", async () => {
    const { token, citizen, bookshop, stranger } = await bank();
    await token.connect(citizen).approve(stranger, MaxUint256 - 1n);

    const sent = token.connect(stranger).transferFrom(citizen, bookshop, won(5));

    expect(await eventsOf(sent, token)).to.deep.equal([
      ["Approval", citizen.address, stranger.address, MaxUint256 - 6n],
      ["Transfer", citizen.address, bookshop.address, won(5)],
    ]);
  });
});

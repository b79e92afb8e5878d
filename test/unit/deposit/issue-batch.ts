import { expect } from "chai";
import { ZeroAddress } from "ethers";
import {
  allowanceLeft,
  citizensDeposit,
  issuable,
  readyBank,
  type Bank,
} from "../../helpers/bank.ts";
import { crowd, eventsOf, gasOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { AccountKind, IssueReason } from "../../helpers/kinds.ts";
import { onOneChain } from "../../helpers/suite.ts";

const bank = onOneChain(readyBank);

/** The issuer issues to several accounts under one reference. */
const issueBatch = (
  { token, officers }: Bank,
  items: readonly (readonly [to: string, amount: bigint])[],
  ref: bigint,
) =>
  token.connect(officers.issuer).issueBatch(
    items.map(([to, amount]) => ({ to, amount })),
    ref,
    IssueReason.Deposit,
  );

describe("DepositToken: issue to many", () => {
  it("credits every account under one reference", async () => {
    const system = await bank();
    const { token, officers, citizen, neighbour } = system;
    const items = [
      [citizen.address, won(10)],
      [neighbour.address, won(20)],
    ] as const;

    expect(await eventsOf(issueBatch(system, items, 3n), token)).to.deep.equal([
      ["Transfer", ZeroAddress, citizen.address, won(10)],
      ["Transfer", ZeroAddress, neighbour.address, won(20)],
      ["DepositIssued", officers.issuer.address, 3n, IssueReason.Deposit],
    ]);

    expect(await token.balanceOf(citizen)).to.equal(citizensDeposit + won(10));
    expect(await token.balanceOf(neighbour)).to.equal(won(20));
    expect(await token.totalSupply()).to.equal(won(3_001_000_030));
    expect(await token.issuanceAllowance(officers.issuer)).to.equal(allowanceLeft - won(30));
    expect((await token.reserve()).issuable).to.equal(issuable - won(30));
  });

  it("credits an account that occurs twice both times", async () => {
    const system = await bank();
    const { token, neighbour } = system;
    const items = [
      [neighbour.address, won(10)],
      [neighbour.address, won(5)],
    ] as const;

    await issueBatch(system, items, 3n);

    expect(await token.balanceOf(neighbour)).to.equal(won(15));
    expect(await token.totalSupply()).to.equal(won(3_001_000_015));
  });

  it("issues to nobody when one account cannot be credited", async () => {
    const system = await bank();
    const { token, officers, neighbour, stranger } = system;
    const items = [
      [neighbour.address, won(10)],
      [stranger.address, won(10)],
    ] as const;

    await expect(issueBatch(system, items, 3n))
      .to.be.revertedWithCustomError(token, "AccountNotAdmitted")
      .withArgs(stranger.address);

    expect(await token.balanceOf(neighbour)).to.equal(won(0));
    expect(await token.isFreshReference(officers.issuer, 3n)).to.equal(true);
  });

  it("refuses an item of nothing", async () => {
    const system = await bank();
    const items = [
      [system.citizen.address, won(10)],
      [system.neighbour.address, won(0)],
    ] as const;

    await expect(issueBatch(system, items, 3n)).to.be.revertedWithCustomError(
      system.token,
      "ZeroAmount",
    );
  });

  it("refuses a batch of nobody", async () => {
    const system = await bank();

    await expect(issueBatch(system, [], 3n)).to.be.revertedWithCustomError(
      system.token,
      "ZeroAmount",
    );
  });

  it("refuses a batch whose sum is one won above the allowance", async () => {
    const system = await bank();
    const items = [
      [system.citizen.address, allowanceLeft],
      [system.neighbour.address, won(1)],
    ] as const;

    await expect(issueBatch(system, items, 3n))
      .to.be.revertedWithCustomError(system.token, "IssuanceAllowanceExceeded")
      .withArgs(system.officers.issuer.address, allowanceLeft, allowanceLeft + won(1));
  });

  it("adds amounts up without wrapping around", async () => {
    const system = await bank();
    const most = 2n ** 64n - 1n;
    const items = [
      [system.citizen.address, most],
      [system.neighbour.address, won(2)],
    ] as const;

    // In 64 bits the sum would be 1.
    await expect(issueBatch(system, items, 3n))
      .to.be.revertedWithCustomError(system.token, "IssuanceAllowanceExceeded")
      .withArgs(system.officers.issuer.address, allowanceLeft, most + won(2));
  });

  it("refuses a reference that was used", async () => {
    const system = await bank();

    await expect(issueBatch(system, [[system.citizen.address, won(1)]], 2n))
      .to.be.revertedWithCustomError(system.token, "AlreadyIssued")
      .withArgs(system.officers.issuer.address, 2n);
  });

  it("fits 1,500 accounts into one block of 2^24 gas", async () => {
    const system = await bank();
    const { token, officers } = system;
    const crowded = crowd(1_500);
    for (let n = 0; n < 1_500; n += 500) {
      await token
        .connect(officers.admissionOfficer)
        .admitBatch(crowded.slice(n, n + 500), AccountKind.Citizen, 2n ** 32n - 1n);
    }
    const items = crowded.map((to) => [to, won(100_000)] as const);

    expect(await token.MAX_ISSUE_BATCH()).to.equal(1_500n);
    expect(await gasOf(issueBatch(system, items, 3n))).to.be.at.most(2 ** 24);

    expect(await token.totalSupply()).to.equal(won(3_151_000_000)); // + 1,500 × 100,000
  });

  it("refuses 1,501 items", async () => {
    const system = await bank();
    const items = crowd(1_501).map((to) => [to, won(1)] as const);

    await expect(issueBatch(system, items, 3n))
      .to.be.revertedWithCustomError(system.token, "BatchTooLong")
      .withArgs(1_501n, 1_500n);
  });
});

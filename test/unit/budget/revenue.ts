import { expect } from "chai";
import { ZeroHash } from "ethers";
import { caseFile } from "../../helpers/bank.ts";
import {
  papers,
  readyBudget,
  refused,
  treasuryHoldings,
  yearEnd,
  type Budget,
} from "../../helpers/budget.ts";
import { at, eventsOf, type Named } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { onOneChain } from "../../helpers/suite.ts";

// The funding account has paid 2,000,000,000 won of revenue; the citizen has 1,000,000.
const budget = onOneChain(readyBudget);
const sum = won(1_000);

/** The citizen sends money that nobody asked for. */
const bareTransfer = ({ token, citizen, addresses }: Budget, amount = sum) =>
  token.connect(citizen).transfer(addresses.treasury, amount);

/** What the Treasury holds, what is unattributed, and the revenue of 2025. */
const moneyOf = async ({ treasury }: Budget) => [
  await treasury.holdings(),
  await treasury.unattributed(),
  await treasury.revenueOf(2025),
];

describe("Treasury: receiveRevenue", () => {
  it("takes anybody's money as revenue of the year that runs", async () => {
    const system = await budget();
    const { token, treasury, citizen, addresses } = system;
    await token.connect(citizen).approve(addresses.treasury, sum);

    const sent = treasury.connect(citizen).receiveRevenue(sum, caseFile);

    expect(await eventsOf(sent, treasury)).to.deep.equal([
      ["RevenueReceived", 2025n, sum, caseFile, citizen.address],
    ]);
    expect((await eventsOf(sent, token)).at(-1)).to.deep.equal([
      ...["Transfer", citizen.address, addresses.treasury, sum],
    ]);
    expect(await moneyOf(system)).to.deep.equal([
      ...[treasuryHoldings + sum, 0n, treasuryHoldings + sum],
    ]);
  });

  it("counts to 31 December, 23:59:59, for one year, and from 00:00:00 for the next", async () => {
    const system = await budget();
    const { token, treasury, citizen, addresses } = system;
    await token.connect(citizen).approve(addresses.treasury, won(1_000_000));
    const pay = (amount: bigint) => treasury.connect(citizen).receiveRevenue(amount, ZeroHash);
    await at(system, yearEnd - 1);
    await pay(won(3));
    await at(system, yearEnd);
    await pay(won(5));
    await pay(won(7));

    expect(await treasury.revenueOf(2025)).to.equal(treasuryHoldings + won(3));
    expect(await treasury.revenueOf(2026)).to.equal(won(12));
  });

  it("refuses nothing at all, and what the payer does not let it take", async () => {
    const { token, treasury, citizen, addresses } = await budget();
    const by = treasury.connect(citizen);

    await refused(treasury, by.receiveRevenue(0n, ZeroHash), ["ZeroAmount"]);
    await refused(token, by.receiveRevenue(1n, ZeroHash), [
      "ERC20InsufficientAllowance",
      addresses.treasury,
      0n,
      1n,
    ]);
  });
});

describe("Treasury: what bare transfers bring", () => {
  it("lies there unattributed, beside what can be paid", async () => {
    const system = await budget();

    await bareTransfer(system);

    expect(await moneyOf(system)).to.deep.equal([treasuryHoldings, sum, treasuryHoldings]);
  });

  it("becomes revenue by the revenue officer's word, and not one won more", async () => {
    const system = await budget();
    const { treasury, revenue, officers } = system;
    await bareTransfer(system);

    await refused(treasury, revenue.attributeRevenue(sum + 1n, papers), [
      "UnattributedExceeded",
      sum,
      sum + 1n,
    ]);
    const sent = revenue.attributeRevenue(sum - 1n, papers);

    expect(await eventsOf(sent, treasury)).to.deep.equal([
      ["RevenueReceived", 2025n, sum - 1n, papers, officers.revenueOfficer.address],
    ]);
    expect(await moneyOf(system)).to.deep.equal([
      ...[treasuryHoldings + sum - 1n, 1n, treasuryHoldings + sum - 1n],
    ]);
    await revenue.attributeRevenue(1n, papers);
    await refused(treasury, revenue.attributeRevenue(1n, papers), ["UnattributedExceeded", 0n, 1n]);
  });

  it("goes back to whoever sent it by mistake, and not one won more", async () => {
    const system = await budget();
    const { token, treasury, revenue, citizen, officers, addresses } = system;
    await bareTransfer(system);

    await refused(treasury, revenue.sendBack(citizen, sum + 1n, papers), [
      "UnattributedExceeded",
      sum,
      sum + 1n,
    ]);
    const sent = revenue.sendBack(citizen, sum, papers);

    expect(await eventsOf(sent, treasury)).to.deep.equal([
      ["SentBack", citizen.address, sum, papers, officers.revenueOfficer.address],
    ]);
    expect(await eventsOf(sent, token)).to.deep.equal([
      ["Transfer", addresses.treasury, citizen.address, sum],
    ]);
    expect(await moneyOf(system)).to.deep.equal([treasuryHoldings, 0n, treasuryHoldings]);
  });

  it("goes back as a transfer does", async () => {
    const system = await budget();
    const { token, revenue, stranger } = system;
    await bareTransfer(system);

    await refused(token, revenue.sendBack(stranger, sum, papers), [
      "AccountNotAdmitted",
      stranger.address,
    ]);
  });

  it("is neither attributed nor sent back without papers, or as nothing at all", async () => {
    const system = await budget();
    const { treasury, revenue, citizen } = system;
    await bareTransfer(system);

    await refused(treasury, revenue.attributeRevenue(0n, papers), ["ZeroAmount"]);
    await refused(treasury, revenue.sendBack(citizen, 0n, papers), ["ZeroAmount"]);
    await refused(treasury, revenue.attributeRevenue(sum, ZeroHash), ["DocumentMissing"]);
    await refused(treasury, revenue.sendBack(citizen, sum, ZeroHash), ["DocumentMissing"]);
  });

  it("is the revenue officer's alone, and holdings are out of its reach", async () => {
    const system = await budget();
    const { treasury, revenue, disbursing, citizen, officers } = system;
    const unauthorized: Named = ["AccessManagedUnauthorized", officers.disbursingOfficer.address];

    await refused(treasury, disbursing.attributeRevenue(sum, papers), unauthorized);
    await refused(treasury, disbursing.sendBack(citizen, sum, papers), unauthorized);
    await refused(treasury, revenue.sendBack(citizen, 1n, papers), [
      "UnattributedExceeded",
      0n,
      1n,
    ]);
  });
});

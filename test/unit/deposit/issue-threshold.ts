import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { issue, readyBank } from "../../helpers/bank.ts";
import { at } from "../../helpers/chain.ts";
import { deployed, won } from "../../helpers/fixtures.ts";
import { jointly, limitsPair } from "../../helpers/joint.ts";
import { IssueReason } from "../../helpers/kinds.ts";
import { issueAlone, limitedIssue, threshold } from "../../helpers/large-issue.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { kst } from "../../helpers/time.ts";

const bank = onOneChain(readyBank);
const limited = onOneChain(limitedIssue);

describe("DepositToken: setIssueThreshold", () => {
  it("is logged with both people, readable, and lifted by zero", async () => {
    const system = await bank();
    const { token, officers, citizen } = system;

    await expect(jointly(system, limitsPair, "setIssueThreshold", [threshold]))
      .to.emit(token, "IssueThresholdSet")
      .withArgs(threshold, officers.limitsOfficer.address, officers.limitsChecker.address);
    // What the fixture issued today counts: 1,000,000 + 3,000,000,000.
    expect(await token.issueThreshold(officers.issuer)).to.deep.equal([
      ...[threshold, won(3_001_000_000)],
    ]);
    await expect(issue(system, citizen, won(1), 3n))
      .to.be.revertedWithCustomError(token, "IssueNeedsApproval")
      .withArgs(officers.issuer.address, threshold, won(3_001_000_000), won(1));
    await jointly(system, limitsPair, "setIssueThreshold", [0n]);
    await issue(system, citizen, won(1), 3n);
  });

  it("refuses an amount that is not round", async () => {
    const system = await bank();

    await expect(jointly(system, limitsPair, "setIssueThreshold", [12_345n]))
      .to.be.revertedWithCustomError(system.token, "AmountNotRound")
      .withArgs(12_345n);
  });

  it("changes nothing of supply and reserve, nor does an attestation change it", async () => {
    const system = await limited();
    const { token, officers } = system;
    expect(await token.totalSupply()).to.equal(won(3_001_000_000));
    expect((await token.reserve()).issuable).to.equal(won(6_999_000_000));
    await token.connect(officers.reserveAttestor).attestReserve(won(4_000_000_000), 2n, 3_600);

    expect((await token.issueThreshold(officers.issuer)).threshold).to.equal(threshold);
  });
});

describe("DepositToken: the issue threshold of the deployment", () => {
  it("is 500,000,000 won unless told otherwise, and logged without two people", async () => {
    const system = await deployed({});
    const { token, officers } = system;
    const standard = won(500_000_000);

    expect(await token.issueThreshold(officers.issuer)).to.deep.equal([standard, 0n]);
    const [logged] = await token.queryFilter(token.filters.IssueThresholdSet(), 0);
    expect([...(logged?.args ?? [])]).to.deep.equal([standard, ZeroAddress, ZeroAddress]);
    await expect(readyBank(system))
      .to.be.revertedWithCustomError(token, "IssueNeedsApproval")
      .withArgs(officers.issuer.address, standard, won(1_000_000), won(3_000_000_000));
  });

  it("is what its parameter says; 0 is none, and is logged too", async () => {
    for (const issueThreshold of [won(45_600_000), 0n]) {
      const { token, officers } = await deployed({ issueThreshold });
      expect(await token.issueThreshold(officers.issuer)).to.deep.equal([issueThreshold, 0n]);
      const [logged] = await token.queryFilter(token.filters.IssueThresholdSet(), 0);
      expect(logged?.args.threshold).to.equal(issueThreshold);
    }
  });

  it("is refused where two people could not set it", async () => {
    const { token, connection } = await bank();
    const make = async (threshold: bigint) => {
      const factory = await connection.ethers.getContractFactory("DepositToken");
      return factory.deploy("Other Bank", "OTHER", await token.offices(), threshold);
    };

    await expect(make(12_345n))
      .to.be.revertedWithCustomError(token, "AmountNotRound")
      .withArgs(12_345n);
    await expect(make(2n ** 48n))
      .to.be.revertedWithCustomError(token, "LimitTooHigh")
      .withArgs(2n ** 48n);
  });
});

describe("DepositToken: what one person issues a day", () => {
  it("is counted as far as 2^48 − 1 won, where there is no threshold", async () => {
    const system = await bank();
    const { token, officers, neighbour } = system;
    const { issuer } = officers;
    const most = 2n ** 48n - 1n;
    await token.connect(officers.reserveAttestor).attestReserve(2n ** 50n, 2n, 3_600n);
    await token.connect(officers.issuanceController).setIssuanceAllowance(issuer, 2n ** 50n);

    for (const ref of [3n, 4n]) {
      await issue(system, neighbour, most, ref);
      expect(await token.issueThreshold(issuer)).to.deep.equal([0n, most]);
    }
    expect(await token.issuanceAllowance(issuer)).to.equal(2n ** 50n - 2n * most);
    expect(await token.isFreshReference(issuer, 5n)).to.equal(true);
  });

  it("reaches the threshold, and not one won more", async () => {
    const system = await limited();
    const { token, officers, citizen } = system;
    const { largeIssueMaker } = officers;

    await expect(issueAlone(system, citizen, threshold + 1n, 1n))
      .to.be.revertedWithCustomError(token, "IssueNeedsApproval")
      .withArgs(largeIssueMaker.address, threshold, 0n, threshold + 1n);
    await issueAlone(system, citizen, threshold, 1n);
    expect(await token.issueThreshold(largeIssueMaker)).to.deep.equal([threshold, threshold]);
  });

  it("does not slip under in parts, nor in a batch", async () => {
    const system = await limited();
    const { token, officers, citizen, neighbour } = system;
    const key = officers.largeIssueMaker;
    for (const ref of [1n, 2n, 3n]) await issueAlone(system, citizen, won(3_000_000), ref);

    await expect(issueAlone(system, citizen, won(1_000_001), 4n))
      .to.be.revertedWithCustomError(token, "IssueNeedsApproval")
      .withArgs(key.address, threshold, won(9_000_000), won(1_000_001));
    const batch = (last: bigint) =>
      token.connect(key).issueBatch(
        [
          { to: citizen, amount: won(500_000) },
          { to: neighbour, amount: last },
        ],
        4n,
        IssueReason.Deposit,
      );
    await expect(batch(won(500_001)))
      .to.be.revertedWithCustomError(token, "IssueNeedsApproval")
      .withArgs(key.address, threshold, won(9_000_000), won(1_000_001));
    await batch(won(500_000));
  });

  it("is counted for each key by itself", async () => {
    const system = await limited();
    await issueAlone(system, system.citizen, threshold, 1n);

    await issue(system, system.citizen, threshold, 3n);
  });

  it("counts to 23:59:59 in Korea, and anew from 00:00:00", async () => {
    const system = await limited();
    const { token, officers, citizen } = system;
    await at(system, kst("2025-07-22T23:59:58"));
    await issueAlone(system, citizen, threshold, 1n);
    await at(system, kst("2025-07-22T23:59:59"));
    await expect(issueAlone(system, citizen, 1n, 2n))
      .to.be.revertedWithCustomError(token, "IssueNeedsApproval")
      .withArgs(officers.largeIssueMaker.address, threshold, threshold, 1n);
    await at(system, kst("2025-07-23T00:00:00"));
    await issueAlone(system, citizen, threshold, 2n);
  });

  it("counts on at 09:00 in Korea, when the day changes in UTC", async () => {
    const system = await limited();
    const { token, officers, citizen } = system;
    await at(system, kst("2025-07-23T08:59:59"));
    await issueAlone(system, citizen, threshold, 1n);
    await at(system, kst("2025-07-23T09:00:00"));
    await expect(issueAlone(system, citizen, 1n, 2n))
      .to.be.revertedWithCustomError(token, "IssueNeedsApproval")
      .withArgs(officers.largeIssueMaker.address, threshold, threshold, 1n);
  });

  it("is not brought back by redeeming", async () => {
    const system = await limited();
    const { token, officers, citizen } = system;
    await issueAlone(system, citizen, threshold, 1n);
    await token.connect(citizen).redeem(threshold, 1n);

    await expect(issueAlone(system, citizen, 1n, 2n))
      .to.be.revertedWithCustomError(token, "IssueNeedsApproval")
      .withArgs(officers.largeIssueMaker.address, threshold, threshold, 1n);
  });
});

import { expect } from "chai";
import { ZeroAddress, type AddressLike } from "ethers";
import { caseFile, issue, readyBank, type Bank } from "../../helpers/bank.ts";
import { at, eventsOf, resolved } from "../../helpers/chain.ts";
import { won, type Deployed } from "../../helpers/fixtures.ts";
import { jointly, limit, limitsPair, type Pair } from "../../helpers/joint.ts";
import { AccountKind, IssueReason } from "../../helpers/kinds.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { kst } from "../../helpers/time.ts";

const bank = onOneChain(readyBank);

const largePair: Pair = ["largeIssueMaker", "issueApprover"];
const threshold = won(10_000_000);

/** A key issues at most 10,000,000 won a day without a second person; the large issue maker has an allowance too. */
const limited = async () => {
  const system = await bank();
  const { token, officers } = system;
  const controller = token.connect(officers.issuanceController);
  await controller.setIssuanceAllowance(officers.largeIssueMaker, won(900_000_000));
  await jointly(system, limitsPair, "setIssueThreshold", [threshold]);
  await at(system, kst("2025-07-22T12:00:00"));
  return system;
};

/** The large issue maker issues by itself. */
const issueAlone = ({ token, officers }: Deployed, to: AddressLike, amount: bigint, ref: bigint) =>
  token.connect(officers.largeIssueMaker).issue(to, amount, ref, IssueReason.Deposit);

/** The large issue maker proposes, and the approver approves. */
const issueLarge = async (
  system: Bank,
  to: AddressLike,
  amount: bigint,
  ref: bigint,
  reason: bigint = IssueReason.Deposit,
) => jointly(system, largePair, "issueLarge", [await resolved(to), amount, ref, reason]);

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

describe("DepositToken: what one person issues a day", () => {
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

describe("DepositToken: issueLarge", () => {
  it("issues above the threshold from the maker's allowance and references, and names both", async () => {
    const system = await limited();
    const { token, officers, neighbour } = system;
    const key = officers.largeIssueMaker;
    const amount = won(500_000_000);

    expect(await eventsOf(issueLarge(system, neighbour, amount, 1n), token)).to.deep.equal([
      ["LargeIssueApproved", key.address, 1n, officers.issueApprover.address],
      ["Transfer", ZeroAddress, neighbour.address, amount],
      ["DepositIssued", key.address, 1n, IssueReason.Deposit],
    ]);
    expect(await token.issuanceAllowance(key)).to.equal(won(400_000_000));
    expect(await token.isFreshReference(key, 1n)).to.equal(false);
    // What a second person approved leaves the key its own threshold.
    expect(await token.issueThreshold(key)).to.deep.equal([threshold, 0n]);
    await issueAlone(system, neighbour, threshold, 2n);
  });

  it("takes two people: neither alone issues so", async () => {
    const { token, officers, citizen } = await limited();

    for (const one of [officers.largeIssueMaker, officers.issueApprover, officers.issuer])
      await expect(token.connect(one).issueLarge(citizen, 1n, 1n, IssueReason.Deposit))
        .to.be.revertedWithCustomError(token, "NeedsDualControl")
        .withArgs(one.address);
  });

  it("is proposed by no issuer without the office", async () => {
    const { token, dualControls, officers, citizen } = await limited();
    const data = token.interface.encodeFunctionData("issueLarge", [
      ...([citizen.address, threshold + 1n, 3n, IssueReason.Deposit] as [
        string,
        bigint,
        bigint,
        bigint,
      ]),
    ]);

    await expect(dualControls.bank.connect(officers.issuer).propose(token, data))
      .to.be.revertedWithCustomError(dualControls.bank, "OfficeNotHeld")
      .withArgs(officers.issuer.address, 20n);
  });

  it("fails as an issue does: reference, stop, allowance, reserve, amount, account, cap", async () => {
    const system = await limited();
    const { token, officers, citizen, stranger } = system;
    const key = officers.largeIssueMaker.address;
    const controller = token.connect(officers.issuanceController);
    const refused = async (
      [to, amount, ref]: readonly [AddressLike, bigint, bigint],
      [error, ...args]: readonly [string, ...unknown[]],
    ) =>
      expect(issueLarge(system, to, amount, ref))
        .to.be.revertedWithCustomError(token, error)
        .withArgs(...args);
    await issueLarge(system, citizen, won(1), 100n);

    await refused([citizen, won(1), 100n], ["AlreadyIssued", key, 100n]);
    await refused([citizen, won(1), 36n], ["ReferenceTooOld", key, 36n, 100n]);
    await refused(
      [citizen, won(900_000_000), 101n],
      ["IssuanceAllowanceExceeded", key, won(899_999_999), won(900_000_000)],
    );
    await controller.setIssuanceAllowance(key, won(9_000_000_000));
    await refused(
      [citizen, won(7_000_000_000), 101n],
      ["ReserveExceeded", won(6_998_999_999), won(7_000_000_000)],
    );
    await refused([citizen, 0n, 101n], ["ZeroAmount"]);
    await refused([stranger, won(1), 101n], ["AccountNotAdmitted", stranger.address]);
    await limit(system, AccountKind.Citizen, { cap: won(1_000_000) });
    await refused(
      [citizen, won(1), 101n],
      ["HolderCapExceeded", citizen.address, won(1_000_000), won(1_000_001), won(1)],
    );
    await token.connect(officers.enforcementOfficer).suspend(citizen, caseFile);
    await refused([citizen, won(1), 101n], ["SuspendedAccount", citizen.address]);
    await token.connect(officers.pauser).pause();
    await refused([citizen, won(1), 101n], ["EnforcedPause"]);
  });

  it("gives an allowance to a key with that office alone, and to no other officer", async () => {
    const { token, officers } = await bank();
    const controller = token.connect(officers.issuanceController);
    await controller.setIssuanceAllowance(officers.largeIssueMaker, won(1));

    for (const one of [officers.issueApprover, officers.limitsChecker, officers.admissionOfficer])
      await expect(controller.setIssuanceAllowance(one, won(1)))
        .to.be.revertedWithCustomError(token, "IssuerIsController")
        .withArgs(one.address);
  });
});

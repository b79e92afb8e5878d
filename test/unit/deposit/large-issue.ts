import { expect } from "chai";
import { ZeroAddress, type AddressLike } from "ethers";
import { caseFile, readyBank, type Bank } from "../../helpers/bank.ts";
import { eventsOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { limit } from "../../helpers/joint.ts";
import { AccountKind, IssueReason } from "../../helpers/kinds.ts";
import { issueAlone, issueLarge, limitedIssue, threshold } from "../../helpers/large-issue.ts";
import { onOneChain } from "../../helpers/suite.ts";

const bank = onOneChain(readyBank);
const limited = onOneChain(limitedIssue);

/** A large issue of an amount under a reference is refused with an error and its arguments. */
const refused = async (
  system: Bank,
  [to, amount, ref]: readonly [to: AddressLike, amount: bigint, ref: bigint],
  [error, ...args]: readonly [string, ...unknown[]],
) =>
  expect(issueLarge(system, to, amount, ref))
    .to.be.revertedWithCustomError(system.token, error)
    .withArgs(...args);

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

  it("fails as an issue does, on the reference, the allowance and the reserve", async () => {
    const system = await limited();
    const { token, officers, citizen } = system;
    const key = officers.largeIssueMaker.address;
    const most = won(900_000_000);
    const controller = token.connect(officers.issuanceController);
    await issueLarge(system, citizen, won(1), 100n);

    await refused(system, [citizen, won(1), 100n], ["AlreadyIssued", key, 100n]);
    await refused(system, [citizen, won(1), 36n], ["ReferenceTooOld", key, 36n, 100n]);
    const above = ["IssuanceAllowanceExceeded", key, most - 1n, most] as const;
    await refused(system, [citizen, most, 101n], above);
    await controller.setIssuanceAllowance(key, won(9_000_000_000));
    const short = ["ReserveExceeded", won(6_998_999_999), won(7_000_000_000)] as const;
    await refused(system, [citizen, won(7_000_000_000), 101n], short);
  });

  it("fails as an issue does, on the amount, the account, the cap and a stop", async () => {
    const system = await limited();
    const { token, officers, citizen, stranger } = system;
    const { address } = citizen;

    await refused(system, [citizen, 0n, 1n], ["ZeroAmount"]);
    await refused(system, [stranger, won(1), 1n], ["AccountNotAdmitted", stranger.address]);
    await limit(system, AccountKind.Citizen, { cap: won(1_000_000) });
    const capped = ["HolderCapExceeded", address, won(1_000_000), won(1_000_000), won(1)] as const;
    await refused(system, [citizen, won(1), 1n], capped);
    await token.connect(officers.enforcementOfficer).suspend(citizen, caseFile);
    await refused(system, [citizen, won(1), 1n], ["SuspendedAccount", address]);
    await token.connect(officers.pauser).pause();
    await refused(system, [citizen, won(1), 1n], ["EnforcedPause"]);
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

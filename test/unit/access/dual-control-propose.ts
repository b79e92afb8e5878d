import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { administer, appoint } from "../../helpers/administer.ts";
import { at, decoded } from "../../helpers/chain.ts";
import { making, openDesk, type Desk } from "../../helpers/desk.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { day } from "../../helpers/time.ts";

const opened = onOneChain(openDesk);
const Status = { None: 0n, Made: 1n, Done: 2n, Withdrawn: 3n } as const;
const week = 7 * day;

const call = ({ desk }: Desk, fn: string, ...args: unknown[]): string =>
  desk.interface.encodeFunctionData(fn, args);

const now = ({ connection }: Desk): Promise<number> => connection.networkHelpers.time.latest();

describe("DualControl: propose", () => {
  it("keeps the proposal and says when it can be approved", async () => {
    const bank = await opened();
    const { dual, desk, maker, subject } = bank;
    const time = (await now(bank)) + 10;
    const data = call(bank, "act", subject);
    const first = (await dual.proposals()) + 1n;
    await at(bank, time);

    await expect(dual.connect(maker).propose(desk, data))
      .to.emit(dual, "ProposalMade")
      .withArgs(first, maker.address, await desk.getAddress(), data, time, time + week);

    expect(await dual.proposals()).to.equal(first);
    expect(await dual.proposalOf(first)).to.deep.equal([
      maker.address,
      BigInt(time),
      Status.Made,
      await desk.getAddress(),
      BigInt(time),
      ZeroAddress,
      0n,
      data,
    ]);
    expect(await dual.expiresAt(first)).to.equal(time + week);
  });

  it("waits as long as the maker's office", async () => {
    const bank = await opened();
    const { dual, desk, people, subject } = bank;
    const slow = people[2]!;
    await appoint(bank, "bank", making, slow, day);
    const time = (await now(bank)) + 10;
    await at(bank, time);
    const data = call(bank, "act", subject);

    await expect(dual.connect(slow).propose(desk, data))
      .to.emit(dual, "ProposalMade")
      .withArgs(
        ...[(await dual.proposals()) + 1n, slow.address, await desk.getAddress(), data],
        ...[time + day, time + day + week],
      );
  });

  describe("is refused", () => {
    it("to whoever does not hold the function's office, the checker and an administrator too", async () => {
      const bank = await opened();
      const { dual, desk, checker, officers, people, subject } = bank;
      for (const account of [checker, officers.bankAdmin, officers.pauser, people[5]!]) {
        await expect(dual.connect(account).propose(desk, call(bank, "act", subject)))
          .to.be.revertedWithCustomError(dual, "OfficeNotHeld")
          .withArgs(account.address, making);
      }
    });

    it("for a function whose office nobody checks", async () => {
      const { dual, token, officers } = await opened();
      const pause = token.interface.encodeFunctionData("pause");

      await expect(dual.connect(officers.pauser).propose(token, pause))
        .to.be.revertedWithCustomError(dual, "NoCheckingOffice")
        .withArgs(9n);
    });

    it("for a function of no office, and on another institution's contract", async () => {
      const { dual, token, registry, officers, addresses } = await opened();
      const transfer = token.interface.encodeFunctionData("transfer", [ZeroAddress, 0n]);
      const delist = registry.interface.encodeFunctionData("delist", [ZeroAddress]);

      for (const [target, data] of [
        [addresses.token, transfer],
        [addresses.registry, delist],
        [addresses.operator, delist],
      ] as const) {
        await expect(dual.connect(officers.bankAdmin).propose(target, data))
          .to.be.revertedWithCustomError(dual, "NoCheckingOffice")
          .withArgs(0n);
      }
    });

    it("for a call without a selector", async () => {
      const { dual, desk, maker } = await opened();

      await expect(dual.connect(maker).propose(desk, "0x112233"))
        .to.be.revertedWithCustomError(dual, "SelectorMissing")
        .withArgs("0x112233");
    });

    it("for a closed contract, and an approval of what was proposed before", async () => {
      const bank = await opened();
      const { dual, desk, maker, checker, proposed, subject } = bank;
      const target = await desk.getAddress();
      await administer(bank, "bank", ["setTargetClosed", target, false]);
      const id = await proposed("act", subject);
      await administer(bank, "bank", ["setTargetClosed", target, true]);

      await expect(proposed("act", subject))
        .to.be.revertedWithCustomError(dual, "TargetIsClosed")
        .withArgs(target);
      await expect(dual.connect(checker).approve(id))
        .to.be.revertedWithCustomError(dual, "TargetIsClosed")
        .withArgs(target);
      expect(await dual.proposalRefusal(maker, desk, call(bank, "act", subject))).not.to.equal(
        "0x",
      );
    });

    it("and the view gives the same reason", async () => {
      const bank = await opened();
      const { dual, desk, maker, checker, subject } = bank;
      const data = call(bank, "act", subject);

      expect(decoded(dual, await dual.proposalRefusal(checker, desk, data))).to.deep.equal([
        "OfficeNotHeld",
        checker.address,
        making,
      ]);
      expect(await dual.proposalRefusal(maker, desk, data)).to.equal("0x");
    });
  });
});

describe("DualControl: withdraw", () => {
  it("ends a proposal: by its maker", async () => {
    const bank = await opened();
    const { dual, maker, checker, proposed, subject } = bank;
    const id = await proposed("act", subject);

    await expect(dual.connect(maker).withdraw(id))
      .to.emit(dual, "ProposalWithdrawn")
      .withArgs(id, maker.address);

    const time = await now(bank);
    for (const refused of [dual.connect(checker).approve(id), dual.connect(maker).withdraw(id)]) {
      await expect(refused)
        .to.be.revertedWithCustomError(dual, "AlreadyWithdrawn")
        .withArgs(id, maker.address, time);
    }
    expect((await dual.proposalOf(id)).status).to.equal(Status.Withdrawn);
  });

  it("by whoever holds the checking office, and by a maker dismissed since", async () => {
    const bank = await opened();
    const { dual, maker, secondChecker, proposed, subject } = bank;
    await expect(dual.connect(secondChecker).withdraw(await proposed("act", subject)))
      .to.emit(dual, "ProposalWithdrawn")
      .withArgs(await dual.proposals(), secondChecker.address);

    const id = await proposed("act", subject);
    await administer(bank, "bank", ["revokeRole", making, maker.address]);
    await expect(dual.connect(maker).withdraw(id))
      .to.emit(dual, "ProposalWithdrawn")
      .withArgs(id, maker.address);
  });

  it("is refused to anybody else, an administrator and another maker too", async () => {
    const bank = await opened();
    const { dual, officers, people, proposed, subject } = bank;
    await appoint(bank, "bank", making, people[2]!);
    const id = await proposed("act", subject);
    for (const account of [officers.bankAdmin, people[2]!, people[5]!]) {
      await expect(dual.connect(account).withdraw(id))
        .to.be.revertedWithCustomError(dual, "NotMakerNorChecker")
        .withArgs(id, account.address);
    }
  });

  it("is refused for a number that no proposal has", async () => {
    const { dual, maker } = await opened();

    await expect(dual.connect(maker).withdraw(999n))
      .to.be.revertedWithCustomError(dual, "ProposalUnknown")
      .withArgs(999n);
  });
});

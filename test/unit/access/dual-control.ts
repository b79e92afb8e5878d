import { expect } from "chai";
import { ZeroAddress, ZeroHash } from "ethers";
import { personCalled } from "../../../scripts/lib/cast.ts";
import { administer, appoint } from "../../helpers/administer.ts";
import { at, decoded, eventsOf, gasOf, reach } from "../../helpers/chain.ts";
import {
  appointAccountOf,
  checking,
  making,
  matterOf,
  openDesk,
  type Desk,
} from "../../helpers/desk.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { day } from "../../helpers/time.ts";

const opened = onOneChain(openDesk);
const Side = { None: 0n, Maker: 1n, Checker: 2n } as const;
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

describe("DualControl: approve", () => {
  it("executes in the same transaction; the target reads both people, and nobody afterwards", async () => {
    const bank = await opened();
    const { dual, desk, maker, checker, proposed, subject } = bank;
    const id = await proposed("act", subject);
    expect(await dual.approvalRefusal(id, checker)).to.equal("0x");

    const sent = dual.connect(checker).approve(id);

    expect(await eventsOf(sent, dual)).to.deep.equal([
      ["ProposalApproved", id, maker.address, checker.address],
    ]);
    await expect(sent).to.emit(desk, "Acted").withArgs(subject, maker.address, checker.address);
    expect(await dual.maker()).to.equal(ZeroAddress);
    expect(await dual.checker()).to.equal(ZeroAddress);
    const { status, closedBy } = await dual.proposalOf(id);
    expect([status, closedBy]).to.deep.equal([Status.Done, checker.address]);
  });

  it("is the only way to the target: everybody else is refused, both people too", async () => {
    const { desk, maker, checker, subject } = await opened();
    for (const account of [maker, checker]) {
      await expect(desk.connect(account).getFunction("act")(subject))
        .to.be.revertedWithCustomError(desk, "NeedsDualControl")
        .withArgs(account.address);
    }
  });

  describe("when the target refuses", () => {
    it("reverts with the target's own error, and the proposal still waits", async () => {
      const { dual, desk, checker, proposed, subject } = await opened();
      const id = await proposed("fail", subject);

      await expect(dual.connect(checker).approve(id))
        .to.be.revertedWithCustomError(desk, "DeskRefuses")
        .withArgs(subject, 1n, 2n);
      expect((await dual.proposalOf(id)).status).to.equal(Status.Made);
    });

    it("says so where the target gives no reason", async () => {
      const { dual, checker, proposed, subject } = await opened();
      const id = await proposed("failSilently", subject);

      await expect(dual.connect(checker).approve(id)).to.be.revertedWithCustomError(
        dual,
        "FailedCall",
      );
    });
  });

  describe("given who asks", () => {
    it("is refused to whoever does not hold the checking office: the maker, an administrator", async () => {
      const { dual, maker, officers, people, proposed, subject } = await opened();
      const id = await proposed("act", subject);
      for (const account of [maker, officers.bankAdmin, officers.resumerChecker, people[5]!]) {
        await expect(dual.connect(account).approve(id))
          .to.be.revertedWithCustomError(dual, "OfficeNotHeld")
          .withArgs(account.address, checking);
      }
    });

    it("is refused to the maker's own account, even where it holds both offices", async () => {
      const bank = await opened();
      const { dual, maker, proposed, subject } = bank;
      await appoint(bank, "bank", checking, maker);
      const id = await proposed("act", subject);

      await expect(dual.connect(maker).approve(id))
        .to.be.revertedWithCustomError(dual, "SamePerson")
        .withArgs(maker.address, maker.address, personCalled("limitsOfficer"));
    });

    it("is refused to the maker's other account", async () => {
      const bank = await opened();
      const { dual, maker, people, proposed, subject } = bank;
      const other = people[2]!;
      await appointAccountOf(bank, "limitsOfficer", checking, other);
      const id = await proposed("act", subject);

      await expect(dual.connect(other).approve(id))
        .to.be.revertedWithCustomError(dual, "SamePerson")
        .withArgs(maker.address, other.address, personCalled("limitsOfficer"));
    });
  });

  describe("given what has changed since the proposal", () => {
    it("is refused where the maker was dismissed", async () => {
      const bank = await opened();
      const { dual, maker, checker, proposed, subject } = bank;
      const id = await proposed("act", subject);
      await administer(bank, "bank", ["revokeRole", making, maker.address]);

      await expect(dual.connect(checker).approve(id))
        .to.be.revertedWithCustomError(dual, "OfficeNotHeld")
        .withArgs(maker.address, making);
      expect(decoded(dual, await dual.approvalRefusal(id, checker))).to.deep.equal([
        "OfficeNotHeld",
        maker.address,
        making,
      ]);
    });

    it("is refused where the checker was dismissed", async () => {
      const bank = await opened();
      const { dual, checker, proposed, subject } = bank;
      const id = await proposed("act", subject);
      await administer(bank, "bank", ["revokeRole", checking, checker.address]);

      await expect(dual.connect(checker).approve(id))
        .to.be.revertedWithCustomError(dual, "OfficeNotHeld")
        .withArgs(checker.address, checking);
    });

    for (const [what, office, error] of [
      ["to another office", 22n, "OfficeNotHeld"], // the order officer's, which another one checks
      ["to an office that none checks", 6n, "NoCheckingOffice"], // the enforcement controller's
    ] as const) {
      it(`is refused where the function went ${what}`, async () => {
        const bank = await opened();
        const { dual, desk, maker, checker, proposed, subject } = bank;
        const id = await proposed("act", subject);
        const selectors = [desk.interface.getFunction("act")!.selector];
        const target = await desk.getAddress();
        await administer(bank, "bank", ["setTargetFunctionRole", target, selectors, office]);

        await expect(dual.connect(checker).approve(id))
          .to.be.revertedWithCustomError(dual, error)
          .withArgs(...(error === "OfficeNotHeld" ? [maker.address, office] : [office]));
      });
    }
  });

  describe("given the time", () => {
    it("is refused a second before the maker's office has waited, and done at that second", async () => {
      const bank = await opened();
      const { dual, desk, checker, people, subject } = bank;
      const slow = people[2]!;
      await appoint(bank, "bank", making, slow, day);
      const ready = (await now(bank)) + 10 + day;
      await at(bank, ready - day);
      await dual.connect(slow).propose(desk, call(bank, "act", subject));
      const id = await dual.proposals();

      await at(bank, ready - 1);
      await expect(dual.connect(checker).approve(id))
        .to.be.revertedWithCustomError(dual, "ProposalNotReady")
        .withArgs(id, ready);
      await at(bank, ready);
      await expect(dual.connect(checker).approve(id)).to.emit(desk, "Acted");
    });

    it("waits for the checker's office too, from the proposal on", async () => {
      const bank = await opened();
      const { dual, desk, people, proposed, subject } = bank;
      const slow = people[2]!;
      await appoint(bank, "bank", checking, slow, day);
      const ready = (await now(bank)) + 10 + day;
      await at(bank, ready - day);
      const id = await proposed("act", subject);

      await at(bank, ready - 1);
      await expect(dual.connect(slow).approve(id))
        .to.be.revertedWithCustomError(dual, "ProposalNotReady")
        .withArgs(id, ready);
      await at(bank, ready);
      await expect(dual.connect(slow).approve(id)).to.emit(desk, "Acted");
    });

    it("is done in the last second, and refused in the next for ever", async () => {
      const bank = await opened();
      const { dual, desk, checker, proposed, subject } = bank;
      const made = (await now(bank)) + 10;
      await at(bank, made);
      const id = await proposed("act", subject);
      const other = await proposed("act", subject);
      const end = Number(await dual.expiresAt(other));
      expect(await dual.LIFETIME()).to.equal(week);

      await at(bank, made + week - 1);
      await expect(dual.connect(checker).approve(id)).to.emit(desk, "Acted");
      await reach(bank, end);
      await expect(dual.connect(checker).approve(other))
        .to.be.revertedWithCustomError(dual, "ProposalStale")
        .withArgs(other, end);
      await expect(dual.connect(checker).withdraw(other))
        .to.be.revertedWithCustomError(dual, "ProposalStale")
        .withArgs(other, end);
    });
  });

  describe("given where the proposal stands", () => {
    it("is refused for a number that no proposal has", async () => {
      const { dual, checker } = await opened();
      const none = (await dual.proposals()) + 1n;
      for (const id of [0n, none]) {
        await expect(dual.connect(checker).approve(id))
          .to.be.revertedWithCustomError(dual, "ProposalUnknown")
          .withArgs(id);
      }
    });

    it("is refused once done, with what was done", async () => {
      const bank = await opened();
      const { dual, maker, checker, secondChecker, proposed, subject } = bank;
      const id = await proposed("act", subject);
      await dual.connect(checker).approve(id);
      const done = await now(bank);

      for (const account of [checker, secondChecker]) {
        await expect(dual.connect(account).approve(id))
          .to.be.revertedWithCustomError(dual, "AlreadyDone")
          .withArgs(id, maker.address, checker.address, done);
      }
      await expect(dual.connect(maker).withdraw(id))
        .to.be.revertedWithCustomError(dual, "AlreadyDone")
        .withArgs(id, maker.address, checker.address, done);
    });
  });

  describe("from within what runs", () => {
    const asChecker = async (): Promise<Desk> => {
      const bank = await opened();
      await appoint(bank, "bank", checking, bank.desk);
      return bank;
    };

    it("cannot run the same proposal again", async () => {
      const bank = await asChecker();
      const { dual, maker, checker, proposed, subject } = bank;
      const id = (await dual.proposals()) + 1n;
      expect(await proposed("approveWithin", subject, id)).to.equal(id);
      const time = (await now(bank)) + 10;
      await at(bank, time);

      await expect(dual.connect(checker).approve(id))
        .to.be.revertedWithCustomError(dual, "AlreadyDone")
        .withArgs(id, maker.address, checker.address, time);
    });

    it("cannot withdraw the same proposal", async () => {
      const bank = await asChecker();
      const { dual, checker, proposed, subject } = bank;
      const id = (await dual.proposals()) + 1n;
      await proposed("withdrawWithin", subject, id);

      await expect(dual.connect(checker).approve(id)).to.be.revertedWithCustomError(
        dual,
        "AlreadyDone",
      );
    });

    it("runs another one with its own two people, then the first has its own again", async () => {
      const bank = await asChecker();
      const { dual, desk, maker, checker, proposed, subject, people } = bank;
      const another = people[3]!;
      await appoint(bank, "bank", making, another);
      const data = call(bank, "act", people[4]!.address);
      await dual.connect(another).propose(desk, data);
      const inner = await dual.proposals();
      const outer = await proposed("approveWithin", subject, inner);

      expect(await eventsOf(dual.connect(checker).approve(outer), desk)).to.deep.equal([
        ["Acted", subject, maker.address, checker.address],
        ["Acted", people[4]!.address, another.address, await desk.getAddress()],
        ["Acted", subject, maker.address, checker.address],
      ]);
    });

    it("a proposal made on the way leaves both people in place", async () => {
      const bank = await asChecker();
      const { dual, desk, maker, checker, proposed, subject } = bank;
      await appoint(bank, "bank", making, desk);
      const data = call(bank, "actAlone");
      const id = await proposed("proposeWithin", subject, await desk.getAddress(), data);

      await expect(dual.connect(checker).approve(id))
        .to.emit(desk, "Acted")
        .withArgs(subject, maker.address, checker.address);
      expect((await dual.proposalOf(id + 1n)).maker).to.equal(await desk.getAddress());
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

describe("DualControl: past acts on a matter", () => {
  it("is the target and the first argument, whatever the function", async () => {
    const bank = await opened();
    const { subject, people } = bank;
    const matter = await matterOf(bank, "act", subject);

    expect(await matterOf(bank, "fail", subject)).to.equal(matter);
    expect(await matterOf(bank, "act", people[2]!.address)).not.to.equal(matter);
    expect(await matterOf(bank, "actAlone")).to.equal(ZeroHash);
  });

  describe("given a person who has made one", () => {
    it("never checks there, though dismissed as maker and appointed as checker", async () => {
      const bank = await opened();
      const { dual, desk, maker, checker, people, proposed, subject } = bank;
      const id = await proposed("act", subject);
      await dual.connect(checker).approve(id);
      await administer(bank, "bank", ["revokeRole", making, maker.address]);
      await appoint(bank, "bank", checking, maker);
      const next = people[2]!;
      await appoint(bank, "bank", making, next);
      await dual.connect(next).propose(desk, call(bank, "fail", subject));
      const other = await dual.proposals();
      const person = personCalled("limitsOfficer");
      const matter = await matterOf(bank, "act", subject);

      await expect(dual.connect(maker).approve(other))
        .to.be.revertedWithCustomError(dual, "PastAct")
        .withArgs(person, matter, Side.Maker);
      expect(await dual.sideOf(matter, person)).to.equal(Side.Maker);
      await dual.connect(next).propose(desk, call(bank, "act", people[4]!.address));
      await expect(dual.connect(maker).approve(other + 1n)).to.emit(desk, "Acted");
    });

    it("nor with another account, nor after a withdrawal", async () => {
      const bank = await opened();
      const { dual, desk, maker, people, proposed, subject } = bank;
      await dual.connect(maker).withdraw(await proposed("act", subject));
      const [other, next] = [people[2]!, people[3]!];
      await appointAccountOf(bank, "limitsOfficer", checking, other);
      await appoint(bank, "bank", making, next);
      await dual.connect(next).propose(desk, call(bank, "act", subject));

      await expect(dual.connect(other).approve(await dual.proposals()))
        .to.be.revertedWithCustomError(dual, "PastAct")
        .withArgs(
          ...[personCalled("limitsOfficer"), await matterOf(bank, "act", subject), Side.Maker],
        );
    });
  });

  describe("given a person who has checked one", () => {
    it("never makes there, though dismissed as checker, appointed as maker, and again", async () => {
      const bank = await opened();
      const { dual, desk, checker, people, proposed, subject } = bank;
      await dual.connect(checker).approve(await proposed("act", subject));
      await administer(bank, "bank", ["revokeRole", checking, checker.address]);
      await appoint(bank, "bank", making, checker);
      const refused = async (): Promise<void> =>
        expect(dual.connect(checker).propose(desk, call(bank, "act", subject)))
          .to.be.revertedWithCustomError(dual, "PastAct")
          .withArgs(
            ...[personCalled("limitsChecker"), await matterOf(bank, "act", subject), Side.Checker],
          );

      await refused();
      await administer(bank, "bank", ["revokeRole", making, checker.address]);
      await administer(bank, "bank", ["grantRole", making, checker.address, 0]);
      await refused();
      const elsewhere = call(bank, "act", people[4]!.address);
      await expect(dual.connect(checker).propose(desk, elsewhere)).to.emit(dual, "ProposalMade");
    });

    it("goes on checking there", async () => {
      const { dual, desk, checker, proposed, subject } = await opened();
      await dual.connect(checker).approve(await proposed("act", subject));

      await expect(dual.connect(checker).approve(await proposed("act", subject))).to.emit(
        desk,
        "Acted",
      );
    });
  });

  it("leaves a call without arguments about itself: who made one checks another", async () => {
    const bank = await opened();
    const { dual, desk, maker, checker, people, proposed } = bank;
    await dual.connect(checker).approve(await proposed("actAlone"));
    await appoint(bank, "bank", checking, maker);
    await appoint(bank, "bank", making, people[2]!);
    await dual.connect(people[2]).propose(desk, call(bank, "actAlone"));

    await expect(dual.connect(maker).approve(await dual.proposals())).to.emit(desk, "Acted");
  });
});

describe("DualControl: gas", () => {
  it("costs at most 200,000 to propose and 130,000 to approve, the act of one argument included", async () => {
    const bank = await opened();
    const { dual, desk, maker, checker, subject } = bank;
    const made = await gasOf(dual.connect(maker).propose(desk, call(bank, "act", subject)));
    const done = await gasOf(dual.connect(checker).approve(await dual.proposals()));
    expect(made).to.be.at.most(200_000);
    expect(done).to.be.at.most(130_000);
  });
});

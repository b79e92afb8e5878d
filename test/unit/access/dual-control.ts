import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { personCalled } from "../../../scripts/lib/cast.ts";
import { administer, appoint } from "../../helpers/administer.ts";
import { decoded, eventsOf, gasOf } from "../../helpers/chain.ts";
import { appointAccountOf, checking, making, openDesk, type Desk } from "../../helpers/desk.ts";
import { onOneChain } from "../../helpers/suite.ts";

const opened = onOneChain(openDesk);
const Status = { None: 0n, Made: 1n, Done: 2n, Withdrawn: 3n } as const;

const call = ({ desk }: Desk, fn: string, ...args: unknown[]): string =>
  desk.interface.encodeFunctionData(fn, args);

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

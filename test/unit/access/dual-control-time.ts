import { expect } from "chai";
import { appoint } from "../../helpers/administer.ts";
import { at, eventsOf, reach } from "../../helpers/chain.ts";
import { checking, making, openDesk, type Desk } from "../../helpers/desk.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { day } from "../../helpers/time.ts";

const opened = onOneChain(openDesk);
const week = 7 * day;

const call = ({ desk }: Desk, fn: string, ...args: unknown[]): string =>
  desk.interface.encodeFunctionData(fn, args);

const now = ({ connection }: Desk): Promise<number> => connection.networkHelpers.time.latest();

describe("DualControl: approve, in time and in order", () => {
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

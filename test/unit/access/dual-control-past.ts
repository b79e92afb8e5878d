import { expect } from "chai";
import { ZeroHash } from "ethers";
import { personCalled } from "../../../scripts/lib/cast.ts";
import { administer, appoint } from "../../helpers/administer.ts";
import {
  appointAccountOf,
  checking,
  making,
  matterOf,
  openDesk,
  type Desk,
} from "../../helpers/desk.ts";
import { onOneChain } from "../../helpers/suite.ts";

const opened = onOneChain(openDesk);
const Side = { None: 0n, Maker: 1n, Checker: 2n } as const;

const call = ({ desk }: Desk, fn: string, ...args: unknown[]): string =>
  desk.interface.encodeFunctionData(fn, args);

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

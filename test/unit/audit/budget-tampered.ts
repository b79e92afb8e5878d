import { expect } from "chai";
import { Result } from "ethers";
import type { Held } from "../../../scripts/audit/collect.ts";
import { playBudget, TOLD } from "./budget-history.ts";
import { alteredWords, unaskedViews, viewsAsked, wordsWithout } from "../../helpers/storage.ts";
import { otherThan, toldOnce } from "./findings.ts";

/** What no other event and no view knows of: it is found because the call asked for it. */
const RECORDED: Readonly<Record<string, readonly string[]>> = {
  SystemAccountOpened: ["by"],
  RevenueReceived: ["ref", "by"],
  MinistryRegistered: ["by"],
  // What is listed twice changes nothing, nor does what was taken off the list later.
  TrusteeListed: ["added", "by", "missing"],
  TrusteeDelisted: ["added", "by"],
  CreditorExclusionSet: ["added", "missing", "caseId", "until", "by"],
  OfficerAppointed: ["by"],
  OfficerDismissed: ["by"],
  Appropriated: ["act", "by"],
  AppropriationReduced: ["act", "by"],
  AppropriationTransferred: ["approval", "by"],
  Allotted: ["by"],
  AllotmentWithdrawn: ["by"],
  PaymentPlanSet: ["added", "by"],
  LineLapsed: ["by"],
  Reserved: ["matter"],
  Unreserved: ["matter"],
  CarriedOver: ["by"],
  Liquidated: ["papers"],
  Advanced: ["papers"],
  FractionDropped: ["missing", "fraction"],
  SentBack: ["papers", "by"],
};

describe("the reader, given a story of a budget that was tampered with", () => {
  const told = toldOnce(playBudget);

  it("finds nothing in the story as it is", async () => {
    expect(await told().findings(told().history)).to.deep.equal([]);
  });

  it("asks each view that the list of variables names, and finds a storage word that is not as events say", async () => {
    const { story, history } = told();
    const asked = await viewsAsked(story, history);
    const { altered, found, families } = await alteredWords(story, history);
    expect(found).to.have.members(altered);
    for (const contract of ["AppropriationLedger", "Treasury"]) {
      expect(await unaskedViews(contract, asked), contract).to.deep.equal([]);
      expect(wordsWithout(contract, families), contract).to.deep.equal([]);
    }
    expect([...families]).to.include("VoucherProgramme._inTrust");
  });

  it("is told every event that it promises", () => {
    const names = new Set(told().history.events.map(({ name }) => name));
    expect(TOLD.filter((name) => !names.has(name))).to.deep.equal([]);
  });

  it("promises every event of the ledger and of the Treasury", () => {
    const names = [told().story.ledger, told().story.treasury].flatMap(
      ({ interface: { fragments } }) =>
        fragments.flatMap((fragment) =>
          fragment.type === "event" && "name" in fragment ? [String(fragment.name)] : [],
        ),
    );
    expect(TOLD).to.include.members(names);
  });

  it("finds one deleted event, whichever it is", async () => {
    const first = told().history.events.findIndex(({ name }) => name === "SystemAccountOpened");
    const missed: string[] = [];
    for (let at = first; at < told().history.events.length; at += 1) {
      if ((await told().findings(told().change(at, () => []))).length > 0) continue;
      missed.push(told().history.events[at]?.name ?? "");
    }
    expect(missed).to.deep.equal([]);
  });

  /** The event at `at` with one argument altered. */
  const alter = (at: number, part: string): Held =>
    told().change(at, (event) => {
      const args = { ...event.args.toObject(), [part]: otherThan(event.args[part]) };
      return [{ ...event, args: Result.fromItems(Object.values(args), Object.keys(args)) }];
    });

  /** What nobody finds of a type: `added`, `missing`, or the argument that was altered. */
  async function unfound(name: string, without: Partial<Held>): Promise<string[]> {
    const missed = new Set<string>();
    const check = async (what: string, edited: Held) => {
      if ((await told().findings({ ...edited, ...without })).length === 0) missed.add(what);
    };
    for (const at of told().places(name)) {
      const names = Object.keys(told().history.events[at]?.args.toObject() ?? {});
      expect(names, "arguments").not.to.deep.equal([]);
      await check(
        "added",
        told().change(at, (event) => [event, event]),
      );
      await check(
        "missing",
        told().change(at, () => []),
      );
      for (const part of names) await check(part, alter(at, part));
    }
    return [...missed];
  }

  for (const name of TOLD) {
    it(`finds one ${name} that was added, is missing or of which an argument was altered`, async () => {
      expect(await unfound(name, {})).to.deep.equal([]);
    });

    it(`finds so much of a ${name} by the events alone`, async () => {
      // What the calls asked is left out, but for whose money came home, which no event says.
      const accepted = told().history.accepted.filter(({ method }) => method === "receiveReturn");
      expect(await unfound(name, { accepted })).to.have.members(RECORDED[name] ?? []);
    });
  }
});

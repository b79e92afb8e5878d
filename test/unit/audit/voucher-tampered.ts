import { expect } from "chai";
import { id, Result } from "ethers";
import type { Held } from "../../../scripts/audit/collect.ts";
import { alteredWords, unaskedViews, viewsAsked, wordsWithout } from "../../helpers/storage.ts";
import { otherThan, toldOnce } from "./findings.ts";
import { playVouchers, SHORT, TOLD } from "./voucher-history.ts";

/** Arguments of which no view and no other event knows anything: they are on the record, and nowhere else. */
const RECORDED: Readonly<Record<string, readonly string[]>> = {
  AttestorAppointed: ["by"],
  AttestorDismissed: ["by"],
  ProgrammePaused: ["caseId", "by"],
  ProgrammeResumed: ["caseId", "by"],
  PaymentRefused: ["programme", "holder", "merchant", "refusal"],
  RebatePaid: ["merchant", "receipt"],
  VoucherRefunded: ["invoice"],
  EvidenceAttested: ["evidenceHash"],
  AttestationRevoked: ["reasonHash"],
  ProxyAppointed: ["consentHash"],
  ClawbackOpened: ["by"],
  ClawbackConfirmed: ["by"],
  ClawbackReleased: ["by"],
};

/** What may be said again, and changes nothing then. */
const REPEATED = ["AttestorAppointed", "ProxyAppointed"];

describe("the reader, given a story of vouchers that was tampered with", () => {
  const told = toldOnce(playVouchers);

  it("finds nothing in the story as it is", async () => {
    expect(await told().findings(told().history)).to.deep.equal([]);
  });

  it("asks each view that the list of variables names, and finds a storage word that is not as events say", async () => {
    const { story, history } = told();
    const asked = await viewsAsked(story, history);
    const { altered, found, families } = await alteredWords(story, history);
    expect(found).to.have.members(altered);
    expect(await unaskedViews("VoucherProgramme", asked)).to.deep.equal([]);
    // Merchants are named in the history of the other events, money is held in trust in that of the budget.
    expect(wordsWithout("VoucherProgramme", families)).to.deep.equal(["_named", "_inTrust"]);
  });

  it("is told every event that it promises", () => {
    const names = new Set(told().history.events.map(({ name }) => name));
    expect(TOLD.filter((name) => !names.has(name))).to.deep.equal([]);
  });

  it("finds one deleted event, whichever it is", async () => {
    const first = told().history.events.findIndex(({ name }) => name === "ProgrammeOpened");
    const missed: string[] = [];
    for (let at = first; at < told().history.events.length; at += 1) {
      if ((await told().findings(told().change(at, () => []))).length > 0) continue;
      missed.push(told().history.events[at]?.name ?? "");
    }
    // What is left of an approval is said again by the next one: one that was used between a citizen and a shop.
    expect(missed).to.deep.equal(["Approval"]);
  });

  for (const name of TOLD.filter((one) => !REPEATED.includes(one))) {
    it(`finds one ${name} that was added`, async () => {
      for (const at of told().places(name)) {
        const doubled = told().change(at, (event) => [event, event]);
        expect(await told().findings(doubled), `at ${at}`).not.to.deep.equal([]);
      }
    });
  }

  for (const name of [...TOLD, "VoucherMoved", "VoucherReclaimed", "TransferSingle"]) {
    it(`finds a ${name} of which one argument was altered`, async () => {
      const at = told().places(name).at(-1) ?? -1;
      const names = Object.keys(told().history.events[at]?.args.toObject() ?? {});
      expect(names, "arguments").not.to.deep.equal([]);
      const missed: string[] = [];
      for (const part of names) {
        const altered = told().change(at, (event) => {
          const args = { ...event.args.toObject(), [part]: otherThan(event.args[part]) };
          return [{ ...event, args: Result.fromItems(Object.values(args), Object.keys(args)) }];
        });
        if ((await told().findings(altered)).length === 0) missed.push(part);
      }
      expect(missed.filter((part) => !(RECORDED[name] ?? []).includes(part))).to.deep.equal([]);
    });
  }

  /** The story with its last event of a type said otherwise. */
  const said = (name: string, departs: Record<string, unknown>): Held =>
    told().change(told().places(name).at(-1) ?? -1, (event) => {
      const args = { ...event.args.toObject(), ...departs };
      return [{ ...event, args: Result.fromItems(Object.values(args), Object.keys(args)) }];
    });

  /** The story without its last event of a type. */
  const without = (name: string) => told().change(told().places(name).at(-1) ?? -1, () => []);

  it("calls law 11 broken where one signed payment settles twice", async () => {
    const at = told().places("PaymentSettled")[0] ?? -1;
    const again = told().history.events.slice(at - 1, at + 2);
    const story = told().change(at + 1, (event) => [event, ...again]);
    // Up to the end of that transaction: a later movement would take more than there was.
    const { transaction } = told().history.events[at] ?? {};
    const last = story.events.findLastIndex((event) => event.transaction === transaction);
    // And its merchant gets the money twice.
    const [run] = story.events.filter((one) => {
      return one.name === "Transfer" && one.transaction === transaction;
    });
    const [from, to] = (run?.args.toArray() ?? []) as string[];
    const args = Result.fromItems([from, to, 5_000n], ["from", "to", "value"]);
    const paid = run === undefined ? [] : [{ ...run, args }];
    const events = [...story.events.slice(0, last + 1), ...paid];
    expect(await told().findings({ ...story, events, accepted: [] })).to.include("law 11");
  });

  it("calls law 11 broken where merchants did not get what was settled", async () => {
    const settled = told().history.events[told().places("PaymentSettled")[0] ?? -1];
    const run = told().history.events.findIndex(({ name, transaction }) => {
      return name === "Transfer" && transaction === settled?.transaction;
    });
    expect(await told().findings(told().change(run, () => []))).to.include("law 11");
  });

  it("calls law 11 broken where more was refunded than paid", async () => {
    expect(await told().findings(said("VoucherRefunded", { paidOn: 1n }))).to.include("law 11");
  });

  const cases: Record<string, [story: () => Held, names: RegExp]> = {
    "a payment by one who is no proxy": [
      () => without("ProxyAppointed"),
      /^VoucherSpent .*neither the holder nor its proxy/,
    ],
    "a payment beyond what the proxy may": [
      () => said("ProxyAppointed", { limit: 1_499n }),
      /^VoucherSpent .*the proxy may not pay that/,
    ],
    "a payment after the proxy's time": [
      () => said("ProxyAppointed", { until: 1n }),
      /^VoucherSpent .*the proxy may not pay that/,
    ],
    "a payment without the purpose that the terms ask for": [
      () => without("PurposeStated"),
      /the payment before it states no purpose/,
    ],
    "a signed payment without the vouchers it used up": [
      () => told().change((told().places("PaymentSettled").at(-1) ?? 0) - 1, () => []),
      /^PaymentSettled .*no voucher was used up before it/,
    ],
    "a signed payment that the call did not ask for": [
      () => said("PaymentSettled", { id: 77n }),
      /called settleAll and has no outcome of payment 8/,
    ],
    "a run in another programme than its payments": [
      () => said("RunSettled", { programme: SHORT }),
      /^RunSettled .*no payment in its programme was settled before it/,
    ],
    "payments of which nothing says to whom": [
      () => without("RunSettled"),
      /nothing says to whom what was settled before it was paid/,
    ],
    "a refusal that is missing": [
      () => without("PaymentRefused"),
      /called settle and has no PaymentSettled or PaymentRefused/,
    ],
    "a purpose that was not asked for": [
      () => said("PurposeStated", { purposeHash: id("another") }),
      /called spendFor and has no PurposeStated as it was asked/,
    ],
    "a refund to a voucher that had expired": [
      () => said("VoucherRefunded", { restored: true }),
      /^VoucherRefunded .*the vouchers had expired, or had not/,
    ],
    "a refund whose money has no event": [
      () => without("VoucherRefunded"),
      /^Transfer .*no event before it says what it is for/,
    ],
    "a clawback taken while an objection was undecided": [
      () => without("ClawbackConfirmed"),
      /^ClawedBack .*an objection was undecided/,
    ],
    "an objection to another case": [
      () => said("ClawbackObjected", { caseId: id("another") }),
      /^ClawbackObjected .*no such clawback was running/,
    ],
    "a consent to another notice": [
      () => said("ConsentGiven", { noticeHash: id("another") }),
      /^ConsentGiven .*the programme has another notice/,
    ],
    "an attestation by one who attests nothing there": [
      () => said("EvidenceAttested", { attestor: told().story.citizen.address }),
      /^EvidenceAttested .*attests in no such programme/,
    ],
    "a home moved by one who manages nothing": [
      () => said("HomeMoved", { by: told().story.citizen.address }),
      /^HomeMoved .*manages no such programme/,
    ],
    "a programme resumed that was not paused": [
      () => without("ProgrammePaused"),
      /^ProgrammeResumed .*the programme was so already/,
    ],
  };
  for (const [what, [story, names]] of Object.entries(cases)) {
    it(`names ${what}`, async () => {
      const [first = ""] = await told().findings(story());
      expect(first).to.match(names);
    });
  }
});

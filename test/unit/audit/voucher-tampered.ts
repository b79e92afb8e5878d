import { expect } from "chai";
import { getAddress, id, Result } from "ethers";
import { collect, type Collected, type Event } from "../../../scripts/audit/collect.ts";
import { serveJsonRpc, type Served } from "../../../scripts/lib/serve.ts";
import type { Market } from "../../helpers/voucher.ts";
import { findings as found, Remembering } from "./findings.ts";
import { playVouchers, SHORT, TOLD } from "./voucher-history.ts";

/** An argument that is not what it was. */
function other(value: unknown): unknown {
  if (typeof value === "bigint") return value + 1n;
  if (typeof value === "boolean") return !value;
  const text = String(value);
  if (/^0x[0-9a-f]{40}$/i.test(text)) return getAddress(`0x${"5a".repeat(20)}`);
  return text.slice(0, -1) + (text.endsWith("1") ? "2" : "1");
}

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
  let market: Market;
  let served: Served;
  let client: Remembering;
  let history: Collected;

  before(async () => {
    market = await playVouchers();
    served = await serveJsonRpc(market.connection.provider);
    client = new Remembering(served.url, undefined, { staticNetwork: true });
    history = await collect(client, market.addresses);
  });

  after(async () => {
    client.destroy();
    await served.close();
  });

  const findings = (story: Collected) => found(client, market.addresses, story);

  /** The story with its event number `at` edited. */
  const change = (at: number, edit: (event: Event) => Event[]): Collected => ({
    ...history,
    events: history.events.flatMap((event, n) => (n === at ? edit(event) : [event])),
  });

  /** Where the events of a type stand. */
  const places = (name: string): number[] =>
    history.events.flatMap((event, n) => (event.name === name ? [n] : []));

  it("finds nothing in the story as it is", async () => {
    expect(await findings(history)).to.deep.equal([]);
  });

  it("is told every event that it promises", () => {
    const names = new Set(history.events.map(({ name }) => name));
    expect(TOLD.filter((name) => !names.has(name))).to.deep.equal([]);
  });

  it("finds one deleted event, whichever it is", async () => {
    const first = history.events.findIndex(({ name }) => name === "ProgrammeOpened");
    const missed: string[] = [];
    for (let at = first; at < history.events.length; at += 1) {
      if ((await findings(change(at, () => []))).length > 0) continue;
      missed.push(history.events[at]?.name ?? "");
    }
    // What is left of an approval is said again by the next one: one that was used between a citizen and a shop.
    expect(missed).to.deep.equal(["Approval"]);
  });

  for (const name of TOLD.filter((one) => !REPEATED.includes(one))) {
    it(`finds one ${name} that was added`, async () => {
      for (const at of places(name)) {
        const doubled = change(at, (event) => [event, event]);
        expect(await findings(doubled), `at ${at}`).not.to.deep.equal([]);
      }
    });
  }

  for (const name of [...TOLD, "VoucherMoved", "VoucherReclaimed", "TransferSingle"]) {
    it(`finds a ${name} of which one argument was altered`, async () => {
      const at = places(name).at(-1) ?? -1;
      const names = Object.keys(history.events[at]?.args.toObject() ?? {});
      expect(names, "arguments").not.to.deep.equal([]);
      const missed: string[] = [];
      for (const part of names) {
        const altered = change(at, (event) => {
          const args = { ...event.args.toObject(), [part]: other(event.args[part]) };
          return [{ ...event, args: Result.fromItems(Object.values(args), Object.keys(args)) }];
        });
        if ((await findings(altered)).length === 0) missed.push(part);
      }
      expect(missed.filter((part) => !(RECORDED[name] ?? []).includes(part))).to.deep.equal([]);
    });
  }

  /** The story with its last event of a type said otherwise. */
  const said = (name: string, departs: Record<string, unknown>): Collected =>
    change(places(name).at(-1) ?? -1, (event) => {
      const args = { ...event.args.toObject(), ...departs };
      return [{ ...event, args: Result.fromItems(Object.values(args), Object.keys(args)) }];
    });

  /** The story without its last event of a type. */
  const without = (name: string) => change(places(name).at(-1) ?? -1, () => []);

  it("calls law 11 broken where one signed payment settles twice", async () => {
    const at = places("PaymentSettled")[0] ?? -1;
    const again = history.events.slice(at - 1, at + 2);
    const story = change(at + 1, (event) => [event, ...again]);
    // Up to the end of that transaction: a later movement would take more than there was.
    const { transaction } = history.events[at] ?? {};
    const last = story.events.findLastIndex((event) => event.transaction === transaction);
    // And its merchant gets the money twice.
    const [run] = story.events.filter((one) => {
      return one.name === "Transfer" && one.transaction === transaction;
    });
    const [from, to] = (run?.args.toArray() ?? []) as string[];
    const args = Result.fromItems([from, to, 5_000n], ["from", "to", "value"]);
    const paid = run === undefined ? [] : [{ ...run, args }];
    const events = [...story.events.slice(0, last + 1), ...paid];
    expect(await findings({ ...story, events, accepted: [] })).to.include("law 11");
  });

  it("calls law 11 broken where merchants did not get what was settled", async () => {
    const settled = history.events[places("PaymentSettled")[0] ?? -1];
    const run = history.events.findIndex(({ name, transaction }) => {
      return name === "Transfer" && transaction === settled?.transaction;
    });
    expect(await findings(change(run, () => []))).to.include("law 11");
  });

  it("calls law 11 broken where more was refunded than paid", async () => {
    expect(await findings(said("VoucherRefunded", { paidOn: 1n }))).to.include("law 11");
  });

  const cases: Record<string, [story: () => Collected, names: RegExp]> = {
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
      () => change((places("PaymentSettled").at(-1) ?? 0) - 1, () => []),
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
      () => said("EvidenceAttested", { attestor: market.citizen.address }),
      /^EvidenceAttested .*attests in no such programme/,
    ],
    "a home moved by one who manages nothing": [
      () => said("HomeMoved", { by: market.citizen.address }),
      /^HomeMoved .*manages no such programme/,
    ],
    "a programme resumed that was not paused": [
      () => without("ProgrammePaused"),
      /^ProgrammeResumed .*the programme was so already/,
    ],
  };
  for (const [what, [story, names]] of Object.entries(cases)) {
    it(`names ${what}`, async () => {
      const [first = ""] = await findings(story());
      expect(first).to.match(names);
    });
  }
});

import { expect } from "chai";
import { getAddress, Result } from "ethers";
import { collect, type Collected, type Event } from "../../../scripts/audit/collect.ts";
import { serveJsonRpc, type Served } from "../../../scripts/lib/serve.ts";
import { playBudget, TOLD, type BudgetStory } from "./budget-history.ts";
import { findings as found, Remembering } from "./findings.ts";

/** An argument that is not what it was. */
function other(value: unknown): unknown {
  if (typeof value === "bigint") return value + 1n;
  if (typeof value === "boolean") return !value;
  if (Array.isArray(value)) return (value as unknown[]).map(other);
  const text = String(value);
  if (/^0x[0-9a-f]{40}$/i.test(text)) return getAddress(`0x${"5a".repeat(20)}`);
  return text.slice(0, -1) + (text.endsWith("1") ? "2" : "1");
}

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
  let story: BudgetStory;
  let served: Served;
  let client: Remembering;
  let history: Collected;

  before(async () => {
    story = await playBudget();
    served = await serveJsonRpc(story.connection.provider);
    client = new Remembering(served.url, undefined, { staticNetwork: true });
    history = await collect(client, story.addresses);
  });

  after(async () => {
    client.destroy();
    await served.close();
  });

  const findings = (told: Collected) => found(client, story.addresses, told);

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

  it("promises every event of the ledger and of the Treasury", () => {
    const names = [story.ledger, story.treasury].flatMap(({ interface: { fragments } }) =>
      fragments.flatMap((fragment) =>
        fragment.type === "event" && "name" in fragment ? [String(fragment.name)] : [],
      ),
    );
    expect(TOLD).to.include.members(names);
  });

  it("finds one deleted event, whichever it is", async () => {
    const first = history.events.findIndex(({ name }) => name === "SystemAccountOpened");
    const missed: string[] = [];
    for (let at = first; at < history.events.length; at += 1) {
      if ((await findings(change(at, () => []))).length > 0) continue;
      missed.push(history.events[at]?.name ?? "");
    }
    expect(missed).to.deep.equal([]);
  });

  /** The event at `at` with one argument altered. */
  const alter = (at: number, part: string): Collected =>
    change(at, (event) => {
      const args = { ...event.args.toObject(), [part]: other(event.args[part]) };
      return [{ ...event, args: Result.fromItems(Object.values(args), Object.keys(args)) }];
    });

  /** What nobody finds of a type: `added`, `missing`, or the argument that was altered. */
  async function unfound(name: string, without: Partial<Collected>): Promise<string[]> {
    const missed = new Set<string>();
    const check = async (what: string, told: Collected) => {
      if ((await findings({ ...told, ...without })).length === 0) missed.add(what);
    };
    for (const at of places(name)) {
      const names = Object.keys(history.events[at]?.args.toObject() ?? {});
      expect(names, "arguments").not.to.deep.equal([]);
      await check(
        "added",
        change(at, (event) => [event, event]),
      );
      await check(
        "missing",
        change(at, () => []),
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
      const accepted = history.accepted.filter(({ method }) => method === "receiveReturn");
      expect(await unfound(name, { accepted })).to.have.members(RECORDED[name] ?? []);
    });
  }
});

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

  for (const name of TOLD) {
    it(`finds one ${name} that was added`, async () => {
      for (const at of places(name)) {
        const doubled = change(at, (event) => [event, event]);
        expect(await findings(doubled), `at ${at}`).not.to.deep.equal([]);
      }
    });

    it(`finds a ${name} of which one argument was altered`, async () => {
      const missed: string[] = [];
      for (const at of places(name)) {
        const names = Object.keys(history.events[at]?.args.toObject() ?? {});
        expect(names, "arguments").not.to.deep.equal([]);
        for (const part of names) {
          const altered = change(at, (event) => {
            const args = { ...event.args.toObject(), [part]: other(event.args[part]) };
            return [{ ...event, args: Result.fromItems(Object.values(args), Object.keys(args)) }];
          });
          if ((await findings(altered)).length === 0) missed.push(`${part} at ${at}`);
        }
      }
      expect(missed).to.deep.equal([]);
    });
  }
});

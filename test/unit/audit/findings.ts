import { getAddress, JsonRpcProvider } from "ethers";
import { rebuild } from "../../../scripts/audit/books.ts";
import { collect, type Held, type Event } from "../../../scripts/audit/collect.ts";
import { compare } from "../../../scripts/audit/compare.ts";
import { checkLaws } from "../../../scripts/audit/laws.ts";
import { ContradictoryEvents } from "../../../scripts/audit/posting.ts";
import { serveJsonRpc, type Served } from "../../../scripts/lib/serve.ts";
import type { Addresses } from "../../../scripts/lib/system.ts";
import type { Deployed } from "../../helpers/fixtures.ts";

/** Asks the chain, which stands still here, each question once. */
export class Remembering extends JsonRpcProvider {
  readonly #answers = new Map<string, Promise<unknown>>();

  override send(method: string, params: unknown[]): Promise<unknown> {
    const question = JSON.stringify([method, params]);
    const answer = this.#answers.get(question) ?? super.send(method, params);
    this.#answers.set(question, answer);
    return answer;
  }
}

/** What the reader finds in this history: nothing, differences, a broken law, or events that contradict each other. */
export async function findings(
  client: JsonRpcProvider,
  addresses: Addresses,
  history: Held,
): Promise<string[]> {
  try {
    const books = rebuild(history, addresses);
    const comparison = await compare(client, addresses, books, history.head);
    const laws = await checkLaws(client, addresses, books, history, comparison);
    const broken = laws.filter(({ holds }) => !holds).map(({ number }) => `law ${number}`);
    return [...comparison.differences.map(({ what }) => what), ...broken];
  } catch (error) {
    if (error instanceof ContradictoryEvents) return [error.message];
    throw error;
  }
}

/** A story that was played and collected, and what the reader finds in it when it is told otherwise. */
export interface Told<Played> {
  readonly story: Played;
  readonly history: Held;
  findings(told: Held): Promise<string[]>;
  /** The story with its event number `at` edited. */
  change(at: number, edit: (event: Event) => Event[]): Held;
  /** Where the events of a type stand. */
  places(name: string): number[];
}

/** Plays a story before the tests of the suite in which it stands, and collects it over RPC once. */
export function toldOnce<Played extends Pick<Deployed, "connection" | "addresses">>(
  play: () => Promise<Played>,
): () => Told<Played> {
  let told: Told<Played>;
  let served: Served;
  let client: Remembering;

  before(async () => {
    const story = await play();
    served = await serveJsonRpc(story.connection.provider);
    client = new Remembering(served.url, undefined, { staticNetwork: true });
    const history = await collect(client, story.addresses);
    const events = (edit: (event: Event, at: number) => Event[]) => history.events.flatMap(edit);
    told = {
      story,
      history,
      findings: (other) => findings(client, story.addresses, other),
      change: (at, edit) => ({
        ...history,
        events: events((event, n) => (n === at ? edit(event) : [event])),
      }),
      places: (name) => history.events.flatMap((event, n) => (event.name === name ? [n] : [])),
    };
  });

  after(async () => {
    client.destroy();
    await served.close();
  });

  return () => told;
}

/** An argument that is not what it was. */
export function otherThan(value: unknown): unknown {
  if (typeof value === "bigint") return value + 1n;
  if (typeof value === "boolean") return !value;
  if (Array.isArray(value)) return (value as unknown[]).map(otherThan);
  const text = String(value);
  if (/^0x[0-9a-f]{40}$/i.test(text)) return getAddress(`0x${"5a".repeat(20)}`);
  return text.slice(0, -1) + (text.endsWith("1") ? "2" : "1");
}

import { JsonRpcProvider } from "ethers";
import { rebuild } from "../../../scripts/audit/books.ts";
import type { Collected } from "../../../scripts/audit/collect.ts";
import { compare } from "../../../scripts/audit/compare.ts";
import { checkLaws } from "../../../scripts/audit/laws.ts";
import { ContradictoryEvents } from "../../../scripts/audit/posting.ts";
import type { Addresses } from "../../../scripts/lib/system.ts";

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
  history: Collected,
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

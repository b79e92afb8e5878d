import { expect } from "chai";
import { Interface, JsonRpcProvider, toBeHex } from "ethers";
import { artifacts } from "hardhat";
import { rebuild, type Books } from "../../scripts/audit/books.ts";
import type { Held } from "../../scripts/audit/collect.ts";
import { compare, type At } from "../../scripts/audit/compare.ts";
import { coverage } from "../../scripts/audit/reconcile/coverage.ts";
import type { Word } from "../../scripts/audit/reconcile/slots.ts";
import { wordPairs, wordsOf } from "../../scripts/audit/reconcile/words.ts";
import { serveJsonRpc } from "../../scripts/lib/serve.ts";
import { connectSystem } from "../../scripts/lib/system.ts";
import type { Deployed } from "./fixtures.ts";

type Story = Pick<Deployed, "connection" | "addresses">;

/** Notes what a reader asks. */
class Listening extends JsonRpcProvider {
  readonly selectors = new Set<string>();

  override send(method: string, params: unknown[]): Promise<unknown> {
    const [call] = params as [{ data?: string } | undefined];
    if (method === "eth_call") this.selectors.add(call?.data?.slice(0, 10) ?? "");
    return super.send(method, params);
  }
}

/** The views that a comparison of this story asks, by their selectors; nothing differs in it. */
export async function viewsAsked({ connection, addresses }: Story, history: Held) {
  const served = await serveJsonRpc(connection.provider);
  const client = new Listening(served.url, undefined, { staticNetwork: true });
  const books = rebuild(history, addresses);
  const { differences } = await compare(client, addresses, books, history.head);
  client.destroy();
  await served.close();
  expect(differences).to.deep.equal([]);
  return client.selectors;
}

/** Views of a contract that coverage.ts promises to ask, and the reader does not. */
export async function unaskedViews(contract: string, asked: ReadonlySet<string>) {
  const { abi } = await artifacts.readArtifact(contract);
  const known = new Interface(abi);
  return Object.entries(coverage[contract] ?? {}).flatMap(([path, cover]) =>
    "views" in cover
      ? cover.views
          .filter((view) => !asked.has(known.getFunction(view)?.selector ?? ""))
          .map((view) => `${path}: ${view}`)
      : [],
  );
}

const familyOf = (variable: string): string => variable.split(".").slice(0, 2).join(".");

/** Alters one word of each variable that only storage shows, all at once: the variables, and those that were found. */
export async function alteredWords({ connection, addresses }: Story, history: Held) {
  const { networkHelpers, ethers } = connection;
  const system = await connectSystem(addresses, ethers.provider);
  const books: Books = rebuild(history, addresses);
  const words = [...wordsOf(books, await system.ledger.splitThreshold())];
  const chosen = new Map<string, Word>();
  for (const word of words) {
    const before = chosen.get(word.variable);
    if (before === undefined || (before.value === 0n && word.value !== 0n))
      chosen.set(word.variable, word);
  }
  const at: At = { blockTag: history.head, day: 0, time: 0, progress: () => {} };
  const snapshot = await networkHelpers.takeSnapshot();
  for (const { address, slot, from = 0 } of chosen.values()) {
    const where = toBeHex(slot, 32);
    const stored = BigInt(await networkHelpers.getStorageAt(address, where));
    await networkHelpers.setStorageAt(address, where, toBeHex(stored ^ (1n << BigInt(from)), 32));
  }
  const pairs = await wordPairs(system, books, at);
  await snapshot.restore();
  const found = pairs
    .filter(([, byEvents, onChain]) => String(byEvents) !== String(onChain))
    .map(([what]) => /\(storage of (.*)\)$/.exec(what)?.[1] ?? "");
  return {
    altered: [...chosen.keys()],
    found,
    families: new Set(words.map(({ variable }) => familyOf(variable))),
  };
}

/** Variables of a contract that coverage.ts promises as words, and of which this story has none. */
export const wordsWithout = (contract: string, families: ReadonlySet<string>): string[] =>
  Object.entries(coverage[contract] ?? {})
    .filter(([path, cover]) => "word" in cover && !families.has(familyOf(`${contract}.${path}`)))
    .map(([path]) => path);

import { expect } from "chai";
import { JsonRpcProvider, toBeHex } from "ethers";
import { rebuild, type Books } from "../../../scripts/audit/books.ts";
import { collect } from "../../../scripts/audit/collect.ts";
import { SLOTS } from "../../../scripts/audit/reconcile/slots.ts";
import { wordPairs, wordsOf, type Word } from "../../../scripts/audit/reconcile/words.ts";
import { serveJsonRpc, type Served } from "../../../scripts/lib/serve.ts";
import { connectSystem } from "../../../scripts/lib/system.ts";
import type { Deployed } from "../../helpers/fixtures.ts";
import { playBudget } from "./budget-history.ts";
import { playHistory } from "./history.ts";
import { playVouchers } from "./voucher-history.ts";

/** The storage variable that a word is of. */
const variableOf = ({ what }: Word): string => /^_\w+/.exec(what)?.[0] ?? what;

interface Story {
  readonly client: JsonRpcProvider;
  readonly served: Served;
  readonly played: Pick<Deployed, "connection" | "addresses">;
  readonly books: Books;
  readonly splitThreshold: bigint;
  readonly head: number;
}

describe("the storage words that no view shows", () => {
  const stories: Story[] = [];
  before(async function () {
    // Several stories are played.
    this.timeout(180_000);
    for (const play of [playHistory, playVouchers, playBudget]) {
      const { connection, addresses } = await play();
      const served = await serveJsonRpc(connection.provider);
      const client = new JsonRpcProvider(served.url, undefined, { staticNetwork: true });
      const history = await collect(client, addresses);
      const { ledger } = await connectSystem(addresses, connection.ethers.provider);
      const splitThreshold = await ledger.splitThreshold();
      const books = rebuild(history, addresses);
      stories.push({
        ...{ client, served, played: { connection, addresses }, books },
        splitThreshold,
        head: history.head,
      });
    }
  });

  after(async () => {
    for (const { client, served } of stories) {
      client.destroy();
      await served.close();
    }
  });

  const differing = async ({ client, played, books, splitThreshold, head }: Story, offset = 0) => {
    const { addresses } = played;
    const at = { blockTag: head + offset, day: 0, time: 0, splitThreshold, progress: () => {} };
    const pairs = await wordPairs(client, addresses, books, at);
    return pairs.filter(([, ours, theirs]) => ours !== theirs).map(([what]) => what);
  };

  it("hold what the events say, in every story", async () => {
    for (const story of stories) expect(await differing(story)).to.deep.equal([]);
  });

  it("are each missed by nobody: one bit that is otherwise on the chain is told, of every variable", async () => {
    const seen = new Set<string>();
    for (const story of stories) {
      const { played, books, splitThreshold } = story;
      const { networkHelpers, ethers } = played.connection;
      const words = wordsOf(played.addresses, books, splitThreshold);
      const last = new Map(words.map((word) => [variableOf(word), word]));
      for (const [variable, { what, contract, slot }] of last) {
        const was = await ethers.provider.getStorage(contract, slot);
        // The highest bit of a word is in each of its parts that are compared.
        const other = toBeHex(BigInt(was) ^ (1n << 255n), 32);
        await networkHelpers.setStorageAt(contract, toBeHex(slot), other);
        await networkHelpers.mine();
        const now = (await ethers.provider.getBlockNumber()) - story.head;
        expect(await differing(story, now), what).to.deep.equal([`word ${what}`]);
        await networkHelpers.setStorageAt(contract, toBeHex(slot), was);
        seen.add(variable);
      }
    }
    const known = Object.values(SLOTS).flatMap((slots) => Object.keys(slots));
    expect([...seen].toSorted()).to.deep.equal([...new Set(known)].toSorted());
  });
});

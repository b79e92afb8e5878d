import { expect } from "chai";
import { toBeHex, JsonRpcProvider } from "ethers";
import { collect } from "../../../scripts/audit/collect.ts";
import { DepositToken__factory } from "../../../typechain-types/index.ts";
import { addresses, somebody } from "../../helpers/books.ts";

const token = DepositToken__factory.createInterface();
const transfer = token.getEvent("Transfer");

/** A log of block `block`, in which somebody was paid that many won. */
function logOf(block: number) {
  const { topics, data } = token.encodeEventLog(transfer, [somebody(1), somebody(2), block]);
  const where = { blockNumber: toBeHex(block), transactionHash: toBeHex(block, 32) };
  return { address: addresses.token, topics, data, ...where };
}

/** A node with `blocks` blocks, a log in each, that answers for at most `longest` blocks at a time. */
function nodeOf(blocks: number, longest: number): { client: JsonRpcProvider; asked: string[] } {
  const asked: string[] = [];
  const logs = ({ fromBlock, toBlock }: { fromBlock: string; toBlock: string }) => {
    const [from, to] = [Number(fromBlock), Number(toBlock)];
    if (to - from >= longest) throw new Error("the range is too long");
    asked.push(`${from} to ${to}`);
    return Array.from({ length: to - from + 1 }, (_, n) => logOf(from + n));
  };
  const send = (method: string, [first]: unknown[]): Promise<unknown> =>
    new Promise((resolve) => {
      if (method === "eth_blockNumber") resolve(toBeHex(blocks - 1));
      else if (method === "eth_getLogs") resolve(logs(first as Parameters<typeof logs>[0]));
      else resolve({ number: first, timestamp: "0x64", transactions: [] });
    });
  const client = Object.create(JsonRpcProvider.prototype) as JsonRpcProvider;
  return { client: Object.assign(client, { send }), asked };
}

describe("the reader of a chain's events", () => {
  it("halves a range that is too long for the node, and reads every block once and in its order", async () => {
    for (const blocks of [4, 5, 7, 8]) {
      const { client, asked } = nodeOf(blocks, 2);
      const { events, head } = await collect(client, addresses);
      const all = Array.from({ length: blocks }, (_, n) => n);
      expect(head).to.equal(blocks - 1);
      expect(
        events.map(({ block }) => block),
        asked.join(),
      ).to.deep.equal(all);
    }
  });

  it("asks once where the node answers for all blocks", async () => {
    const { client, asked } = nodeOf(9, 9);
    await collect(client, addresses);
    expect(asked).to.deep.equal(["0 to 8"]);
  });

  it("passes on a failure that a shorter range does not mend", async () => {
    const { client } = nodeOf(4, 0);
    const told = await collect(client, addresses).catch((error: unknown) => String(error));
    expect(told).to.equal("Error: the range is too long");
  });
});

import { expect } from "chai";
import { JsonRpcProvider } from "ethers";
import { rebuild, type Books } from "../../../scripts/audit/books.ts";
import { collect, type Held } from "../../../scripts/audit/collect.ts";
import { compare } from "../../../scripts/audit/compare.ts";
import { serveJsonRpc, type Served } from "../../../scripts/lib/serve.ts";
import { readyBank, type Bank } from "../../helpers/bank.ts";
import { deployed } from "../../helpers/fixtures.ts";

describe("the comparison of rebuilt books with the chain", () => {
  let bank: Bank;
  let served: Served;
  let client: JsonRpcProvider;
  let collected: Held;

  before(async () => {
    bank = await readyBank(await deployed());
    await bank.token.connect(bank.citizen).transfer(bank.bookshop, 30_000n);
    served = await serveJsonRpc(bank.connection.provider);
    client = new JsonRpcProvider(served.url, undefined, { staticNetwork: true });
    collected = await collect(client, bank.addresses);
  });

  after(async () => {
    client.destroy();
    await served.close();
  });

  /** What differs after a change to the books, which are right before it. */
  async function differing(change: (books: Books) => void = () => {}): Promise<string[]> {
    const books = rebuild(collected, bank.addresses);
    change(books);
    const { differences } = await compare(client, bank.addresses, books, collected.head);
    return differences.map(({ what, fromEvents, onChain }) => `${what}: ${fromEvents}/${onChain}`);
  }

  const accountOf = ({ accounts }: Books, address: string) => {
    const found = accounts.get(address);
    if (found === undefined) throw new Error(`${address} has no account`);
    return found;
  };

  it("finds nothing in books that were rebuilt from all events", async () => {
    expect(await differing()).to.deep.equal([]);
  });

  it("finds a supply that is not the chain's", async () => {
    const found = await differing(({ supply }) => void (supply.issued += 1n));
    expect(found).to.deep.equal(["supply: 3001000001/3001000000"]);
  });

  it("finds what was transferred today, where it is not the chain's", async () => {
    const { address } = bank.citizen;
    const found = await differing((books) => void (accountOf(books, address).spent += 1n));
    expect(found).to.deep.equal([`transferred today by ${address}: 30001/30000`]);
  });

  it("finds a balance, a kind and an admission that are not the chain's", async () => {
    const { address } = bank.bookshop;
    const found = await differing((books) => {
      Object.assign(accountOf(books, address), { balance: 1n, kind: 3, admittedUntil: 5 });
    });
    expect(found.map((line) => line.split(" ")[0])).to.have.members([
      "balance",
      "kind",
      "admission",
      "spendable",
    ]);
  });

  it("finds what is issuable, allowed, paused or stopped, where it is not the chain's", async () => {
    const { address } = bank.officers.issuer;
    const found = await differing(({ supply }) => {
      supply.allowances.set(address, 1n);
      Object.assign(supply, { issuable: 1n, paused: true, stopped: true });
    });
    expect(found.map((line) => line.split(/[ :]/)[0])).to.have.members([
      "issuable",
      "paused",
      "stopped",
      "allowance",
      // The issuer's storage word, which also has what no view shows.
      "word",
    ]);
  });
});

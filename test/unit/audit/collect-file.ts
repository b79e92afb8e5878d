import { expect } from "chai";
import { JsonRpcProvider } from "ethers";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { collect } from "../../../scripts/audit/collect.ts";
import { ledgerJson } from "../../../scripts/audit/ledger-json.ts";
import { ledgerCsv } from "../../../scripts/audit/ledger.ts";
import { readBooks, readBooksFrom } from "../../../scripts/audit/read.ts";
import { askAt, Fault } from "../../../scripts/audit/store/ask.ts";
import { addressesIn } from "../../../scripts/audit/store/into-file.ts";
import { untilOf } from "../../../scripts/audit/store/until.ts";
import { serveJsonRpc } from "../../../scripts/lib/serve.ts";
import { contractNames } from "../../../scripts/lib/system.ts";
import { somebody } from "../../helpers/books.ts";
import {
  collecting,
  contentsOf,
  decodedFrom,
  folders,
  judged,
  pay,
  toldLine,
  watched,
  type Watched,
} from "../../helpers/collecting.ts";
import { playHistory } from "./history.ts";

describe("a file of collected events", () => {
  const { next, remove } = folders();
  let chain: Watched;
  const file = () => join(next(), "collected.sqlite");

  before(async () => {
    chain = await watched();
  });

  after(async () => {
    remove();
    await chain.served.close();
  });

  const newest = () => chain.bank.connection.ethers.provider.getBlockNumber();

  it("has what the reader reads from the chain, every type of event among it", async () => {
    const history = await playHistory();
    const { addresses } = history;
    const served = await serveJsonRpc(history.connection.provider);
    const client = new JsonRpcProvider(served.url, undefined, { staticNetwork: true });
    try {
      const path = file();
      const until = { block: "latest" } as const;
      await collecting(chain, path, { url: served.url, addresses, until, ask: askAt(served.url) });
      expect(decodedFrom(path)).to.deep.equal(await collect(client, addresses));

      const { url } = served;
      const [fromChain, fromFile] = [
        await readBooks({ url, addresses }),
        await readBooksFrom(path, url),
      ];
      expect(ledgerJson(fromFile, new Map())).to.equal(ledgerJson(fromChain, new Map()));
      const [csv, other] = [fromFile, fromChain].map((one) => [...ledgerCsv(one, new Map())]);
      expect(csv).to.deep.equal(other);
      expect(fromFile.compared).to.be.greaterThan(100);
    } finally {
      client.destroy();
      await served.close();
    }
  });

  it("has each refused transaction with what it reverted with", async () => {
    const path = file();
    const { refused: count, unexplained } = await collecting(chain, path);
    expect([count, unexplained]).to.deep.equal([1, 0]);
    const [refused] = decodedFrom(path).refused;
    expect(refused?.method).to.equal("transfer");
    // Each citizen was issued 1,000,000 won and paid 30,000 of them before it was refused.
    const { citizen } = chain.bank;
    const error = { error: refused?.error, ...refused?.args };
    expect(error).to.deep.equal({
      error: "ERC20InsufficientBalance",
      sender: citizen.address,
      balance: 970_000n,
      needed: 10n ** 12n,
    });
  });

  it("is one file when the command has ended", async () => {
    const path = file();
    await collecting(chain, path);
    expect(readdirSync(join(path, ".."))).to.deep.equal(["collected.sqlite"]);
  });

  it("goes on from its last block, and reads nothing twice", async () => {
    const path = file();
    const { to: half } = await collecting(chain, path, { until: untilOf("20") });
    expect(half).to.equal(20);
    await pay(chain.bank, 1n);
    const { ask, asked } = judged(chain.served.url, () => undefined);
    const { from, to } = await collecting(chain, path, { ask });
    expect([from, to]).to.deep.equal([21, await newest()]);
    const whole = asked.filter(({ params }) => params[1] === true);
    expect(whole.map(({ params }) => Number(params[0]))).to.deep.equal(
      Array.from({ length: to - 20 }, (_, n) => 21 + n),
    );
    const undisturbed = file();
    await collecting(chain, undisturbed);
    expect(contentsOf(path)).to.deep.equal(contentsOf(undisturbed));
  });

  it("is not written to where there is nothing new", async () => {
    const path = file();
    const first = await collecting(chain, path);
    const again = await collecting(chain, path);
    expect(again).to.deep.include({ from: first.to + 1, to: first.to, events: first.events });
    expect(again.requests).to.be.at.most(4);
  });

  it("is collected again without the addresses, which it has", async () => {
    const path = file();
    await collecting(chain, path, { until: untilOf("20") });
    const { to } = await collecting(chain, path, { addresses: undefined });
    expect(to).to.equal(await newest());
  });

  it("is read without a chain: nothing is compared, and laws that ask one are left out", async () => {
    const path = file();
    await collecting(chain, path);
    const { compared, laws, books } = await readBooksFrom(path);
    expect(compared).to.equal(0);
    expect(laws.map(({ number }) => number)).to.deep.equal([1, 2, 3, 4, 7, 10, 11, 12]);
    expect(laws.every(({ holds }) => holds)).to.equal(true);
    // 1,000,000 and 3,000,000,000 won were issued.
    expect(books.supply.issued).to.equal(3_001_000_000n);
  });

  describe("up to a block", () => {
    it("is a number, or a tag of the chain's", async () => {
      for (const tag of ["latest", "safe", "finalized"]) {
        const { to } = await collecting(chain, file(), { until: untilOf(tag) });
        expect(to, tag).to.equal(await newest());
      }
    });

    it("is counted from the newest where the chain has no such tag", async () => {
      const { ask } = judged(chain.served.url, ({ params }) => noTag(params));
      const until = untilOf("finalized", "12");
      const { to } = await collecting(chain, file(), { until, ask });
      expect(to).to.equal((await newest()) - 12);
    });

    it("is asked for where the chain has no such tag, and nothing says how many blocks are not final", async () => {
      const { ask } = judged(chain.served.url, ({ params }) => noTag(params));
      const told = await toldLine(collecting(chain, file(), { until: untilOf("safe"), ask }));
      expect(told).to.include("--until safe: this chain has no such block; say with --finality");
    });

    it("is refused where the chain does not have it, or it is none", async () => {
      const told = await toldLine(collecting(chain, file(), { until: untilOf("9_999") }));
      expect(told).to.equal(`--until 9999: the chain's newest block is ${await newest()}`);
      expect(() => untilOf("soon")).to.throw("--until: expected a block's number, latest, safe");
      expect(() => untilOf("latest", "-1")).to.throw("--finality: expected a number of blocks");
    });
  });

  describe("that cannot be used", () => {
    it("has another chain: one line", async () => {
      const path = file();
      await collecting(chain, path);
      const ask = askAt(chain.served.url);
      const foreign = async (questions: Parameters<typeof ask>[0]) => {
        const answers = await ask(questions);
        return questions[0]?.method === "eth_chainId" ? [{ result: "0x1" }] : answers;
      };
      const told = await toldLine(collecting(chain, path, { ask: foreign }));
      expect(told).to.match(
        /it has another chain \(31337, first block 0x.{8}\) than the provider \(1, /,
      );
    });

    it("has other contracts: one line", async () => {
      const path = file();
      await collecting(chain, path);
      const addresses = { ...chain.bank.addresses, token: somebody(1) };
      const told = await toldLine(collecting(chain, path, { addresses }));
      expect(told).to.equal(
        `${path}: it has other contracts than those asked for; name another with --file`,
      );
    });

    it("would be of contracts that are not there: one line", async () => {
      const addresses = { ...chain.bank.addresses, registry: somebody(1) };
      const told = await toldLine(collecting(chain, file(), { addresses }));
      expect(told).to.equal(`there is no contract at ${somebody(1)} (registry) on this chain`);
    });

    it("would be of contracts that nobody named: one line", async () => {
      const told = await toldLine(collecting(chain, file(), { addresses: undefined }));
      expect(told).to.include("name a JSON file of them with --addresses");
    });

    it("is held by another process: one line", async () => {
      const path = file();
      await collecting(chain, path, { until: untilOf("20") });
      const other = new DatabaseSync(path);
      other.exec("BEGIN EXCLUSIVE");
      const told = await toldLine(collecting(chain, path));
      other.close();
      expect(told).to.equal(`${path}: another process holds it; wait for that to end`);
    });

    it("is collected into by another process: one line, and nothing twice", async () => {
      const path = file();
      await collecting(chain, path, { until: untilOf("20") });
      const { ask } = judged(chain.served.url, () => undefined);
      let isFirst = true;
      const overtaken: typeof ask = async (questions) => {
        const isLogs = questions[0]?.method === "eth_getLogs";
        if (isLogs && isFirst) {
          isFirst = false;
          await collecting(chain, path, { until: untilOf("25") });
        }
        return ask(questions);
      };
      const told = await toldLine(collecting(chain, path, { ask: overtaken }));
      expect(told).to.equal(`${path}: another process collects into it; wait for that to end`);
      expect(contentsOf(path)["block"]).to.have.length(26);
    });

    it("is no database, or one of something else: one line, and it stays as it is", async () => {
      const path = file();
      writeFileSync(path, "a letter that is no database ".repeat(50));
      expect(await toldLine(collecting(chain, path))).to.equal(
        `${path}: it is no database of audit collect; name another with --file`,
      );
      expect(readFileSync(path, "utf8")).to.match(/^a letter/);
      const others = file();
      const database = new DatabaseSync(others);
      database.exec("CREATE TABLE letter (text TEXT)");
      database.close();
      const before = readFileSync(others);
      expect(await toldLine(collecting(chain, others))).to.equal(
        `${others}: it is a database of something else; name another with --file`,
      );
      expect(readFileSync(others).equals(before)).to.equal(true);
    });

    it("is of a later form: one line", async () => {
      const path = file();
      await collecting(chain, path);
      const database = new DatabaseSync(path);
      database.exec("PRAGMA user_version = 2");
      database.close();
      expect(await toldLine(collecting(chain, path))).to.include(
        "its form is 2, this program knows 1",
      );
    });

    it("cannot be written where it should be: one line", async () => {
      // Nobody can make a file in there, not even who may write everywhere else.
      const told = await toldLine(collecting(chain, "/proc/collected.sqlite"));
      expect(told).to.include("/proc/collected.sqlite: it cannot be opened there");
      const under = join(file(), "deeper");
      writeFileSync(join(under, ".."), "no folder");
      expect(await toldLine(collecting(chain, under))).to.match(/no file can be written there/);
    });

    it("is not there, or nothing was collected into it, when it is read: one line", async () => {
      const path = file();
      expect(await toldLine(readBooksFrom(path))).to.include(`${path}: it cannot be opened`);
      expect(existsSync(path)).to.equal(false);
      writeFileSync(path, "");
      expect(await toldLine(readBooksFrom(path))).to.include("nothing was collected into it yet");
    });
  });

  describe("of addresses that are given", () => {
    it("takes them alone, or in the record of a deployment", () => {
      const { addresses: all } = chain.bank;
      const low = Object.fromEntries(
        Object.entries(all).map(([name, address]) => [name, String(address).toLowerCase()]),
      );
      expect(addressesIn(low, contractNames, "it")).to.deep.equal({ ...all });
      expect(addressesIn({ scenario: "one", addresses: low }, contractNames, "it")).to.deep.equal({
        ...all,
      });
    });

    it("names one that is missing or none", () => {
      expect(() => addressesIn({ token: "0x1" }, contractNames, "a.json")).to.throw(
        "a.json: token is no address",
      );
      expect(() => addressesIn(null, contractNames, "a.json")).to.throw(
        "a.json: token is no address",
      );
    });
  });
});

/** What a chain says that has no tags. */
function noTag([block]: readonly unknown[]): Fault | undefined {
  const isTag = block === "safe" || block === "finalized";
  return isTag ? new Fault("invalid block tag", { code: -32602 }) : undefined;
}

import { expect } from "chai";
import { ZeroHash, type Interface } from "ethers";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { batchedPayments } from "../../../scripts/audit/asked.ts";
import { each } from "../../../scripts/audit/compare-each.ts";
import type { Pair } from "../../../scripts/audit/compare.ts";
import type { Event } from "../../../scripts/audit/collect.ts";
import { readBooksFrom } from "../../../scripts/audit/read.ts";
import { mustAgree } from "../../../scripts/audit/sums.ts";
import { transactionsIn } from "../../../scripts/audit/transactions.ts";
import { packSlips, type SignedSlip } from "../../../scripts/lib/till.ts";
import { VoucherProgramme__factory } from "../../../typechain-types/index.ts";
import { emptyBooks, programme, somebody, voucher } from "../../helpers/books.ts";
import {
  collecting,
  folders,
  pay,
  toldLine,
  watched,
  type Watched,
} from "../../helpers/collecting.ts";

const count = (items: Iterable<unknown>): number => {
  const walk = items[Symbol.iterator]();
  let found = 0;
  while (walk.next().done !== true) found += 1;
  return found;
};

describe("events that are walked and not held", () => {
  const { next, remove } = folders();
  let chain: Watched;
  let path: string;

  before(async () => {
    chain = await watched();
    path = join(next(), "collected.sqlite");
    await collecting(chain, path);
  });

  after(async () => {
    await chain.served.close();
    remove();
  });

  it("begin anew with each walk, and are the file's", async () => {
    const { events, accepted } = await readBooksFrom(path);
    const { events: logs } = await collecting(chain, path);
    expect([count(events), count(events)]).to.deep.equal([logs, logs]);
    expect(count(accepted)).to.equal(count(accepted)).and.to.be.greaterThan(10);
  });

  it("leave the file free where a walk ends early", async () => {
    const { events } = await readBooksFrom(path);
    for (const { name } of events) if (name === "Transfer") break;
    const database = new DatabaseSync(path);
    expect(() => database.exec("BEGIN EXCLUSIVE; COMMIT;")).not.to.throw();
    database.close();
  });

  it("end with the block that was the last when the file was opened", async () => {
    const before = await readBooksFrom(path);
    const had = count(before.events);
    await pay(chain.bank, 1_000n);
    await collecting(chain, path);
    expect(count(before.events)).to.equal(had);
    expect(count((await readBooksFrom(path)).events)).to.be.greaterThan(had);
  });

  it("end with a line where another chain took the place of what is read", async () => {
    const { events } = await readBooksFrom(path);
    const database = new DatabaseSync(path);
    database.exec(
      "UPDATE block SET hash = zeroblob(32) WHERE number = (SELECT max(number) FROM block)",
    );
    database.close();
    const told = await toldLine(Promise.resolve().then(() => count(events)));
    expect(told).to.include("the chain in it changed while it was read; run the same again");
  });
});

describe("events by their transactions", () => {
  const event = (transaction: string): Event => ({ transaction }) as Event;

  it("are those that follow each other", () => {
    const events = ["a", "a", "b", "a"].map(event);
    const found = [...transactionsIn(events)].map((all) =>
      all.map((one) => one.transaction).join(""),
    );
    expect(found).to.deep.equal(["aa", "b", "a"]);
    expect([...transactionsIn([])]).to.deep.equal([]);
  });
});

describe("sums that follow the events", () => {
  it("are refused where all holders added up are others, of what is owed and of what was paid", () => {
    const wrong = (departs: { balance?: bigint; spent?: bigint }) => {
      const books = emptyBooks();
      const vouchers = new Map([[somebody(1), voucher(departs)]]);
      books.programmes.set(1n, programme({ vouchers }));
      return () => mustAgree(books);
    };
    expect(wrong({})).not.to.throw();
    expect(wrong({ balance: 1n })).to.throw("the running sums of programme 1");
    expect(wrong({ spent: 1n })).to.throw("the running sums of programme 1");
  });
});

describe("the signed payments that a batch asks for", () => {
  const abi: Interface = VoucherProgramme__factory.createInterface();
  const slip = (id: number, departs: Partial<SignedSlip> = {}): SignedSlip => ({
    ...{ programme: 1n, holder: somebody(1), merchant: somebody(2), amount: BigInt(id) * 1_000n },
    ...{ invoice: ZeroHash, purposeHash: ZeroHash, validAfter: 0, validBefore: 2_000, id },
    ...{ signature: `0x${"11".repeat(32)}${"22".repeat(32)}1b`, ...departs },
  });
  const purpose = `0x${"77".repeat(32)}`;
  const dataOf = (slips: readonly SignedSlip[]) => {
    const { runs, payments, extras } = packSlips(slips);
    return abi.encodeFunctionData("settle", [runs, payments, extras]);
  };

  it("have the number, the won and the purpose that each was signed with", () => {
    const signedByContract = { signature: `0x${"33".repeat(100)}`, byContract: true };
    const slips = [slip(4), slip(5, { purposeHash: purpose }), slip(6, signedByContract)];
    expect(batchedPayments(dataOf(slips))).to.deep.equal([
      { id: 4n, amount: 4_000n, purposeHash: ZeroHash },
      { id: 5n, amount: 5_000n, purposeHash: purpose },
      { id: 6n, amount: 6_000n, purposeHash: ZeroHash },
    ]);
  });

  it("are none in an empty batch", () => {
    expect(batchedPayments(dataOf([]))).to.deep.equal([]);
  });
});

describe("values that are compared with the chain", () => {
  it("are asked for a few at a time, and those that differ come in the things' order", async () => {
    let [now, most, told] = [0, 0, 0];
    const at = { blockTag: 1, day: 0, time: 0, progress: (more: number) => void (told += more) };
    const things = Array.from({ length: 1_000 }, (_, n) => n);
    const pairs = await each(at, things, async (n): Promise<Pair[]> => {
      now += 1;
      most = Math.max(most, now);
      // Later things answer earlier.
      await new Promise((resolve) => setTimeout(resolve, (1_000 - n) % 7));
      now -= 1;
      return [
        [`value ${n}`, n, n % 400 === 3 ? -1 : n],
        [`other ${n}`, 0n, "0"],
      ];
    });
    expect([pairs.length, told]).to.deep.equal([2_000, 2_000]);
    expect(most).to.be.greaterThan(8).and.to.be.at.most(64);
    const differing = pairs.filter(([, one, other]) => String(one) !== String(other));
    expect(differing.map(([what]) => what)).to.deep.equal(["value 3", "value 403", "value 803"]);
  });

  it("end with the first failure", async () => {
    const at = { blockTag: 1, day: 0, time: 0, progress: () => {} };
    const fails = each(at, [1, 2, 3], async (n): Promise<Pair[]> => {
      await Promise.resolve();
      if (n === 2) throw new Error("no answer");
      return [];
    });
    const why = await fails.then(
      () => "nothing",
      (error: unknown) => (error as Error).message,
    );
    expect(why).to.equal("no answer");
  });
});

import { expect } from "chai";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { EventFragment, type Interface } from "ethers";
import { contractsAt, type HistoryLog } from "../../../scripts/audit/decode.ts";
import { namingOf, type Naming } from "../../../scripts/audit/reconcile/naming.ts";
import { withRows, type FileRows } from "../../../scripts/audit/reconcile/file-rows.ts";
import { compareRows, differencesIn } from "../../../scripts/audit/reconcile/rows.ts";
import { askAt } from "../../../scripts/audit/store/ask.ts";
import { Asker } from "../../../scripts/audit/store/asker.ts";
import { readRange, type Range } from "../../../scripts/audit/store/blocks.ts";
import { collectInto } from "../../../scripts/audit/store/into-file.ts";
import { contractsOf } from "../../../scripts/audit/collect.ts";
import { serveJsonRpc, type Served } from "../../../scripts/lib/serve.ts";
import { contractNames, type Addresses } from "../../../scripts/lib/system.ts";
import { folders } from "../../helpers/collecting.ts";
import type { Deployed } from "../../helpers/fixtures.ts";
import { playBudget } from "./budget-history.ts";
import { otherThan } from "./findings.ts";
import { playHistory } from "./history.ts";
import { playOffices } from "./office-history.ts";
import { playVouchers } from "./voucher-history.ts";

type Story = Pick<Deployed, "connection" | "addresses">;

/** A story on its chain: what the chain has of it, all in one range. */
interface Chain {
  readonly addresses: Addresses;
  readonly naming: Naming;
  readonly range: Range;
}

async function readWhole({ addresses }: Story, { url }: Served): Promise<Chain> {
  const node = new Asker(askAt(url), "the chain", 50);
  const to = Number(await node.one<string>("eth_blockNumber", []));
  const range = await readRange(node, contractsOf(addresses), { from: 0, to, parent: undefined });
  return { addresses, naming: namingOf(addresses), range };
}

/** A file that has just what the chain has, but for its logs. */
const fileOf = ({ addresses, range }: Chain, logs: readonly HistoryLog[]): FileRows => ({
  ...{ head: range.blocks.length - 1, addresses },
  blocks: () => [...range.blocks],
  logs: () => [...logs],
  calls: () => [...range.calls],
});

/** An argument that is not what it was, of the same type. */
const altered = (value: unknown): unknown => (value === "0x" ? "0x01" : otherThan(value));

/** Types of OpenZeppelin's that nothing in the contracts ever emits. */
const NEVER = [
  "DepositToken EIP712DomainChanged",
  "VoucherProgramme EIP712DomainChanged",
  "VoucherProgramme ApprovalForAll",
  "VoucherProgramme TransferBatch",
  "VoucherProgramme URI",
  "Authority RoleAdminChanged",
];

/** The contract that an address is of, for each of the system's. */
const CONTRACTS: Readonly<Record<string, string>> = {
  token: "DepositToken",
  ledger: "AppropriationLedger",
  treasury: "Treasury",
  calendar: "BusinessCalendar",
  registry: "MerchantRegistry",
  invoices: "InvoiceRegister",
  programmes: "VoucherProgramme",
};

describe("the rows of a file beside the chain's", () => {
  const { next, remove } = folders();
  const chains: Chain[] = [];
  /** One log of each type of event, by contract and name, with the chain that it is of. */
  const types = new Map<string, { log: HistoryLog; chain: Chain; abi: Interface }>();
  const known = new Set<string>();

  for (const play of [playHistory, playVouchers, playBudget, playOffices]) {
    before(async () => {
      const story: Story = await play();
      const served = await serveJsonRpc(story.connection.provider);
      const chain = await readWhole(story, served);
      await served.close();
      chains.push(chain);
      noteTypes(chain);
    });
  }

  after(remove);

  function noteTypes(chain: Chain): void {
    const abis = contractsAt(chain.addresses);
    const kinds = new Map(
      contractNames.map((name) => [
        chain.addresses[name].toLowerCase(),
        CONTRACTS[name] ?? (name.endsWith("DualControl") ? "DualControl" : "Authority"),
      ]),
    );
    for (const [address, abi] of abis)
      for (const fragment of abi.fragments)
        if (fragment instanceof EventFragment) known.add(`${kinds.get(address)} ${fragment.name}`);
    for (const log of chain.range.logs) {
      const abi = abis.get(log.address);
      const name = abi?.getEvent(log.topics[0] ?? "")?.name;
      if (abi !== undefined) types.set(`${kinds.get(log.address)} ${name}`, { log, chain, abi });
    }
  }

  /** What is found in the file in which `edit` takes the place of one log. */
  function found(chain: Chain, log: HistoryLog, edit: readonly HistoryLog[]): string[] {
    const logs = chain.range.logs.filter(({ block }) => block === log.block);
    const edited = logs.flatMap((one) => (one === log ? edit : [one]));
    const range = { ...chain.range, logs };
    return differencesIn(range, fileOf(chain, edited), chain.naming).map(({ what }) => what);
  }

  it("are the same where nothing was done to them", () => {
    for (const chain of chains) {
      const rows = fileOf(chain, chain.range.logs);
      expect(differencesIn(chain.range, rows, chain.naming)).to.deep.equal([]);
    }
  });

  it("are of every type of event that the contracts can emit", () => {
    const missing = [...known].filter((type) => !types.has(type));
    expect(missing).to.have.members(NEVER);
  });

  it("tell of one deleted log of each type, by its name and place", () => {
    for (const [type, { log, chain }] of types) {
      const [what, ...more] = found(chain, log, []);
      const name = type.split(" ")[1] ?? "";
      const place = `block ${log.block}, log ${log.index}, transaction ${log.transaction}`;
      expect(what, type).to.match(new RegExp(`^missing in the file: ${name} of \\w+, ${place}$`));
      expect(more, type).to.deep.equal([]);
    }
  });

  it("tell of one added log of each type", () => {
    for (const [type, { log, chain }] of types) {
      // After the others of its block, so that it takes no other's place.
      const [what, ...more] = found(chain, log, [log, { ...log, index: log.index + 0.5 }]);
      const name = type.split(" ")[1] ?? "";
      expect(what, type).to.match(new RegExp(`^only in the file, .*: ${name} of `));
      expect(more, type).to.deep.equal([]);
    }
  });

  it("tell of one altered log of each type, in each of its arguments, by the argument's name", () => {
    let count = 0;
    for (const [type, { log, chain, abi }] of types) {
      const event = abi.getEvent(log.topics[0] ?? "");
      if (event === null) throw new Error(type);
      const values: unknown[] = abi.decodeEventLog(event, log.data, log.topics).toArray();
      for (const [at, { name }] of event.inputs.entries()) {
        const others = values.map((value, n) => (n === at ? altered(value) : value));
        const { data, topics } = abi.encodeEventLog(event, others);
        const edited = { ...log, data, topics };
        const [what, ...more] = found(chain, log, [edited]);
        expect(what, `${type} ${name}`).to.match(
          new RegExp(`^altered in the file: ${event.name} of .*: ${name} is `),
        );
        expect(more, type).to.deep.equal([]);
        count += 1;
      }
    }
    expect(count).to.be.greaterThan(300);
  });

  it("tell of a log of another type, contract or transaction in its place", () => {
    const [first] = types.values();
    if (first === undefined) throw new Error("no event was collected");
    const { log, chain } = first;
    const other = chain.range.logs.find(({ topics }) => topics[0] !== log.topics[0]);
    const { topics = [] } = other ?? {};
    const wrong = {
      "it is \\w+ there": { ...log, topics: [topics[0] ?? "", ...log.topics.slice(1)] },
      "its contract is \\w+ there": { ...log, address: chain.addresses.calendar.toLowerCase() },
      "its transaction is 0x5a there": { ...log, transaction: "0x5a" },
    };
    for (const [says, edited] of Object.entries(wrong))
      expect(found(chain, log, [edited])[0]).to.match(new RegExp(`${says}$`));
  });

  describe("in a file that was collected", () => {
    let served: Served;
    let file: string;
    let database: DatabaseSync;

    before(async () => {
      const story = await playOffices();
      served = await serveJsonRpc(story.connection.provider);
      file = join(next(), "collected.sqlite");
      const until = { block: "latest" } as const;
      await collectInto({ url: served.url, file, addresses: story.addresses, until });
      database = new DatabaseSync(file);
    });

    after(async () => {
      database.close();
      await served.close();
    });

    /** What is found once `sql` was done to the file, which is undone afterwards. */
    async function foundAfter(sql: string): Promise<string[]> {
      const copy = join(next(), "copy.sqlite");
      database.exec(`VACUUM INTO '${copy}'`);
      const other = new DatabaseSync(copy);
      other.exec(sql);
      other.close();
      const { findings } = await withRows(copy, (rows) =>
        compareRows({ url: served.url, rows, naming: namingOf(rows.addresses), most: 3 }),
      );
      return findings.map(({ what }) => what);
    }

    it("finds nothing, and counts what it read", async () => {
      const rows = await withRows(file, (all) =>
        compareRows({ url: served.url, rows: all, naming: namingOf(all.addresses), most: 3 }),
      );
      expect(rows.findings).to.deep.equal([]);
      const { events } = database.prepare("SELECT count(*) AS events FROM log").get() ?? {};
      expect(rows.logs).to.equal(events);
    });

    const cases: Record<string, [sql: string, says: RegExp]> = {
      "a deleted log": [
        `DELETE FROM log WHERE (block, position) =
           (SELECT block, position FROM log ORDER BY block DESC, position DESC LIMIT 1)`,
        /^missing in the file: OperationCanceled of bank, block \d+, log 0, /,
      ],
      "a block of another time": [
        "UPDATE block SET time = time + 1 WHERE number = 9",
        /^altered in the file: block 9: time is \d+, not \d+$/,
      ],
      "a transaction that others are said to have sent": [
        "UPDATE call SET sender = zeroblob(20) WHERE block = (SELECT max(block) FROM call)",
        /^altered in the file: call of \w+ on \w+, block \d+, .*: from is 0x[0-9a-f]{40}, not 0x0{40}$/,
      ],
      "a transaction that is missing": [
        "DELETE FROM call WHERE block = (SELECT max(block) FROM call)",
        /^missing in the file: call of \w+ on \w+, block \d+/,
      ],
    };
    for (const [what, [sql, says]] of Object.entries(cases)) {
      it(`finds ${what}`, async () => {
        const [first] = await foundAfter(sql);
        expect(first).to.match(says);
      });
    }

    it("stops after so many differences", async () => {
      expect(await foundAfter("DELETE FROM log")).to.have.length(3);
    });
  });
});

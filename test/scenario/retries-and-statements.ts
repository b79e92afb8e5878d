import { expect } from "chai";
import { network } from "hardhat";
import { JsonRpcProvider } from "ethers";
import { collect, type Held } from "../../scripts/audit/collect.ts";
import { printStatement, statementJson, statementOf } from "../../scripts/audit/statement.ts";
import { rebuild } from "../../scripts/audit/books.ts";
import { show } from "../../scripts/audit/ledger.ts";
import { Chain } from "../../scripts/lib/chain.ts";
import type { Refusal } from "../../scripts/lib/stage.ts";
import { serveJsonRpc } from "../../scripts/lib/serve.ts";
import { width } from "../../scripts/lib/text.ts";
import { scenarioFile } from "../../scripts/sandbox/files.ts";
import { play, readScenario, type Played } from "../../scripts/sandbox/play.ts";
import { stageOf } from "../../scripts/sandbox/stage.ts";
import { loadVerb } from "../../scripts/sandbox/runner.ts";
import { namesIn } from "../../scripts/tasks/heading.ts";
import { whatWasDone } from "../../scripts/tasks/done.ts";
import type { VerbName } from "../../scripts/tasks/surface.ts";
import { kst } from "../helpers/time.ts";

describe("after the scenario of enforcement", () => {
  let played: Played;
  let history: Held;
  let names: ReadonlyMap<string, string>;
  let stage: ReturnType<typeof stageOf>;

  before(async () => {
    const scenario = readScenario(scenarioFile("deposit-enforcement"));
    const connection = await network.create({ chainType: "l1" });
    played = await play(connection, scenario, { progress: () => {} });
    const { system, cast, programmes } = played;
    names = namesIn(cast, system.addresses);
    const clock = { now: () => kst("2026-02-10T09:00:00") };
    stage = stageOf(scenario, cast, system, new Chain(connection.provider, system), clock);
    for (const [name, id] of programmes) stage.remember(name, id);
    await afterwards();
    const served = await serveJsonRpc(connection.provider);
    const client = new JsonRpcProvider(served.url, undefined, { staticNetwork: true });
    history = await collect(client, system.addresses);
    client.destroy();
    await served.close();
  });

  /** What the scenario has no room for: a linked bank account and a redemption to it, an order and its withdrawal. */
  const afterwards = async () => {
    const order = { from: "citizen-001", to: "funding", amount: 7_000 };
    const acts: readonly (readonly [VerbName, Record<string, unknown>])[] = [
      ["deposit.link-bank-account", { account: "citizen-001", bank: "the first" }],
      ["deposit.redeem", { by: "citizen-001", amount: 500_000 }],
      ["deposit.order-transfer", { ...order, order: "2026-court-5", basis: "error" }],
      ["deposit.withdraw-order", order],
    ];
    for (const [verb, inputs] of acts) {
      const { refusal } = await (await loadVerb(verb)).act(stage, inputs);
      if (refusal !== undefined) throw new Error(`${verb} was refused: ${refusal.name}`);
    }
  };

  it("leaves nothing of an order that was withdrawn", async () => {
    const { act } = await loadVerb("deposit.force-transfer");
    const order = { from: "citizen-001", to: "funding", amount: 7_000 };

    expect((await act(stage, order)).refusal?.name).to.equal("TransferNotOrdered");
    expect([...rebuild(history, played.system.addresses).orders]).to.deep.equal([]);
  });

  describe("a retry is told what was done: what, how much, to whom, when and where", () => {
    /** The refusal's name and arguments, and what was done before. */
    const tell = async ({ name, args }: Refusal): Promise<string> => {
      const shown = Object.entries(args).map(([key, value]) => `${key} ${show(key, value, names)}`);
      const done = await whatWasDone({ name, args }, played.system, names);
      return `${name}(${shown.join(", ")})${done === undefined ? "" : `: ${done}`}`;
    };
    const line = async (verb: VerbName, inputs: Record<string, unknown>): Promise<string> => {
      const { refusal } = await (await loadVerb(verb)).act(stage, inputs);
      if (refusal === undefined) throw new Error(`${verb} was accepted`);
      return (await tell(refusal)).replace(/0x[0-9a-f]{64}/g, "0x…");
    };

    it("of an issue", async () => {
      const told = await line("deposit.issue-batch", {
        to: ["citizen-001"],
        amount: 3_000_000,
        reference: 1,
      });
      expect(told).to.equal(
        "AlreadyIssued(issuer issuer, ref 1): issued ₩12,000,000 to 4 accounts " +
          "at 2026-01-05 09:00:00 KST in transaction 0x…",
      );
    });

    it("of an issue above the threshold", async () => {
      const inputs = { to: "funding", amount: 20_000_000, reference: 1 };
      expect(await line("deposit.issue-large", inputs)).to.equal(
        "AlreadyIssued(issuer largeIssueMaker, ref 1): issued ₩20,000,000 to funding " +
          "at 2026-01-05 09:00:00 KST in transaction 0x…",
      );
    });

    it("of a redemption", async () => {
      const inputs = { by: "citizen-002", amount: 300_000, number: 1 };
      expect(await line("deposit.redeem", inputs)).to.equal(
        "AlreadyRedeemed(account citizen-002, sequence 1): redeemed ₩300,000 for citizen-002 " +
          "at 2026-02-01 00:00:00 KST in transaction 0x…",
      );
    });

    it("of a redemption to a linked bank account", async () => {
      const told = await line("deposit.redeem", { by: "citizen-001", amount: 5, number: 1 });
      expect(told).to.match(
        /: redeemed ₩500,000 for citizen-001 to bank account 0x[0-9a-f]{10}… at 2026-02-10 \S+ KST in transaction 0x…$/,
      );
    });

    it("of a grant", async () => {
      const inputs = { programme: "books", holder: "citizen-004", amount: 50_000, reference: 1 };
      expect(await line("voucher.grant", inputs)).to.match(
        /^AlreadyGranted\(.*\): granted ₩50,000 to citizen-004 at 2026-02-01 00:00:00 KST in transaction 0x…$/,
      );
    });

    it("of an ordered transfer that is outstanding", async () => {
      const inputs = {
        ...{ from: "citizen-002", to: "funding", amount: 1_000 },
        ...{ order: "2026-court-8", basis: "fraud" },
      };
      await (await loadVerb("deposit.order-transfer")).act(stage, inputs);
      expect(await line("deposit.order-transfer", inputs)).to.match(
        /^AlreadyOrdered\(orderId 0x…\): ordered ₩1,000 from citizen-002 for funding at 2026-02-10 \S+ KST in transaction 0x…$/,
      );
    });

    it("of a proposal", async () => {
      const { resumerChecker } = played.cast.officers;
      const { refusal } = await stage.send(resumerChecker, "bankDualControl", "approve", [1n]);
      if (refusal === undefined) throw new Error("it was approved again");
      const told = await tell(refusal);
      expect(told).to.match(
        /: setIssueThreshold, proposed by limitsOfficer and approved by limitsChecker, at 2026-01-05 09:00:00 KST in transaction 0x[0-9a-f]{64}$/,
      );
    });

    it("of nothing where the refusal is another one", async () => {
      const inputs = { by: "citizen-001", to: "citizen-001", amount: 5_000_000 };
      expect(await line("deposit.transfer", inputs)).to.match(/^TransferLimitExceeded\([^:]*\)$/);
    });
  });

  describe("a statement", () => {
    const statement = (name: string, from = "2026-01-01T00:00:00", to = "2026-12-31T23:59:59") =>
      statementOf(
        history,
        played.system.addresses,
        { account: played.cast.addresses.get(name) ?? "", from: kst(from), to: kst(to) },
        names,
      );
    /** The hash of the bank account that was linked, as it is printed. */
    const linked = () => `${stage.hash("bank account the first").slice(0, 12)}…`;
    const listed = (name: string) =>
      statement(name).movements.map(({ what, amount, balance }) => [what, amount, balance]);

    it("says what every movement was, with its sign, and the balance after it", () => {
      expect(listed("citizen-002")).to.deep.equal([
        ["issue, deposit, reference 1 of issuer", 3_000_000n, 3_000_000n],
        ["redemption, number 1", -300_000n, 2_700_000n],
      ]);
      expect(listed("citizen-004-new-key")).to.deep.equal([
        ["recovery: everything from citizen-004", 3_000_000n, 3_000_000n],
      ]);
      expect(listed("citizen-001")).to.deep.equal([
        ["issue, deposit, reference 1 of issuer", 3_000_000n, 3_000_000n],
        ["transfer to funding", -1_000_000n, 2_000_000n],
        [`redemption to bank account ${linked()}, number 1`, -500_000n, 1_500_000n],
      ]);
    });

    it("names the order of an ordered transfer, and a programme that was funded", () => {
      const [, taken] = listed("citizen-003");
      expect(taken?.[0]).to.match(/^ordered transfer to funding, order 0x[0-9a-f]{10}…$/);
      expect(listed("funding").map(([what]) => what)).to.include("set aside for programme 1");
    });

    it("ends with what is frozen and what is spendable, and agrees with the chain", async () => {
      const { closing, frozen, spendable } = statement("citizen-003");
      expect([closing, frozen, spendable]).to.deep.equal([2_200_000n, 200_000n, 2_000_000n]);
      const account = played.cast.addresses.get("citizen-003") ?? "";
      expect(await played.system.token.balanceOf(account)).to.equal(closing);
    });

    it("begins with the balance before its first day, and stops after its last", () => {
      const january = statement("citizen-002", "2026-01-06T00:00:00", "2026-01-31T23:59:59");
      expect(january.movements).to.deep.equal([]);
      expect([january.opening, january.closing]).to.deep.equal([3_000_000n, 3_000_000n]);
      expect([january.frozen, january.spendable]).to.deep.equal([2_800_000n, 200_000n]);
    });

    it("is printed in aligned columns, with Korean times and won, and as JSON", () => {
      const found = statement("citizen-002");
      const lines = printStatement(found, names);
      const rows = lines.slice(2);
      expect(new Set(rows.map(width)).size).to.equal(1);
      expect(rows[3]).to.match(
        /^2026-02-01 00:00:00 {2}redemption, number 1 +-₩300,000 +₩2,700,000$/,
      );
      const json = JSON.parse(statementJson(found, names)) as { name: string; closing: string };
      expect([json.name, json.closing]).to.deep.equal(["citizen-002", "2700000"]);
    });
  });
});

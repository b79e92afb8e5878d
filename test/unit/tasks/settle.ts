import { expect } from "chai";
import { Signature, toBeHex } from "ethers";
import { memorySlips } from "../../../scripts/lib/slips.ts";
import type { Outcome, Stage } from "../../../scripts/lib/stage.ts";
import { buildSlip, type PackedBatch } from "../../../scripts/lib/till.ts";
import { noNames } from "../../../scripts/tasks/inputs.ts";
import { outcomeLine } from "../../../scripts/tasks/once.ts";
import settle from "../../../scripts/tasks/voucher/settle.ts";

const [holder, shop, other] = [
  `0x${"a1".repeat(20)}`,
  `0x${"b2".repeat(20)}`,
  `0x${"c3".repeat(20)}`,
];
const signature = Signature.from({ r: toBeHex(1, 32), s: toBeHex(2, 32), v: 27 }).serialized;

/** As much of a system as results are read with. */
const quiet = { interface: { fragments: [] } };
const errorless = {
  ...{ token: quiet, calendar: quiet, registry: quiet, invoices: quiet, programmes: quiet },
  ...{ ledger: quiet, treasury: quiet, procurement: quiet },
  ...{ authorities: { bank: quiet }, dualControls: { bank: quiet }, addresses: {} },
};

interface Sent {
  readonly method: string;
  /** How many payments. */
  readonly count: number;
  readonly runs: number;
}

/** A stage on which every batch moves 10 won, but for those whose number, from 1, is refused. */
function stageOf(count: number, refused = 0) {
  const slips = memorySlips();
  const names = Array.from({ length: count }, (_, n) => `slip-${n + 1}`);
  for (const [n, name] of names.entries()) {
    const merchant = n % 2 === 0 ? shop : other;
    const wanted = { programme: 1n, holder, merchant, amount: 1n, id: n + 1 };
    slips.put(name, { ...buildSlip(wanted, 1_000), signature });
  }
  const sent: Sent[] = [];
  const send: Stage["send"] = (_, __, method, args) => {
    const [runs, payments] = args as [PackedBatch["runs"], PackedBatch["payments"]];
    sent.push({ method, count: payments.length, runs: runs.length });
    const isRefused = sent.length === refused;
    const outcome: Outcome = isRefused
      ? { moved: 0n, refusal: { name: "PaymentsOutsideRuns", args: {} } }
      : { moved: 10n, hash: `0x0${sent.length}` };
    return Promise.resolve(outcome);
  };
  // Nothing is read but logs, of which there are none.
  const system = errorless as object as Stage["system"];
  const stage = { slips, send, names: noNames, system } as Stage;
  const act = (all: "yes" | "no") => settle.act(stage, { by: shop, slips: names, all });
  return { sent, act };
}

describe("voucher settle", () => {
  it("sends one transaction in the order given where it has gas for all", async () => {
    const { sent, act } = stageOf(3);

    expect(await act("no")).to.deep.equal({ moved: 10n, logs: [], hash: "0x01", results: [] });
    expect(sent).to.deep.equal([{ method: "settle", count: 3, runs: 3 }]);
  });

  it("sends as many batches as there is need of, and says how many", async () => {
    const { sent, act } = stageOf(1_300);

    const outcome = await act("no");

    expect(sent.length).to.be.greaterThan(1);
    expect(sent.every(({ method }) => method === "settle")).to.equal(true);
    expect(sent.reduce((sum, { count }) => sum + count, 0)).to.equal(1_300);
    expect(outcome).to.deep.equal({
      moved: 10n * BigInt(sent.length),
      hash: `0x0${sent.length}`,
      ...{ logs: [], results: [] },
      batches: sent.length,
    });
    expect(outcomeLine("voucher.settle", outcome)).to.equal(
      `voucher.settle: accepted, ₩${10 * sent.length} moved, in ${sent.length} batches, the last transaction 0x0${sent.length}`,
    );
  });

  it("ends at the first batch that is refused, and says how many were sent", async () => {
    const { sent, act } = stageOf(1_300, 2);

    const { refusal, batches } = await act("no");

    expect([refusal?.name, batches, sent.length]).to.deep.equal(["PaymentsOutsideRuns", 2, 2]);
  });

  it("sends all or none in one transaction, however many", async () => {
    const { sent, act } = stageOf(1_300);

    expect(await act("yes")).to.deep.equal({ moved: 10n, logs: [], hash: "0x01", results: [] });
    expect(sent.map(({ method, count }) => [method, count])).to.deep.equal([["settleAll", 1_300]]);
  });
});

describe("what a command prints of an act", () => {
  it("names the one transaction", () => {
    const line = outcomeLine("voucher.spend", { moved: 5n, hash: "0x01" });
    expect(line).to.equal("voucher.spend: accepted, ₩5 moved, transaction 0x01");
  });
});

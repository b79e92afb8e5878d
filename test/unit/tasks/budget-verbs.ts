import { expect } from "chai";
import { id, ZeroHash } from "ethers";
import { invoiceOf } from "../../../scripts/lib/invoices.ts";
import type { Outcome, Stage } from "../../../scripts/lib/stage.ts";
import { loadVerb } from "../../../scripts/sandbox/runner.ts";
import { noNames } from "../../../scripts/tasks/inputs.ts";
import { outcomeLine } from "../../../scripts/tasks/once.ts";
import { verbNames, type VerbName } from "../../../scripts/tasks/surface.ts";

const written = "2025-011-1040301-24001";
const line = 2025_011_1040301_24001n;
const other = 2025_011_1040301_32001n;
const moved = { from: written, to: "2025-011-1040301-32001" };

interface Sent {
  readonly by: string;
  readonly call: string;
  readonly args: readonly unknown[];
}

/** A stage on which names stand for themselves, hashes are those of the text, and acts are noted. */
function stageOf(refused?: string) {
  const sent: Sent[] = [];
  const send: Stage["send"] = (by, target, method, args) => {
    sent.push({ by, call: `${target}.${method}`, args });
    const refusal = { name: "Refused", args: {} };
    const outcome: Outcome = method === refused ? { moved: 0n, refusal } : { moved: 7n };
    return Promise.resolve(outcome);
  };
  const addresses = { treasury: "TREASURY", spendingMinistry: "AUTHORITY", ministry: "FINANCE" };
  // No more of a system is asked for.
  const system = { addresses } as object as Stage["system"];
  return { sent, stage: { system, names: noNames, hash: id, send } as Partial<Stage> as Stage };
}

const perform = async (verb: VerbName, inputs: Readonly<Record<string, unknown>>) => {
  const { sent, stage } = stageOf();
  await (await loadVerb(verb)).act(stage, inputs);
  return sent.map(({ by, call, args }) => [by, call, ...args]);
};

const months = (...won: readonly bigint[]) => [...won, ...Array<bigint>(12 - won.length).fill(0n)];
const paid = { creditor: "builder", matter: "bridge", amount: "1,000" };
const bound = { line: written, amount: 5, matter: "bridge" };

/** What a verb is given, who signs, what it calls, and with what. */
const acts: readonly (readonly [verb: VerbName, inputs: object, by: string, ...call: unknown[]])[] =
  [
    [
      "budget.register-ministry",
      { ministry: "011" },
      ...(["appropriator", "ledger.registerMinistry", 11, "AUTHORITY"] as const),
    ],
    [
      "budget.register-ministry",
      { ministry: 21, institution: "ministry" },
      ...(["appropriator", "ledger.registerMinistry", 21, "FINANCE"] as const),
    ],
    [
      "budget.appoint-officer",
      { ministry: 11, officer: "clerk", role: "disbursing" },
      ...(["officerAppointer", "ledger.appointOfficer", 11, "clerk", 2] as const),
    ],
    [
      "budget.dismiss-officer",
      { ministry: 11, officer: "clerk" },
      ...(["officerAppointer", "ledger.dismissOfficer", 11, "clerk"] as const),
    ],
    ["budget.set-trustee", {}, "appropriator", "ledger.setTrustee", "programmes", true],
    [
      "budget.exclude",
      { creditor: "builder", until: "+1d", case: "c" },
      ...(["exclusionOfficer", "ledger.exclude", "builder", 86_400, id("c")] as const),
    ],
    [
      "budget.appropriate",
      { line: written, amount: "1_000", act: "a" },
      ...(["appropriator", "ledger.appropriate", line, 1_000n, id("a")] as const),
    ],
    [
      "budget.reduce",
      { line: written, amount: 1, act: "a" },
      ...(["appropriator", "ledger.reduceAppropriation", line, 1n, id("a")] as const),
    ],
    [
      "budget.transfer",
      { ...moved, amount: 1, approval: "a" },
      ...(["transferOfficer", "ledger.transferAppropriation", line, other, 1n, id("a")] as const),
    ],
    [
      "budget.allot",
      { line: written, quarter: 3, amount: 1 },
      ...(["allotmentOfficer", "ledger.allot", line, 3, 1n] as const),
    ],
    [
      "budget.withdraw-allotment",
      { line: written, amount: 1 },
      ...(["allotmentOfficer", "ledger.withdrawAllotment", line, 1n] as const),
    ],
    [
      "budget.plan",
      { line: written, months: { "1-2": "1_000", 4: 5 } },
      ...(["allotmentOfficer", "ledger.setPaymentPlan", line] as const),
      months(1_000n, 1_000n, 0n, 5n),
    ],
    ["budget.reserve", bound, "obligatingOfficer", "ledger.reserve", line, 5n, id("bridge")],
    ["budget.unreserve", bound, "obligatingOfficer", "ledger.unreserve", line, 5n, id("bridge")],
    [
      "budget.obligate",
      { ...bound, creditor: "builder", reserved: 2 },
      ...(["obligatingOfficer", "ledger.obligate", line, "builder", id("bridge"), 5n, 2n] as const),
    ],
    [
      "budget.obligate",
      { ...bound, creditor: "builder", payees: ["one", "two"], by: "clerk" },
      ...(["clerk", "ledger.obligateAssigned", line, "builder", id("bridge"), 5n, 0n] as const),
      ["one", "two"],
    ],
    [
      "budget.obligate",
      { ...bound, creditor: "programmes", inTrust: "yes" },
      ...(["obligatingOfficer", "ledger.obligateInTrust", line, "programmes"] as const),
      ...[id("bridge"), 5n, 0n],
    ],
    [
      "budget.deobligate",
      paid,
      ...(["obligatingOfficer", "ledger.deobligate", "builder", id("bridge"), 1_000n] as const),
    ],
    [
      "budget.carry-over",
      { creditor: "builder", matter: "bridge" },
      ...(["allotmentOfficer", "ledger.carryOver", "builder", id("bridge")] as const),
    ],
    ["budget.lapse", { line: written }, "allotmentOfficer", "ledger.lapse", line],
    [
      "budget.pay",
      { ...paid, papers: "p" },
      ...(["disbursingOfficer", "treasury.pay", "builder", id("bridge"), 1_000n, id("p")] as const),
    ],
    [
      "budget.pay",
      paid,
      ...([
        "disbursingOfficer",
        "treasury.pay",
        "builder",
        id("bridge"),
        1_000n,
        ZeroHash,
      ] as const),
    ],
    [
      "budget.pay",
      { ...paid, papers: "p", payee: "one" },
      ...(["disbursingOfficer", "treasury.payAssigned", "builder", id("bridge")] as const),
      ...["one", 1_000n, id("p")],
    ],
    [
      "budget.pay",
      { ...paid, invoice: "i", total: 2_000 },
      ...(["disbursingOfficer", "treasury.payInvoice", "builder", id("bridge")] as const),
      ...[invoiceOf(id("i"), 2_000n), 1_000n],
    ],
    [
      "budget.advance",
      { matter: "bridge", amount: 3, papers: "p" },
      ...(["disbursingOfficer", "treasury.payAdvance", "programmes", id("bridge"), 3n] as const),
      id("p"),
    ],
    [
      "budget.attribute",
      { amount: 3, papers: "p" },
      ...(["revenueOfficer", "treasury.attributeRevenue", 3n, id("p")] as const),
    ],
    [
      "budget.send-back",
      { to: "builder", amount: 3, papers: "p" },
      ...(["revenueOfficer", "treasury.sendBack", "builder", 3n, id("p")] as const),
    ],
    [
      "deposit.open-system-account",
      { account: "treasury" },
      ...(["systemRegistrar", "token.openSystemAccount", "treasury"] as const),
    ],
  ];

describe("a verb of the budget", () => {
  for (const [verb, inputs, ...call] of acts) {
    it(`${verb} ${JSON.stringify(inputs)} sends ${String(call[1])} by ${call[0]}`, async () => {
      expect(await perform(verb, { ...inputs })).to.deep.equal([call]);
    });
  }

  it("that pays the Treasury approves it first, and ends where the approval is refused", async () => {
    const approve = ["builder", "token.approve", "TREASURY", 1_000n];
    expect(await perform("budget.return", { ...paid, by: "builder" })).to.deep.equal([
      approve,
      ["builder", "treasury.receiveReturn", "builder", id("bridge"), 1_000n],
    ]);
    const revenue = { by: "builder", amount: 1_000 };
    expect(await perform("budget.receive-revenue", revenue)).to.deep.equal([
      approve,
      ["builder", "treasury.receiveRevenue", 1_000n, ZeroHash],
    ]);

    const { sent, stage } = stageOf("approve");
    const { act } = await loadVerb("budget.receive-revenue");
    expect((await act(stage, { ...revenue, reference: "r" })).refusal?.name).to.equal("Refused");
    expect(sent).to.have.length(1);
  });

  it("is one of those above", () => {
    const tested = [...acts.map(([verb]) => verb), "budget.return", "budget.receive-revenue"];
    const all = verbNames.filter((name) => name.startsWith("budget."));
    expect(tested).to.include.members(all);
  });

  it("says whether money moved or the authority to spend it was recorded", () => {
    const outcome = { moved: 5n, hash: "0x01" };
    expect(outcomeLine("budget.advance", outcome)).to.equal(
      "budget.advance: accepted, ₩5 moved, transaction 0x01",
    );
    expect(outcomeLine("budget.allot", outcome)).to.equal(
      "budget.allot: accepted, ₩5 recorded, transaction 0x01",
    );
  });
});

describe("what a verb of the budget cannot take", () => {
  const wrong: readonly (readonly [verb: VerbName, inputs: object, says: string])[] = [
    [
      "budget.obligate",
      { ...bound, creditor: "programmes", inTrust: "yes", payees: "one" },
      "payees: a creditor in trust is paid by advances, and nobody in its place",
    ],
    ["budget.pay", { ...paid, invoice: "i", papers: "p" }, "papers: the invoice is the papers"],
    [
      "budget.pay",
      { ...paid, invoice: "i", payee: "one" },
      "payee: an invoice is paid to who gave it",
    ],
    [
      "voucher.open",
      { name: "card", terms: "card", matter: "bridge", budget: 5 },
      "budget: a programme that holds money in trust gets it by budget.advance",
    ],
    [
      "voucher.open",
      { name: "card", terms: "card", matter: "bridge", funding: "county" },
      "funding: a programme that holds money in trust gets it by budget.advance",
    ],
    [
      "voucher.open",
      { name: "card", terms: "card" },
      "budget: is missing (won; or matter, where the Treasury owes it in trust)",
    ],
  ];
  for (const [verb, inputs, says] of wrong) {
    it(`is told in one line: ${says}`, async () => {
      const message = await perform(verb, { ...inputs }).then(String, (error: unknown) =>
        error instanceof Error ? error.message : "",
      );
      expect(message).to.equal(says);
    });
  }
});

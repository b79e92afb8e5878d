import { expect } from "chai";
import { network } from "hardhat";
import { readBooks, type Audit, type HeldAudit } from "../../scripts/audit/read.ts";
import { bankEntriesIn } from "../../scripts/audit/reconcile/bank-csv.ts";
import { matchBank } from "../../scripts/audit/reconcile/bank-match.ts";
import { bankFindings, reconcile } from "../../scripts/audit/reconcile/verdict.ts";
import { serveJsonRpc } from "../../scripts/lib/serve.ts";
import { width } from "../../scripts/lib/text.ts";
import { differenceOf } from "../../scripts/sandbox/diff.ts";
import { scenarioFile } from "../../scripts/sandbox/files.ts";
import { play, readScenario, type Played } from "../../scripts/sandbox/play.ts";
import { publish } from "../../scripts/tasks/publish.ts";
import { printed } from "./printed.ts";
import type { Trace } from "./privacy.ts";
import { tracesOf } from "./traces.ts";

/** A scenario that was played, what a reader makes of it, and everything that it left on chain. */
export interface Ran {
  readonly played: Played;
  readonly audit: HeldAudit;
  readonly traces: readonly Trace[];
}

/** Every scenario ends with the check that `audit reconcile` makes, the bank's own ledger beside the chain's among it. */
export function expectReconciled(audit: Audit, { bank }: Pick<Played, "bank">): void {
  const entries = bankEntriesIn(bank.csv(), "bank-ledger.csv");
  const { findings } = matchBank(entries, audit.events, audit.addresses);
  expect(reconcile(audit, bankFindings(findings)).findings).to.deep.equal([]);
  expect(entries).not.to.deep.equal([]);
}

/** Plays a shipped scenario on a fresh in-process chain and reads it by its URL and addresses alone. */
export async function run(name: string): Promise<Ran> {
  const connection = await network.create({ chainType: "l1" });
  const played = await play(connection, readScenario(scenarioFile(name)), { progress: () => {} });
  const served = await serveJsonRpc(connection.provider);
  const audit = await readBooks({ url: served.url, addresses: played.system.addresses });
  await served.close();
  expectReconciled(audit, played);
  return { played, audit, traces: await tracesOf(connection, played.system) };
}

/** The lines of the ledger, with the hint, as `sandbox run` prints them. */
export const linesOf = ({ audit, played }: Ran): string[] =>
  printed(() => publish(audit, played.scenario, played.cast, { again: true })).out;

/** What the steps come to without a chain is what the ledger of the run says of each programme. */
export async function expectSameSums({ played: { scenario, programmes }, audit }: Ran) {
  const { sums, payments } = await differenceOf(scenario, scenario);
  expect(payments).to.deep.equal([]);
  const opened = scenario.steps.filter(
    ({ verb, expect: wanted }) =>
      verb === "voucher.open" && (wanted === "accepted" || !("refused" in wanted)),
  );
  const ledger = opened.map(({ inputs: { name, terms } }) => {
    const book = audit.books.programmes.get(programmes.get(String(name)) ?? 0n);
    const sum = (field: "granted" | "spent" | "refunded" | "rebated" | "clawedBack" | "lapsed") =>
      [...(book?.vouchers.values() ?? [])].reduce((total, one) => total + one[field], 0n);
    const money = {
      granted: sum("granted"),
      spent: sum("spent"),
      refunded: sum("refunded"),
      rebated: sum("rebated"),
      clawedBack: sum("clawedBack"),
      unspent: sum("lapsed"),
    };
    return { name: terms, before: money, after: money };
  });
  expect(sums).to.deep.equal(ledger);
}

/** The ledger's lines have at most 100 columns; its tables tell as much as fits in 20 rows, and count the rest: its text. */
export function expectWholeLedger(ran: Ran): string {
  const lines = linesOf(ran);
  for (const line of lines) expect(width(line), line).to.be.at.most(100);
  const text = lines.join("\n");
  const { refused, books } = ran.audit;
  const rows = (title: RegExp): number => {
    const from = lines.findIndex((line) => title.test(line));
    const after = lines.slice(from + 2).findIndex((line) => !/^ {2}2\d{3}-/.test(line));
    return from === -1 ? 0 : after;
  };
  expect(rows(/^Refused: \d/)).to.equal(refused.length > 20 ? 19 : refused.length);
  expect(rows(/^Not settled/)).to.equal(books.refusedPayments.length);
  if (refused.length > 20) expect(text).to.include(`and ${refused.length - 19} more: see`);
  return text;
}

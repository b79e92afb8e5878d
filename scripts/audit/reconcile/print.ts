import { table, wrap } from "../../lib/text.ts";
import { formatKst } from "../../lib/clock.ts";
import { formatCount } from "../../lib/won.ts";
import type { Law } from "../laws.ts";
import type { BankMatch } from "./bank-match.ts";
import type { Rows } from "./rows.ts";
import type { Verdict } from "./verdict.ts";

/** All that a reconciliation came to. */
export interface Reconciled {
  readonly verdict: Verdict;
  readonly head: number;
  /** UTC second of that block; nothing where no book was made. */
  readonly time: number | undefined;
  /** The file's rows beside the chain's, where both were named. */
  readonly rows: Rows | undefined;
  readonly bank: BankMatch | undefined;
  /** What was not looked at, and what to name so that it is. */
  readonly leftOut: readonly string[];
}

const COLUMNS = 100;
/** Findings that are printed; the rest are counted. */
const MOST = 20;

/** A reconciliation in lines. */
export function printReconciled(told: Reconciled): string[] {
  const { verdict, head, time, leftOut } = told;
  const when = time === undefined ? "" : `, ${formatKst(time)} KST`;
  return [
    `Reconciled up to block ${formatCount(head)}${when}`,
    "",
    ...comparedLines(told),
    ...lawLines(verdict.laws),
    ...leftOut.flatMap((what) => wrap(`Left out: ${what}`, COLUMNS)),
    ...findingLines(verdict),
    closingLine(told),
  ];
}

function comparedLines({ verdict: { kinds }, rows, bank }: Reconciled): string[] {
  const count = (value: number) => formatCount(value);
  const of = (kind: string) => (findings: readonly unknown[] | undefined, compared: number) =>
    findings === undefined ? [] : [[kind, count(compared), count(findings.length)]];
  const values = kinds.map((one) => [one.kind, count(one.compared), count(one.differing)]);
  const read = (rows?.blocks ?? 0) + (rows?.logs ?? 0) + (rows?.calls ?? 0);
  const others = [
    ...of("rows of the file: blocks, logs, transactions")(rows?.findings, read),
    ...of("lines of the bank's ledger")(bank?.findings, bank?.entries ?? 0),
  ];
  if (values.length + others.length === 0) return [];
  const sum = (field: "compared" | "differing") =>
    count(kinds.reduce((all, one) => all + one[field], 0));
  const total = kinds.length === 0 ? [] : [["all values", sum("compared"), sum("differing")]];
  const heads = ["By events and on the chain", "compared", "differing"];
  return [...table([heads, ...values, ...total, ...others], [1, 2]), ""];
}

function lawLines(laws: readonly Law[]): string[] {
  const heads = laws.map(({ number, name, holds }) => {
    return [`Law ${number} ${name}`, holds ? "holds" : "BROKEN"];
  });
  const aligned = table(heads);
  const indent = Math.max(0, ...aligned.map((line) => line.length)) + 2;
  const lines = laws.flatMap(({ figures }, n) =>
    wrap(figures, COLUMNS - indent).map(
      (part, place) => (place === 0 ? (aligned[n] ?? "") : "").padEnd(indent) + part,
    ),
  );
  return lines.length === 0 ? [] : [...lines, ""];
}

function findingLines({ findings }: Verdict): string[] {
  const shown = findings
    .slice(0, MOST)
    .flatMap(({ kind, what }) => wrap(`${kind}: ${what}`, COLUMNS));
  const more = findings.length - MOST;
  const rest = more > 0 ? [`and ${formatCount(more)} more: see --json`] : [];
  return findings.length === 0 ? [] : [...shown, ...rest, ""];
}

/** The verdict in one line. */
function closingLine({ verdict: { findings, agrees }, leftOut }: Reconciled): string {
  if (!agrees) {
    const one = findings.length === 1;
    return `NOT RECONCILED: ${formatCount(findings.length)} ${one ? "finding" : "findings"}, see above`;
  }
  return leftOut.length === 0 ? "All agrees." : "What was looked at agrees.";
}

/** The same as JSON, with every finding. */
export function reconciledJson({ verdict, head, time, rows, bank, leftOut }: Reconciled): string {
  const { kinds, laws, findings, agrees } = verdict;
  const read = rows && { blocks: rows.blocks, logs: rows.logs, transactions: rows.calls };
  const ledger = bank && { lines: bank.entries, matched: bank.matched };
  return JSON.stringify(
    { agrees, head, time, values: kinds, rows: read, bank: ledger, laws, findings, leftOut },
    null,
    2,
  );
}

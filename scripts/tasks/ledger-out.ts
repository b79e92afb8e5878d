import { accessSync, constants, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { contractNamesIn } from "../audit/headings.ts";
import { ledgerJson } from "../audit/ledger-json.ts";
import { ledgerCsv, type AccountNames } from "../audit/ledger.ts";
import { printLedger, type Heading } from "../audit/print.ts";
import type { BankMatch } from "../audit/reconcile/bank-match.ts";
import { bankFindings, reconcile } from "../audit/reconcile/verdict.ts";
import type { Audit } from "../audit/read.ts";
import { UserError } from "../lib/errors.ts";
import { writeParts } from "../lib/write-parts.ts";

/** Where a ledger goes besides the terminal, and in which form. */
export interface Publication {
  readonly out?: string | undefined;
  readonly json?: boolean;
  /** Whether to say what to change for another run. */
  readonly again?: boolean;
  /** What the bank's ledger and the chain come to, where there is one. */
  readonly bank?: BankMatch | undefined;
}

/** Makes the folder of a ledger's files, before any work is done for them. */
export function prepare({ out }: Publication): void {
  if (out === undefined) return;
  try {
    mkdirSync(out, { recursive: true });
    accessSync(out, constants.W_OK);
  } catch (error) {
    const why = (error as { code?: string }).code ?? "it cannot be used";
    throw new UserError(`--out ${out}: no folder can be written there (${why})`);
  }
}

/** What differs in a bank's ledger is told up to here. */
const MOST = 5;

/**
 * Prints a ledger under a heading and writes its files; accounts without a name are told by their addresses. Exit code 1 unless the
 * closing check, which is `audit reconcile`'s, finds nothing.
 */
export function publishAs(
  audit: Audit,
  heading: Heading,
  { out, json = false, bank }: Publication,
  names: AccountNames = contractNamesIn(audit.addresses),
): void {
  if (out !== undefined) {
    writeFileSync(join(out, "ledger.json"), ledgerJson(audit, names));
    writeParts(join(out, "ledger.csv"), ledgerCsv(audit, names));
  }
  const lines = printLedger(audit, heading, names);
  console.log(json ? ledgerJson(audit, names) : lines.join("\n"));
  if (out !== undefined) console.error(`wrote ledger.json and ledger.csv to ${out}`);
  const unlike = bankFindings(bank?.findings ?? []);
  if (reconcile(audit, unlike).agrees) return;
  for (const { what } of unlike.slice(0, MOST))
    console.error(`Differs: the bank's ledger: ${what}`);
  console.error(
    "error: the books are not in order; see BROKEN above, and differences in ledger.json",
  );
  process.exitCode = 1;
}

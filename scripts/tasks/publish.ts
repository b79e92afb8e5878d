import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ledgerCsv, ledgerJson } from "../audit/ledger.ts";
import { printLedger } from "../audit/print.ts";
import type { Audit } from "../audit/read.ts";
import type { Cast } from "../sandbox/cast.ts";
import type { Scenario } from "../sandbox/scenario.ts";
import { headingOf, namesIn } from "./heading.ts";

/** Where a ledger goes besides the terminal, and in which form. */
export interface Publication {
  readonly out?: string | undefined;
  readonly json?: boolean;
}

/** Prints a ledger and writes its files. Exit code 1 where the books differ from the chain or a law is broken. */
export function publish(
  audit: Audit,
  scenario: Scenario,
  cast: Cast,
  { out, json = false }: Publication,
): void {
  const names = namesIn(cast, audit.addresses);
  if (out !== undefined) {
    mkdirSync(out, { recursive: true });
    writeFileSync(join(out, "ledger.json"), ledgerJson(audit, names));
    writeFileSync(join(out, "ledger.csv"), ledgerCsv(audit, names));
  }
  const lines = printLedger(audit, headingOf(scenario, cast), names);
  console.log(json ? ledgerJson(audit, names) : lines.join("\n"));
  const isSound = audit.differences.length === 0 && audit.laws.every(({ holds }) => holds);
  if (!isSound) process.exitCode = 1;
}

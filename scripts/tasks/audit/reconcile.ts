import { readBankLedger } from "../../audit/reconcile/bank-csv.ts";
import { compareBank } from "../../audit/reconcile/bank.ts";
import { rereadEvents } from "../../audit/reconcile/events.ts";
import { Findings } from "../../audit/reconcile/finding.ts";
import { reconciliationJson, reconciliationLines } from "../../audit/reconcile/print.ts";
import {
  agrees,
  contradicted,
  NO_CHAIN,
  reconcile as verdictOn,
  type Beside,
  type Reconciliation,
} from "../../audit/reconcile/reconcile.ts";
import { ContradictoryEvents } from "../../audit/postings.ts";
import { mustHave, readingAt, readingOf, type Reading } from "../../audit/reading.ts";
import { keptIn } from "../../audit/store/history.ts";
import { progressOn } from "../../audit/store/progress.ts";
import type { Place } from "./place.ts";
import { addressesAt, defaultFile, readSource, urlOf, type Source } from "./source.ts";

interface Args extends Source {
  readonly bankLedger?: string | undefined;
  readonly json?: boolean;
}

/** Compares what events say with the chain's state, and with a bank's ledger. Exit code 1 where anything differs. Sends nothing. */
export default async function reconcile(
  { bankLedger, json = false, ...source }: Args,
  place: Place,
): Promise<void> {
  const bank = bankLedger === undefined ? undefined : readBankLedger(bankLedger);
  const found = await reconciliationOf(source, place, bank);
  console.log(json ? reconciliationJson(found) : reconciliationLines(found).join("\n"));
  if (!agrees(found)) process.exitCode = 1;
}

async function reconciliationOf(
  given: Source,
  place: Place,
  bankRows: ReturnType<typeof readBankLedger> | undefined,
): Promise<Reconciliation> {
  const named = given.url ?? place.url;
  const url = named === undefined ? undefined : urlOf(named);
  const file = given.from ?? (url === undefined ? defaultFile(place) : undefined);
  const findings = new Findings();
  const reread =
    file === undefined || url === undefined ? undefined : await again(file, url, findings);
  const reading = () => readAgain(file, url, given, place);
  const bank =
    bankRows === undefined ? undefined : compareBank(bankRows, await reading(), findings);
  const beside: Beside = { findings, reread, bank, left: url === undefined ? [NO_CHAIN] : [] };
  try {
    return verdictOn(await readSource({ ...given, from: file, url }, place), beside);
  } catch (error) {
    if (!isOfTheEvents(error, findings)) throw error;
    const at = file === undefined ? await reading() : keptIn(file);
    return contradicted(at, (error as Error).message, beside);
  }
}

/** What cannot be decoded is of the events too, where one of them was found to be another than the chain's. */
const isOfTheEvents = (error: unknown, { count }: Findings): boolean =>
  error instanceof ContradictoryEvents || (error instanceof Error && count > 0);

async function again(file: string, url: string, findings: Findings) {
  const kept = keptIn(file);
  await mustHave(url, file, kept);
  const isColoured = process.stderr.isTTY && process.env["NO_COLOR"] === undefined;
  const progress = progressOn(process.stderr, isColoured);
  return rereadEvents({ url, file, kept, progress }, findings).finally(() => progress.end());
}

/** The events alone, of which no books are made. */
async function readAgain(
  file: string | undefined,
  url: string | undefined,
  { addresses }: Source,
  place: Place,
): Promise<Reading> {
  if (file !== undefined) return readingOf(file);
  const at = url ?? "";
  return readingAt(at, await addressesAt(addresses, at, place));
}

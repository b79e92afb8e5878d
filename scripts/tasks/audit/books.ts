import { FaultyEntry, type Entry } from "../../audit/journal/entry.ts";
import { filterOf, partOf, type Filter } from "../../audit/journal/filter.ts";
import { journalOf } from "../../audit/journal/journal.ts";
import { periodOf, periodWords, type Period } from "../../audit/journal/period.ts";
import {
  entryJson,
  JOURNAL_COLUMNS,
  journalCells,
  printEntry,
  printTrial,
  trialCsv,
  trialJson,
} from "../../audit/journal/print.ts";
import { Trial } from "../../audit/journal/trial.ts";
import type { AccountNames } from "../../audit/ledger.ts";
import { readNames } from "../../audit/names.ts";
import { csvRow } from "../../lib/csv-write.ts";
import { UserError } from "../../lib/errors.ts";
import { formatCount } from "../../lib/won.ts";
import type { Place } from "./place.ts";
import { readEvents } from "./reading.ts";
import type { Source } from "./source.ts";

interface Args extends Source {
  readonly period?: string | undefined;
  readonly since?: string | undefined;
  readonly to?: string | undefined;
  readonly institution?: string | undefined;
  readonly bank?: string | undefined;
  readonly line?: string | undefined;
  readonly programme?: string | undefined;
  readonly names?: string | undefined;
  readonly journal?: boolean;
  readonly details?: boolean;
  readonly json?: boolean;
  readonly csv?: boolean;
}

type Form = "text" | "json" | "csv";

/** The journal, or its trial balance, from events alone. Exit code 1 at the first entry that is not in order. Sends nothing. */
export default async function books(args: Args, place: Place): Promise<void> {
  if (args.json === true && args.csv === true) throw new UserError("--json or --csv, not both");
  const form: Form = args.json === true ? "json" : args.csv === true ? "csv" : "text";
  const period = periodOf(args);
  const names: AccountNames = args.names === undefined ? new Map() : readNames(args.names);
  const reading = await readEvents(args, place);
  const filter = filterOf(args, reading.addresses);
  const entries = upTo(journalOf(reading.collected.events, reading.addresses), period);
  const what = { period, filter, names, form, isWhole: args.details === true };
  try {
    if (args.journal === true) writeJournal(entries, what);
    else writeTrial(entries, what, reading.head);
  } catch (error) {
    if (form === "json" && error instanceof FaultyEntry) console.log(faultJson(error));
    throw error;
  }
}

interface What {
  readonly period: Period;
  readonly filter: Filter;
  readonly names: AccountNames;
  readonly form: Form;
  readonly isWhole: boolean;
}

/** The entries before the period's end. */
function* upTo(entries: Iterable<Entry>, { to }: Period): Generator<Entry> {
  for (const entry of entries) {
    if (entry.time > to) return;
    yield entry;
  }
}

/** Writes entry by entry: none is held. As JSON, one entry a line. */
function writeJournal(entries: Iterable<Entry>, { period, filter, names, form }: What): void {
  if (form === "csv") process.stdout.write(csvRow(JOURNAL_COLUMNS));
  for (const entry of entries) {
    const part = entry.time < period.from ? undefined : partOf(filter, entry);
    if (part === undefined) continue;
    if (form === "json") console.log(entryJson(part));
    else if (form === "csv")
      process.stdout.write(part.lines.map((line) => csvRow(journalCells(part, line))).join(""));
    else console.log(printEntry(part, names).join("\n"));
  }
}

function writeTrial(entries: Iterable<Entry>, what: What, head: number): void {
  const { period, filter, names, form, isWhole } = what;
  const trial = new Trial(period, isWhole);
  let checked = 0;
  for (const entry of entries) {
    checked += 1;
    const part = partOf(filter, entry);
    if (part !== undefined) trial.add(part);
  }
  const balance = trial.balance();
  if (form === "json") return console.log(trialJson(balance, period));
  if (form === "csv") return void process.stdout.write(trialCsv(balance).join(""));
  const even = `${formatCount(checked)} entries up to the period's end, in each of which debits equal credits`;
  const lines = [
    `Trial balance, ${periodWords(period)}, up to block ${head}; whole won`,
    `${even}; ${formatCount(balance.entries)} of them shown here.`,
    "",
    ...printTrial(balance, names, isWhole),
  ];
  console.log(lines.join("\n"));
}

const faultJson = ({ fault }: FaultyEntry): string =>
  JSON.stringify(
    { fault },
    (_, value: unknown) => (typeof value === "bigint" ? `${value}` : value),
    2,
  );

import { readFileSync } from "node:fs";
import { getAddress, isAddress } from "ethers";
import type { Audit } from "../../audit/read.ts";
import { ContradictoryEvents } from "../../audit/posting.ts";
import { bankEntriesIn, type BankEntry } from "../../audit/reconcile/bank-csv.ts";
import { matchBank, type BankMatch } from "../../audit/reconcile/bank-match.ts";
import { compareRows, type Rows } from "../../audit/reconcile/rows.ts";
import { withRows } from "../../audit/reconcile/file-rows.ts";
import { namingOf } from "../../audit/reconcile/naming.ts";
import { printReconciled, reconciledJson } from "../../audit/reconcile/print.ts";
import { bankFindings, reconcile, type Finding } from "../../audit/reconcile/verdict.ts";
import { progressOn } from "../../audit/store/progress.ts";
import { keptIn } from "../../audit/store/history.ts";
import { UserError } from "../../lib/errors.ts";
import { mustBeOfChain } from "../../audit/reconcile/same-chain.ts";
import type { Place } from "./place.ts";
import { defaultFile, readSource, urlOf, type Source } from "./source.ts";

interface Args extends Source {
  readonly bankLedger?: string | undefined;
  readonly bank?: string | undefined;
  readonly json?: boolean;
}

/** Rows of a file that differ, after which no more are read. */
const MOST = 1_000;

/**
 * The closing check: every value that the events come to beside the chain's, every law, the file's rows beside the chain's, and
 * a bank's ledger beside both. Exit code 1 unless all agrees. Sends nothing.
 */
export default async function reconcileAll(args: Args, place: Place): Promise<void> {
  const { json = false, bankLedger, bank } = args;
  if (bank !== undefined && bankLedger === undefined)
    throw new UserError("--bank says whose ledger it is; name that with --bank-ledger FILE");
  const entries = bankLedger === undefined ? undefined : readBank(bankLedger);
  const { file, url } = sourceOf(args, place);
  const rows = file === undefined || url === undefined ? undefined : await rowsOf(file, url);
  const read = await booksOf({ file, url, args, place }, rows?.findings ?? []);
  const matched = matchOf(entries, read.audit, bank);
  const before = [...(rows?.findings ?? []), ...read.findings];
  const found = [...before, ...bankFindings(matched?.findings ?? [])];
  const verdict = reconcile(read.audit ?? NOTHING, found);
  const head = read.audit?.head ?? (file === undefined ? 0 : keptIn(file).head);
  const time = read.audit?.time;
  const leftOut = leftOutOf({ file, url }, read.audit, entries);
  const told = { verdict, head, time, rows, bank: matched, leftOut };
  console.log(json ? reconciledJson(told) : printReconciled(told).join("\n"));
  if (!verdict.agrees) process.exitCode = 1;
}

const NOTHING = { kinds: [], laws: [], differences: [] } as const;

interface Named {
  readonly file: string | undefined;
  readonly url: string | undefined;
}

/** A file, a chain, or both. */
function sourceOf({ from, url: given }: Args, place: Place): Named {
  const named = given ?? place.url;
  const url = named === undefined ? undefined : urlOf(named);
  return { file: from ?? (url === undefined ? defaultFile(place) : undefined), url };
}

function readBank(path: string): BankEntry[] {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    const { code = "?" } = error as { code?: string };
    const why = code === "ERR_ENCODING_INVALID_ENCODED_DATA" ? "it is no UTF-8" : code;
    throw new UserError(`--bank-ledger ${path}: it cannot be read (${why})`);
  }
  return bankEntriesIn(text, path);
}

/** The file's rows beside the chain's. */
async function rowsOf(file: string, url: string): Promise<Rows> {
  const isColoured = process.stderr.isTTY && process.env["NO_COLOR"] === undefined;
  const progress = progressOn(process.stderr, isColoured, Date.now, "reading again");
  try {
    await mustBeOfChain(file, url);
    return await withRows(file, (rows) =>
      compareRows({ url, rows, naming: namingOf(rows.addresses), most: MOST, progress }),
    );
  } finally {
    progress.end();
  }
}

interface Books {
  readonly audit: Audit | undefined;
  readonly findings: readonly Finding[];
}

/** The rebuilt books; where the events contradict each other, or a file is damaged, what was found instead. */
async function booksOf(
  { file, url, args, place }: Named & { readonly args: Args; readonly place: Place },
  damaged: readonly Finding[],
): Promise<Books> {
  try {
    return { audit: await readSource({ ...args, from: file, url }, place), findings: [] };
  } catch (error) {
    const { message } = error as Error;
    if (error instanceof ContradictoryEvents)
      return { audit: undefined, findings: [{ kind: "event", what: message }] };
    if (damaged.length === 0) throw error;
    const what = `the file's rows are not the chain's, and no books come of them: ${message}`;
    return { audit: undefined, findings: [{ kind: "event", what }] };
  }
}

function matchOf(
  entries: readonly BankEntry[] | undefined,
  audit: Audit | undefined,
  bank: string | undefined,
): BankMatch | undefined {
  if (entries === undefined || audit === undefined) return undefined;
  const { token } = audit.addresses;
  if (bank !== undefined && !(isAddress(bank) && getAddress(bank) === getAddress(token)))
    throw new UserError(`--bank ${bank}: the bank's token here is ${token}`);
  return matchBank(entries, audit.events, audit.addresses);
}

function leftOutOf(
  { url }: Named,
  audit: Audit | undefined,
  entries: readonly BankEntry[] | undefined,
): string[] {
  const noChain = "the chain's state and its logs, with laws 8 and 9; name a node with --url";
  return [
    ...(url === undefined ? [noChain] : []),
    ...(audit === undefined ? ["values and laws: the events make no books"] : []),
    ...(audit === undefined && entries !== undefined ? ["the bank's ledger"] : []),
  ];
}

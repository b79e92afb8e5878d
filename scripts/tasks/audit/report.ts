import { existsSync, statSync } from "node:fs";
import { headAt, headOfFile, REPORT_FILE } from "../../audit/report/head.ts";
import type { Head } from "../../audit/report/findings.ts";
import type { AccountNames } from "../../audit/ledger.ts";
import { readNames } from "../../audit/names.ts";
import type { Audit } from "../../audit/read.ts";
import { UserError } from "../../lib/errors.ts";
import type { Language } from "../../lib/forms.ts";
import type { Place } from "./place.ts";
import { FILE } from "./source-options.ts";
import { readSource, urlOf, type Source } from "./source.ts";

interface Args extends Source {
  readonly out?: string | undefined;
  readonly language?: string | undefined;
  readonly names?: string | undefined;
  readonly withNames?: boolean;
  readonly public?: boolean;
}

/** Writes one HTML file about everything that the chain tells. Exit code 1 where the books are not in order. Sends nothing. */
export default async function report(args: Args, place: Place): Promise<void> {
  const { out = REPORT_FILE, public: isPublic = false } = args;
  const language = languageIn(args.language);
  const names = namesIn(args);
  if (existsSync(out) && statSync(out).isDirectory())
    throw new UserError(`--out ${out}: it is a folder; name a file, such as ${out}/report.html`);
  const audit = await readSource(args, place);
  const head = await headOf(args, place, audit);
  const { writeReport } = await import("../../audit/report/write.ts");
  writeReport(audit, out, { head, isPublic, names }, language);
  console.log(`wrote ${out}`);
  const isSound = audit.differences.length === 0 && audit.laws.every(({ holds }) => holds);
  if (isSound) return;
  console.error("error: the books are not in order; the report says what differs or is broken");
  process.exitCode = 1;
}

/** The last block of what was read: of a file where one was, of a chain otherwise. */
function headOf(
  { from, url }: Source,
  { url: named }: Place,
  { head }: Audit,
): Head | Promise<Head> {
  const asked = url ?? named;
  if (from !== undefined || asked === undefined) return headOfFile(from ?? FILE);
  return headAt(urlOf(asked), head);
}

function languageIn(written: string | undefined): Language {
  if (written === undefined || written === "en") return "en";
  if (written === "ko") return "ko";
  throw new UserError(`--language: expected en or ko, found "${written}"`);
}

/** Names come into a file only where that is asked for twice, and never into one for everybody. */
function namesIn({ names, withNames = false, public: isPublic = false }: Args): AccountNames {
  if (isPublic && (withNames || names !== undefined))
    throw new UserError("--public: a report for everybody has no accounts and no names");
  if (names === undefined && withNames)
    throw new UserError("--with-names: name the file of names with --names FILE");
  if (names !== undefined && !withNames)
    throw new UserError("--names: the names would stand in the report; add --with-names");
  return names === undefined ? new Map<string, string>() : readNames(names);
}

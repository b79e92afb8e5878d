import { exportTo, type Told } from "../../audit/export/export.ts";
import { FORMATS, type Format } from "../../audit/export/forms.ts";
import { periodOf, periodWords } from "../../audit/journal/period.ts";
import { readNames } from "../../audit/names.ts";
import { UserError } from "../../lib/errors.ts";
import { formatCount } from "../../lib/won.ts";
import type { Place } from "./place.ts";
import { readEvents } from "./reading.ts";
import type { Source } from "./source.ts";

interface Args extends Source {
  readonly out?: string | undefined;
  readonly format?: string | undefined;
  readonly period?: string | undefined;
  readonly since?: string | undefined;
  readonly to?: string | undefined;
  readonly names?: string | undefined;
  readonly withNames?: boolean;
}

/** Where an export goes unless said otherwise. */
const OUT = "out/export";

/** Writes the books as files that are the same byte for byte each time, with a manifest of their hashes. Sends nothing. */
export default async function exportBooks(args: Args, place: Place): Promise<void> {
  const { out = OUT, withNames = false } = args;
  const formats = formatsOf(args.format);
  const period = periodOf(args);
  if (withNames !== (args.names !== undefined))
    throw new UserError("names enter an export only with both --names FILE and --with-names");
  const names = args.names === undefined ? undefined : readNames(args.names);
  const reading = await readEvents(args, place);
  const { files, block } = await exportTo(out, reading, { period, formats, names }, progress());
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const lines = [
    `wrote ${files.length} files, ${formatCount(bytes)} bytes, and manifest.json to ${out}`,
    `Period ${periodWords(period)}; block ${block.number} is ${block.hash}.`,
    ...(names === undefined ? [] : ["The files have names in them: they are personal data."]),
  ];
  console.log(lines.join("\n"));
}

/** The forms that were asked for, each once, in a fixed order. */
function formatsOf(written = "csv,json,xlsx"): Format[] {
  const asked = written.split(",").map((one) => one.trim());
  const unknown = asked.find((one) => !FORMATS.some((format) => format === one));
  if (unknown !== undefined)
    throw new UserError(
      `--format: expected ${FORMATS.join(", ")}, separated by commas, found "${unknown}"`,
    );
  return FORMATS.filter((format) => asked.includes(format));
}

/** Which file is written, and how far, on a terminal and after two seconds. */
function progress(): Told {
  const started = Date.now();
  let shown = 0;
  return (file, rows) => {
    if (!process.stderr.isTTY || rows % 1_024 !== 0) return;
    const now = Date.now();
    if (now - started < 2_000 || now - shown < 200) return;
    shown = now;
    process.stderr.write(`\r\u001b[K${file}: ${formatCount(rows)} rows`);
  };
}

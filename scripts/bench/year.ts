import { parseArgs } from "node:util";
import { network } from "hardhat";
import { UserError } from "../lib/errors.ts";
import { table } from "../lib/text.ts";
import { formatCount } from "../lib/won.ts";
import { measure, settingsFor, type Measured } from "./measure.ts";
import type { Taken } from "./step.ts";

/* npm run bench:audit -- --events 10000 [--json]: makes a year on an in-process chain and measures the auditor on it. */

function eventsIn(written: string): number {
  const events = Number(written.replaceAll("_", ""));
  if (Number.isSafeInteger(events) && events >= 1_000) return events;
  throw new UserError(`--events: expected a number from 1000 on, found "${written}"`);
}

/** A line that is written over on a terminal, and seldom elsewhere. */
function progress(): (line: string) => void {
  let told = performance.now();
  return (line) => {
    const isDue = performance.now() - told > (process.stderr.isTTY ? 200 : 10_000);
    if (!isDue && !line.startsWith("measuring")) return;
    told = performance.now();
    process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
  };
}

const count = (value: number): string => formatCount(BigInt(Math.round(value)));

function linesOf({ settings, machine, steps, more, ratios, ...had }: Measured): string[] {
  const row = (name: string, { seconds, processor, peak, counts }: Taken, of: number) => [
    ...[name, seconds.toFixed(2), processor.toFixed(2), count(of / seconds), peak.toFixed(0)],
    Object.entries(counts)
      .map(([what, number]) => `${what} ${count(number)}`)
      .join(", "),
  ];
  const { events, transactions, generated } = had;
  const rows = [
    ["step", "s", "of it busy", "events/s", "peak MiB", "what it came to"],
    row("collect", steps.collect, events),
    row("bare", steps.bare, events),
    row("books", steps.books, events),
    row("reconcile", steps.reconcile, events),
    row("collect 1 % more", more.collect, more.events),
  ];
  const { holders, merchants, programmes, batch } = settings;
  return [
    `${count(events)} events in ${count(transactions)} transactions, made in ${generated.toFixed(0)} s: ${count(holders)} holders, ${count(merchants)} merchants, ${programmes} programmes, ${batch} signed payments in a batch`,
    Object.entries(machine)
      .map(([what, is]) => `${what} ${is}`)
      .join(", "),
    "",
    ...table(rows, [1, 2, 3, 4]),
    "",
    `collect over the bare cost of the same eth_getLogs and decoding by ethers: ${ratios.collectOverBare.toFixed(2)}`,
    `${count(more.events)} events more (${((100 * more.events) / events).toFixed(1)} %) took ${(100 * ratios.moreOverCollect).toFixed(1)} % of the time`,
  ];
}

try {
  const { values } = parseArgs({
    options: { events: { type: "string", default: "10000" }, json: { type: "boolean" } },
  });
  const settings = settingsFor(eventsIn(values.events));
  const connection = await network.create({ chainType: "l1" });
  const measured = await measure(connection, settings, progress());
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
  const isJson = values.json === true;
  console.log(isJson ? JSON.stringify(measured, null, 2) : linesOf(measured).join("\n"));
  process.exit(0);
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  console.error(`error: ${error.message}`);
  process.exit(1);
}

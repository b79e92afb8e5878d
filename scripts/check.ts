// The house checks: what a machine can keep of how this repository is written. `npm run check` builds and runs them;
// `npm run check -- words "lock file"` runs those two.
import type { Check, Findings } from "./check/check.ts";
import { commands } from "./check/commands.ts";
import { compiled } from "./check/compiled.ts";
import { lockFile } from "./check/lock.ts";
import { officesTable } from "./check/offices.ts";
import { repository } from "./check/repository.ts";
import { table } from "./lib/text.ts";

interface Outcome extends Findings {
  readonly name: string;
  readonly seconds: number;
}

/** A check that cannot look has not passed. */
async function outcomeOf({ name, run }: Check): Promise<Outcome> {
  const startedAt = performance.now();
  const found = await Promise.resolve()
    .then(run)
    .catch((error: unknown) => ({ problems: [String(error)] }));
  return { name, ...found, seconds: (performance.now() - startedAt) / 1000 };
}

const all: readonly Check[] = [...commands, ...compiled, officesTable, lockFile, ...repository];
const asked = process.argv.slice(2);
const checks = asked.length === 0 ? all : all.filter(({ name }) => asked.includes(name));
process.chdir(`${import.meta.dirname}/..`);

const outcomes: Outcome[] = [];
for (const check of checks) outcomes.push(await outcomeOf(check));

const rows = outcomes.map(({ name, problems, seconds }) => [
  name,
  problems.length === 0 ? "ok" : "FAILED",
  seconds.toFixed(1),
]);
console.log(table([["check", "result", "seconds"], ...rows], [2]).join("\n"));
for (const { name, problems, notes = [] } of outcomes) {
  const lines = problems.length > 0 ? problems : notes;
  if (lines.length > 0) console.log(`\n${name}\n${lines.map((line) => `  ${line}`).join("\n")}`);
}

const failed = outcomes.filter(({ problems }) => problems.length > 0).length;
console.log(`\nchecks: ${outcomes.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 && outcomes.length >= Math.max(1, asked.length) ? 0 : 1;

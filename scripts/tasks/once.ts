import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { Chain } from "../lib/chain.ts";
import { UserError } from "../lib/errors.ts";
import { forms, type Reader } from "../lib/forms.ts";
import { noticesOf } from "../lib/notices.ts";
import { languageOf, refusedLine } from "../lib/refusal.ts";
import { refusedLines, settledLine, type NamedResult } from "../lib/results.ts";
import { fileSlips } from "../lib/slips.ts";
import type { Outcome } from "../lib/stage.ts";
import { NOT_FINAL } from "../lib/till.ts";
import { connectSystem } from "../lib/system.ts";
import { formatWon } from "../lib/won.ts";
import { stageOf } from "../sandbox/stage.ts";
import { command } from "./command.ts";
import { whatWasDone } from "./done.ts";
import { seededChain } from "./seeded.ts";
import type { VerbName } from "./surface.ts";
import type { Verb } from "./verb.ts";

/** Performs one verb on a seeded chain, with the names of the scenario it was seeded from. */
export function actOnce(
  name: VerbName,
  act: Verb["act"],
  args: Record<string, unknown>,
  hre: HardhatRuntimeEnvironment,
): Promise<void> {
  return command(async () => {
    const { connection, deployment, scenario, cast, names } = await seededChain(hre);
    const { provider } = connection.ethers;
    const system = await connectSystem(deployment.addresses, provider);
    const block = await provider.getBlock("latest");
    const now = () => Math.max(block?.timestamp ?? 0, 0);
    const chain = new Chain(connection.provider, system);
    const stage = stageOf(scenario, cast, system, chain, { now }, fileSlips);
    for (const [programme, id] of Object.entries(deployment.programmes)) {
      stage.remember(programme, BigInt(id));
    }
    const given = Object.entries(args).filter(([, value]) => value !== undefined);
    const outcome = await act(stage, Object.fromEntries(given));
    const reader = { names, language: languageOf(process.env) };
    if (outcome.refusal !== undefined) {
      for (const line of refusedLines(outcome.results ?? [], reader)) console.log(line);
      const line = refusedLine(name, outcome.refusal, names, reader.language);
      const done = await whatWasDone(outcome.refusal, system, names);
      const before = done === undefined ? "" : ` Done before: ${done}.`;
      throw new UserError(`${line}${before}${waiting(outcome)}${sent(outcome)}`);
    }
    report(name, outcome, reader);
    for (const line of noticesOf(system, outcome.logs ?? [], reader)) console.log(line);
  });
}

const waiting = ({ proposal }: Outcome): string =>
  proposal === undefined ? "" : ` Proposal ${proposal.id} still waits.`;

/** Where a batch of several was refused: how many before it were not. */
const sent = ({ batches = 1 }: Outcome): string =>
  batches === 1 ? "" : ` Batches settled before: ${batches - 1}.`;

/** What of the budget moves money; the rest records the authority to spend it. */
const MOVING: readonly VerbName[] = [
  "budget.pay",
  "budget.advance",
  "budget.return",
  "budget.receive-revenue",
  "budget.send-back",
];

/** What came of an act that was not refused. */
export function outcomeLine(name: VerbName, { moved, hash, proposal, batches }: Outcome): string {
  const did = proposal === undefined ? "accepted" : `approved ${proposal.id}`;
  const done = name.startsWith("budget.") && !MOVING.includes(name) ? "recorded" : "moved";
  const won = moved === 0n ? "" : `, ${formatWon(moved)} ${done}`;
  return `${name}: ${did}${won}${placeOf(hash, batches)}`;
}

/** Which transaction it was, or the last of how many batches. */
function placeOf(hash: string | undefined, batches: number | undefined): string {
  const many = batches === undefined ? "," : `, in ${batches} batches, the last`;
  return hash === undefined ? "" : `${many} transaction ${hash}`;
}

function report(name: VerbName, outcome: Outcome, reader: Reader): void {
  const { hash, proposal, results, signed, batches } = outcome;
  if (proposal !== undefined) {
    console.log(`${name}: proposed as ${proposal.id}, transaction ${proposal.hash}`);
  }
  if (signed !== undefined) return reportSigned(name, signed, reader);
  if (results !== undefined) return reportSettled(name, results, placeOf(hash, batches), reader);
  console.log(outcomeLine(name, outcome));
}

/** What became of signed payments; exit code 1 where none was settled. */
function reportSettled(
  name: VerbName,
  results: readonly NamedResult[],
  where: string,
  reader: Reader,
): void {
  console.log(`${name}: ${settledLine(results, reader.language)}${where}`);
  for (const line of refusedLines(results, reader)) console.log(line);
  if (results.every(({ refusal }) => refusal !== undefined)) process.exitCode = 1;
}

/** Where a signed payment is, and until when it can be settled. */
function reportSigned(
  name: VerbName,
  { name: file, slip }: NonNullable<Outcome["signed"]>,
  { names, language }: Reader,
): void {
  const [holder, merchant] = [slip.holder, slip.merchant].map((one) => names.get(one) ?? one);
  const won = formatWon(slip.amount);
  const until = forms.time(slip.validBefore, { names, language });
  console.log(`${name}: wrote ${file}: ${won} from ${holder} to ${merchant}, number ${slip.id}`);
  console.log(`Valid until before ${until}. ${NOT_FINAL}`);
}

import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { Chain } from "../lib/chain.ts";
import { UserError } from "../lib/errors.ts";
import { languageOf, refusedLine } from "../lib/refusal.ts";
import { fileSlips } from "../lib/slips.ts";
import type { Outcome } from "../lib/stage.ts";
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
    if (outcome.refusal !== undefined) {
      const line = refusedLine(name, outcome.refusal, names, languageOf(process.env));
      const done = await whatWasDone(outcome.refusal, system, names);
      const before = done === undefined ? "" : ` Done before: ${done}.`;
      throw new UserError(`${line}${before}${waiting(outcome)}${sent(outcome)}`);
    }
    const { proposal } = outcome;
    if (proposal !== undefined) {
      console.log(`${name}: proposed as ${proposal.id}, transaction ${proposal.hash}`);
    }
    console.log(outcomeLine(name, outcome));
  });
}

const waiting = ({ proposal }: Outcome): string =>
  proposal === undefined ? "" : ` Proposal ${proposal.id} still waits.`;

/** Where a batch of several was refused: how many before it were not. */
const sent = ({ batches = 1 }: Outcome): string =>
  batches === 1 ? "" : ` Batches settled before: ${batches - 1}.`;

/** What came of an act that was not refused. */
export function outcomeLine(name: VerbName, { moved, hash, proposal, batches }: Outcome): string {
  const did = proposal === undefined ? "accepted" : `approved ${proposal.id}`;
  const won = moved === 0n ? "" : `, ${formatWon(moved)} moved`;
  const many = batches === undefined ? "," : `, in ${batches} batches, the last`;
  const where = hash === undefined ? "" : `${many} transaction ${hash}`;
  return `${name}: ${did}${won}${where}`;
}

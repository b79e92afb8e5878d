import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { show, type AccountNames } from "../audit/ledger.ts";
import { Chain } from "../lib/chain.ts";
import { UserError } from "../lib/errors.ts";
import type { Outcome, Refusal } from "../lib/stage.ts";
import { connectSystem, type System } from "../lib/system.ts";
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
    const stage = stageOf(scenario, cast, system, new Chain(connection.provider, system), { now });
    for (const [programme, id] of Object.entries(deployment.programmes)) {
      stage.remember(programme, BigInt(id));
    }
    const given = Object.entries(args).filter(([, value]) => value !== undefined);
    const outcome = await act(stage, Object.fromEntries(given));
    if (outcome.refusal !== undefined) {
      const line = await refusalLine(outcome.refusal, system, names);
      throw new UserError(`${name} refused: ${line}${waiting(outcome)}`);
    }
    report(name, outcome);
  });
}

const waiting = ({ proposal }: Outcome): string =>
  proposal === undefined ? "" : `; proposal ${proposal.id} still waits`;

/** A refusal on one line; of a retry, with what was done before. */
export async function refusalLine(
  { name, args }: Refusal,
  system: System,
  names: AccountNames,
): Promise<string> {
  const shown = Object.entries(args).map(([key, value]) => `${key} ${show(key, value, names)}`);
  const done = await whatWasDone({ name, args }, system, names);
  return `${name}(${shown.join(", ")})${done === undefined ? "" : `: ${done}`}`;
}

function report(name: VerbName, { moved, hash, proposal }: Outcome): void {
  if (proposal !== undefined) {
    console.log(`${name}: proposed as ${proposal.id}, transaction ${proposal.hash}`);
  }
  const did = proposal === undefined ? "accepted" : `approved ${proposal.id}`;
  const won = moved === 0n ? "" : `, ${formatWon(moved)} moved`;
  const where = hash === undefined ? "" : `, transaction ${hash}`;
  console.log(`${name}: ${did}${won}${where}`);
}

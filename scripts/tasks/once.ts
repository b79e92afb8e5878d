import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { getAddress } from "ethers";
import { Chain } from "../lib/chain.ts";
import { UserError } from "../lib/errors.ts";
import { languageOf, refusedLine } from "../lib/refusal.ts";
import { connectSystem } from "../lib/system.ts";
import { formatWon } from "../lib/won.ts";
import { castScenario } from "../sandbox/cast.ts";
import { needDeployment } from "../sandbox/deployment.ts";
import { scenarioFile } from "../sandbox/files.ts";
import { readScenario } from "../sandbox/play.ts";
import { stageOf } from "../sandbox/stage.ts";
import { namesIn } from "./heading.ts";
import { command } from "./command.ts";
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
    const connection = await hre.network.create({ chainType: "l1" });
    const deployment = await needDeployment(connection);
    const scenario = readScenario(scenarioFile(deployment.file));
    const accounts = (await connection.provider.request({
      method: "eth_accounts",
      params: [],
    })) as string[];
    const cast = castScenario(
      scenario,
      accounts.map((account) => getAddress(account)),
    );
    const system = await connectSystem(deployment.addresses, connection.ethers.provider);
    const block = await connection.ethers.provider.getBlock("latest");
    const now = () => Math.max(block?.timestamp ?? 0, 0);
    const stage = stageOf(scenario, cast, system, new Chain(connection.provider, system), { now });
    for (const [programme, id] of Object.entries(deployment.programmes)) {
      stage.remember(programme, BigInt(id));
    }
    const given = Object.entries(args).filter(([, value]) => value !== undefined);
    const outcome = await act(stage, Object.fromEntries(given));
    if (outcome.refusal !== undefined) {
      const known = namesIn(cast, deployment.addresses);
      throw new UserError(refusedLine(name, outcome.refusal, known, languageOf(process.env)));
    }
    const moved = outcome.moved === 0n ? "" : `, ${formatWon(outcome.moved)} moved`;
    const hash = outcome.hash === undefined ? "" : `, transaction ${outcome.hash}`;
    console.log(`${name}: accepted${moved}${hash}`);
  });
}

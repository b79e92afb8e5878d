import { getAddress } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NetworkConnection } from "hardhat/types/network";
import { castScenario, type Cast } from "../sandbox/cast.ts";
import { needDeployment, type Deployment } from "../sandbox/deployment.ts";
import { scenarioFile } from "../sandbox/files.ts";
import { readScenario } from "../sandbox/play.ts";
import type { Scenario } from "../sandbox/scenario.ts";
import type { AccountNames } from "../audit/ledger.ts";
import { namesIn } from "./heading.ts";

/** A chain that was seeded, with the names of the scenario it was seeded from. */
export interface Seeded {
  readonly connection: NetworkConnection<"l1">;
  readonly deployment: Deployment;
  readonly scenario: Scenario;
  readonly cast: Cast;
  readonly names: AccountNames;
}

/** Connects to the seeded chain of this command; one line says how to seed where there is none. */
export async function seededChain(hre: HardhatRuntimeEnvironment): Promise<Seeded> {
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
  return { connection, deployment, scenario, cast, names: namesIn(cast, deployment.addresses) };
}

import { getAddress, JsonRpcProvider } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { Addresses } from "../../lib/system.ts";
import { recordOf } from "../../sandbox/deployment.ts";
import { castScenario } from "../../sandbox/cast.ts";
import { scenarioFile } from "../../sandbox/files.ts";
import { readScenario } from "../../sandbox/play.ts";
import { command } from "../command.ts";
import { headingOf, namesIn } from "../heading.ts";
import type { Known, Place } from "./place.ts";
import type { AuditVerb } from "./surface.ts";
import { verbOf } from "./verbs.ts";

/** An audit command as Hardhat's action. */
export function actionOf(name: AuditVerb) {
  const run = (args: Record<string, unknown>, hre: HardhatRuntimeEnvironment) =>
    command(async () => (await verbOf(name))(args, await placeOf(hre)));
  return { default: run };
}

/** A clone: what was seeded from it is known, and a network that is named on the command line. */
async function placeOf({ config, globalOptions }: HardhatRuntimeEnvironment): Promise<Place> {
  const network = config.networks[globalOptions.network ?? ""];
  const url = network?.type === "http" ? await network.url.getUrl() : undefined;
  return { program: "npx hardhat audit", url, deployed, known };
}

/** The addresses of what was deployed from this clone on that chain. */
function deployed(chainId: number, genesis: string): Addresses | undefined {
  const record = recordOf(chainId);
  return record?.genesis === genesis ? record.addresses : undefined;
}

/** The names of the scenario that a chain was seeded with; that chain's own accounts play it. */
async function known(addresses: Addresses, url: string | undefined): Promise<Known | undefined> {
  if (url === undefined) return undefined;
  const client = new JsonRpcProvider(url, undefined, { staticNetwork: true });
  try {
    const record = recordOf(Number(await client.send("eth_chainId", [])));
    if (record?.addresses.programmes !== addresses.programmes) return undefined;
    const scenario = readScenario(scenarioFile(record.file));
    const accounts = (await client.send("eth_accounts", [])) as string[];
    const cast = castScenario(
      scenario,
      accounts.map((account) => getAddress(account)),
    );
    return { heading: headingOf(scenario, cast, false), names: namesIn(cast, addresses) };
  } finally {
    client.destroy();
  }
}

import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { Addresses } from "../../lib/system.ts";
import { recordOf } from "../../sandbox/deployment.ts";
import { command } from "../command.ts";
import type { Place } from "./place.ts";
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
  return { program: "npx hardhat audit", url, deployed };
}

/** The addresses of what was deployed from this clone on that chain. */
function deployed(chainId: number, genesis: string): Addresses | undefined {
  const record = recordOf(chainId);
  return record?.genesis === genesis ? record.addresses : undefined;
}

import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NetworkConnection } from "hardhat/types/network";
import { UserError } from "../../lib/errors.ts";
import { table } from "../../lib/text.ts";
import {
  findDeployment,
  genesisOf,
  journalOf,
  saveDeployment,
  type Deployment,
} from "../../sandbox/deployment.ts";
import { checkRefusals } from "../../sandbox/refusals.ts";
import { castScenario } from "../../sandbox/cast.ts";
import { play } from "../../sandbox/play.ts";
import type { Scenario } from "../../sandbox/scenario.ts";
import { getAddress } from "ethers";
import { command, progressLine } from "../command.ts";
import { checkedScenario } from "./checked.ts";

interface Args {
  readonly file?: string;
  readonly json?: boolean;
}

/** Deploys to a running chain and populates it. Run again, it changes nothing and prints the same. */
export default function seed(
  { file = "", json = false }: Args,
  hre: HardhatRuntimeEnvironment,
): Promise<void> {
  return command(async () => {
    const scenario = checkedScenario(file);
    await checkRefusals(scenario);
    const connection = await hre.network.create({ chainType: "l1" });
    if (connection.networkConfig.type !== "http") {
      throw new UserError("the in-process chain ends with this command; add --network localhost");
    }
    const accounts = (
      (await connection.provider.request({
        method: "eth_accounts",
        params: [],
      })) as string[]
    ).map((account) => getAddress(account));
    const found = await findDeployment(connection);
    if (found !== undefined && found.scenario !== scenario.scenario) {
      throw new UserError(
        `this chain is seeded with ${found.scenario}; restart it to seed another`,
      );
    }
    if (found?.complete === false) {
      throw new UserError("seeding this chain was interrupted; restart it and seed again");
    }
    const deployment = found ?? (await seedChain(scenario, connection, file));
    show(scenario, deployment, accounts, found !== undefined, json);
  });
}

async function seedChain(
  scenario: Scenario,
  connection: NetworkConnection<"l1">,
  file: string,
): Promise<Deployment> {
  const genesis = await genesisOf(connection);
  const begun = { scenario: scenario.scenario, file, genesis, complete: false, programmes: {} };
  const played = await play(connection, scenario, {
    progress: progressLine("seeding"),
    deploymentId: await journalOf(connection),
    forSeed: true,
    deployed: ({ addresses }) => saveDeployment(connection, { ...begun, addresses }),
  });
  const programmes = Object.fromEntries(
    [...played.programmes].map(([name, id]) => [name, id.toString()]),
  );
  const { addresses } = played.system;
  const deployment: Deployment = { ...begun, addresses, programmes, complete: true };
  await saveDeployment(connection, deployment);
  return deployment;
}

function show(
  scenario: Scenario,
  deployment: Deployment,
  accounts: readonly string[],
  again: boolean,
  json: boolean,
): void {
  const cast = Object.fromEntries(castScenario(scenario, accounts).addresses);
  if (json) {
    console.log(JSON.stringify({ ...deployment, cast }, null, 2));
    return;
  }
  console.log(again ? "This chain was seeded before; nothing was changed." : "Seeded.");
  console.log(
    `\n${table([["contract", "address"], ...Object.entries(deployment.addresses)]).join("\n")}`,
  );
  const programmes = Object.entries(deployment.programmes);
  console.log(`\n${table([["programme", "number"], ...programmes]).join("\n")}`);
  console.log(`\n${table([["name", "account"], ...Object.entries(cast)]).join("\n")}`);
  console.log("\nNext: npx hardhat audit ledger --network localhost");
}

import { getAddress } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { readBooks } from "../../audit/read.ts";
import { UserError } from "../../lib/errors.ts";
import { castScenario } from "../../sandbox/cast.ts";
import { needDeployment } from "../../sandbox/deployment.ts";
import { scenarioFile } from "../../sandbox/files.ts";
import { readScenario } from "../../sandbox/play.ts";
import { command } from "../command.ts";
import { prepare, publish, type Publication } from "../publish.ts";

/** Rebuilds the books of a seeded chain from its events, and prints them. Sends nothing. */
export default function ledger(
  { out, json = false }: Publication,
  hre: HardhatRuntimeEnvironment,
): Promise<void> {
  return command(async () => {
    const connection = await hre.network.create({ chainType: "l1" });
    const { networkConfig } = connection;
    if (networkConfig.type !== "http") {
      throw new UserError("the in-process chain is empty; add --network localhost");
    }
    const { addresses, file } = await needDeployment(connection);
    prepare({ out });
    const scenario = readScenario(scenarioFile(file));
    const accounts: unknown = await connection.ethers.provider.send("eth_accounts", []);
    const cast = castScenario(
      scenario,
      (accounts as string[]).map((account) => getAddress(account)),
    );
    const audit = await readBooks({ url: await networkConfig.url.getUrl(), addresses });
    publish(audit, scenario, cast, { out, json });
  });
}

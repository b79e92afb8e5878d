import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { getAddress } from "ethers";
import { inbox, inboxLines } from "../../lib/inbox.ts";
import { connectSystem } from "../../lib/system.ts";
import { castScenario } from "../../sandbox/cast.ts";
import { needDeployment } from "../../sandbox/deployment.ts";
import { scenarioFile } from "../../sandbox/files.ts";
import { readScenario } from "../../sandbox/play.ts";
import { command } from "../command.ts";

/** Lists the proposals that wait for a second person, and who may be it. Sends nothing. */
export default function show(
  { json = false }: { json?: boolean },
  hre: HardhatRuntimeEnvironment,
): Promise<void> {
  return command(async () => {
    const connection = await hre.network.create({ chainType: "l1" });
    const { addresses, file } = await needDeployment(connection);
    const accounts: unknown = await connection.ethers.provider.send("eth_accounts", []);
    const cast = castScenario(
      readScenario(scenarioFile(file)),
      (accounts as string[]).map((account) => getAddress(account)),
    );
    const system = await connectSystem(addresses, connection.ethers.provider);
    const waiting = await inbox(system, cast.addresses);
    console.log(json ? JSON.stringify(waiting, null, 2) : inboxLines(waiting).join("\n"));
  });
}

import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { readYear, yearLines } from "../../lib/calendar.ts";
import { languageOf } from "../../lib/refusal.ts";
import { connectSystem } from "../../lib/system.ts";
import { needDeployment } from "../../sandbox/deployment.ts";
import { command } from "../command.ts";
import { InputError } from "../inputs.ts";

interface Args {
  readonly year?: string | undefined;
  readonly json?: boolean;
}

/** Lists the public holidays of a year, as a deployed calendar has them. Sends nothing. */
export default function show(
  { year = "", json = false }: Args,
  hre: HardhatRuntimeEnvironment,
): Promise<void> {
  return command(async () => {
    if (!/^(19[7-9]|20\d|21[0-4])\d$/.test(year))
      throw new InputError("year", `expected a year such as 2026, found "${year}"`);
    const connection = await hre.network.create({ chainType: "l1" });
    const { addresses } = await needDeployment(connection);
    const { calendar } = await connectSystem(addresses, connection.ethers.provider);
    const found = await readYear(calendar, Number(year));
    const lines = yearLines(found, Number(year), languageOf(process.env));
    console.log(json ? JSON.stringify(found, null, 2) : lines.join("\n"));
  });
}

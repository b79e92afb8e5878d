import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { getAddress } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { ledgerCsv, ledgerJson } from "../../audit/ledger.ts";
import { printLedger } from "../../audit/print.ts";
import { readBooks } from "../../audit/read.ts";
import { UserError } from "../../lib/errors.ts";
import { castScenario } from "../../sandbox/cast.ts";
import { needDeployment } from "../../sandbox/deployment.ts";
import { scenarioFile } from "../../sandbox/files.ts";
import { readScenario } from "../../sandbox/play.ts";
import { headingOf, namesIn } from "../heading.ts";
import { command } from "../command.ts";

interface Args {
  readonly out?: string | undefined;
  readonly json?: boolean;
}

/** Rebuilds the books of a seeded chain from its events, and prints them. Sends nothing. */
export default function ledger(
  { out, json = false }: Args,
  hre: HardhatRuntimeEnvironment,
): Promise<void> {
  return command(async () => {
    const connection = await hre.network.create({ chainType: "l1" });
    const { networkConfig } = connection;
    if (networkConfig.type !== "http") {
      throw new UserError("the in-process chain is empty; add --network localhost");
    }
    const { addresses, file } = await needDeployment(connection);
    const scenario = readScenario(scenarioFile(file));
    const accounts: unknown = await connection.ethers.provider.send("eth_accounts", []);
    const cast = castScenario(
      scenario,
      (accounts as string[]).map((account) => getAddress(account)),
    );
    const audit = await readBooks({ url: await networkConfig.url.getUrl(), addresses });
    const names = namesIn(cast, addresses);
    if (out !== undefined) {
      mkdirSync(out, { recursive: true });
      writeFileSync(join(out, "ledger.json"), ledgerJson(audit, names));
      writeFileSync(join(out, "ledger.csv"), ledgerCsv(audit, names));
    }
    const lines = printLedger(audit, headingOf(scenario, cast), names);
    console.log(json ? ledgerJson(audit, names) : lines.join("\n"));
    const isSound = audit.differences.length === 0 && audit.laws.every(({ holds }) => holds);
    if (!isSound) process.exitCode = 1;
  });
}

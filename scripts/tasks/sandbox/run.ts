import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NetworkConnection } from "hardhat/types/network";
import { readBooks } from "../../audit/read.ts";
import { ledgerCsv, ledgerJson } from "../../audit/ledger.ts";
import { printLedger } from "../../audit/print.ts";
import { serveJsonRpc, type Served } from "../../lib/serve.ts";
import { scenarioFile } from "../../sandbox/files.ts";
import { play, readScenario } from "../../sandbox/play.ts";
import { command, progressLine } from "../command.ts";
import { headingOf, namesIn } from "../heading.ts";

interface Args {
  readonly file?: string;
  readonly out?: string | undefined;
  readonly json?: boolean;
}

/** Runs a scenario on a fresh deployment, then prints the ledger an independent reader rebuilt from the chain. */
export default function run(
  { file = "livelihood-coupon-2025", out, json = false }: Args,
  hre: HardhatRuntimeEnvironment,
): Promise<void> {
  return command(async () => {
    const scenario = readScenario(scenarioFile(file));
    const connection = await hre.network.create({ chainType: "l1" });
    const isHere = connection.networkConfig.type !== "http";
    const played = await play(connection, scenario, {
      progress: progressLine("running the scenario"),
      ...(isHere ? {} : { deploymentId: `run-${Date.now()}` }),
    });
    const served = await serve(connection);
    try {
      const { addresses } = played.system;
      const audit = await readBooks({ url: served.url, addresses });
      const names = namesIn(played.cast, addresses);
      if (out !== undefined) {
        mkdirSync(out, { recursive: true });
        writeFileSync(join(out, "ledger.json"), ledgerJson(audit, names));
        writeFileSync(join(out, "ledger.csv"), ledgerCsv(audit, names));
      }
      const lines = printLedger(audit, headingOf(scenario, played.cast), names);
      console.log(json ? ledgerJson(audit, names) : lines.join("\n"));
      const isSound = audit.differences.length === 0 && audit.laws.every(({ holds }) => holds);
      if (!isSound) process.exitCode = 1;
    } finally {
      await served.close();
    }
  });
}

async function serve(connection: NetworkConnection<"l1">): Promise<Served> {
  const { networkConfig, provider } = connection;
  if (networkConfig.type !== "http") return serveJsonRpc(provider);
  return { url: await networkConfig.url.getUrl(), close: async () => {} };
}

import { getAddress } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NetworkConnection } from "hardhat/types/network";
import { readBooks, readBooksFrom, type Audit } from "../../audit/read.ts";
import { UserError } from "../../lib/errors.ts";
import { castScenario, type Cast } from "../../sandbox/cast.ts";
import { findDeployment, needDeployment } from "../../sandbox/deployment.ts";
import { scenarioFile } from "../../sandbox/files.ts";
import { readScenario } from "../../sandbox/play.ts";
import type { Scenario } from "../../sandbox/scenario.ts";
import { command } from "../command.ts";
import { plainHeading } from "../heading.ts";
import { prepare, publish, publishAs, type Publication } from "../publish.ts";

interface Args extends Publication {
  readonly from?: string | undefined;
}

/** Rebuilds the books of a seeded chain from its events, or from those in a file, and prints them. Sends nothing. */
export default function ledger(
  { from, out, json = false }: Args,
  hre: HardhatRuntimeEnvironment,
): Promise<void> {
  return command(async () => {
    const connection = await hre.network.create({ chainType: "l1" });
    const { networkConfig } = connection;
    const url = networkConfig.type === "http" ? await networkConfig.url.getUrl() : undefined;
    if (from !== undefined) return ledgerFrom(from, url, connection, { out, json });
    if (url === undefined) {
      throw new UserError(
        "the in-process chain is empty; add --network localhost, or --from a file of audit collect",
      );
    }
    const { addresses, file } = await needDeployment(connection);
    prepare({ out });
    const { scenario, cast } = await peopleOf(file, connection);
    publish(await readBooks({ url, addresses }), scenario, cast, { out, json });
  });
}

/** The ledger of a file. What was seeded from this clone has names; a chain is asked where one is named. */
async function ledgerFrom(
  from: string,
  url: string | undefined,
  connection: NetworkConnection<"l1">,
  to: Publication,
): Promise<void> {
  prepare(to);
  const audit = await readBooksFrom(from, url);
  const deployment = url === undefined ? undefined : await findDeployment(connection);
  if (deployment !== undefined && isOf(audit, deployment.addresses.programmes)) {
    const { scenario, cast } = await peopleOf(deployment.file, connection);
    publish(audit, scenario, cast, to);
    return;
  }
  publishAs(audit, plainHeading(from, audit.head, url !== undefined), to);
}

const isOf = ({ addresses }: Audit, programmes: string): boolean =>
  addresses.programmes.toLowerCase() === programmes.toLowerCase();

/** The scenario that a chain was seeded with, and who has which of its accounts. */
async function peopleOf(
  file: string,
  connection: NetworkConnection<"l1">,
): Promise<{ scenario: Scenario; cast: Cast }> {
  const scenario = readScenario(scenarioFile(file));
  const accounts: unknown = await connection.ethers.provider.send("eth_accounts", []);
  const cast = castScenario(
    scenario,
    (accounts as string[]).map((account) => getAddress(account)),
  );
  return { scenario, cast };
}

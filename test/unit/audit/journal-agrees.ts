import { expect } from "chai";
import { network } from "hardhat";
import { collect, type Collected } from "../../../scripts/audit/collect.ts";
import { serveJsonRpc } from "../../../scripts/lib/serve.ts";
import type { Addresses } from "../../../scripts/lib/system.ts";
import { scenarioFile, scenarioNames } from "../../../scripts/sandbox/files.ts";
import { play, readScenario } from "../../../scripts/sandbox/play.ts";
import { JsonRpcProvider } from "ethers";
import { expectAgrees } from "../../helpers/journal.ts";
import { playBudget } from "./budget-history.ts";
import { playHistory } from "./history.ts";
import { playVouchers } from "./voucher-history.ts";

type Connection = Awaited<ReturnType<typeof network.create>>;

async function read(connection: Connection, addresses: Addresses): Promise<Collected> {
  const served = await serveJsonRpc(connection.provider);
  const client = new JsonRpcProvider(served.url, undefined, { staticNetwork: true });
  try {
    return await collect(client, addresses);
  } finally {
    client.destroy();
    await served.close();
  }
}

describe("the journal's balances", () => {
  for (const name of scenarioNames()) {
    it(`are those of the rebuilt books after the scenario ${name}`, async () => {
      const connection = await network.create({ chainType: "l1" });
      const quiet = { progress: () => {} };
      const { system } = await play(connection, readScenario(scenarioFile(name)), quiet);
      const history = await read(connection, system.addresses);
      expect(expectAgrees(history, system.addresses)).to.be.above(10);
    }).timeout(120_000);
  }

  for (const [name, tell] of Object.entries({ playBudget, playVouchers, playHistory })) {
    it(`are those of the rebuilt books after ${name}, in which every event happens`, async () => {
      const { connection, addresses } = await tell();
      expect(expectAgrees(await read(connection, addresses), addresses)).to.be.above(10);
    }).timeout(120_000);
  }
});

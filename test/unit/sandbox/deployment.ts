import { existsSync, mkdirSync, rmSync } from "node:fs";
import { expect } from "chai";
import { network } from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";
import {
  findDeployment,
  genesisOf,
  journalOf,
  saveDeployment,
} from "../../../scripts/sandbox/deployment.ts";
import type { Addresses } from "../../../scripts/lib/system.ts";

/** A chain of this test's own, so that no deployment of somebody's is written over. */
const CHAIN = 31_398;
const folder = new URL("../../../deploy/deployments/", import.meta.url);
const programmes = "0x00000000000000000000000000000000000000c0";

/** A chain as it is after a start: every one of them begins with the same block. */
const started = (): Promise<NetworkConnection<"l1">> =>
  network.create({ chainType: "l1", override: { chainId: CHAIN } });

describe("the record of a deployment", () => {
  let seeded: NetworkConnection<"l1">;

  before(async () => {
    seeded = await started();
    const params = [programmes, "0x00"];
    await seeded.provider.request({ method: "hardhat_setCode", params });
    await saveDeployment(seeded, {
      ...{ scenario: "one", file: "one.yaml", complete: true, programmes: {} },
      genesis: await genesisOf(seeded),
      addresses: { programmes } as Addresses,
    });
  });

  after(() => {
    rmSync(new URL(`gukgo-${CHAIN}.json`, folder), { force: true });
  });

  it("is found on the chain on which its contracts are", async () => {
    expect((await findDeployment(seeded))?.scenario).to.equal("one");
  });

  it("is not found on a chain that was started anew, though it begins with the same block", async () => {
    const again = await started();
    expect(await genesisOf(again)).to.equal(await genesisOf(seeded));
    expect(await findDeployment(again)).to.equal(undefined);
  });
});

describe("the journal of a deployment", () => {
  let journal: URL;
  let chain: NetworkConnection<"l1">;

  beforeEach(async () => {
    chain = await started();
    journal = new URL(await journalOf(chain), folder);
    mkdirSync(journal, { recursive: true });
  });

  afterEach(() => {
    rmSync(journal, { recursive: true, force: true });
  });

  it("is removed where the chain has only begun: it is an earlier chain's", async () => {
    await journalOf(chain);
    expect(existsSync(journal)).to.equal(false);
  });

  it("is kept where a deployment may have been interrupted", async () => {
    await chain.provider.request({ method: "evm_mine", params: [] });
    await journalOf(chain);
    expect(existsSync(journal)).to.equal(true);
  });
});

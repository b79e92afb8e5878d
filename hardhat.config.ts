import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import toolbox from "@nomicfoundation/hardhat-toolbox-mocha-ethers";
import { id } from "ethers";
import { defineConfig } from "hardhat/config";
import { rpcUrl } from "./scripts/lib/rpc.ts";
import { tasks } from "./scripts/tasks/index.ts";

// Hardhat reports what is run unless it is told not to.
process.env["HARDHAT_DISABLE_TELEMETRY"] = "true";

declare module "hardhat/types/network" {
  interface ChainTypeConfig {
    defaultChainType: "l1";
  }
}

// The compiler is the npm package solc: nothing is downloaded. Cancun is the lowest fork that all of OpenZeppelin 5.7 compiles for.
// `optimizer` stands before `evmVersion`: the order enters the build's hash, and both profiles must share one build.
const compiler = {
  version: "0.8.37",
  path: createRequire(import.meta.url).resolve("solc/soljson.js"),
  isolated: false,
  toolVersionsInBuildInfo: false,
  settings: { optimizer: { enabled: true, runs: 200 }, evmVersion: "cancun" },
};

// The in-process chain: its clock starts before the first scenario; its keys are public and worth nothing elsewhere.
const simulated = {
  type: "edr-simulated",
  chainType: "l1",
  chainId: 31337,
  hardfork: "cancun",
  initialDate: "2025-07-01T00:00:00+09:00",
  allowBlocksWithSameTimestamp: true,
  blockGasLimit: 2n ** 24n,
  accounts: Array.from({ length: 420 }, (_, n) => ({
    privateKey: id(`gukgo development account ${n}`),
    balance: 10n ** 22n,
  })),
} as const;

export default defineConfig({
  plugins: [toolbox],
  tasks,
  solidity: { profiles: { default: compiler, production: compiler } },
  defaultChainType: "l1",
  networks: {
    default: simulated,
    node: simulated,
    localhost: {
      type: "http",
      chainType: "l1",
      url: rpcUrl,
    },
  },
  paths: { tests: { mocha: "./test", solidity: "./test" }, ignition: "./deploy" },
  typechain: { outDir: "./typechain-types", tsNocheck: true },
  ignition: { blockPollingInterval: 10, requiredConfirmations: 1 },
  test: {
    // Each of the processes has its own chains, about 1.5 GB.
    mocha: {
      timeout: 120_000,
      parallel: true,
      jobs: Math.min(4, Math.max(2, availableParallelism())),
    },
    solidity: {
      blockTimestamp: 1_753_056_000n,
      fuzz: { runs: 256, seed: "0x20251130" },
      // One walk of 1,200 acts a law. Each repetition of a failed one would cost gigabytes; test/helpers/Verdict.sol spares it.
      invariant: { runs: 1, depth: 1_200, failOnRevert: true, shrinkRunLimit: 0 },
    },
  },
});

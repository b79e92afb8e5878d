import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { NetworkConnection } from "hardhat/types/network";
import { UserError } from "../lib/errors.ts";
import type { Addresses } from "../lib/system.ts";

/** What is kept of a deployment to a chain that outlives the command that made it. */
export interface Deployment {
  readonly scenario: string;
  readonly file: string;
  /** Hash of the chain's first block: another chain with the same id is another chain. */
  readonly genesis: string;
  readonly complete: boolean;
  readonly addresses: Addresses;
  readonly programmes: Readonly<Record<string, string>>;
}

type Connection = NetworkConnection<"l1">;

const fileOf = (chainId: number): string =>
  fileURLToPath(new URL(`../../deploy/deployments/gukgo-${chainId}.json`, import.meta.url));

export async function chainIdOf({ provider }: Connection): Promise<number> {
  return Number(await provider.request({ method: "eth_chainId", params: [] }));
}

export async function genesisOf({ provider }: Connection): Promise<string> {
  const params = ["0x0", false];
  const block = (await provider.request({ method: "eth_getBlockByNumber", params })) as {
    hash: string;
  };
  return block.hash;
}

/** What is kept of a deployment on a chain of that number, whether or not the chain is still the same. */
export function recordOf(chainId: number): Deployment | undefined {
  const file = fileOf(chainId);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Deployment) : undefined;
}

/** The deployment on this chain, if one was made from here and the chain is still the same. */
export async function findDeployment(connection: Connection): Promise<Deployment | undefined> {
  const deployment = recordOf(await chainIdOf(connection));
  if (deployment === undefined) return undefined;
  return (await isOn(connection, deployment)) ? deployment : undefined;
}

/** Whether a deployment was made on this chain. Development chains begin alike, so its contracts must be there too. */
async function isOn(connection: Connection, { genesis, addresses }: Deployment): Promise<boolean> {
  if (genesis !== (await genesisOf(connection))) return false;
  const params = [addresses.programmes, "latest"];
  return (await connection.provider.request({ method: "eth_getCode", params })) !== "0x";
}

/** The deployment on this chain, or one line that says how to make one. */
export async function needDeployment(connection: Connection): Promise<Deployment> {
  const deployment = await findDeployment(connection);
  if (deployment?.complete === true) return deployment;
  throw new UserError(
    "nothing is deployed on this chain; start one with: npx hardhat node, then seed it with: " +
      "npx hardhat sandbox seed livelihood-coupon-2025 --network localhost",
  );
}

/** Remembers a deployment. */
export async function saveDeployment(
  connection: Connection,
  deployment: Deployment,
): Promise<void> {
  const file = fileOf(await chainIdOf(connection));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(deployment, null, 2)}\n`);
}

/**
 * Name of the Ignition journal for this chain. Where nothing has happened on it, a journal of that name is of an earlier chain
 * that began alike, and is removed: the next deployment would take its contracts for its own.
 */
export async function journalOf(connection: Connection): Promise<string> {
  const name = `chain-${await chainIdOf(connection)}-${(await genesisOf(connection)).slice(2, 10)}`;
  const head: unknown = await connection.provider.request({
    method: "eth_blockNumber",
    params: [],
  });
  if (head === "0x0") {
    const folder = new URL(`../../deploy/deployments/${name}`, import.meta.url);
    rmSync(folder, { recursive: true, force: true });
  }
  return name;
}

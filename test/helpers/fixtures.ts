import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { network } from "hardhat";
import { castOfficers, firstFreeAccount, type Officer } from "../../scripts/lib/cast.ts";
import { deploySystem, type DeployOptions } from "../../scripts/lib/deploy-system.ts";
import type { System } from "../../scripts/lib/system.ts";

/** Whole won, in tests written as in a ledger: `won(300_000)`. */
export const won = (amount: number): bigint => BigInt(amount);

/** A deployed system, its officers, and people who hold no office. */
export interface Deployed extends System {
  readonly connection: Awaited<ReturnType<typeof network.create>>;
  readonly officers: Record<Officer, HardhatEthersSigner>;
  readonly people: readonly HardhatEthersSigner[];
}

/** Where one key issues all that its allowance lets it. */
const noThreshold: DeployOptions = { issueThreshold: 0n };

/** Deploys through the production modules to a fresh in-process chain. */
export async function deployed(options: DeployOptions = noThreshold): Promise<Deployed> {
  const connection = await network.create();
  const signers = await connection.ethers.getSigners();
  const officers = castOfficers(signers);
  const holders = Object.fromEntries(
    Object.entries(officers).map(([name, signer]) => [name, signer.address]),
  ) as Record<Officer, string>;
  const system = await deploySystem(connection, holders, options);
  return { ...system, connection, officers, people: signers.slice(firstFreeAccount) };
}

import { network } from "hardhat";
import type { DepositToken } from "../../typechain-types/index.ts";
import type { Deployed } from "./fixtures.ts";

/** The token's code at the same address on a chain of another `chainId`, as after a chain has split. */
export async function onOtherChain(
  { connection, addresses }: Deployed,
  chainId: number,
): Promise<DepositToken> {
  const code = await connection.ethers.provider.getCode(addresses.token);
  const other = await network.create({ network: "default", override: { chainId } });
  await other.networkHelpers.setCode(addresses.token, code);
  return other.ethers.getContractAt("DepositToken", addresses.token);
}

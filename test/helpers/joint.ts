import type { BaseContract, ContractTransactionResponse } from "ethers";
import type { Institution } from "../../deploy/offices.ts";
import type { Officer } from "../../scripts/lib/cast.ts";
import type { Deployed } from "./fixtures.ts";

/** The maker's and the checker's office of an act that takes two people. */
export type Pair = readonly [maker: Officer, checker: Officer];

export const limitsPair: Pair = ["limitsOfficer", "limitsChecker"];
export const resumerPair: Pair = ["resumer", "resumerChecker"];
export const orderPair: Pair = ["orderOfficer", "orderChecker"];
export const recoveryPair: Pair = ["recoveryOfficer", "recoveryChecker"];

/** The maker of `pair` proposes that `contract` runs `fn`; the proposal's number. */
export async function propose(
  { dualControls, officers }: Deployed,
  institution: Institution,
  [maker]: Pair,
  contract: BaseContract,
  fn: string,
  args: readonly unknown[],
): Promise<bigint> {
  const data = contract.interface.encodeFunctionData(fn, args);
  const control = dualControls[institution];
  await control.connect(officers[maker]).propose(await contract.getAddress(), data);
  return control.proposals();
}

/** Two people of the bank have its token run `fn`. */
export async function jointly(
  system: Deployed,
  pair: Pair,
  fn: string,
  args: readonly unknown[] = [],
): Promise<ContractTransactionResponse> {
  const id = await propose(system, "bank", pair, system.token, fn, args);
  return system.dualControls.bank.connect(system.officers[pair[1]]).approve(id);
}

/** Two people of the bank limit accounts of `kind`; 0: no limit. */
export function limit(
  system: Deployed,
  kind: bigint,
  { transfer = 0n, daily = 0n, cap = 0n }: { transfer?: bigint; daily?: bigint; cap?: bigint },
): Promise<ContractTransactionResponse> {
  return jointly(system, limitsPair, "setLimits", [kind, { transfer, daily, cap }]);
}

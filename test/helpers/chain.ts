import type {
  AddressLike,
  BaseContract,
  ContractTransactionResponse,
  ParamType,
  Result,
} from "ethers";
import { dataSlice, getAddress, id, resolveAddress } from "ethers";
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { Deployed } from "./fixtures.ts";

/** An event or an error: its name, then its arguments in their order. */
export type Named = readonly [name: string, ...args: unknown[]];

const plain = (value: unknown): unknown =>
  Array.isArray(value) ? [...(value as unknown[])].map(plain) : value;

const listed = (name: string, args: Result): Named => [name, ...args.toArray().map(plain)];

/** The next block, and with it the next transaction or refusal, happens at UTC second `time`. */
export async function at({ connection }: Deployed, time: number): Promise<void> {
  await connection.networkHelpers.time.setNextBlockTimestamp(time);
}

/** Lets the clock reach UTC second `time`, so that views are judged then. */
export async function reach({ connection }: Deployed, time: number): Promise<void> {
  await connection.networkHelpers.time.increaseTo(time);
}

/** Lets a contract of the system speak for itself, as it would from its own code. */
export async function speakAs(
  { connection }: Deployed,
  contract: string,
): Promise<HardhatEthersSigner> {
  await connection.networkHelpers.impersonateAccount(contract);
  await connection.networkHelpers.setBalance(contract, 10n ** 18n);
  return connection.ethers.getSigner(contract);
}

/** Every event that `contract` emitted in a transaction, in order. */
export async function eventsOf(
  sent: Promise<ContractTransactionResponse>,
  contract: BaseContract,
): Promise<Named[]> {
  const [receipt, address] = [await (await sent).wait(), await contract.getAddress()];
  const events: Named[] = [];
  for (const log of receipt?.logs ?? []) {
    const event = log.address === address ? contract.interface.parseLog(log) : null;
    if (event !== null) events.push(listed(event.name, event.args));
  }
  return events;
}

/** The code of a key that delegates to `target` (EIP-7702). */
export const delegation = (target: string): string => `0xef0100${target.slice(2)}`;

/** Code of a contract, as short as that of a key that delegates. */
export const shortCode = (target: string): string => `0x600100${target.slice(2)}`;

/** The gas of a mined transaction, base cost and calldata included. */
export async function gasOf(sent: Promise<ContractTransactionResponse>): Promise<number> {
  return Number((await (await sent).wait())?.gasUsed);
}

/** What the bytes of a refusal say in the words of `contract`; nothing where they are empty. */
export function decoded(contract: BaseContract, refusal: string): Named | undefined {
  const error = refusal === "0x" ? null : contract.interface.parseError(refusal);
  return error === null ? undefined : listed(error.name, error.args);
}

const hasData = (error: unknown): error is { data: string } =>
  typeof error === "object" && error !== null && "data" in error && typeof error.data === "string";

/** With what error `contract` refuses a call of `fn` by `from`, tried and not sent; nothing where it does not. */
export async function refusalOf(
  { connection }: Deployed,
  contract: BaseContract,
  from: string,
  fn: string,
  args: readonly unknown[],
): Promise<Named | undefined> {
  const data = contract.interface.encodeFunctionData(fn, args);
  const call = { from, to: await contract.getAddress(), data };
  try {
    await connection.provider.request({ method: "eth_call", params: [call, "latest"] });
    return undefined;
  } catch (error) {
    if (!hasData(error)) throw error;
    return decoded(contract, error.data) ?? ["(without a reason)", error.data];
  }
}

/** The emptiest argument a parameter takes: zero, nobody, nothing. */
export function nothing(type: ParamType): unknown {
  if (type.baseType === "array") return new Array(Math.max(type.arrayLength ?? 0, 0)).fill(0n);
  if (type.baseType === "tuple") return (type.components ?? []).map(nothing);
  if (type.baseType === "address") return `0x${"00".repeat(20)}`;
  if (type.baseType === "bool") return false;
  if (type.baseType === "string") return "";
  if (type.baseType === "bytes") return "0x";
  const bytes = /^bytes(\d+)$/.exec(type.baseType)?.[1];
  return bytes === undefined ? 0n : `0x${"00".repeat(Number(bytes))}`;
}

/** `count` addresses of nobody in particular, as dense as real ones; other `name`, other addresses. */
export const crowd = (count: number, name = "somebody"): string[] =>
  Array.from({ length: count }, (_, n) => getAddress(dataSlice(id(`${name} ${n}`), 0, 20)));

/** The address of an account or a contract. */
export const resolved = async (account: AddressLike): Promise<string> => resolveAddress(account);

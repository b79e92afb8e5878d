import { dataSlice, dataLength, type Interface, type ParamType } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";
import type { System } from "../../scripts/lib/system.ts";
import {
  Authority__factory,
  BusinessCalendar__factory,
  DepositOffices__factory,
  DepositToken__factory,
  DualControl__factory,
  InvoiceRegister__factory,
  MerchantRegistry__factory,
  ProcurementEscrow__factory,
  ProcurementOffices__factory,
  Treasury__factory,
  VoucherProgramme__factory,
} from "../../typechain-types/index.ts";
import type { Trace, Value } from "./privacy.ts";

/** Texts on chain that look like a name and are none: the token's, whole or from within. */
export const knownTexts = ["Nuri Bank Deposit", "Bank Deposit"];

type Abis = ReadonlyMap<string, Interface>;

/** Everything that a scenario left on chain: each transaction's input, those that deployed included, and each event. */
export async function tracesOf(
  { ethers: { provider } }: NetworkConnection<"l1">,
  system: System,
): Promise<Trace[]> {
  const abis = await abisOf(system);
  const head = await provider.getBlockNumber();
  const blocks = await Promise.all(
    Array.from({ length: head + 1 }, (_, n) => provider.getBlock(n, true)),
  );
  const inputs = blocks
    .flatMap((block) => block?.prefetchedTransactions ?? [])
    .map(({ hash, to, data }) => traceOfInput(hash, to, data, abis));
  const logs = await provider.getLogs({ fromBlock: 0, toBlock: "latest" });
  const events = logs.map(({ transactionHash, address, topics, data }) => {
    const event = abis.get(address.toLowerCase())?.parseLog({ topics, data });
    const values = event?.fragment.inputs.flatMap((type, n) => leaves(type, event.args[n], abis));
    const where = `${event?.name ?? "event"} in ${transactionHash}`;
    return { where, bytes: `0x${[...topics, data].map((part) => part.slice(2)).join("")}`, values };
  });
  return [...inputs, ...events.map(({ values = [], ...event }) => ({ ...event, values }))];
}

/** The ABI of each of the system's contracts, by its address in lower case. */
async function abisOf(system: System): Promise<Abis> {
  const { token, ledger, treasury, calendar, registry, invoices, programmes } = system;
  const { procurement, authorities, dualControls } = system;
  const all = [token, ledger, treasury, calendar, registry, invoices, programmes, procurement];
  const contracts = [...all, ...Object.values(authorities), ...Object.values(dualControls)];
  const pairs = contracts.map(async (contract) => {
    return [(await contract.getAddress()).toLowerCase(), contract.interface] as const;
  });
  return new Map(await Promise.all(pairs));
}

/** Code as it was compiled: nobody writes texts there but the compiler. */
const compiled = [
  Authority__factory,
  BusinessCalendar__factory,
  DepositOffices__factory,
  DepositToken__factory,
  DualControl__factory,
  InvoiceRegister__factory,
  MerchantRegistry__factory,
  ProcurementEscrow__factory,
  ProcurementOffices__factory,
  Treasury__factory,
  VoucherProgramme__factory,
].map(({ bytecode }) => bytecode);

/** What a deployment was given, which stands behind its code; all of it where the code is not ours. */
function givenTo(deployment: string): string {
  const code = compiled.find((known) => deployment.startsWith(known)) ?? "0x";
  return `0x${deployment.slice(code.length)}`;
}

/** A transaction's input, decoded. What a deployment was given is in whole words. */
export function traceOfInput(hash: string, to: string | null, bytes: string, abis: Abis): Trace {
  const given = to === null ? givenTo(bytes) : bytes;
  if (to === null)
    return { where: `deployment in ${hash}`, bytes: given, values: lastWords(given) };
  const abi = abis.get(to.toLowerCase());
  const call = abi?.parseTransaction({ data: bytes });
  const values = call?.fragment.inputs.flatMap((type, n) => leaves(type, call.args[n], abis));
  return { where: `${call?.name ?? "call"} in ${hash}`, bytes, values: values ?? words(bytes) };
}

/** The values of one parameter, inside lists, tuples and calls that are handed on. */
function leaves(type: ParamType, value: unknown, abis: Abis): Value[] {
  if (type.arrayChildren !== null) {
    const items = [...(value as unknown[])];
    return items.flatMap((item) => leaves(type.arrayChildren as ParamType, item, abis));
  }
  if (type.components !== null) {
    return type.components.flatMap((part, n) => leaves(part, (value as unknown[])[n], abis));
  }
  const leaf = { name: type.name, type: type.type, value };
  return type.type === "bytes" ? [leaf, ...innerCall(String(value), abis)] : [leaf];
}

/** What a call says that another contract is to be sent. */
function innerCall(data: string, abis: Abis): Value[] {
  if (dataLength(data) < 4) return [];
  for (const abi of abis.values()) {
    const call = abi.parseTransaction({ data });
    if (call === null) continue;
    return call.fragment.inputs.flatMap((type, n) => leaves(type, call.args[n], abis));
  }
  return words(data);
}

/** Words of a call that no ABI explains, as numbers without names. */
const words = (data: string): Value[] =>
  dataLength(data) < 36 ? [] : lastWords(dataSlice(data, 4));

const WORDS = 64;

/** The last words of `data`, from its end, as numbers without names. */
function lastWords(data: string): Value[] {
  const length = dataLength(data);
  const count = Math.min(WORDS, Math.floor(length / 32));
  return Array.from({ length: count }, (_, n) => {
    const end = length - 32 * n;
    return { name: "", type: "bytes32", value: dataSlice(data, end - 32, end) };
  });
}

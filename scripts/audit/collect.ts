import { FunctionFragment, getAddress, Interface, type JsonRpcProvider, type Result } from "ethers";
import { argumentsOf, revertData } from "../lib/revert.ts";
import { institutionNames, type Addresses } from "../lib/system.ts";
import {
  AppropriationLedger__factory,
  Authority__factory,
  BusinessCalendar__factory,
  DepositToken__factory,
  DualControl__factory,
  IAppropriationLedger__factory,
  IDepositToken__factory,
  IVoucherProgramme__factory,
  InvoiceRegister__factory,
  MerchantRegistry__factory,
  Treasury__factory,
  VoucherProgramme__factory,
} from "../../typechain-types/index.ts";
import { askedPayments, type AskedPayment } from "./asked.ts";

/** One event, decoded, in the order in which the chain has it. */
export interface Event {
  readonly contract: string;
  readonly name: string;
  readonly args: Result;
  readonly block: number;
  /** Its number among the block's logs, from 0. */
  readonly index: number;
  readonly transaction: string;
  readonly time: number;
}

/** A transaction that was mined and refused, with the typed error it was refused with. */
export interface RefusedTransaction {
  readonly transaction: string;
  readonly block: number;
  readonly time: number;
  readonly from: string;
  readonly contract: string;
  readonly method: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly error: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** The block holds more transactions, so that the state in which it failed is not exactly known. */
  readonly approximate: boolean;
}

/** Everything that is read from the chain, up to and including one block. */
export interface Collected {
  readonly head: number;
  readonly events: readonly Event[];
  readonly refused: readonly RefusedTransaction[];
  /** The transactions to the system that were accepted: each must have left an event. */
  readonly accepted: readonly AcceptedTransaction[];
}

/** A transaction to one of the system's contracts that was mined and not refused. */
export interface AcceptedTransaction {
  readonly transaction: string;
  readonly from: string;
  readonly method: string;
  /** What it was called with, by name. */
  readonly input: Readonly<Record<string, unknown>>;
  /** How many items it lists; 1 where it lists none. */
  readonly items: number;
  /** The payments that it asks for: purchases with papers, and those that holders signed. */
  readonly payments: readonly AskedPayment[];
}

interface RawLog {
  readonly address: string;
  readonly topics: string[];
  readonly data: string;
  readonly blockNumber: string;
  readonly logIndex: string;
  readonly transactionHash: string;
}

interface RawTransaction {
  readonly hash: string;
  readonly from: string;
  readonly to: string | null;
  readonly input: string;
  readonly gas: string;
}

interface RawBlock {
  readonly number: string;
  readonly timestamp: string;
  readonly transactions: readonly RawTransaction[];
}

const hex = (value: number): string => `0x${value.toString(16)}`;

/** A contract's ABI, with the names that its interface gives to what the contract itself leaves unnamed. */
function withNames(own: Interface, named: Interface): Interface {
  const fragments = own.fragments.map((fragment) =>
    fragment instanceof FunctionFragment
      ? (named.getFunction(fragment.selector) ?? fragment)
      : fragment,
  );
  return new Interface(fragments);
}

const tokenInterface = (): Interface =>
  withNames(DepositToken__factory.createInterface(), IDepositToken__factory.createInterface());

const programmesInterface = (): Interface =>
  withNames(
    VoucherProgramme__factory.createInterface(),
    IVoucherProgramme__factory.createInterface(),
  );

const ledgerInterface = (): Interface =>
  withNames(
    AppropriationLedger__factory.createInterface(),
    IAppropriationLedger__factory.createInterface(),
  );

/** The ABI of each of the system's addresses, in lower case. */
function interfacesOf(addresses: Addresses): Map<string, Interface> {
  const { token, ledger, treasury, calendar, registry, invoices, programmes } = addresses;
  const known = new Map<string, Interface>([
    [token.toLowerCase(), tokenInterface()],
    [ledger.toLowerCase(), ledgerInterface()],
    [treasury.toLowerCase(), Treasury__factory.createInterface()],
    [calendar.toLowerCase(), BusinessCalendar__factory.createInterface()],
    [registry.toLowerCase(), MerchantRegistry__factory.createInterface()],
    [invoices.toLowerCase(), InvoiceRegister__factory.createInterface()],
    [programmes.toLowerCase(), programmesInterface()],
  ]);
  for (const name of institutionNames) {
    known.set(addresses[name].toLowerCase(), Authority__factory.createInterface());
    const dualControl = addresses[`${name}DualControl`].toLowerCase();
    known.set(dualControl, DualControl__factory.createInterface());
  }
  return known;
}

/** Reads the system's events and refused transactions through nothing but JSON-RPC. */
export async function collect(client: JsonRpcProvider, addresses: Addresses): Promise<Collected> {
  const known = interfacesOf(addresses);
  const head = Number(await client.send("eth_blockNumber", []));
  const logs = await readLogs(client, [...known.keys()], 0, head);
  const numbers = Array.from({ length: head + 1 }, (_, number) => number);
  const blocks = await Promise.all(
    numbers.map(async (number): Promise<RawBlock> => {
      return (await client.send("eth_getBlockByNumber", [hex(number), true])) as RawBlock;
    }),
  );
  const times = new Map(blocks.map((block) => [Number(block.number), Number(block.timestamp)]));
  const events = logs.flatMap((log) => {
    const event = known.get(log.address.toLowerCase())?.parseLog(log);
    if (event === null || event === undefined) return [];
    const block = Number(log.blockNumber);
    const { name, args } = event;
    const { address: contract, transactionHash: transaction } = log;
    const index = Number(log.logIndex);
    return [{ contract, name, args, block, index, transaction, time: times.get(block) ?? 0 }];
  });
  const loud = new Set(logs.map((log) => log.transactionHash));
  const { refused, unexplained } = await readSilent(client, blocks, known, loud);
  const accepted = new Set([...loud, ...unexplained]);
  return { head, events, refused, accepted: named(blocks, known, accepted) };
}

/** The accepted transactions to the system, with the functions they called. */
function named(
  blocks: readonly RawBlock[],
  known: ReadonlyMap<string, Interface>,
  accepted: ReadonlySet<string>,
): AcceptedTransaction[] {
  return blocks.flatMap(({ transactions }) =>
    transactions.flatMap(({ hash, from, to, input: data }) => {
      const abi = accepted.has(hash) && to !== null ? known.get(to.toLowerCase()) : undefined;
      if (abi === undefined) return [];
      const call = abi.parseTransaction({ data });
      const list: unknown = call?.args.toArray().find((arg) => Array.isArray(arg));
      const payments = askedPayments(call);
      const isBatch = call?.name === "settle" || call?.name === "settleAll";
      const items = isBatch ? payments.length : Array.isArray(list) ? list.length : 1;
      const method = call?.name ?? data.slice(0, 10);
      const input = call?.args.toObject() ?? {};
      return [{ transaction: hash, from: getAddress(from), method, input, items, payments }];
    }),
  );
}

/** Logs of a range of blocks; a range that is too long for the node is halved, down to one block. */
async function readLogs(
  client: JsonRpcProvider,
  address: string[],
  from: number,
  to: number,
): Promise<RawLog[]> {
  try {
    const filter = { address, fromBlock: hex(from), toBlock: hex(to) };
    return (await client.send("eth_getLogs", [filter])) as RawLog[];
  } catch (error) {
    if (from === to) throw error;
    const middle = Math.floor((from + to) / 2);
    const first = await readLogs(client, address, from, middle);
    return [...first, ...(await readLogs(client, address, middle + 1, to))];
  }
}

/**
 * Transactions to the system without an event. Those whose receipt says that they failed were refused, and the reason is
 * asked for again; the others were accepted, and an event is missing.
 */
async function readSilent(
  client: JsonRpcProvider,
  blocks: readonly RawBlock[],
  known: ReadonlyMap<string, Interface>,
  loud: ReadonlySet<string>,
): Promise<{ refused: RefusedTransaction[]; unexplained: string[] }> {
  const silent = blocks.flatMap((block) =>
    block.transactions
      .filter(({ to, hash }) => to !== null && known.has(to.toLowerCase()) && !loud.has(hash))
      .map((transaction) => ({ block, transaction })),
  );
  const found = await Promise.all(
    silent.map(async ({ block, transaction }) => {
      const receipt = (await client.send("eth_getTransactionReceipt", [transaction.hash])) as {
        status: string;
      };
      return receipt.status === "0x0"
        ? explain(client, block, transaction, known)
        : transaction.hash;
    }),
  );
  return {
    refused: found.filter((one) => typeof one !== "string"),
    unexplained: found.filter((one) => typeof one === "string"),
  };
}

async function explain(
  client: JsonRpcProvider,
  block: RawBlock,
  transaction: RawTransaction,
  known: ReadonlyMap<string, Interface>,
): Promise<RefusedTransaction> {
  const { hash, from, to, input: data, gas } = transaction;
  const contract = to ?? "";
  const abi = known.get(contract.toLowerCase());
  const call = abi?.parseTransaction({ data });
  const reverted = await client.send("eth_call", [{ from, to, data, gas }, block.number]).then(
    () => undefined,
    (error: unknown) => revertData(error),
  );
  const error = reverted === undefined ? undefined : decodeError(reverted, known);
  return {
    transaction: hash,
    block: Number(block.number),
    time: Number(block.timestamp),
    from,
    contract,
    method: call?.name ?? data.slice(0, 10),
    input: call?.args.toObject() ?? {},
    error: error?.name ?? reverted?.slice(0, 10) ?? "unknown",
    args: error === undefined ? {} : argumentsOf(error),
    approximate: block.transactions.length > 1,
  };
}

function decodeError(data: string, known: ReadonlyMap<string, Interface>) {
  for (const abi of known.values()) {
    const error = abi.parseError(data);
    if (error !== null) return error;
  }
  return undefined;
}

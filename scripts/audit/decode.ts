import { EventFragment, FunctionFragment, getAddress, Interface, type Result } from "ethers";
import { argumentsOf } from "../lib/revert.ts";
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
import { mapped } from "../lib/walks.ts";
import { askedPayments, batchedPayments, isBatch } from "./asked.ts";
import { eventDecoder, type EventDecoder } from "./event-decoder.ts";
import type { AcceptedTransaction, Collected, Event, RefusedTransaction } from "./collect.ts";

/** A log of one of the system's contracts as the chain has it, not yet decoded. */
export interface HistoryLog {
  readonly block: number;
  /** Its number among the block's logs, from 0. */
  readonly index: number;
  readonly address: string;
  readonly topics: readonly string[];
  readonly data: string;
  readonly transaction: string;
}

/** What is told of the block that something lies in. */
export interface Mined {
  /** UTC second. */
  readonly time: number;
  /** It has no other transaction, those to others included. */
  readonly isAlone: boolean;
}

/** A transaction that was sent to one of the system's contracts and mined. */
export interface HistoryCall {
  readonly block: number;
  readonly hash: string;
  readonly from: string;
  readonly to: string;
  readonly input: string;
  readonly isRefused: boolean;
  /** What it reverted with, where it was refused and the node knows. */
  readonly revert?: string | undefined;
}

/**
 * The system's history up to and including block `head`, in the chain's order: from a provider, or from a file. Each walk begins
 * anew.
 */
export interface History {
  readonly head: number;
  readonly logs: Iterable<HistoryLog & Mined>;
  readonly refused: Iterable<HistoryCall & Mined>;
  readonly accepted: Iterable<HistoryCall & Mined>;
}

/** A contract's ABI. ethers hashes every signature of it for each question; here they are looked up. */
interface Abi {
  readonly contract: Interface;
  /** By the first topic: an event's name, and what decodes it. */
  readonly events: ReadonlyMap<string, { readonly name: string; readonly decode: EventDecoder }>;
  readonly functions: ReadonlyMap<string, FunctionFragment>;
}

type Abis = ReadonlyMap<string, Abi>;

function abiOf(contract: Interface): Abi {
  const events = new Map<string, { name: string; decode: EventDecoder }>();
  const functions = new Map<string, FunctionFragment>();
  for (const fragment of contract.fragments) {
    if (fragment instanceof EventFragment) {
      const { topicHash, name } = fragment;
      events.set(topicHash, { name, decode: eventDecoder(contract, fragment) });
    }
    if (fragment instanceof FunctionFragment) functions.set(fragment.selector, fragment);
  }
  return { contract, events, functions };
}

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

const interfacesOf = (addresses: Addresses): Abis =>
  new Map([...contractsAt(addresses)].map(([address, contract]) => [address, abiOf(contract)]));

/** The ABI of each of the system's addresses, in lower case. */
export function contractsAt(addresses: Addresses): Map<string, Interface> {
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

/**
 * What the reader works with: events, calls and refusals by their names. Everything of it follows from the history, and is decoded
 * as it is walked; only refusals are held.
 */
export function decode(history: History, addresses: Addresses): Collected {
  const known = interfacesOf(addresses);
  return {
    head: history.head,
    events: mapped(history.logs, (log) => eventOf(log, known)),
    refused: Array.from(history.refused, (call) => refusedOf(call, known)),
    accepted: mapped(history.accepted, (call) => acceptedOf(call, known)),
  };
}

function eventOf(
  { address: contract, topics, data, block, index, transaction, time }: HistoryLog & Mined,
  known: Abis,
): Event | undefined {
  const event = known.get(contract.toLowerCase())?.events.get(topics[0] ?? "");
  if (event === undefined) return undefined;
  const { name } = event;
  const args = event.decode(topics, data);
  return { contract, name, args, block, index, transaction, time };
}

/** The function that a transaction calls, and with what; nothing where the contract has no such function. */
function calledIn(
  { contract, functions }: Abi,
  data: string,
): { name: string; args: Result } | undefined {
  const called = functions.get(data.slice(0, 10));
  if (called === undefined) return undefined;
  return { name: called.name, args: contract.decodeFunctionData(called, data) };
}

/** An accepted transaction with the function that it called; none where it is to nobody who is known. */
function acceptedOf(call: HistoryCall, known: Abis): AcceptedTransaction | undefined {
  const { hash, block, from, to, input: data } = call;
  const abi = known.get(to.toLowerCase());
  if (abi === undefined) return undefined;
  const who = { transaction: hash, block, from: getAddress(from) };
  const method = abi.functions.get(data.slice(0, 10))?.name ?? data.slice(0, 10);
  if (isBatch(method)) return batch({ ...who, method }, abi, data);
  const args = calledIn(abi, data)?.args;
  const list: unknown = args?.toArray().find((arg) => Array.isArray(arg));
  const items = Array.isArray(list) ? list.length : 1;
  const payments = args === undefined ? [] : askedPayments(args);
  return { ...who, method, input: args?.toObject() ?? {}, items, payments };
}

/** A batch of signed payments: the rest of what it was called with is decoded where somebody asks for it. */
function batch(
  who: Pick<AcceptedTransaction, "transaction" | "block" | "from" | "method">,
  abi: Abi,
  data: string,
): AcceptedTransaction {
  const payments = batchedPayments(data);
  return {
    ...who,
    items: payments.length,
    payments,
    get input() {
      return calledIn(abi, data)?.args.toObject() ?? {};
    },
  };
}

function refusedOf(
  { hash, block, from, to, input: data, revert, time, isAlone }: HistoryCall & Mined,
  known: Abis,
): RefusedTransaction {
  const abi = known.get(to.toLowerCase());
  const call = abi === undefined ? undefined : calledIn(abi, data);
  const error = revert === undefined ? undefined : decodeError(revert, known);
  return {
    transaction: hash,
    block,
    time,
    from,
    contract: to,
    method: call?.name ?? data.slice(0, 10),
    input: call?.args.toObject() ?? {},
    error: error?.name ?? revert?.slice(0, 10) ?? "unknown",
    args: error === undefined ? {} : argumentsOf(error),
    approximate: !isAlone,
  };
}

function decodeError(data: string, known: Abis) {
  for (const { contract } of known.values()) {
    const error = contract.parseError(data);
    if (error !== null) return error;
  }
  return undefined;
}

import { type Interface, type LogDescription } from "ethers";
import { contractNames, type Addresses } from "../../lib/system.ts";
import { contractsAt, type HistoryLog } from "../decode.ts";
import type { KeptCall } from "../store/blocks.ts";

/** How rows are told: by the contract's name, the event's and its arguments'. */
export interface Naming {
  readonly log: (log: HistoryLog) => string;
  readonly call: (call: KeptCall) => string;
  /** What two logs at one place do not have alike; nothing where they are the same. */
  readonly altered: (is: HistoryLog, was: HistoryLog) => string | undefined;
}

/** Names by the system's addresses. */
export function namingOf(addresses: Addresses): Naming {
  const interfaces = contractsAt(addresses);
  const names = new Map(contractNames.map((name) => [addresses[name].toLowerCase(), name]));
  const nameOf = (address: string): string => names.get(address.toLowerCase()) ?? address;
  const parsed = (log: HistoryLog) => parse(interfaces.get(log.address.toLowerCase()), log);
  const eventOf = (log: HistoryLog): string => parsed(log)?.name ?? "an unknown event";
  return {
    log: (log) =>
      `${eventOf(log)} of ${nameOf(log.address)}, block ${log.block}, log ${log.index}, transaction ${log.transaction}`,
    call: ({ to, input, block, position, hash }) => {
      const method = interfaces.get(to.toLowerCase())?.getFunction(input.slice(0, 10))?.name;
      return `call of ${method ?? input.slice(0, 10)} on ${nameOf(to)}, block ${block}, transaction ${position} there, ${hash}`;
    },
    altered: (is, was) => {
      if (is.address !== was.address) return `its contract is ${nameOf(was.address)} there`;
      if (is.transaction !== was.transaction) return `its transaction is ${was.transaction} there`;
      if (is.topics.join() === was.topics.join() && is.data === was.data) return undefined;
      if (is.topics[0] !== was.topics[0]) return `it is ${eventOf(was)} there`;
      return argument(parsed(is), parsed(was)) ?? "it cannot be decoded there";
    },
  };
}

/** A log by its ABI; nothing where it is no event of it. */
function parse(abi: Interface | undefined, { topics, data }: HistoryLog) {
  try {
    return abi?.parseLog({ topics: [...topics], data }) ?? undefined;
  } catch {
    return undefined;
  }
}

/** The first argument that differs. */
function argument(is: LogDescription | undefined, was: LogDescription | undefined) {
  if (is === undefined || was === undefined) return undefined;
  const at = is.fragment.inputs.findIndex((_, n) => valueOf(is, n) !== valueOf(was, n));
  const name = is.fragment.inputs[at]?.name;
  if (name === undefined) return undefined;
  return `${name} is ${valueOf(was, at)} there, ${valueOf(is, at)} on the chain`;
}

function valueOf({ args }: LogDescription, at: number): string {
  try {
    return String(args[at]);
  } catch {
    return "not to be decoded";
  }
}

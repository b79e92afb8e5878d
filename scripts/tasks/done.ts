import { ZeroAddress, type BaseContract, type EventLog } from "ethers";
import { NO_BANK_ACCOUNT } from "../audit/deposit-books.ts";
import type { AccountNames } from "../audit/ledger.ts";
import { formatKst } from "../lib/clock.ts";
import type { Refusal } from "../lib/stage.ts";
import type { System } from "../lib/system.ts";
import { formatWon } from "../lib/won.ts";

/** Finds the event of an act that was done before, and says what the act was. */
type Finding = (system: System, args: Refusal["args"]) => Promise<Found | undefined>;

interface Found {
  readonly event: EventLog;
  /** What was done, how much, to whom. */
  readonly what: (nameOf: (address: unknown) => string) => Promise<string>;
}

/** The first event of this name with these indexed arguments; undefined stands for any. */
async function first(
  contract: BaseContract,
  name: string,
  ...topics: unknown[]
): Promise<EventLog | undefined> {
  const filter = contract.getEvent(name)(...topics);
  const [found] = await contract.queryFilter(filter, 0);
  return found as EventLog | undefined;
}

/** The token's movements in the event's transaction that fit. */
async function moved(
  { token, addresses }: System,
  event: EventLog,
  fits: (from: unknown, to: unknown) => boolean,
): Promise<{ to: unknown; amount: bigint }[]> {
  const { logs } = await event.getTransactionReceipt();
  return logs.flatMap((log) => {
    const parsed = log.address === addresses.token ? token.interface.parseLog(log) : null;
    const [from, to, amount] = (parsed?.args.toArray() ?? []) as [unknown, unknown, bigint];
    return parsed?.name === "Transfer" && fits(from, to) ? [{ to, amount }] : [];
  });
}

const sumOf = (movements: readonly { amount: bigint }[]): string =>
  formatWon(movements.reduce((sum, { amount }) => sum + amount, 0n));

const issued: Finding = async (system, { issuer, ref }) => {
  const event = await first(system.token, "DepositIssued", issuer, ref);
  if (event === undefined) return undefined;
  const what = async (nameOf: (address: unknown) => string) => {
    const movements = await moved(system, event, (from) => from === ZeroAddress);
    const payees = [...new Set(movements.map(({ to }) => to))];
    const to = payees.length === 1 ? nameOf(payees[0]) : `${payees.length} accounts`;
    return `issued ${sumOf(movements)} to ${to}`;
  };
  return { event, what };
};

const redeemed: Finding = async (system, { account, sequence }) => {
  const event = await first(system.token, "DepositRedeemed", account, sequence);
  if (event === undefined) return undefined;
  const what = async (nameOf: (address: unknown) => string) => {
    const isIt = (from: unknown, to: unknown) => from === account && to === ZeroAddress;
    const amount = sumOf(await moved(system, event, isIt));
    return `redeemed ${amount} for ${nameOf(account)}${bankAccountOf(event)}`;
  };
  return { event, what };
};

/** Where a redemption was paid, by the first bytes of the hash. */
const bankAccountOf = ({ args }: EventLog): string => {
  const bankAccount = String(args[2]);
  return bankAccount === NO_BANK_ACCOUNT ? "" : ` to bank account ${bankAccount.slice(0, 12)}…`;
};

const granted: Finding = async ({ programmes }, { programme, ref, holders, amount }) => {
  const event = await first(programmes, "VoucherGranted", programme, ref);
  if (event === undefined) return undefined;
  const what = async (nameOf: (address: unknown) => string) => {
    const { logs } = await event.getTransactionReceipt();
    const holder = logs
      .map((log) => programmes.interface.parseLog(log))
      .find((parsed) => parsed?.name === "TransferSingle")?.args[2] as unknown;
    const to = holders === 1n ? nameOf(holder) : `${String(holders)} holders`;
    return `granted ${formatWon(amount as bigint)} to ${to}`;
  };
  return { event, what };
};

const ordered: Finding = async ({ token }, { orderId }) => {
  const event = await first(token, "TransferOrdered", orderId);
  if (event === undefined) return undefined;
  const [, from, to, amount] = event.args.toArray() as [unknown, unknown, unknown, bigint];
  const what = (nameOf: (address: unknown) => string) =>
    Promise.resolve(`ordered ${formatWon(amount)} from ${nameOf(from)} for ${nameOf(to)}`);
  return { event, what };
};

/** An order is given once, to transfer or to redeem. */
const given: Finding = async (system, args) => {
  const transfer = await ordered(system, args);
  if (transfer !== undefined) return transfer;
  const event = await first(system.token, "RedemptionOrdered", args["orderId"]);
  if (event === undefined) return undefined;
  const what = async (nameOf: (address: unknown) => string) => {
    const isIt = (from: unknown, to: unknown) => from === event.args[1] && to === ZeroAddress;
    return `redeemed ${sumOf(await moved(system, event, isIt))} for ${nameOf(event.args[1])}`;
  };
  return { event, what };
};

const approved: Finding = async (system, { id, maker, checker }) => {
  for (const control of Object.values(system.dualControls)) {
    const event = await first(control, "ProposalApproved", id, maker, checker);
    if (event === undefined) continue;
    const { target, data } = await control.proposalOf(id as bigint);
    const { interface: acts }: BaseContract =
      target === system.addresses.token ? system.token : system.authorities.bank;
    const act = acts.parseTransaction({ data })?.name ?? data.slice(0, 10);
    const what = async (nameOf: (address: unknown) => string) => {
      const movements = await moved(system, event, () => true);
      const won = movements.length === 0 ? "" : ` of ${sumOf(movements)}`;
      return `${act}${won}, proposed by ${nameOf(maker)} and approved by ${nameOf(checker)},`;
    };
    return { event, what };
  }
  return undefined;
};

/** Refusals that say an act is done, and how to find it. */
const DONE: Readonly<Record<string, Finding>> = {
  AlreadyIssued: issued,
  AlreadyRedeemed: redeemed,
  AlreadyGranted: granted,
  TransferAlreadyOrdered: ordered,
  AlreadyOrdered: given,
  AlreadyDone: approved,
};

/** What was done before: what, how much, to whom, when, and in which transaction. Nothing for other refusals. */
export async function whatWasDone(
  { name, args }: Refusal,
  system: System,
  names: AccountNames,
): Promise<string | undefined> {
  const found = await DONE[name]?.(system, args);
  if (found === undefined) return undefined;
  const { event } = found;
  const what = await found.what((address) => names.get(String(address)) ?? String(address));
  const { timestamp } = await event.getBlock();
  return `${what} at ${formatKst(timestamp)} KST in transaction ${event.transactionHash}`;
}

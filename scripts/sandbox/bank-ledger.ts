import { getAddress, type Interface, type Result, type TransactionDescription } from "ethers";
import {
  DepositToken__factory,
  DualControl__factory,
  IDepositToken__factory,
} from "../../typechain-types/index.ts";
import { csvRow } from "../lib/csv-write.ts";
import { formatKst } from "../lib/clock.ts";
import type { Addresses } from "../lib/system.ts";

/** What is asked of a chain: blocks with their transactions, and receipts. */
export interface Asked {
  request(args: { method: string; params: unknown[] }): Promise<unknown>;
}

interface Mined {
  readonly timestamp: string;
  readonly transactions: readonly {
    readonly hash: string;
    readonly from: string;
    readonly to: string | null;
    readonly input: string;
  }[];
}

type Line = readonly [
  time: string,
  kind: string,
  reference: string,
  account: string,
  won: bigint,
  balance: bigint,
];

const HEAD = ["time", "kind", "reference", "account", "won", "balance"];

/**
 * The ledger of deposits that the bank keeps by what it was told to do: the orders in the transactions that were mined and not
 * refused. No event is read, so that it can be compared with what is rebuilt from events.
 */
export async function bankLedgerOf(chain: Asked, addresses: Addresses): Promise<string> {
  const desk = new Desk();
  const [token, dual] = [addresses.token, addresses.bankDualControl].map((one) =>
    one.toLowerCase(),
  );
  const head = Number(await chain.request({ method: "eth_blockNumber", params: [] }));
  for (let number = 0; number <= head; number += 1) {
    const params = [`0x${number.toString(16)}`, true];
    const block = (await chain.request({ method: "eth_getBlockByNumber", params })) as Mined;
    for (const { hash, from, to, input } of block.transactions) {
      const target = to?.toLowerCase();
      if (target !== token && target !== dual) continue;
      const question = { method: "eth_getTransactionReceipt", params: [hash] };
      const { status } = (await chain.request(question)) as { status: string };
      if (status !== "0x1") continue;
      const order = { by: getAddress(from), time: Number(block.timestamp) };
      if (target === token) desk.token(input, order);
      else desk.joint(input, order, token);
    }
  }
  return [HEAD, ...desk.lines].map((row) => csvRow(row)).join("");
}

interface Order {
  readonly by: string;
  readonly time: number;
}

const dualControl: Interface = DualControl__factory.createInterface();

/** The token's own functions, with the names that its interface gives to what the contract leaves unnamed. */
const tokens: readonly Interface[] = [
  IDepositToken__factory.createInterface(),
  DepositToken__factory.createInterface(),
];

function callIn(data: string): TransactionDescription | null {
  for (const abi of tokens) {
    const call = abi.parseTransaction({ data });
    if (call !== null) return call;
  }
  return null;
}

/** The clerk that enters orders, one after the other. */
class Desk {
  readonly lines: Line[] = [];
  readonly #proposals: { readonly by: string; readonly target: string; readonly data: string }[] =
    [];
  readonly #linked = new Map<string, string>();
  readonly #redeemed = new Map<string, bigint>();
  readonly #successors = new Map<string, string>();
  #balance = 0n;

  /** An order to the token. */
  token(data: string, order: Order): void {
    const call = callIn(data);
    if (call !== null) this.#acts[call.name]?.(call.args, order);
  }

  /** An order of two people: its maker's, when its checker approves it. */
  joint(data: string, { by, time }: Order, token: string | undefined): void {
    const call = dualControl.parseTransaction({ data });
    if (call?.name === "propose")
      this.#proposals.push({ by, target: String(call.args[0]), data: String(call.args[1]) });
    if (call?.name !== "approve") return;
    const proposal = this.#proposals[Number(call.args[0]) - 1];
    if (proposal?.target.toLowerCase() !== token || proposal === undefined) return;
    this.token(proposal.data, { by: proposal.by, time });
  }

  readonly #acts: Readonly<Record<string, (args: Result, order: Order) => void>> = {
    issue: ([to, won, ref], order) => this.#issue([String(to)], BigInt(String(won)), ref, order),
    issueLarge: ([to, won, ref], order) =>
      this.#issue([String(to)], BigInt(String(won)), ref, order),
    issueBatch: ([items, ref], order) => {
      const all = items as [string, bigint][];
      const sum = all.reduce((total, [, won]) => total + won, 0n);
      this.#issue([...new Set(all.map(([to]) => to))], sum, ref, order);
    },
    redeem: ([won], order) => this.#redeem(order.by, BigInt(String(won)), order),
    redeemWithAuthorization: ([holder, won], order) => {
      this.#redeem(String(holder), BigInt(String(won)), order);
    },
    redeemByOrder: ([account, won], order) =>
      this.#redeem(String(account), BigInt(String(won)), order),
    linkBankAccount: ([account, hash]) => void this.#linked.set(String(account), String(hash)),
    openRecovery: ([account, successor]) => {
      this.#successors.set(String(account), String(successor));
    },
    completeRecovery: ([account]) => this.#recover(String(account)),
  };

  #issue(to: readonly string[], won: bigint, ref: unknown, { by, time }: Order): void {
    const account = to.length === 1 ? (this.#linked.get(to[0] ?? "") ?? "") : "";
    this.#balance += won;
    this.lines.push([
      formatKst(time),
      "issue",
      `${by}:${String(ref)}`,
      account,
      won,
      this.#balance,
    ]);
  }

  #redeem(holder: string, won: bigint, { time }: Order): void {
    const number = (this.#redeemed.get(holder) ?? 0n) + 1n;
    this.#redeemed.set(holder, number);
    this.#balance -= won;
    const account = this.#linked.get(holder) ?? "";
    const reference = `${holder}:${number}`;
    this.lines.push([formatKst(time), "redeem", reference, account, won, this.#balance]);
  }

  /** What was the old account's is its successor's. */
  #recover(account: string): void {
    const successor = this.#successors.get(account);
    if (successor === undefined) return;
    this.#redeemed.set(successor, this.#redeemed.get(account) ?? 0n);
    this.#linked.set(successor, this.#linked.get(account) ?? "");
    this.#redeemed.delete(account);
    this.#linked.delete(account);
  }
}

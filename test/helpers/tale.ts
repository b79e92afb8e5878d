import { getAddress, id, Result, ZeroAddress } from "ethers";
import type { Event } from "../../scripts/audit/collect.ts";
import { askedOf, type Written } from "../../scripts/audit/trace/asked.ts";
import { flowOf } from "../../scripts/audit/trace/read.ts";
import { traceIn, type Trace } from "../../scripts/audit/trace/trace.ts";

/** An account by a letter, as an address. */
export const account = (letter: string): string =>
  getAddress(`0x${letter.charCodeAt(0).toString(16).repeat(20)}`);

export const addresses = {
  token: account("t"),
  ledger: account("l"),
  treasury: account("T"),
  programmes: account("P"),
};

const ISSUER = account("i");

type Said = readonly [contract: keyof typeof addresses, name: string, args: object];

/** An account and how many won. */
type Share = readonly [account: string, amount: bigint];

const money = (from: string, to: string, value: bigint): Said => {
  return ["token", "Transfer", { from, to, value }];
};

const vouchers = (operator: string, from: string, to: string, of: bigint, value: bigint): Said => {
  return ["programmes", "TransferSingle", { operator, from, to, id: of, value }];
};

/** A history that is written by hand: events alone, in the order in which the contracts have them. */
export class Tale {
  readonly events: Event[] = [];
  #block = 0;

  /** One transaction. Each is an hour after the one before it; its hash is that of its number. */
  then(...said: readonly Said[]): string {
    this.#block += 1;
    const transaction = id(`transaction ${this.#block}`);
    for (const [index, [contract, name, args]] of said.entries()) {
      const where = { block: this.#block, index, transaction, time: 3_600 * this.#block };
      const values = Result.fromItems(Object.values(args), Object.keys(args));
      this.events.push({ contract: addresses[contract], name, args: values, ...where });
    }
    return transaction;
  }

  issue(ref: bigint, ...shares: readonly Share[]): string {
    const minted = shares.map(([to, amount]) => money(ZeroAddress, to, amount));
    return this.then(...minted, ["token", "DepositIssued", { issuer: ISSUER, ref, reason: 0n }]);
  }

  transfer(from: string, to: string, amount: bigint): string {
    return this.then(money(from, to, amount));
  }

  redeem(holder: string, amount: bigint, sequence = 1n): string {
    const redeemed = { holder, sequence, bankAccount: "0x" };
    return this.then(money(holder, ZeroAddress, amount), ["token", "DepositRedeemed", redeemed]);
  }

  /** A programme opens with money of a funding account. */
  open(programme: bigint, funding: string, budget: bigint): string {
    const opened = { programme, fundingAccount: funding, budget };
    return this.then(
      ["programmes", "ProgrammeOpened", opened],
      money(funding, addresses.programmes, budget),
    );
  }

  grant(programme: bigint, ref: bigint, ...shares: readonly Share[]): string {
    return this.then(
      ...shares.map(([to, amount]) => vouchers(ISSUER, ZeroAddress, to, programme, amount)),
      ["programmes", "VoucherGranted", { programme, ref, home: 11_440n, manager: ISSUER }],
    );
  }

  spend(programme: bigint, holder: string, merchant: string, amount: bigint, receipt = 0n): string {
    return this.then(
      vouchers(holder, holder, ZeroAddress, programme, amount),
      ["programmes", "VoucherSpent", { programme, holder, merchant, receipt }],
      money(addresses.programmes, merchant, amount),
    );
  }

  /** A merchant refunds to a voucher that lives. */
  refund(programme: bigint, holder: string, merchant: string, amount: bigint): string {
    const paidOn = 0n;
    const refunded = { programme, holder, merchant, invoice: "0x", paidOn, restored: true };
    return this.then(
      vouchers(merchant, ZeroAddress, holder, programme, amount),
      ["programmes", "VoucherRefunded", refunded],
      money(merchant, addresses.programmes, amount),
    );
  }

  /** Vouchers that have expired go home to a funding account. */
  reclaim(programme: bigint, funding: string, ...shares: readonly Share[]): string {
    const sum = shares.reduce((total, [, amount]) => total + amount, 0n);
    return this.then(
      ...shares.flatMap(([holder, amount]): Said[] => [
        vouchers(holder, holder, ZeroAddress, programme, amount),
        ["programmes", "VoucherReclaimed", { programme, holder, by: holder }],
      ]),
      money(addresses.programmes, funding, sum),
    );
  }

  /** Revenue reaches the Treasury. */
  revenue(by: string, amount: bigint): string {
    return this.then(
      ["treasury", "RevenueReceived", { year: 1970n, amount, ref: id("revenue"), by }],
      money(by, addresses.treasury, amount),
    );
  }

  /** An act on a line alone. */
  line(name: string, line: bigint, amount: bigint, more: object = {}): string {
    return this.then(["ledger", name, { line, ...more, amount, by: ISSUER }]);
  }

  obligate(
    line: bigint,
    creditor: string,
    matter: string,
    amount: bigint,
    inTrust = false,
  ): string {
    const owed = { line, creditor, matter, amount, fromReserved: 0n, inTrust, by: ISSUER };
    return this.then(["ledger", "Obligated", owed]);
  }

  pay(line: bigint, creditor: string, matter: string, amount: bigint): string {
    const paid = { line, creditor, matter, amount, payee: creditor, papers: "0x", by: ISSUER };
    return this.then(["ledger", "Liquidated", paid], money(addresses.treasury, creditor, amount));
  }

  /** A programme opens in trust and gets an advance. */
  advance(line: bigint, programme: bigint, matter: string, amount: bigint): string {
    const { programmes: creditor, treasury } = addresses;
    return this.then(
      ["programmes", "ProgrammeOpened", { programme, fundingAccount: treasury, budget: 0n }],
      ["programmes", "HeldInTrust", { programme, matter }],
      ["ledger", "Advanced", { line, creditor, matter, amount, papers: "0x", by: ISSUER }],
      ["programmes", "ProgrammeFunded", { programme, amount }],
      money(treasury, creditor, amount),
    );
  }

  /** What comes home on an obligation: to a line, or too late for it. */
  comeHome(
    by: string,
    [creditor, matter]: readonly [creditor: string, matter: string],
    parts: readonly (readonly [name: "Returned" | "ReturnedLate", line: bigint, amount: bigint])[],
    before: readonly Said[] = [],
  ): string {
    const late = parts.reduce(
      (sum, [name, , part]) => (name === "Returned" ? sum : sum + part),
      0n,
    );
    const all = parts.reduce((sum, [, , part]) => sum + part, 0n);
    const revenue: Said = [
      "treasury",
      "RevenueReceived",
      { year: 1971n, amount: late, ref: matter, by },
    ];
    return this.then(
      ...before,
      ...parts.map(([name, line, amount]): Said => {
        return ["ledger", name, { line, creditor, matter, amount, by }];
      }),
      ...(late === 0n ? [] : [revenue]),
      money(by, addresses.treasury, all),
    );
  }

  trace(written: Written): Trace {
    return traceIn(flowOf(this.events, addresses), askedOf(written));
  }
}

import { ZeroAddress } from "ethers";
import type { Event } from "../collect.ts";
import { must } from "../posting.ts";
import type { Flow } from "./flow.ts";
import type { Kind } from "./kinds.ts";
import type { Now, Vouchers } from "./now.ts";
import type { Reading } from "./read.ts";

function transferSingle(flow: Flow, event: Event, now: Now): void {
  const [, from, to, programme, amount] = event.args.toArray() as [
    ...[string, string, string],
    ...[bigint, bigint],
  ];
  if (from === ZeroAddress)
    now.minted.push({ purse: flow.purses.of("voucher", to, programme), amount });
  else now.burnt = { purse: flow.purses.of("voucher", from, programme), amount };
}

function takeBurnt(event: Event, now: Now): Vouchers {
  const { burnt } = now;
  must(burnt !== undefined, event, "no voucher was used up before it");
  now.burnt = undefined;
  return burnt ?? { purse: 0, amount: 0n };
}

/** What was used up before this event leaves the vault, with the number that is its argument `ref`. */
const leaves =
  (kind: Kind, ref?: number): Reading =>
  (_, event, now) => {
    const { purse, amount } = takeBurnt(event, now);
    const number = ref === undefined ? {} : { ref: BigInt(String(event.args[ref])) };
    if (amount > 0n) now.vaultOut.push({ purse, amount, kind, ...number });
    if (kind === "spent" || kind === "rebated") now.payer = String(event.args[1]);
  };

/** Whoever buys with a rebate pays with own money, for which a share comes back. */
const rebated: Reading = leaves("rebated", 3);

function granted(flow: Flow, event: Event, now: Now): void {
  const [programme, ref] = event.args.toArray() as [bigint, bigint];
  const from = flow.purses.of("programme", "", programme);
  for (const { purse: to, amount } of now.minted.splice(0))
    if (amount > 0n) flow.add(event, { from, to, amount, kind: "granted", ref });
}

function refunded(flow: Flow, event: Event, now: Now): void {
  const { programme, merchant, paidOn, restored } = event.args.toObject() as {
    programme: bigint;
    merchant: string;
    paidOn: bigint;
    restored: boolean;
  };
  const [minted] = now.minted.splice(0);
  now.refunder = merchant;
  if (restored) {
    const { purse = 0, amount = 0n } = minted ?? {};
    now.vaultIn.push({ purse, amount, kind: "refunded", ref: paidOn });
    return;
  }
  // How much it was, the money says that comes, and that goes home at once.
  const purse = flow.purses.of("late", "", programme);
  now.vaultIn.push({ purse, amount: undefined, kind: "refundedLate", ref: paidOn });
}

function moved(flow: Flow, event: Event, now: Now): void {
  const [programme, , successor] = event.args.toArray() as [bigint, string, string];
  const { purse: from, amount } = takeBurnt(event, now);
  const to = flow.purses.of("voucher", successor, programme);
  if (amount > 0n) flow.add(event, { from, to, amount, kind: "keyReplaced" });
}

/** What the programmes' events say of won. */
export const vouchers: Readonly<Record<string, Reading>> = {
  TransferSingle: transferSingle,
  ProgrammeOpened: (flow, event, now) => {
    const [programme, , amount] = event.args.toArray() as [bigint, string, bigint];
    const purse = flow.purses.of("programme", "", programme);
    if (amount > 0n) now.vaultIn.push({ purse, amount, kind: "setAside" });
  },
  HeldInTrust: (flow, { args }) => {
    const [programme, matter] = args.toArray() as [bigint, string];
    flow.trusts.set(programme, matter);
  },
  ProgrammeFunded: (flow, event, now) => {
    const [programme, amount] = event.args.toArray() as [bigint, bigint];
    const purse = flow.purses.of("programme", "", programme);
    now.vaultIn.push({ purse, amount, kind: "advanced" });
  },
  VoucherGranted: granted,
  VoucherSpent: leaves("spent", 3),
  PaymentSettled: leaves("settled", 0),
  RebatePaid: rebated,
  VoucherRefunded: refunded,
  VoucherReclaimed: leaves("lapsed"),
  ClawedBack: leaves("clawedBack"),
  VoucherMoved: moved,
  ProgrammeClosed: (flow, event, now) => {
    const [programme] = event.args.toArray() as [bigint];
    const purse = flow.purses.of("programme", "", programme);
    const amount = flow.purses.balance.at(purse);
    if (amount > 0n) now.vaultOut.push({ purse, amount, kind: "closed" });
  },
};

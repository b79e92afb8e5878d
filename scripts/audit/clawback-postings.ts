import type { Books } from "./books.ts";
import type { Event } from "./collect.ts";
import { must, type Posting } from "./posting.ts";
import { takeBurnt } from "./settled-payment.ts";
import { sendHome } from "./trust-postings.ts";
import type { ClawbackBook, VoucherBook } from "./voucher-books.ts";
import { voucherOf } from "./voucher-lookup.ts";

interface Running {
  readonly id: bigint;
  readonly holder: string;
  readonly voucher: VoucherBook;
  readonly clawback: ClawbackBook;
}

/** The clawback that an event speaks of, which is running under its case. */
function runningOf(books: Books, event: Event): Running {
  const [id, holder, caseId] = event.args.toArray() as [bigint, string, string];
  const voucher = voucherOf(books, id, holder);
  const { clawback } = voucher;
  must(clawback?.caseId === caseId, event, "no such clawback was running");
  return { id, holder, voucher, clawback: clawback as ClawbackBook };
}

/** Money taken back from vouchers under a case. */
export const clawbacks: Readonly<Record<string, Posting>> = {
  ClawbackOpened: (books, event) => {
    const [id, holder, caseId, amount, until] = event.args.toArray() as [
      ...[bigint, string, string],
      ...[bigint, bigint],
    ];
    const voucher = voucherOf(books, id, holder);
    must(voucher.clawback === undefined, event, "another clawback was running");
    must(amount <= voucher.balance, event, "the holder had less");
    const objectableUntil = Number(until);
    voucher.clawback = { caseId, amount, objectableUntil, status: "opened" };
  },
  ClawbackObjected: (books, event) => {
    const { clawback } = runningOf(books, event);
    const isOpen = clawback.status === "opened" && event.time < clawback.objectableUntil;
    must(isOpen, event, "the time for an objection was over");
    clawback.status = "objected";
  },
  ClawbackConfirmed: (books, event) => {
    const { clawback } = runningOf(books, event);
    must(clawback.status === "objected", event, "nobody had objected");
    clawback.status = "confirmed";
  },
  ClawbackReleased: (books, event) => {
    runningOf(books, event).voucher.clawback = undefined;
  },
  ClawedBack: (books, event, state) => {
    const { id, holder, voucher, clawback } = runningOf(books, event);
    const { status, amount, objectableUntil } = clawback;
    const isDue = status === "confirmed" || (status === "opened" && event.time >= objectableUntil);
    must(isDue, event, "the holder could object, or an objection was undecided");
    const burnt = takeBurnt(state, event, id, holder);
    must(burnt.amount === amount, event, "another amount was held");
    must(burnt.operator === event.args["by"], event, "another did it");
    voucher.clawedBack += amount;
    sendHome(books, state, id, amount);
    voucher.clawback = undefined;
  },
};

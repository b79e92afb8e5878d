import { must, type Posting, type State } from "./posting.ts";
import type { Books } from "./books.ts";
import type { Event } from "./collect.ts";
import { takeBurnt } from "./settled-payment.ts";
import { addHeld } from "./sums.ts";
import { join } from "./voucher-books.ts";
import { currentOf, programmeOf, voucherOf } from "./voucher-lookup.ts";

/** A manager of the programme did it, or one of those who may without an appointment. */
function mustManage(books: Books, event: Event, id: bigint, by: string, ...others: string[]): void {
  const isManager = programmeOf(books, id).managers.get(by) === true;
  must(isManager || others.includes(by), event, "who did it manages no such programme");
}

function setAttested(books: Books, event: Event, attested: boolean): void {
  const [id, holder, , attestor] = event.args.toArray() as [bigint, string, string, string];
  const voucher = voucherOf(books, id, holder);
  const isAttestor = programmeOf(books, id).attestors.get(attestor) === true;
  must(isAttestor, event, "who did it attests in no such programme");
  must(voucher.attested !== attested, event, "the evidence was so already");
  voucher.attested = attested;
}

/** The vouchers of a lost key are those of the key that took its place. */
function moved(books: Books, event: Event, state: State): void {
  const [programme, holder, successor, by] = event.args.toArray() as [
    bigint,
    ...[string, string, string],
  ];
  const { amount, operator } = takeBurnt(state, event, programme, holder, successor);
  must(operator === by, event, "another did it");
  must(currentOf(books, holder) === successor, event, "the account was not replaced by it");
  const old = voucherOf(books, programme, holder);
  const next = voucherOf(books, programme, successor);
  must(old.balance === 0n, event, "the old key kept some");
  const homes = new Set([old.home, next.home].filter((home) => home !== 0));
  must(homes.size < 2, event, "the two keys had different homes");
  // What is left of the grant is the successor's from now on.
  old.granted -= amount;
  next.granted += amount;
  next.balance += amount;
  addHeld(books, programme, amount);
  join(next, old);
}

/** What happens to a holder between the grant and the last payment. */
export const holders: Readonly<Record<string, Posting>> = {
  HomeMoved: (books, event) => {
    const [id, holder, home, by] = event.args.toArray() as [bigint, string, bigint, string];
    const voucher = voucherOf(books, id, holder);
    mustManage(books, event, id, by);
    must(voucher.home !== Number(home), event, "it was the home already");
    voucher.home = Number(home);
    voucher.district = voucher.home;
  },
  ConsentGiven: (books, event) => {
    const [id, holder, noticeHash] = event.args.toArray() as [bigint, string, string];
    const voucher = voucherOf(books, id, holder);
    const { purpose } = programmeOf(books, id);
    must(purpose.noticeHash === noticeHash, event, "the programme has another notice");
    must(!voucher.consented, event, "the holder had consented already");
    voucher.consented = true;
  },
  EvidenceAttested: (books, event) => setAttested(books, event, true),
  AttestationRevoked: (books, event) => setAttested(books, event, false),
  ProxyAppointed: (books, event) => {
    const { programme, holder, proxy, limit, until, category, by } = event.args.toObject() as {
      programme: bigint;
      holder: string;
      proxy: string;
      limit: bigint;
      until: bigint;
      category: bigint;
      by: string;
    };
    mustManage(books, event, programme, by, holder);
    const scope = { until: Number(until), category: Number(category) };
    voucherOf(books, programme, holder).proxy = { account: proxy, left: limit, ...scope };
  },
  ProxyDismissed: (books, event) => {
    const [id, holder, proxy, by] = event.args.toArray() as [bigint, string, string, string];
    const voucher = voucherOf(books, id, holder);
    mustManage(books, event, id, by, holder, proxy);
    must(voucher.proxy?.account === proxy, event, "the account was no proxy");
    voucher.proxy = undefined;
  },
  VoucherMoved: moved,
};

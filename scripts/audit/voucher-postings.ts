import { ZeroAddress } from "ethers";
import type { Books, ProgrammeBook, VoucherBook } from "./books.ts";
import type { Event } from "./collect.ts";
import { ContradictoryEvents, must, type Posting, type State } from "./posting.ts";

function programmeOf(books: Books, id: bigint): ProgrammeBook {
  const found = books.programmes.get(id);
  if (found === undefined) {
    throw new ContradictoryEvents(`an event names programme ${id}, which never opened`);
  }
  return found;
}

function voucherOf(books: Books, id: bigint, holder: string): VoucherBook {
  const { vouchers } = programmeOf(books, id);
  const found = vouchers.get(holder);
  if (found !== undefined) return found;
  const fresh = { balance: 0n, granted: 0n, spent: 0n, lapsed: 0n, home: 0 };
  vouchers.set(holder, fresh);
  return fresh;
}

/** An account, or the last of those who took its place. */
function currentOf(books: Books, address: string): string {
  const next = books.accounts.get(address)?.successor ?? ZeroAddress;
  return next === ZeroAddress ? address : currentOf(books, next);
}

/** The burn before this event, which says why; each burn is explained once. */
function takeBurn(state: State, event: Event): bigint {
  const amount = state.lastBurn;
  must(amount > 0n, event, "no voucher was used up before it");
  state.lastBurn = 0n;
  return amount;
}

function setManager(books: Books, event: Event, isManager: boolean): void {
  const [id, manager] = event.args.toArray() as [bigint, string];
  const { managers } = programmeOf(books, id);
  must(isManager || managers.get(manager) === true, event, "the account was no manager");
  managers.set(manager, isManager);
}

const emptyLists = () => ({
  vouchers: new Map<string, VoucherBook>(),
  managers: new Map<string, boolean>(),
  batches: new Map<bigint, { holders: bigint; amount: bigint }>(),
});

/** What the voucher programmes' events do to their books. */
export const programmes: Readonly<Record<string, Posting>> = {
  ProgrammeOpened: (books, { args }) => {
    const { programme, fundingAccount, budget, purpose } = args.toObject() as {
      programme: bigint;
      fundingAccount: string;
      budget: bigint;
      purpose: { terms: { expiresAt: bigint } };
    };
    const expiresAt = Number(purpose.terms.expiresAt);
    const book = { fundingAccount, budget, ungranted: budget, closed: false, expiresAt };
    books.programmes.set(programme, { ...book, ...emptyLists() });
  },
  TransferSingle: (books, { args }, state) => {
    const [, from, to, programme, amount] = args.toArray() as [
      string,
      string,
      string,
      bigint,
      bigint,
    ];
    if (from === ZeroAddress) {
      const voucher = voucherOf(books, programme, to);
      voucher.balance += amount;
      voucher.granted += amount;
      programmeOf(books, programme).ungranted -= amount;
      state.ungrouped.push({ programme, holder: to, amount });
      return;
    }
    voucherOf(books, programme, from).balance -= amount;
    state.lastBurn = amount;
    state.movedTo = to;
  },
  VoucherGranted: (books, event, state) => {
    const [programme, ref, home] = event.args.toArray() as [bigint, bigint, bigint];
    const granted = state.ungrouped.splice(0);
    must(granted.length > 0, event, "nothing was granted before it");
    const amount = granted.reduce((sum, grant) => sum + grant.amount, 0n);
    programmeOf(books, programme).batches.set(ref, { holders: BigInt(granted.length), amount });
    for (const { holder } of granted) voucherOf(books, programme, holder).home = Number(home);
  },
  ManagerAppointed: (books, event) => setManager(books, event, true),
  ManagerDismissed: (books, event) => setManager(books, event, false),
  VoucherSpent: (books, event, state) => {
    const [programme, holder, merchant, receipt] = event.args.toArray() as [
      bigint,
      string,
      string,
      bigint,
    ];
    const amount = takeBurn(state, event);
    voucherOf(books, programme, holder).spent += amount;
    const { mcc = 0, region = 0 } = books.merchants.get(merchant) ?? {};
    const { time, transaction } = event;
    books.payments.push({
      programme,
      holder,
      merchant,
      amount,
      receipt,
      time,
      transaction,
      mcc,
      region,
    });
  },
  VoucherReclaimed: (books, event, state) => {
    const [programme, holder] = event.args.toArray() as [bigint, string];
    voucherOf(books, programme, holder).lapsed += takeBurn(state, event);
  },
  VoucherMoved: (books, event, state) => {
    const [programme, holder, successor] = event.args.toArray() as [bigint, string, string];
    must(state.movedTo === successor, event, "the vouchers went to another account");
    must(currentOf(books, holder) === successor, event, "the account was not replaced by it");
    const amount = takeBurn(state, event);
    const old = voucherOf(books, programme, holder);
    const next = voucherOf(books, programme, successor);
    // What is left of the grant is the successor's from now on.
    old.granted -= amount;
    next.granted += amount;
    next.balance += amount;
    next.home = old.home;
  },
  ExpiryExtended: (books, { args }) => {
    const [programme, expiresAt] = args.toArray() as [bigint, bigint];
    programmeOf(books, programme).expiresAt = Number(expiresAt);
  },
  FundingAccountReplaced: (books, { args }) => {
    const [programme, account] = args.toArray() as [bigint, string];
    programmeOf(books, programme).fundingAccount = account;
  },
  ProgrammeClosed: (books, { args }) => {
    const book = programmeOf(books, BigInt(String(args[0])));
    book.closed = true;
    book.ungranted = 0n;
  },
};

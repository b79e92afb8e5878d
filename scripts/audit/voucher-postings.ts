import type { Result } from "ethers";
import type { Books } from "./books.ts";
import type { Event } from "./collect.ts";
import { must, type Posting, type State } from "./posting.ts";
import { takeBurnt } from "./settled-payment.ts";
import { addHeld } from "./sums.ts";
import type { PurposeBook, TermsBook } from "./voucher-books.ts";
import { sendHome } from "./trust-postings.ts";
import { programmeOf, voucherOf } from "./voucher-lookup.ts";

/** Appoints or dismisses, in the list of managers or of attestors. */
function appoint(
  books: Books,
  event: Event,
  list: "managers" | "attestors",
  appointed: boolean,
): void {
  const [id, account] = event.args.toArray() as [bigint, string];
  const appointees = programmeOf(books, id)[list];
  must(appointed || appointees.get(account) === true, event, "the account was not appointed");
  appointees.set(account, appointed);
}

function setPaused(books: Books, event: Event, paused: boolean): void {
  const programme = programmeOf(books, BigInt(String(event.args[0])));
  must(programme.paused !== paused, event, "the programme was so already");
  programme.paused = paused;
}

/** The terms and lists with which a programme opens. */
function purposeOf(purpose: Result): PurposeBook {
  const { terms, categories, regions, merchants, documentHash, noticeHash } =
    purpose.toObject() as Omit<PurposeBook, "terms" | "categories" | "regions" | "merchants"> &
      Record<"terms" | "categories" | "regions" | "merchants", Result>;
  return {
    terms: terms.toObject() as TermsBook,
    categories: categories.toArray() as bigint[],
    regions: regions.toArray() as bigint[],
    merchants: merchants.toArray() as string[],
    documentHash,
    noticeHash,
  };
}

function opened(books: Books, event: Event, state: State): void {
  const { programme, fundingAccount, budget, purpose } = event.args.toObject() as {
    programme: bigint;
    fundingAccount: string;
    budget: bigint;
    purpose: Result;
  };
  const found = purposeOf(purpose);
  // One that holds the Treasury's money in trust opens without any.
  const isInTrust = fundingAccount === books.addresses.treasury;
  must(!isInTrust || budget === 0n, event, "it opened with the Treasury's money");
  if (isInTrust) state.budget.opened = programme;
  else state.pulls.push({ amount: budget });
  books.programmes.set(programme, {
    ...{ fundingAccount, budget, ungranted: budget, purpose: found },
    ...{ closed: false, paused: false, expiresAt: Number(found.terms["expiresAt"]) },
    ...{ vouchers: new Map(), managers: new Map(), attestors: new Map(), batches: new Map() },
  });
  addHeld(books, programme, budget);
}

/** What the voucher programmes' own events do to their books. */
export const programmes: Readonly<Record<string, Posting>> = {
  ProgrammeOpened: opened,
  VoucherGranted: (books, event, state) => {
    const [programme, ref, home] = event.args.toArray() as [bigint, bigint, bigint];
    const granted = state.minted.splice(0);
    must(granted.length > 0, event, "nothing was granted before it");
    const isHere = granted.every((grant) => grant.programme === programme);
    must(isHere, event, "another programme granted before it");
    const amount = granted.reduce((sum, grant) => sum + grant.amount, 0n);
    const book = programmeOf(books, programme);
    book.ungranted -= amount;
    addHeld(books, programme, -amount);
    book.batches.set(ref, { holders: BigInt(granted.length), amount });
    for (const grant of granted) {
      const voucher = voucherOf(books, programme, grant.to);
      voucher.granted += grant.amount;
      voucher.home = Number(home);
      voucher.district = voucher.home;
    }
  },
  ManagerAppointed: (books, event) => appoint(books, event, "managers", true),
  ManagerDismissed: (books, event) => appoint(books, event, "managers", false),
  AttestorAppointed: (books, event) => appoint(books, event, "attestors", true),
  AttestorDismissed: (books, event) => appoint(books, event, "attestors", false),
  ProgrammePaused: (books, event) => setPaused(books, event, true),
  ProgrammeResumed: (books, event) => setPaused(books, event, false),
  VoucherReclaimed: (books, event, state) => {
    const [programme, holder, by] = event.args.toArray() as [bigint, string, string];
    const voucher = voucherOf(books, programme, holder);
    const burnt = takeBurnt(state, event, programme, holder);
    must(burnt.operator === by, event, "another did it");
    voucher.lapsed += burnt.amount;
    sendHome(books, state, programme, burnt.amount);
    must(voucher.balance === 0n, event, "the holder kept some");
    // What a clawback held went to the same account.
    voucher.clawback = undefined;
  },
  ExpiryExtended: (books, { args }) => {
    const [programme, expiresAt] = args.toArray() as [bigint, bigint];
    programmeOf(books, programme).expiresAt = Number(expiresAt);
  },
  FundingAccountReplaced: (books, { args }) => {
    const [programme, account] = args.toArray() as [bigint, string];
    programmeOf(books, programme).fundingAccount = account;
  },
  ProgrammeClosed: (books, event, state) => {
    const programme = BigInt(String(event.args[0]));
    const book = programmeOf(books, programme);
    must(!book.closed, event, "it was closed already");
    sendHome(books, state, programme, book.ungranted);
    book.closed = true;
    addHeld(books, programme, -book.ungranted);
    book.ungranted = 0n;
  },
};

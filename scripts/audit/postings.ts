import { ZeroAddress } from "ethers";
import { koreanDay } from "../lib/clock.ts";
import type { AccountBook, Books, MerchantBook, ProgrammeBook, VoucherBook } from "./books.ts";
import type { Collected, Event } from "./collect.ts";
import { authority, dualControl } from "./office-postings.ts";
import { ContradictoryEvents, must, type Posting, type State } from "./posting.ts";

export { ContradictoryEvents, type Posting, type State } from "./posting.ts";

/** At the end of a transaction every issue, grant and burn has been explained. */
export function mustBeExplained(state: State, last: Event): void {
  must(state.issuedNow === 0n, last, "what was issued before it is not explained");
  must(state.ungrouped.length === 0, last, "what was granted before it is not explained");
  must(state.lastBurn === 0n, last, "what was used up before it is not explained");
}

/** The event that a call leaves beside one that other calls leave too. */
const OWN_EVENTS: Readonly<Record<string, string>> = {
  permit: "PermitUsed",
  transferWithAuthorization: "AuthorizationUsed",
  receiveWithAuthorization: "AuthorizationUsed",
  cancelAuthorization: "AuthorizationCanceled",
};

/** Every accepted transaction leaves an event, and a signed one the event that says so. */
export function mustHaveEvents({ events, accepted }: Collected): void {
  const left = new Map<string, Set<string>>();
  for (const { transaction, name } of events) {
    left.set(transaction, (left.get(transaction) ?? new Set()).add(name));
  }
  for (const { transaction, method } of accepted) {
    const names = left.get(transaction);
    const own = OWN_EVENTS[method];
    if (names !== undefined && (own === undefined || names.has(own))) continue;
    throw new ContradictoryEvents(
      `transaction ${transaction} called ${method} and has no ${own ?? "event"}: it is missing`,
    );
  }
}

function accountOf(books: Books, address: string): AccountBook {
  const found = books.accounts.get(address);
  if (found !== undefined) return found;
  const standing = { kind: 0, admittedUntil: 0, suspended: false, closed: false };
  const fresh = { balance: 0n, ...standing, redemptions: 0n, spent: 0n, day: 0 };
  books.accounts.set(address, fresh);
  return fresh;
}

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

function countSpent(account: AccountBook, amount: bigint, time: number): void {
  const day = koreanDay(time);
  account.spent = (account.day === day ? account.spent : 0n) + amount;
  account.day = day;
}

function setSuspended(books: Books, event: Event, suspended: boolean): void {
  const account = accountOf(books, String(event.args[0]));
  must(account.suspended !== suspended, event, "the account was so already");
  account.suspended = suspended;
}

function setStop(
  supply: Books["supply"],
  stop: "paused" | "stopped",
  isOn: boolean,
  event: Event,
): void {
  must(supply[stop] !== isOn, event, "the service was so already");
  supply[stop] = isOn;
}

function useAuthorization({ supply }: Books, event: Event): void {
  const [authorizer, nonce] = event.args.toArray() as [string, string];
  const key = `${authorizer} ${nonce}`;
  must(!supply.authorizations.has(key), event, "the authorization was used or cancelled before");
  supply.authorizations.add(key);
}

const token: Readonly<Record<string, Posting>> = {
  Transfer: (books, { args, time }, state) => {
    const [from, to, amount] = args.toArray() as [string, string, bigint];
    if (from !== ZeroAddress && to !== ZeroAddress)
      countSpent(accountOf(books, from), amount, time);
    if (from === ZeroAddress) {
      books.supply.issued += amount;
      state.issuedNow += amount;
    } else accountOf(books, from).balance -= amount;
    if (to === ZeroAddress) books.supply.redeemed += amount;
    else accountOf(books, to).balance += amount;
  },
  DepositIssued: ({ supply }, event, state) => {
    const [issuer] = event.args.toArray() as [string];
    must(state.issuedNow > 0n, event, "nothing was issued before it");
    supply.allowances.set(issuer, (supply.allowances.get(issuer) ?? 0n) - state.issuedNow);
    supply.issuable -= state.issuedNow;
    if (supply.issuable < supply.lowestIssuable) supply.lowestIssuable = supply.issuable;
    state.issuedNow = 0n;
  },
  DepositRedeemed: (books, event) => {
    const [address, sequence] = event.args.toArray() as [string, bigint];
    const account = accountOf(books, address);
    must(sequence === account.redemptions + 1n, event, "its number is not the next");
    account.redemptions = sequence;
  },
  Approval: ({ supply }, { args }, state) => {
    const [owner, spender, left] = args.toArray() as [string, string, bigint];
    state.approvedBy = owner;
    supply.approvals.set(`${owner} ${spender}`, left);
  },
  PermitUsed: ({ supply }, event, state) => {
    const [owner, nonce] = event.args.toArray() as [string, bigint];
    must(state.approvedBy === owner, event, "nothing was approved before it");
    state.approvedBy = "";
    must(nonce === (supply.permits.get(owner) ?? 0n), event, "its nonce is not the next");
    supply.permits.set(owner, nonce + 1n);
  },
  AuthorizationUsed: (books, event) => useAuthorization(books, event),
  AuthorizationCanceled: (books, event) => useAuthorization(books, event),
  ReserveAttested: ({ supply }, { args }) => {
    const [, amount, until] = args.toArray() as [bigint, bigint, bigint];
    const out = supply.issued - supply.redeemed;
    supply.issuable = amount > out ? amount - out : 0n;
    supply.attestedUntil = Number(until);
  },
  IssuanceAllowanceSet: ({ supply }, { args }) => {
    const [issuer, allowance] = args.toArray() as [string, bigint];
    supply.allowances.set(issuer, allowance);
  },
  AccountAdmitted: (books, { args }) => {
    const [address, kind, until] = args.toArray() as [string, bigint, bigint];
    Object.assign(accountOf(books, address), { kind: Number(kind), admittedUntil: Number(until) });
  },
  SystemAccountRegistered: (books, { args }) => {
    const [address] = args.toArray() as [string];
    Object.assign(accountOf(books, address), { kind: 6, admittedUntil: 2 ** 32 - 1 });
  },
  AccountSuspended: (books, event) => setSuspended(books, event, true),
  AccountReinstated: (books, event) => setSuspended(books, event, false),
  AccountClosed: (books, { args }) => {
    accountOf(books, String(args[0])).closed = true;
  },
  DailyLimitSet: ({ supply }, { args }) => {
    supply.dailyLimit = BigInt(String(args[0]));
  },
  Paused: ({ supply }, event) => setStop(supply, "paused", true, event),
  Unpaused: ({ supply }, event) => setStop(supply, "paused", false, event),
  StopOrdered: ({ supply }, event) => setStop(supply, "stopped", true, event),
  StopLifted: ({ supply }, event) => setStop(supply, "stopped", false, event),
};

const registry: Readonly<Record<string, Posting>> = {
  MerchantEnrolled: ({ merchants }, { args }) => {
    const [address, mcc, region, band] = args.toArray() as [string, bigint, bigint, bigint];
    const status = merchants.get(address)?.status === "suspended" ? "suspended" : "enrolled";
    const facts = { mcc: Number(mcc), region: Number(region), band: Number(band), status } as const;
    merchants.set(address, { ...facts });
  },
  MerchantSuspended: (books, event) => setStatus(books, event, "enrolled", "suspended"),
  MerchantReinstated: (books, event) => setStatus(books, event, "suspended", "enrolled"),
  MerchantDelisted: (books, event) => setStatus(books, event, "enrolled", "delisted"),
};

function setStatus(
  { merchants }: Books,
  event: Event,
  from: MerchantBook["status"],
  to: MerchantBook["status"],
): void {
  const merchant = merchants.get(String(event.args[0]));
  must(merchant?.status === from, event, `the merchant was not ${from}`);
  if (merchant !== undefined) merchant.status = to;
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

const programmes: Readonly<Record<string, Posting>> = {
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

/** The postings of each of the system's contracts, by the event's name. */
export const postings = { token, registry, programmes, authority, dualControl } as const;

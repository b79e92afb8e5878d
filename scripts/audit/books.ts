import { ZeroAddress } from "ethers";
import type { Addresses } from "../lib/system.ts";
import type { Collected, Event } from "./collect.ts";

/** A deposit account as its events have it. */
export interface AccountBook {
  balance: bigint;
  kind: number;
  admittedUntil: number;
  suspended: boolean;
  closed: boolean;
}

/** A merchant as its events have it. */
export interface MerchantBook {
  readonly mcc: number;
  readonly region: number;
  readonly band: number;
  status: "enrolled" | "suspended" | "delisted";
}

/** One holder's vouchers of one programme, whole won. */
export interface VoucherBook {
  balance: bigint;
  granted: bigint;
  spent: bigint;
  lapsed: bigint;
  home: number;
}

/** One programme, whole won. */
export interface ProgrammeBook {
  readonly fundingAccount: string;
  readonly budget: bigint;
  ungranted: bigint;
  closed: boolean;
  expiresAt: number;
  readonly vouchers: Map<string, VoucherBook>;
}

/** A payment with vouchers, with what the merchant was at that time. */
export interface Payment {
  readonly programme: bigint;
  readonly holder: string;
  readonly merchant: string;
  readonly amount: bigint;
  readonly receipt: bigint;
  readonly time: number;
  readonly transaction: string;
  readonly mcc: number;
  readonly region: number;
}

/** What the deposits amount to, whole won. */
export interface SupplyBook {
  issued: bigint;
  redeemed: bigint;
  issuable: bigint;
  /** Every issue left this much still issuable; below zero the law is broken. */
  lowestIssuable: bigint;
  attestedUntil: number;
  readonly allowances: Map<string, bigint>;
  paused: boolean;
  stopped: boolean;
  dailyLimit: bigint;
}

/** All books, rebuilt from events alone. */
export interface Books {
  readonly supply: SupplyBook;
  readonly accounts: Map<string, AccountBook>;
  readonly merchants: Map<string, MerchantBook>;
  readonly programmes: Map<bigint, ProgrammeBook>;
  readonly payments: Payment[];
}

type Posting = (books: Books, event: Event, state: State) => void;

/** What an event leaves to be said by the next: grants before their batch event, the payment before its merchant. */
interface State {
  readonly ungrouped: { programme: bigint; holder: string }[];
  lastBurn: { programme: bigint; holder: string; amount: bigint } | undefined;
  issuedNow: bigint;
}

function accountOf(books: Books, address: string): AccountBook {
  const found = books.accounts.get(address);
  if (found !== undefined) return found;
  const fresh = { balance: 0n, kind: 0, admittedUntil: 0, suspended: false, closed: false };
  books.accounts.set(address, fresh);
  return fresh;
}

function programmeOf(books: Books, id: bigint): ProgrammeBook {
  const found = books.programmes.get(id);
  if (found === undefined) throw new Error(`an event names programme ${id}, which never opened`);
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

const token: Readonly<Record<string, Posting>> = {
  Transfer: (books, { args }, state) => {
    const [from, to, amount] = args.toArray() as [string, string, bigint];
    if (from === ZeroAddress) {
      books.supply.issued += amount;
      state.issuedNow += amount;
    } else accountOf(books, from).balance -= amount;
    if (to === ZeroAddress) books.supply.redeemed += amount;
    else accountOf(books, to).balance += amount;
  },
  DepositIssued: ({ supply }, { args }, state) => {
    const [issuer] = args.toArray() as [string];
    supply.allowances.set(issuer, (supply.allowances.get(issuer) ?? 0n) - state.issuedNow);
    supply.issuable -= state.issuedNow;
    if (supply.issuable < supply.lowestIssuable) supply.lowestIssuable = supply.issuable;
    state.issuedNow = 0n;
  },
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
  AccountSuspended: (books, { args }) => {
    accountOf(books, String(args[0])).suspended = true;
  },
  AccountReinstated: (books, { args }) => {
    accountOf(books, String(args[0])).suspended = false;
  },
  AccountClosed: (books, { args }) => {
    accountOf(books, String(args[0])).closed = true;
  },
  DailyLimitSet: ({ supply }, { args }) => {
    supply.dailyLimit = BigInt(String(args[0]));
  },
  Paused: ({ supply }) => void (supply.paused = true),
  Unpaused: ({ supply }) => void (supply.paused = false),
  StopOrdered: ({ supply }) => void (supply.stopped = true),
  StopLifted: ({ supply }) => void (supply.stopped = false),
};

const registry: Readonly<Record<string, Posting>> = {
  MerchantEnrolled: ({ merchants }, { args }) => {
    const [address, mcc, region, band] = args.toArray() as [string, bigint, bigint, bigint];
    const status = merchants.get(address)?.status === "suspended" ? "suspended" : "enrolled";
    const facts = { mcc: Number(mcc), region: Number(region), band: Number(band), status } as const;
    merchants.set(address, { ...facts });
  },
  MerchantSuspended: ({ merchants }, { args }) => setStatus(merchants, args[0], "suspended"),
  MerchantReinstated: ({ merchants }, { args }) => setStatus(merchants, args[0], "enrolled"),
  MerchantDelisted: ({ merchants }, { args }) => setStatus(merchants, args[0], "delisted"),
};

function setStatus(
  merchants: Books["merchants"],
  who: unknown,
  status: MerchantBook["status"],
): void {
  const merchant = merchants.get(String(who));
  if (merchant === undefined)
    throw new Error(`an event names merchant ${String(who)}, never enrolled`);
  merchant.status = status;
}

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
    books.programmes.set(programme, { ...book, vouchers: new Map<string, VoucherBook>() });
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
      state.ungrouped.push({ programme, holder: to });
      return;
    }
    voucherOf(books, programme, from).balance -= amount;
    state.lastBurn = { programme, holder: from, amount };
  },
  VouchersGranted: (books, { args }, state) => {
    const [, , home] = args.toArray() as [bigint, bigint, bigint];
    for (const { programme, holder } of state.ungrouped.splice(0)) {
      voucherOf(books, programme, holder).home = Number(home);
    }
  },
  VoucherSpent: (books, event, state) => {
    const [programme, holder, merchant, receipt] = event.args.toArray() as [
      bigint,
      string,
      string,
      bigint,
    ];
    const amount = state.lastBurn?.amount ?? 0n;
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
  VoucherReclaimed: (books, { args }, state) => {
    const [programme, holder] = args.toArray() as [bigint, string];
    voucherOf(books, programme, holder).lapsed += state.lastBurn?.amount ?? 0n;
  },
  ExpiryExtended: (books, { args }) => {
    const [programme, expiresAt] = args.toArray() as [bigint, bigint];
    programmeOf(books, programme).expiresAt = Number(expiresAt);
  },
  ProgrammeClosed: (books, { args }) => {
    const book = programmeOf(books, BigInt(String(args[0])));
    book.closed = true;
    book.ungranted = 0n;
  },
};

/** Posts every event in its order. Nothing else is looked at. */
export function rebuild(collected: Collected, addresses: Addresses): Books {
  const supply = {
    issued: 0n,
    redeemed: 0n,
    issuable: 0n,
    lowestIssuable: 0n,
    attestedUntil: 0,
    allowances: new Map<string, bigint>(),
    paused: false,
    stopped: false,
    dailyLimit: 0n,
  };
  const books: Books = {
    supply,
    accounts: new Map(),
    merchants: new Map(),
    programmes: new Map(),
    payments: [],
  };
  const state: State = { ungrouped: [], lastBurn: undefined, issuedNow: 0n };
  const postings = new Map([
    [addresses.token.toLowerCase(), token],
    [addresses.registry.toLowerCase(), registry],
    [addresses.programmes.toLowerCase(), programmes],
  ]);
  for (const event of collected.events) {
    postings.get(event.contract.toLowerCase())?.[event.name]?.(books, event, state);
  }
  return books;
}

import { expect } from "chai";
import { JsonRpcProvider, type Interface, type TransactionRequest } from "ethers";
import type { Books } from "../../../scripts/audit/books.ts";
import type { RefusedTransaction } from "../../../scripts/audit/collect.ts";
import type { Difference } from "../../../scripts/audit/compare.ts";
import { checkLaws, type Law } from "../../../scripts/audit/laws.ts";
import { DepositToken__factory } from "../../../typechain-types/index.ts";
import {
  account,
  addresses,
  emptyBooks,
  nothing,
  payment,
  programme,
  refused,
  somebody,
  voucher,
} from "../../helpers/books.ts";

const token: Interface = DepositToken__factory.createInterface();

/** A chain that knows two functions: the number of the next redemption, and one that redeems or refuses. */
function chainThat(redeems: boolean): JsonRpcProvider {
  const call = ({ data }: TransactionRequest): Promise<string> => {
    const name = token.parseTransaction({ data: data ?? "0x" })?.name ?? "";
    if (name === "redeem" && !redeems) return Promise.reject(new Error("refused"));
    const outputs = token.getFunction(name)?.outputs.map(() => 1n) ?? [];
    return Promise.resolve(token.encodeFunctionResult(name, outputs));
  };
  const client = Object.create(JsonRpcProvider.prototype) as JsonRpcProvider;
  return Object.assign(client, { call });
}

/** What a case of hand-made books consists of. */
interface Found {
  readonly books?: (books: Books) => void;
  readonly differences?: Difference[];
  readonly refusals?: RefusedTransaction[];
  readonly redeems?: boolean;
}

/** One law, checked on empty books to which `books` was done. */
async function law(number: number, found: Found = {}): Promise<Law> {
  const books = emptyBooks();
  found.books?.(books);
  const comparison = {
    compared: 3,
    differences: found.differences ?? [],
    kinds: new Map(),
    time: 1_753_056_000,
  };
  const collected = { ...nothing, refused: found.refusals ?? [] };
  const client = chainThat(found.redeems ?? true);
  const laws = await checkLaws(client, addresses, books, collected, comparison);
  const checked = laws.find((one) => one.number === number);
  if (checked === undefined) throw new Error(`there is no law ${number}`);
  return checked;
}

const differs = (what: string): Difference => ({ what, fromEvents: "1", onChain: "2" });
const aCase = (basis: number) => ({ basis, joint: false, amount: 5n, until: 0 });
const [CITIZEN, SYSTEM] = [1, 6];
const [DEBT, FRAUD] = [1, 2];

/** Somebody holds ten of ten issued. */
function tenIssued(books: Books): void {
  books.supply.issued = 10n;
  account(books, 1, { balance: 10n, kind: CITIZEN });
}

/** The vault holds ten, and programme 1 owes seven ungranted and three vouchers. */
function tenOwed(books: Books): void {
  account(books, 0xa3, { balance: 10n, kind: SYSTEM });
  const held = voucher({ balance: 3n, granted: 3n, home: 11_000, district: 11_000 });
  const vouchers = new Map([[somebody(1), held]]);
  books.programmes.set(1n, programme({ budget: 10n, ungranted: 7n, vouchers }));
}

describe("the reader's laws, on hand-made books", () => {
  it("hold on empty books", async () => {
    for (const number of [1, 2, 3, 4, 7, 8, 9, 10, 11, 12]) {
      expect((await law(number)).holds, `law ${number}`).to.equal(true);
    }
  });

  describe("law 1, supply", () => {
    it("holds where the balances are what was issued and not redeemed", async () => {
      const found = await law(1, { books: tenIssued });
      expect(found.holds).to.equal(true);
      expect(found.figures).to.equal("supply 10 = Σ balances = issued 10 − redeemed 0");
    });

    it("is broken by a won that no account has, and says both sums", async () => {
      const found = await law(1, {
        books: (books) => {
          tenIssued(books);
          books.supply.issued = 11n;
        },
      });
      expect(found.holds).to.equal(false);
      expect(found.figures).to.include("supply 11 = Σ balances 10");
    });

    it("is broken by an issue above the reserve, though it was made good later", async () => {
      const found = await law(1, { books: ({ supply }) => void (supply.lowestIssuable = -1n) });
      expect(found.holds).to.equal(false);
    });
  });

  describe("law 2, backing", () => {
    it("holds where the programmes hold what they owe", async () => {
      const found = await law(2, { books: tenOwed });
      expect([found.holds, found.figures]).to.deep.equal([
        true,
        "held ₩10 = owed ₩10; as after each of 0 changes, up to ₩0",
      ]);
    });

    it("is broken by one won too much and by one too little", async () => {
      for (const balance of [9n, 11n]) {
        const books = (all: Books) => {
          tenOwed(all);
          account(all, 0xa3, { balance });
        };
        expect((await law(2, { books })).holds, `held ${balance}`).to.equal(false);
      }
    });

    it("is broken for good by a transaction after which both differed", async () => {
      const found = await law(2, { books: ({ backing }) => void (backing.brokenBy = "0xbad") });
      expect(found.holds).to.equal(false);
      expect(found.figures).to.include("not after 0xbad");
    });
  });

  describe("law 7, frozen", () => {
    it("holds where a citizen's account is frozen for fraud", async () => {
      const books = (all: Books) =>
        account(all, 1, { balance: 9n, kind: CITIZEN, cases: new Map([["0x1", aCase(FRAUD)]]) });
      const found = await law(7, { books });
      expect(found.holds).to.equal(true);
      expect(found.figures).to.match(/^₩5 frozen, cases 1, protected accounts 0;/);
    });

    it("is broken by a movement that took what was frozen", async () => {
      const found = await law(7, { books: ({ freezes }) => void (freezes.brokenBy = "0xbad") });
      expect([found.holds, found.figures.endsWith("not in 0xbad")]).to.deep.equal([false, true]);
    });

    it("is broken by a case against a contract of the system", async () => {
      const books = (all: Books) =>
        account(all, 1, { kind: SYSTEM, cases: new Map([["0x1", aCase(FRAUD)]]) });
      expect((await law(7, { books })).holds).to.equal(false);
    });

    it("is broken by a debt against a protected account, and not by a fraud", async () => {
      for (const [basis, holds] of [
        [DEBT, false],
        [FRAUD, true],
      ] as const) {
        const cases = new Map([["0x1", aCase(basis)]]);
        const books = (all: Books) => account(all, 1, { kind: CITIZEN, protected: true, cases });
        expect((await law(7, { books })).holds, `basis ${basis}`).to.equal(holds);
      }
    });

    it("is broken where the chain lets another amount be spent, or has other cases", async () => {
      for (const what of ["spendable of 0x1", "frozen of 0x1", "cases of 0x1"]) {
        expect((await law(7, { differences: [differs(what)] })).holds, what).to.equal(false);
      }
      expect((await law(7, { differences: [differs("balance of 0x1")] })).holds).to.equal(true);
    });
  });

  describe("law 8, redemption", () => {
    it("holds where every holder can redeem now", async () => {
      const found = await law(8, { books: tenIssued });
      expect(found.holds).to.equal(true);
      expect(found.figures).to.include("1 of 1 holders");
    });

    it("is broken by a holder whose redemption the chain would refuse now", async () => {
      const found = await law(8, { books: tenIssued, redeems: false });
      expect(found.holds).to.equal(false);
      expect(found.figures).to.include("0 of 1 holders");
    });

    it("is broken by a redemption that a stop refused, signed or not", async () => {
      for (const method of ["redeem", "redeemWithAuthorization"]) {
        const refusals = [refused({ method, error: "EnforcedPause" })];
        const found = await law(8, { refusals });
        expect(found.holds, method).to.equal(false);
        expect(found.figures).to.include("1 stopped");
      }
    });

    it("is not broken by a holder who asked for more than is there, nor by a stopped payment", async () => {
      const refusals = [
        refused({ method: "redeem", error: "ERC20InsufficientBalance" }),
        refused({ method: "transfer", error: "EnforcedPause" }),
      ];
      expect((await law(8, { refusals })).holds).to.equal(true);
    });
  });

  it("law 9 is broken by any value that differs from the chain", async () => {
    const found = await law(9, { differences: [differs("balance of 0x1")] });
    expect(found.holds).to.equal(false);
    expect(found.figures).to.equal("3 values rebuilt from events, 1 differ from the chain");
  });

  describe("law 11, settlement", () => {
    const settled = (departs: object) => (books: Books) =>
      void Object.assign(books.settlement, { payments: 2, accepted: 9n, paid: 9n }, departs);

    it("holds where merchants got what signed payments used up", async () => {
      const found = await law(11, { books: settled({}) });
      expect([found.holds, found.figures]).to.deep.equal([
        true,
        "settled ₩9 = accepted ₩9: 2 signed payments, 0 refused; none settled twice",
      ]);
    });

    it("is broken by one won too much and by one too little", async () => {
      for (const paid of [8n, 10n]) {
        expect((await law(11, { books: settled({ paid }) })).holds, `${paid}`).to.equal(false);
      }
    });

    it("is broken for good by a number that settled twice", async () => {
      const found = await law(11, { books: settled({ brokenBy: "0xbad" }) });
      expect([found.holds, found.figures.endsWith("not in 0xbad")]).to.deep.equal([false, true]);
    });

    it("is broken by a refund of more than was paid that day, in parts or at once", async () => {
      const [time, paidOn] = [1_753_056_000, 20_290];
      const refund = (amount: bigint) => ({
        ...{ programme: 1n, holder: somebody(1), merchant: somebody(2), amount, paidOn },
        ...{ invoice: "0x1", restored: true, time, transaction: "0xbad" },
      });
      for (const [amounts, holds] of [
        [[400n, 600n], true],
        [[400n, 601n], false],
        [[1_001n], false],
      ] as const) {
        const books = (all: Books) => {
          all.payments.push(payment({ amount: 1_000n, time }));
          all.refunds.push(...amounts.map(refund));
        };
        expect((await law(11, { books })).holds, amounts.join()).to.equal(holds);
      }
      const another = (all: Books) => {
        all.payments.push(payment({ amount: 1_000n, time, holder: somebody(3) }));
        all.refunds.push(refund(1n));
      };
      expect((await law(11, { books: another })).holds, "another holder's").to.equal(false);
    });
  });

  it("law 10 is broken by one person on both sides", async () => {
    const found = await law(10, { books: ({ duties }) => void (duties.brokenBy = "0xbad") });
    expect([found.holds, found.figures.endsWith("not in 0xbad")]).to.deep.equal([false, true]);
  });

  it("law 10 says how many who were appointed hold an office of the bank besides", async () => {
    const [issuer, enforcer, key] = [somebody(1), somebody(2), somebody(3)];
    const figures = async (office: number, holder: string, held = true) => {
      const books = (all: Books) => {
        all.supply.allowances.set(issuer, 5n);
        all.enforcers.set(enforcer, true);
        all.authorities.set(addresses.bank.toLowerCase(), {
          ...{ functions: new Map(), checks: new Map(), excluded: new Set(), everHeld: new Map() },
          ...{ operations: new Map(), dualControl: somebody(9) },
          holders: new Map([[`${office} ${holder}`, held]]),
          persons: new Map([
            [issuer, "one"],
            [enforcer, "other"],
            [key, "one"],
          ]),
        });
      };
      return (await law(10, { books })).figures.replace(/^.*sides/, "");
    };

    expect(await figures(7, key)).to.equal("; appointed and in office: 1");
    expect(await figures(7, enforcer)).to.equal("; appointed and in office: 1");
    expect(await figures(7, key, false)).to.equal("");
    expect(await figures(7, somebody(4))).to.equal("");
    // The large issue maker issues from an allowance of its own.
    expect(await figures(20, issuer)).to.equal("");
    expect(await figures(20, enforcer)).to.equal("; appointed and in office: 1");
  });
});

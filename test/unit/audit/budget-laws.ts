import { expect } from "chai";
import type { Books } from "../../../scripts/audit/books.ts";
import { emptyLine, type LineBook } from "../../../scripts/audit/budget-books.ts";
import { linesLaw, treasuryLaw, trustLaw } from "../../../scripts/audit/budget-laws.ts";
import type { Law } from "../../../scripts/audit/laws.ts";
import { line, matter, nextLine } from "../../helpers/budget.ts";
import {
  account,
  addresses,
  emptyBooks,
  programme,
  somebody,
  voucher,
} from "../../helpers/books.ts";

/** A law on empty books to which `books` was done. */
const judged = (law: (books: Books) => Law, ...edits: ((books: Books) => void)[]): Law => {
  const books = emptyBooks();
  for (const edit of edits) edit(books);
  return law(books);
};

/** A line of 100, of which 80 are allotted, 10 reserved, 60 obligated to somebody, 40 paid and 5 come back. */
function aLine(books: Books): void {
  const authority = { appropriated: 100n, allotted: 80n, reserved: 10n, obligated: 60n };
  const paid = { liquidated: 40n, returned: 5n };
  books.budget.lines.set(line, { ...emptyLine(), ...authority, ...paid });
  const who = { creditor: somebody(1), matter, line, inTrust: false, payees: [] };
  const owed = { amount: 60n, paid: 35n, paidBefore: 0n, carriedOver: false };
  books.budget.obligations.set("one", { ...who, ...owed });
}

/** What departs from that line. */
const departs =
  (edit: Partial<LineBook>) =>
  ({ budget }: Books): void =>
    void Object.assign(budget.lines.get(line) ?? {}, edit);

const obligationDeparts =
  (edit: object) =>
  ({ budget }: Books): void =>
    void Object.assign(budget.obligations.get("one") ?? {}, edit);

/** The Treasury got 200 of revenue, lines spent 35, and 7 came by a bare transfer. */
function aTreasury(books: Books): void {
  const { treasury } = books.budget;
  treasury.revenue.set(2025n, 150n).set(2026n, 50n);
  Object.assign(treasury, { holdings: 165n, unattributed: 7n, transactions: 3 });
  account(books, 0xa7, { balance: 172n });
}

/** A programme got 50 in trust: 20 are ungranted, 12 with a holder, 8 went home, 10 were spent. */
function aTrust(books: Books): void {
  const { budget } = books;
  const split = { balance: 12n, spent: 13n, rebated: 2n, refunded: 3n };
  const vouchers = new Map([[somebody(2), voucher(split)]]);
  books.programmes.set(1n, programme({ ungranted: 20n, vouchers }));
  budget.trusts.set(1n, { matter, funded: 50n, returned: 8n, lateRefunds: 2n });
  const who = { creditor: addresses.programmes, matter, line, inTrust: true, payees: [] };
  const owed = { amount: 60n, paid: 42n, paidBefore: 0n, carriedOver: false };
  budget.obligations.set(`${addresses.programmes} ${matter}`, { ...who, ...owed });
}

describe("the reader's laws of the budget, on hand-made books", () => {
  describe("law 4, budget lines", () => {
    it("holds where each level keeps within the one above it", () => {
      const { holds, figures } = judged(linesLaw, aLine);
      expect([holds, figures]).to.deep.equal([
        true,
        "1 line: appropriated 100 ≥ allotted 80 ≥ reserved 10 + obligated 60 ≥ spent 35",
      ]);
      expect(judged(linesLaw).figures).to.equal("no budget line");
    });

    it("is broken by one won over, at each level", () => {
      for (const edit of [
        ...[{ appropriated: 79n }, { allotted: 69n }, { reserved: 21n }, { reserved: -1n }],
        ...[{ liquidated: 66n }, { advanced: 26n }, { returned: 41n }],
      ]) {
        const { holds } = judged(linesLaw, aLine, departs(edit));
        expect(holds, Object.keys(edit).join()).to.equal(false);
      }
    });

    it("is broken by a won that belongs to no obligation, and by one that belongs to two", () => {
      for (const edit of [{ paid: 34n }, { paid: 36n }, { amount: 59n }, { amount: 61n }]) {
        const { holds, figures } = judged(linesLaw, aLine, obligationDeparts(edit));
        expect(holds).to.equal(false);
        expect(figures).to.match(/; obligations say otherwise$/);
      }
      const more = judged(linesLaw, aLine, obligationDeparts({ paid: 61n, amount: 60n }));
      expect(more.holds).to.equal(false);
    });

    it("holds where some of it came back after the books had closed", () => {
      const late = [departs({ late: 3n }), obligationDeparts({ paid: 32n })];
      expect(judged(linesLaw, aLine, ...late).holds).to.equal(true);
    });

    it("holds where what was owed was carried over: what was paid stays this year's", () => {
      const moved = { line: nextLine, amount: 25n, paid: 0n, paidBefore: 35n, carriedOver: true };
      const old = { appropriated: 75n, allotted: 55n, obligated: 35n, carriedPaid: 35n };
      const next = (books: Books) => {
        const given = { appropriated: 25n, allotted: 25n, obligated: 25n };
        books.budget.lines.set(nextLine, { ...emptyLine(), ...given });
      };
      const edits = [aLine, departs(old), obligationDeparts(moved), next];
      expect(judged(linesLaw, ...edits).holds).to.equal(true);
      expect(judged(linesLaw, ...edits, obligationDeparts({ paidBefore: 34n })).holds).to.equal(
        false,
      );
    });

    it("is broken for good by a transaction after which a line was out of order", () => {
      const once = ({ budget }: Books) => void (budget.linesBrokenBy = "0xbad");
      const { holds, figures } = judged(linesLaw, aLine, once);
      expect(holds).to.equal(false);
      expect(figures).to.match(/; not after 0xbad$/);
    });
  });

  describe("law 12, treasury", () => {
    it("holds where the balance is holdings and what is unattributed, and holdings are revenue less spending", () => {
      const { holds, figures } = judged(treasuryLaw, aLine, aTreasury);
      expect([holds, figures]).to.deep.equal([
        true,
        "held 165 = revenue 200 − spent 35; unattributed 7",
      ]);
      expect(judged(treasuryLaw).figures).to.equal("the Treasury holds nothing");
    });

    it("is broken by one won more or less in any of them", () => {
      for (const one of [-1n, 1n]) {
        const edits: ((books: Books) => void)[] = [
          ({ budget }) => (budget.treasury.holdings += one),
          ({ budget }) => (budget.treasury.unattributed += one),
          ({ budget }) => void budget.treasury.revenue.set(2025n, 150n + one),
          (books) => account(books, 0xa7, { balance: 172n + one }),
          departs({ liquidated: 40n + one }),
        ];
        for (const [n, edit] of edits.entries()) {
          expect(judged(treasuryLaw, aLine, aTreasury, edit).holds, `${n}`).to.equal(false);
        }
      }
    });

    it("is broken for good by a transaction after which it did not add up", () => {
      const once = ({ budget }: Books) => void (budget.treasury.brokenBy = "0xbad");
      const { holds, figures } = judged(treasuryLaw, aLine, aTreasury, once);
      expect([holds, figures.endsWith("not after 0xbad")]).to.deep.equal([false, true]);
    });
  });

  describe("law 3, trust", () => {
    it("holds where what is held is what was advanced less what was spent and returned", () => {
      // Spent: 13 paid and 2 rebated, less 3 refunded to the voucher and 2 after expiry.
      const { holds, figures } = judged(trustLaw, aTrust);
      expect([holds, figures]).to.deep.equal([
        true,
        "held 32 = advanced 50 − spent 10 − returned 8",
      ]);
      expect(judged(trustLaw).figures).to.equal("nothing held in trust");
    });

    it("is broken by one won more or less in any of them", () => {
      for (const one of [-1n, 1n]) {
        const edits: ((books: Books) => void)[] = [
          ({ programmes }) => void ((programmes.get(1n) ?? programme()).ungranted += one),
          ({ budget }) => void Object.assign(budget.trusts.get(1n) ?? {}, { funded: 50n + one }),
          ({ budget }) => void Object.assign(budget.trusts.get(1n) ?? {}, { returned: 8n + one }),
          ({ budget }) => {
            const found = budget.obligations.get(`${addresses.programmes} ${matter}`);
            if (found !== undefined) found.paid += one;
          },
          ({ programmes }) => {
            const found = programmes.get(1n)?.vouchers.get(somebody(2));
            if (found !== undefined) found.spent += one;
          },
        ];
        for (const [n, edit] of edits.entries()) {
          expect(judged(trustLaw, aTrust, edit).holds, `${n}`).to.equal(false);
        }
      }
    });
  });
});

import { expect } from "chai";
import {
  count,
  discount,
  emptyVoucher,
  explained,
  join,
  spentIn,
  type VoucherBook,
} from "../../../scripts/audit/voucher-books.ts";
import { koreanDay, monthOf } from "../../../scripts/lib/clock.ts";
import { voucher } from "../../helpers/books.ts";
import { kst } from "../../helpers/time.ts";

/** What is counted of a voucher when it is `time` in Korea: in all, that day, that month. */
function sumsAt({ inAll, today, thisMonth }: VoucherBook, time: string): bigint[] {
  const day = koreanDay(kst(time));
  return [inAll, spentIn(today, day), spentIn(thisMonth, monthOf(day))];
}

const paid = (...payments: [time: string, amount: bigint][]): VoucherBook => {
  const book = emptyVoucher();
  for (const [time, amount] of payments) count(book, amount, kst(time));
  return book;
};

describe("a voucher's book", () => {
  describe("counting payments", () => {
    it("begins again at midnight in Korea, and at the first of a month", () => {
      const book = paid(["2026-01-30T23:59:59", 5n], ["2026-01-31T00:00:00", 7n]);
      expect(sumsAt(book, "2026-01-31T23:59:59")).to.deep.equal([12n, 7n, 12n]);
      count(book, 1n, kst("2026-02-01T00:00:00"));
      expect(sumsAt(book, "2026-02-01T00:00:00")).to.deep.equal([13n, 1n, 1n]);
    });

    it("knows 29 February and the end of a year", () => {
      const book = paid(["2027-12-31T23:59:59", 3n], ["2028-01-01T00:00:00", 4n]);
      expect(sumsAt(book, "2028-01-01T12:00:00")).to.deep.equal([7n, 4n, 4n]);
      count(book, 2n, kst("2028-02-29T12:00:00"));
      expect(sumsAt(book, "2028-02-29T23:59:59")).to.deep.equal([9n, 2n, 2n]);
      expect(sumsAt(book, "2028-03-01T00:00:00")).to.deep.equal([9n, 0n, 0n]);
    });

    it("stops at the end of its field", () => {
      const book = paid(["2026-01-01T00:00:00", 2n ** 40n - 2n], ["2026-01-01T00:00:01", 5n]);
      const most = 2n ** 40n - 1n;
      expect(sumsAt(book, "2026-01-01T00:00:01")).to.deep.equal([most, most, most]);
    });
  });

  describe("a refund", () => {
    const twoDays = () => paid(["2026-03-01T10:00:00", 50n], ["2026-03-02T10:00:00", 30n]);

    it("takes off the day's sum only on the day of the payment", () => {
      const book = twoDays();
      discount(book, 10n, koreanDay(kst("2026-03-02T10:00:00")));
      expect(sumsAt(book, "2026-03-02T11:00:00")).to.deep.equal([70n, 20n, 70n]);
      discount(book, 5n, koreanDay(kst("2026-03-01T10:00:00")));
      expect(sumsAt(book, "2026-03-02T11:00:00")).to.deep.equal([65n, 20n, 65n]);
    });

    it("leaves the month's sum alone in a later month", () => {
      const book = twoDays();
      count(book, 8n, kst("2026-04-01T00:00:00"));
      discount(book, 10n, koreanDay(kst("2026-03-02T10:00:00")));
      expect(sumsAt(book, "2026-04-01T00:00:00")).to.deep.equal([78n, 8n, 8n]);
    });

    it("takes off no more than there is", () => {
      const book = twoDays();
      discount(book, 1_000n, koreanDay(kst("2026-03-02T10:00:00")));
      expect(sumsAt(book, "2026-03-02T11:00:00")).to.deep.equal([0n, 0n, 0n]);
    });
  });

  describe("vouchers that move to another key", () => {
    it("add sums of one period, and keep the later of two", () => {
      const next = paid(["2026-03-02T10:00:00", 4n]);
      join(next, paid(["2026-03-01T10:00:00", 50n], ["2026-03-02T09:00:00", 30n]));
      expect(sumsAt(next, "2026-03-02T12:00:00")).to.deep.equal([84n, 34n, 84n]);

      const later = paid(["2026-03-03T10:00:00", 4n]);
      join(later, paid(["2026-03-02T10:00:00", 30n]));
      expect(sumsAt(later, "2026-03-03T12:00:00")).to.deep.equal([34n, 4n, 34n]);

      const earlier = paid(["2026-02-28T10:00:00", 4n]);
      join(earlier, paid(["2026-03-02T10:00:00", 30n]));
      expect(sumsAt(earlier, "2026-03-02T12:00:00")).to.deep.equal([34n, 30n, 30n]);
    });

    it("keep consent, attestation, home and clawback; numbers and the proxy stay behind", () => {
      const proxy = { account: "0x1", left: 5n, until: 9, category: 0 };
      const clawback = {
        caseId: "0x2",
        amount: 3n,
        objectableUntil: 9,
        status: "objected",
      } as const;
      const facts = { consented: true, attested: true, home: 11_440, district: 11_440 };
      const old = voucher({ ...facts, proxy, clawback, highestId: 7, usedIds: new Set([7]) });
      const next = voucher({ highestId: 2, usedIds: new Set([2]) });
      join(next, old);
      expect(next).to.deep.include({ ...facts, clawback, proxy: undefined, highestId: 2 });
      expect([...next.usedIds]).to.deep.equal([2]);
      expect(old).to.deep.include({ consented: false, attested: false, home: 0, highestId: 7 });
      expect([old.proxy, old.clawback, old.district]).to.deep.equal([undefined, undefined, 11_440]);
    });
  });

  it("explains a balance by all that ever changed it", () => {
    const book = voucher({
      ...{ granted: 100n, refunded: 5n, spent: 40n, rebated: 3n, lapsed: 20n, clawedBack: 2n },
    });
    expect(explained(book)).to.equal(40n);
  });
});

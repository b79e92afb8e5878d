import { expect } from "chai";
import { formatCount, formatWon } from "../../../scripts/lib/won.ts";

const written: readonly (readonly [amount: bigint | number, won: string, count: string])[] = [
  [0, "₩0", "0"],
  [1n, "₩1", "1"],
  [99, "₩99", "99"],
  [100, "₩100", "100"],
  [999n, "₩999", "999"],
  [1_000, "₩1,000", "1,000"],
  [10_000, "₩10,000", "10,000"],
  [999_999, "₩999,999", "999,999"],
  [1_000_000n, "₩1,000,000", "1,000,000"],
  [2n ** 64n - 1n, "₩18,446,744,073,709,551,615", "18,446,744,073,709,551,615"],
  [-1, "-₩1", "-1"],
  [-999, "-₩999", "-999"],
  [-1_000n, "-₩1,000", "-1,000"],
];

describe("an amount in won", () => {
  for (const [amount, won, count] of written) {
    it(`of ${amount} is written ${won}, and as a count ${count}`, () => {
      expect(formatWon(amount)).to.equal(won);
      expect(formatCount(amount)).to.equal(count);
    });
  }

  it("reads alike from a number and from a bigint", () => {
    expect(formatWon(1_234_567)).to.equal(formatWon(1_234_567n));
  });

  it("is whole: a fraction is an error", () => {
    expect(() => formatWon(0.5)).to.throw(RangeError);
    expect(() => formatCount(1.5)).to.throw(RangeError);
  });
});

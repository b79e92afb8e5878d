import { expect } from "chai";
import { formatKst, koreanDay } from "../../../scripts/lib/clock.ts";
import { categories, cityOfWard, formatMcc, regions } from "../../../scripts/lib/codes.ts";
import { fit, pad, table, width } from "../../../scripts/lib/text.ts";
import { formatCount, formatWon } from "../../../scripts/lib/won.ts";

const utc = (instant: string): number => Date.parse(instant) / 1_000;

describe("won", () => {
  it("have separators every three digits, and their sign before the mark", () => {
    expect(formatWon(0n)).to.equal("₩0");
    expect(formatWon(999)).to.equal("₩999");
    expect(formatWon(1_000n)).to.equal("₩1,000");
    expect(formatWon(12_345_678n)).to.equal("₩12,345,678");
    expect(formatWon(-1_000_000n)).to.equal("-₩1,000,000");
    expect(formatWon(2n ** 64n - 1n)).to.equal("₩18,446,744,073,709,551,615");
    expect(formatCount(3_945)).to.equal("3,945");
  });
});

describe("Korean time", () => {
  it("is nine hours ahead of UTC, in summer as in winter", () => {
    expect(formatKst(utc("2025-11-30T14:59:59Z"))).to.equal("2025-11-30 23:59:59");
    expect(formatKst(utc("2025-11-30T15:00:00Z"))).to.equal("2025-12-01 00:00:00");
    expect(formatKst(BigInt(utc("2025-07-21T00:00:00Z")))).to.equal("2025-07-21 09:00:00");
  });

  it("begins a day at 15:00 UTC, also after a leap day and at the turn of a year", () => {
    for (const [last, first] of [
      ["2025-11-30T14:59:59Z", "2025-11-30T15:00:00Z"],
      ["2028-02-29T14:59:59Z", "2028-02-29T15:00:00Z"],
      ["2026-12-31T14:59:59Z", "2026-12-31T15:00:00Z"],
    ] as const) {
      expect(koreanDay(utc(first)) - koreanDay(utc(last))).to.equal(1);
    }
    expect(koreanDay(0)).to.equal(0);
  });
});

describe("text on a terminal", () => {
  it("counts Hangul and full-width forms as two columns", () => {
    expect(width("국고")).to.equal(4);
    expect(width("Gukgo 국고 ₩1")).to.equal(13);
    expect(width("（Ａ）")).to.equal(6);
  });

  it("is cut with an ellipsis, never in the middle of a wide letter", () => {
    expect(fit("abcdef", 6)).to.equal("abcdef");
    expect(fit("abcdefg", 6)).to.equal("abcde…");
    expect(fit("국고금관리", 6)).to.equal("국고…");
    expect(width(fit("국고금관리", 6))).to.be.at.most(6);
  });

  it("is filled up on either side", () => {
    expect(pad("국", 4)).to.equal("국  ");
    expect(pad("12", 4, "right")).to.equal("  12");
  });

  it("stands in columns that begin at the same place", () => {
    expect(
      table(
        [
          ["종로구", "1"],
          ["a", "22"],
        ],
        [1],
      ),
    ).to.deep.equal(["종로구   1", "a       22"]);
  });
});

describe("codes", () => {
  it("name districts and categories", () => {
    expect(regions.get("11440")).to.equal("서울특별시 마포구");
    expect(categories.get("5942")).to.match(/book/i);
    expect(formatMcc(763)).to.equal("0763");
  });

  it("tell a ward of a city from a district of its own", () => {
    expect(cityOfWard("41111")).to.equal("41110"); // 수원시 장안구
    expect(cityOfWard("48121")).to.equal("48120"); // 창원시 의창구
    expect(cityOfWard("11110")).to.equal(undefined); // a district of Seoul
    expect(cityOfWard("43745")).to.equal(undefined); // 증평군, a county, though 43740 is one too
    expect(cityOfWard("36110")).to.equal(undefined); // 세종
    expect(cityOfWard("11000")).to.equal(undefined); // Seoul as a whole
    expect(cityOfWard("99999")).to.equal(undefined);
  });
});

import { expect } from "chai";
import { UserError } from "../../../scripts/lib/errors.ts";
import {
  formatLine,
  formatMinistry,
  formatProgramme,
  isCode,
  isLine,
  ministryOf,
  nextLine,
  parseLine,
  partsOf,
  previousLine,
  yearOf,
} from "../../../scripts/lib/lines.ts";

const written = "2025-011-1040301-24001";
const number = 2025_011_1040301_24001n;

describe("a budget line as it is written", () => {
  it("is its number in decimal with the parts apart, both ways", () => {
    expect(parseLine(written)).to.equal(number);
    expect(formatLine(number)).to.equal(written);
    expect(partsOf(number)).to.deep.equal({
      year: 2025,
      ministry: 11,
      programme: 1_040_301,
      item: 24_001,
    });
  });

  it("keeps the noughts of small codes", () => {
    const small = "2020-001-0000001-00001";
    expect(formatLine(parseLine(small))).to.equal(small);
    expect([formatMinistry(11n), formatProgramme(42)]).to.deep.equal(["011", "0000042"]);
  });

  it("has the same codes in another year", () => {
    expect(formatLine(nextLine(number))).to.equal("2026-011-1040301-24001");
    expect(formatLine(previousLine(number))).to.equal("2024-011-1040301-24001");
    expect([yearOf(number), ministryOf(number)]).to.deep.equal([2025, 11n]);
  });

  it("is a number whose parts are all there, of a year that can be counted", () => {
    const none = [
      ...[2019_011_1040301_24001n, 2148_011_1040301_24001n, 2025_000_1040301_24001n],
      ...[2025_011_0000000_24001n, 2025_011_1040301_00000n, 0n],
    ];
    for (const line of none) expect(isCode(line), String(line)).to.equal(false);
    for (const line of [number, 2020_001_0000001_00001n, 2147_999_9999999_99999n])
      expect(isCode(line), String(line)).to.equal(true);
  });

  it("is known by its form", () => {
    expect([isLine(written), isLine("2025-11"), isLine("0xab")]).to.deep.equal([
      true,
      false,
      false,
    ]);
  });

  const mistakes: readonly (readonly [written: string, says: RegExp])[] = [
    ["", /^expected a budget line such as 2025-011-1040301-24001 \(.*\), found nothing$/],
    ["2025-11-1040301-24001", /found "2025-11-1040301-24001"$/],
    ["2025-011-1040301", /found "2025-011-1040301"$/],
    ["2025 011 1040301 24001", /found "2025 011 1040301 24001"$/],
    [`${number}`, /^expected a budget line/],
    [`${written}-1`, /^expected a budget line/],
    ["2019-011-1040301-24001", /^"2019-.*": a line's year is 2020 to 2147$/],
    ["2148-011-1040301-24001", /^"2148-.*": a line's year is 2020 to 2147$/],
    ["2025-000-1040301-24001", /^".*": a line's ministry is not 0$/],
    ["2025-011-0000000-24001", /^".*": a line's programme is not 0$/],
    ["2025-011-1040301-00000", /^".*": a line's item is not 0$/],
  ];
  for (const [wrong, says] of mistakes) {
    it(`is told in one line where it is none: "${wrong}"`, () => {
      expect(() => parseLine(wrong))
        .to.throw(UserError)
        .with.property("message")
        .match(says);
    });
  }
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { filterOf } from "../../../scripts/audit/journal/filter.ts";
import { ALWAYS, periodOf, periodWords } from "../../../scripts/audit/journal/period.ts";
import { readNames } from "../../../scripts/audit/names.ts";
import { csvRow } from "../../../scripts/lib/csv-write.ts";
import { UserError } from "../../../scripts/lib/errors.ts";
import { parseCsv } from "../../../scripts/lib/csv.ts";
import { addresses, somebody } from "../../helpers/books.ts";
import { kst } from "../../helpers/time.ts";

describe("the period of the books", () => {
  it("is a year, a month or a day of Korea, with its first and its last second", () => {
    for (const [period, from, to] of [
      ["2025", "2025-01-01T00:00:00", "2025-12-31T23:59:59"],
      ["2025-07", "2025-07-01T00:00:00", "2025-07-31T23:59:59"],
      ["2025-12", "2025-12-01T00:00:00", "2025-12-31T23:59:59"],
      ["2028-02", "2028-02-01T00:00:00", "2028-02-29T23:59:59"],
      ["2025-07-21", "2025-07-21T00:00:00", "2025-07-21T23:59:59"],
    ] as const)
      expect(periodOf({ period }), period).to.deep.equal({ from: kst(from), to: kst(to) });
  });

  it("from its first to its last day or minute has each of them whole", () => {
    expect(periodOf({ since: "2025-07-21", to: "2025-12-01T09:00" })).to.deep.equal({
      from: kst("2025-07-21T00:00:00"),
      to: kst("2025-12-01T09:00:59"),
    });
    expect(periodOf({ since: "2025-07-21T09:30" }).from).to.equal(kst("2025-07-21T09:30:00"));
    expect(periodOf({ to: "2025-07-21T09:30:15" })).to.deep.equal({
      from: ALWAYS.from,
      to: kst("2025-07-21T09:30:15"),
    });
  });

  it("is all there is unless one is named", () => {
    expect(periodOf({})).to.deep.equal(ALWAYS);
    expect(periodWords(ALWAYS)).to.equal("the first block to the last block (KST, both included)");
  });

  it("that cannot be read is told with what could", () => {
    for (const [inputs, why] of [
      [
        { period: "July" },
        /^--period: expected a year, a month or a day such as .*, found "July"$/,
      ],
      [{ period: "2025-13" }, /^--period: "2025-13" is no year or month/],
      [{ since: "2025-02-30" }, /^--since: expected a day or a time in Korea .*"2025-02-30"$/],
      [{ to: "2025-02-28T24:00" }, /^--to: expected a day or a time/],
      [{ period: "2025", to: "2025-02-28" }, /^--period names both ends/],
      [{ since: "2025-03-01", to: "2025-02-28" }, /^--since 2025-03-01 is after --to 2025-02-28$/],
    ] as const)
      expect(() => periodOf(inputs), JSON.stringify(inputs)).to.throw(UserError, why);
  });
});

describe("what of the books is asked for", () => {
  it("is told by an institution, a bank's token, a line or a programme", () => {
    const { books, line, programme } = filterOf(
      { institution: "011", line: "2025-011-1040301-24001", programme: "3" },
      addresses,
    );
    expect([books("ministry 011"), books("ministry 021"), books("bank")]).to.deep.equal([
      ...[true, false, false],
    ]);
    expect([line, programme]).to.deep.equal([2025_011_1040301_24001n, 3n]);
    const ministries = filterOf({ institution: "ministries" }, addresses);
    expect(ministries.books("ministry 021")).to.equal(true);
    expect(filterOf({ bank: addresses.token }, addresses).books("treasury")).to.equal(false);
  });

  it("that nobody has is told with what there is", () => {
    for (const [inputs, why] of [
      [{ institution: "city" }, /^--institution: expected bank, treasury, operator, ministries or/],
      [{ bank: "0x00" }, /^--bank: expected the address of a bank's token/],
      [{ line: "24001" }, /^--line: expected a budget line/],
      [{ programme: "0" }, /^--programme: expected a programme's number/],
    ] as const)
      expect(() => filterOf(inputs, addresses)).to.throw(UserError, why);
  });
});

describe("a local file of names", () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), "gukgo-names-"))));
  after(() => rmSync(folder, { recursive: true }));

  const read = (content: string | Uint8Array) => {
    const path = join(folder, "names.csv");
    writeFileSync(path, content);
    return readNames(path);
  };

  it("has a name for each account, in Korean, with commas and with Excel's mark at its beginning", () => {
    const names = read(
      `\uFEFFaccount,name\r\n${somebody(1)},김하나\r\n${somebody(2).toLowerCase()},"서점, 마포"\r\n\r\n`,
    );
    expect([...names]).to.deep.equal([
      [somebody(1), "김하나"],
      [somebody(2), "서점, 마포"],
    ]);
  });

  it("is refused with the line that is bad", () => {
    for (const [content, why] of [
      [`account,name\n${somebody(1)},One\n0x12,Two\n`, /line 3: "0x12" is no account's address$/],
      [`${somebody(1)}\n`, /line 1: expected account,name, found 1 columns$/],
      [`${somebody(1)},One,Two\n`, /line 1: expected account,name, found 3 columns$/],
      [`${somebody(1)},\n`, /line 1: the name is empty or no line of text$/],
      [`${somebody(1)},One\n${somebody(1)},Two\n`, /line 2: 0x\w{40} has a name already$/],
      [Uint8Array.of(0xb1, 0xe8, 0xc7, 0xcf), /it cannot be read \(it is no UTF-8\)$/],
    ] as const)
      expect(() => read(content), String(content)).to.throw(UserError, why);
    expect(() => readNames(join(folder, "none.csv"))).to.throw(
      UserError,
      /cannot be read \(ENOENT\)/,
    );
  });
});

describe("a row of CSV", () => {
  it("has what holds a comma, a quotation mark or a line's end in quotation marks, and reads back the same", () => {
    const cells = ["plain", "with, comma", 'with "marks"', "한글", ""];
    const row = csvRow(cells);
    expect(row).to.equal('plain,"with, comma","with ""marks""",한글,\r\n');
    expect(parseCsv(row)).to.deep.equal([cells]);
    expect(csvRow(["two\nlines"])).to.equal('"two\nlines"\r\n');
  });

  it("has an apostrophe before a text that a spreadsheet would run, and none before a number", () => {
    const cells = ["=1+1", "+82", "-1", "@SUM(A1)", "\tx", -5n, 7];
    expect(csvRow(cells)).to.equal("'=1+1,'+82,'-1,'@SUM(A1),'\tx,-5,7\r\n");
  });
});

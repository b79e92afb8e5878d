import { expect } from "chai";
import { fit, pack, pad, shorten, table, width, wrap } from "../../../scripts/lib/text.ts";

describe("columns on a terminal", () => {
  const widths: readonly (readonly [text: string, columns: number])[] = [
    ["", 0],
    ["abc", 3],
    ["가", 2],
    ["힣", 2],
    ["國庫", 4],
    ["ㄱ", 2],
    ["₩1,000", 6],
    ["…", 1],
    ["Ｗ", 2],
    ["서울특별시 마포구", 17],
  ];
  for (const [text, columns] of widths) {
    it(`are ${columns} for "${text}"`, () => {
      expect(width(text)).to.equal(columns);
    });
  }

  it("are cut with an ellipsis, never in the middle of a wide letter, and filled up on either side", () => {
    expect(fit("abcdef", 6)).to.equal("abcdef");
    expect(fit("abcdefg", 6)).to.equal("abcde…");
    expect(fit("국고금관리", 6)).to.equal("국고…");
    expect(pad("국", 4)).to.equal("국  ");
    expect(pad("12", 4, "right")).to.equal("  12");
  });

  it("are kept by fit and pad, for every width from one", () => {
    for (const text of ["", "a", "국고금", "a국b고c금", "ab국고"]) {
      for (let columns = 1; columns <= 12; columns++) {
        expect(width(fit(text, columns)), `${text} ${columns}`).to.be.at.most(columns);
        expect(width(pad(text, columns)), `${text} ${columns}`).to.equal(columns);
        expect(width(pad(text, columns, "right")), `${text} ${columns}`).to.equal(columns);
      }
    }
  });
});

describe("a table", () => {
  it("aligns texts left and the named columns right, Hangul counting two", () => {
    const rows = [
      ["지역", "granted", "note"],
      ["마포구", "1,000", "x"],
      ["Sejong", "7", ""],
    ];
    expect(table(rows, [1])).to.deep.equal([
      "지역    granted  note",
      "마포구    1,000  x",
      "Sejong        7",
    ]);
  });

  it("leaves no space at the end of a line", () => {
    for (const line of table([["a", "bbbb"], ["a", ""], ["cc"]])) {
      expect(line).to.equal(line.trimEnd());
    }
  });

  it("may have rows of different lengths, one row, or none", () => {
    expect(table([["a", "b"], ["ccc"]])).to.deep.equal(["a    b", "ccc"]);
    expect(table([["one", "row"]])).to.deep.equal(["one  row"]);
    expect(table([])).to.deep.equal([]);
  });
});

describe("a text that is longer than a line", () => {
  it("is shortened at a comma, or else at a space, and never inside a figure", () => {
    const text = "balance ₩96,400, amount ₩5,000,000";
    expect(shorten(text, width(text))).to.equal(text);
    for (let columns = 18; columns < width(text); columns++) {
      expect(shorten(text, columns), String(columns)).to.equal("balance ₩96,400, …");
    }
    expect(shorten("amount ₩5,000,000", 16)).to.equal("amount …");
    expect(shorten("마포구 종로구", 10)).to.equal("마포구 …");
  });

  it("goes on in the next line, whole words all of them", () => {
    expect(wrap("issued 120,000,000 − redeemed 58,684,800", 20)).to.deep.equal([
      "issued 120,000,000 −",
      "redeemed 58,684,800",
    ]);
    expect(wrap("58,684,800 won", 4)).to.deep.equal(["58,684,800", "won"]);
    expect(wrap("마포 종로", 9)).to.deep.equal(["마포 종로"]);
    expect(wrap("마포 종로", 8)).to.deep.equal(["마포", "종로"]);
  });
});

describe("entries on lines", () => {
  it("each stand whole where there is room, the long ones first", () => {
    expect(pack(["b", "cccc", "a", "ddd"], 7, " · ")).to.deep.equal(["cccc", "ddd · b", "a"]);
    expect(pack(["한국", "b"], 8, " · ")).to.deep.equal(["한국 · b"]);
    expect(pack(["한국", "b"], 7, " · ")).to.deep.equal(["한국", "b"]);
    expect(pack([], 7, " · ")).to.deep.equal([]);
  });
});

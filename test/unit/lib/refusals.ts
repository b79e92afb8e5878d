import { expect } from "chai";
import { artifacts } from "../../../scripts/check/compiled.ts";
import { parseCsv } from "../../../scripts/lib/csv.ts";
import { isForm, type FormName } from "../../../scripts/lib/forms.ts";
import { placeholders, refusals, type RefusalEntry } from "../../../scripts/lib/refusal.ts";
import { width } from "../../../scripts/lib/text.ts";

interface Argument {
  readonly name: string;
  readonly internalType?: string;
}

/** What refuses without being declared by a contract: Solidity itself, and what cannot be read. */
const undeclared: ReadonlyMap<string, readonly Argument[]> = new Map([
  ["Error", [{ name: "message" }]],
  ["Panic", [{ name: "code" }]],
  ["unknown", []],
]);

/** Each error that something compiled from contracts/ can refuse with, and the arguments of each of its forms. */
function errorsOf(compiled: ReturnType<typeof artifacts>): Map<string, (readonly Argument[])[]> {
  const errors = new Map<string, (readonly Argument[])[]>();
  for (const { type, name = "", inputs = [] } of compiled.flatMap(({ abi }) => abi)) {
    if (type === "error") errors.set(name, [...(errors.get(name) ?? []), inputs]);
  }
  return errors;
}

/** What the table lacks and what it has for nothing. */
function gaps(errors: ReadonlySet<string>, rows: readonly { readonly name: string }[]) {
  const names = new Set(rows.map(({ name }) => name));
  return {
    missing: [...errors].filter((name) => !names.has(name)).toSorted(),
    unused: [...names].filter((name) => !errors.has(name) && !undeclared.has(name)).toSorted(),
  };
}

const texts = ({ en, ko }: RefusalEntry) => ({
  english: [en.sentence, en.remedy],
  korean: [ko.sentence, ko.remedy],
  all: [en.sentence, en.remedy, ko.sentence, ko.remedy],
});

/** The form that a type of the contracts asks for. Other types hold several things. */
const formByType: Readonly<Record<string, FormName>> = {
  address: "account",
  bytes32: "hash",
  uint48: "time",
  Invoice: "hash",
  LineId: "line",
  ProgrammeId: "number",
  Mcc: "mcc",
  Region: "region",
  "enum AccountKind": "kind",
  "enum OfficerRole": "officer",
  "enum SalesBand": "band",
  "enum Side": "side",
  "enum TermsPart": "part",
};

describe("the table of refusals", () => {
  const errors = errorsOf(artifacts());

  it("has a row for every error of the contracts, and no other row", () => {
    const { missing, unused } = gaps(new Set(errors.keys()), refusals);
    const file = "scripts/lib/data/refusals.csv";
    expect(missing, `${file} lacks ${missing.join(", ")}`).to.deep.equal([]);
    expect(unused, `${file} has ${unused.join(", ")}, which no contract throws`).to.deep.equal([]);
    expect([...undeclared.keys()].filter((name) => errors.has(name))).to.deep.equal([]);
  });

  it("would be found to lack an error, or to have one for nothing", () => {
    const rows = refusals.filter(({ name }) => name !== "ZeroAmount");
    const found = gaps(new Set(errors.keys()), [...rows, { name: "NoSuchError" }]);
    expect(found).to.deep.equal({ missing: ["ZeroAmount"], unused: ["NoSuchError"] });
  });

  it("has a code and a name only once", () => {
    const codes = refusals.map(({ code }) => code);
    const names = refusals.map(({ name }) => name);
    expect(codes.filter((code, n) => codes.indexOf(code) !== n)).to.deep.equal([]);
    expect(names.filter((name, n) => names.indexOf(name) !== n)).to.deep.equal([]);
    for (const code of codes) expect(code).to.match(/^[A-Z]\d\d$/);
  });

  for (const entry of refusals) {
    const { code, name } = entry;

    it(`${code} ${name} names only arguments of the error, in the form of their type`, () => {
      const shapes = errors.get(name) ?? [undeclared.get(name) ?? []];
      for (const { argument, form = "" } of texts(entry).all.flatMap(placeholders)) {
        expect(isForm(form), `no form for {${argument}}: write {${argument}:form}`).to.equal(true);
        for (const shape of shapes) {
          const found = shape.find((one) => one.name === argument);
          expect(found, `${name} has no argument ${argument}`).not.to.equal(undefined);
          const needed = formByType[found?.internalType ?? ""] ?? form;
          expect(form, `{${argument}} is ${found?.internalType}`).to.equal(needed);
        }
      }
    });

    it(`${code} ${name} is said in whole sentences of at most 100 columns, in both languages`, () => {
      const { english, korean, all } = texts(entry);
      for (const text of all) {
        expect(text).to.match(/^\S.*[^.]\.$/);
        expect(width(text), text).to.be.at.most(100);
        expect(text.replace(/\{\w+(:\w+)?\}/g, ""), text).not.to.match(/[{}]/);
      }
      for (const text of english) expect(text).not.to.match(/\p{Script=Hangul}/u);
      for (const text of korean)
        expect(text).to.match(/\p{Script=Hangul}.*(니다|십시오)(\([^()]+\))?\.$/u);
    });

    it(`${code} ${name} holds no person's number or address`, () => {
      for (const text of texts(entry).all) {
        expect(text).not.to.match(/\d{6}-?\d{7}|\d{2,4}-\d{3,4}-\d{4}|@|0x[0-9a-f]{4}/i);
      }
    });
  }
});

describe("the reader of tables", () => {
  const cases: readonly (readonly [written: string, cells: readonly string[]])[] = [
    ["a,b", ["a", "b"]],
    [",b,", ["", "b", ""]],
    ['"a, b",c', ["a, b", "c"]],
    ['"say ""no"", then",', ['say "no", then', ""]],
    ['{a},"{b}, ""{c}"""', ["{a}", '{b}, "{c}"']],
  ];
  for (const [written, cells] of cases) {
    it(`reads ${written} as ${cells.length} cells`, () => {
      expect(parseCsv(written)).to.deep.equal([cells]);
    });
  }

  it("takes what a spreadsheet writes: a byte-order mark, and two characters at each line's end", () => {
    expect(parseCsv("\uFEFFa,b\r\nc,d\r\n")).to.deep.equal([
      ["a", "b"],
      ["c", "d"],
    ]);
  });
});

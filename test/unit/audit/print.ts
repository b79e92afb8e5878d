import { expect } from "chai";
import type { Law } from "../../../scripts/audit/laws.ts";
import { printLedger, type Heading } from "../../../scripts/audit/print.ts";
import { width } from "../../../scripts/lib/text.ts";
import { auditOf, emptyBooks, payment, refused, somebody } from "../../helpers/books.ts";

const names = new Map([
  [somebody(1), "citizen"],
  [somebody(2), "shop"],
]);

const heading: Heading = {
  title: "A title",
  terms: "Terms",
  follow: somebody(1),
  hint: ["Change it."],
};

const print = (...departs: Parameters<typeof auditOf>): string[] =>
  printLedger(auditOf(...departs), heading, names);

const law = (departs: Partial<Law>): Law => ({
  ...{ number: 1, name: "supply", figures: "1 = 1", holds: true },
  ...departs,
});

describe("a printed ledger of hand-made books", () => {
  it("says of each law whether it holds or is BROKEN", () => {
    const laws = [law({}), law({ number: 2, name: "backing", holds: false })];
    const lines = print({ laws });
    expect(lines).to.include("Law 1 supply   holds   1 = 1");
    expect(lines).to.include("Law 2 backing  BROKEN  1 = 1");
  });

  it("goes on below where a law's figures are longer than a line, and leaves none out", () => {
    const figures = Array.from({ length: 12 }, (_, n) => `${n + 1},000,000,000 won`).join("; ");
    const lines = print({ laws: [law({ figures }), law({ number: 2, name: "backing" })] });
    const from = lines.findIndex((line) => line.startsWith("Law 1"));
    const to = lines.findIndex((line) => line.startsWith("Law 2"));
    const shown = lines.slice(from, to);
    expect(shown.length).to.be.greaterThan(2);
    for (const line of shown) expect(width(line), line).to.be.at.most(100);
    expect(shown.join(" ").replace(/ +/g, " ")).to.equal(`Law 1 supply holds ${figures}`);
  });

  it("totals payments, not categories", () => {
    const books = emptyBooks();
    for (const mcc of [5812, 5812, 5942]) books.payments.push(payment({ mcc, amount: 1_000n }));
    const total = print({ books }).find((line) => /Total, won +3 +3,000$/.test(line));
    expect(total).to.be.a("string");
  });

  it("has a table of what was refused, as many rows as there is room for", () => {
    const all = Array.from({ length: 30 }, (_, n) => refused({ error: `Reason${n}` }));
    const lines = print({ refused: all });
    const from = lines.findIndex((line) => line.startsWith("Refused: 30 mined transactions"));
    const to = lines.indexOf("  and 11 more: see ledger.json, which --out writes");
    expect(to - from).to.equal(21); // the columns' names, and 19 rows
    const bound = printLedger(auditOf({ refused: all }), { ...heading, lines: 30 }, names);
    expect(bound).to.have.length(30);
    expect(bound.find((line) => line.includes(" more: see"))).to.match(/^ {2}and \d+ more: /);
    expect(print()).to.include("Refused: no mined transaction");
  });

  it("gives laws that speak of nothing a line together, where there is little room", () => {
    const idle = [
      law({ number: 3, name: "trust", figures: "nothing held", isIdle: true }),
      law({ number: 4, name: "budget", figures: "no line", isIdle: true }),
    ];
    const broken = law({
      number: 12,
      name: "treasury",
      figures: "odd",
      holds: false,
      isIdle: true,
    });
    const laws = [law({}), ...idle, broken];
    const lines = printLedger(auditOf({ laws }), { ...heading, lines: 40 }, names);
    expect(lines.filter((line) => line.startsWith("Law "))).to.deep.equal([
      "Law 1 supply     holds   1 = 1",
      "Law 12 treasury  BROKEN  odd",
      "Law 3, 4         holds   nothing held; no line",
    ]);
    expect(print({ laws }).filter((line) => line.startsWith("Law "))).to.have.length(4);
  });

  it("says in the place of the hint what differs, by name and whole", () => {
    const what = `balance of ${somebody(1)}`;
    const differences = [{ what, fromEvents: "1", onChain: "2" }];
    const lines = print({ differences });
    expect(lines).to.include("Differs: balance of citizen: 1 by events, 2 on the chain");
    expect(lines).not.to.include("Change it.");
    expect(print()).to.include("Change it.");
  });
});

import { expect } from "chai";
import { id } from "ethers";
import { askedOf, type Written } from "../../../scripts/audit/trace/asked.ts";
import { jsonOf } from "../../../scripts/audit/trace/json.ts";
import { svgOf } from "../../../scripts/audit/trace/svg.ts";
import type { Trace } from "../../../scripts/audit/trace/trace.ts";
import { textOf } from "../../../scripts/audit/trace/text.ts";
import { width } from "../../../scripts/lib/text.ts";
import { account, addresses, Tale } from "../../helpers/tale.ts";

const [anna, bela, shop, fund] = [account("a"), account("b"), account("s"), account("f")];

/** A programme that two issues paid for, a citizen who spends, and a shop that redeems. */
function small() {
  const tale = new Tale();
  tale.issue(1n, [fund, 1_000n]);
  tale.issue(2n, [fund, 500n]);
  tale.open(1n, fund, 1_200n);
  const granted = tale.grant(1n, 4n, [anna, 1_100n], [bela, 100n]);
  const paid = tale.spend(1n, anna, shop, 1_050n, 17n);
  tale.redeem(shop, 900n);
  return { tale, granted, paid };
}

/** Many holders who pay many shops, money that goes round among them, and shops that redeem. */
function large(): Tale {
  const tale = new Tale();
  const holders = Array.from({ length: 60 }, (_, n) => `0x${id(`holder ${n}`).slice(-40)}`);
  tale.issue(1n, [fund, 1_000_000n]);
  tale.open(1n, fund, 900_000n);
  for (const holder of holders) tale.grant(1n, 1n, [holder, 10_000n]);
  for (const [n, holder] of holders.entries()) {
    for (const part of [1_000n, 2_000n, 3_000n]) {
      tale.spend(1n, holder, account("pqrs"[n % 4] ?? "p"), part);
    }
  }
  for (let round = 0; round < 40; round++) {
    tale.transfer(account("p"), account("q"), 20_001n);
    tale.transfer(account("q"), account("p"), 20_002n);
  }
  tale.redeem(account("q"), 50_000n);
  return tale;
}

const SHORT = { names: new Map<string, string>(), all: false };

describe("a trace as text", () => {
  it("tells each movement with its time in Korea, its won, and where lots were mixed", () => {
    const { tale, paid } = small();
    // fund had won 1 to 1,000 of issue 1 and 1 to 500 of issue 2; the programme took 1,000 and 200 of them.
    // anna's 1,100 are 1,000 of issue 1 and 100 of issue 2; she paid the first 1,050, of which the shop redeemed the first 900.
    expect(textOf(tale.trace({ payment: paid }), SHORT)).to.deep.equal([
      `Trace of payment of transaction ${paid}`,
      "Where won lay together, those that came first left first; such a line says of how many lots.",
      "",
      "Where it came from",
      "1970-01-01 14:00:00  ₩1,050  paid by 0x6161…6161 to 0x7373…7373, voucher of programme 1, receipt",
      "                               17",
      "1970-01-01 13:00:00  ₩1,050  granted to 0x6161…6161 in programme 1, batch 4; part of ₩1,100",
      "1970-01-01 12:00:00  ₩1,050  set aside for programme 1 by 0x6666…6666; part of ₩1,200; first in,",
      "                               first out of 2 lots",
      "1970-01-01 10:00:00  ₩1,000  ├─ issued by 0x6969…6969, reference 1, to 0x6666…6666",
      "1970-01-01 11:00:00     ₩50  └─ issued by 0x6969…6969, reference 2, to 0x6666…6666; part of ₩500",
      "",
      "Where it went",
      "1970-01-01 14:00:00  ₩1,050  paid by 0x6161…6161 to 0x7373…7373, voucher of programme 1, receipt",
      "                               17",
      "1970-01-01 15:00:00    ₩900  ├─ redeemed at par by 0x7373…7373, number 1",
      "                       ₩150  └─ still held by 0x7373…7373",
      "",
      "With which issues it began",
      "                     ₩1,000  issued by 0x6969…6969, reference 1",
      "                        ₩50  issued by 0x6969…6969, reference 2",
      "",
      "What became of it",
      "                       ₩900  redeemed at par by 0x7373…7373",
      "                       ₩150  still held by 0x7373…7373",
      "",
      "Accounts",
      `0x6161…6161  ${anna}`,
      `0x7373…7373  ${shop}`,
      `0x6666…6666  ${fund}`,
      `0x6969…6969  ${account("i")}`,
    ]);
  });

  it("has names where a person gave them", () => {
    const { tale, paid } = small();
    const names = new Map([
      [anna, "Anna"],
      [shop, "Bookshop"],
    ]);
    const text = textOf(tale.trace({ payment: paid }), { names, all: false }).join("\n");
    expect(text).to.include("paid by Anna to Bookshop, voucher of programme 1");
    expect(text).to.match(new RegExp(`\nAnna +${anna}\n`));
  });

  it("is at most 100 columns wide and a few lines long; what is left out is counted with its won", () => {
    const trace = large().trace({ issue: "1" });
    const lines = textOf(trace, SHORT);
    for (const one of lines) expect(width(one), one).to.be.at.most(100);
    expect(lines.length).to.be.below(200);
    // At the second fork are 60 grants of 10,000 and 300,000 that were not granted. Three are told.
    expect(lines.join("\n")).to.match(/… and 58 more, ₩870,000/);
  });

  it("has every line where all are asked for, none of them too wide", () => {
    const trace = large().trace({ issue: "1" });
    const lines = textOf(trace, { ...SHORT, all: true });
    expect(lines.join("\n")).not.to.include("… and");
    for (const one of lines) expect(width(one), one).to.be.at.most(100);
    const granted = lines.filter((one) => one.includes("granted to"));
    expect(granted).to.have.length(60);
  });
});

interface Moved {
  readonly id: number;
  readonly kind: string;
  readonly traced: string;
  readonly won: readonly [string, string][];
}

interface Linked {
  readonly from: number;
  readonly to: number;
  readonly amount: string;
}

interface Json {
  readonly backMoves: readonly Moved[];
  readonly backLinks: readonly Linked[];
  readonly backEnds: readonly { move: number; amount: string }[];
  readonly forthMoves: readonly Moved[];
  readonly forthLinks: readonly Linked[];
  readonly forthEnds: readonly { move: number; amount: string }[];
  readonly fates: readonly object[];
}

const parsed = (trace: Trace): Json => JSON.parse([...jsonOf(trace)].join("")) as Json;

describe("a trace as JSON", () => {
  it("has amounts that add up at every movement, both ways", () => {
    const said = parsed(large().trace({ won: "1-30,000", of: account("p") }));
    for (const [moves, links, ends, out, into] of [
      [said.backMoves, said.backLinks, said.backEnds, "to", "from"],
      [said.forthMoves, said.forthLinks, said.forthEnds, "from", "to"],
    ] as const) {
      const known = new Set(moves.map(({ id: move }) => move));
      for (const { id: move, traced } of moves) {
        const next = links.filter((link) => link[out] === move);
        const ended = ends.filter((end) => end.move === move);
        const sum = [...next, ...ended].reduce((all, { amount }) => all + BigInt(amount), 0n);
        expect(String(sum), `${out} of ${move}`).to.equal(traced);
        for (const link of next) expect(known.has(link[into])).to.equal(true);
      }
    }
  });

  it("has won as digits, accounts in full, and which won of a movement they are", () => {
    const { tale, granted } = small();
    const said = parsed(tale.trace({ grant: `${granted}:1` }));
    // The programme's first 1,100 are all of issue 1 and won 1 to 100 of issue 2.
    expect(said.backMoves.map(({ kind, traced, won }) => [kind, traced, won])).to.deep.equal([
      ["issued", "1000", [["1", "1000"]]],
      ["issued", "100", [["1", "100"]]],
      ["setAside", "1100", [["1", "1100"]]],
      ["granted", "1100", [["1", "1100"]]],
    ]);
    expect(said.fates).to.deep.equal([
      { what: "redeemed", place: { kind: "account", account: shop }, amount: "900" },
      { what: "held", place: { kind: "account", account: shop }, amount: "150" },
      {
        ...{ what: "held", amount: "50" },
        place: { kind: "voucher", account: anna, programme: "1" },
      },
    ]);
  });
});

/** Whether every tag of a text is closed in its order and no sign stands there unescaped. */
function expectWellFormed(xml: string): void {
  const open: string[] = [];
  const rest = xml.replace(/<(\/?)([a-z]+)((?: [\w:-]+="[^"<]*")*)(\/?)>/gi, (...found) => {
    const [, isEnd, name, , isEmpty] = found as [string, string, string, string, string];
    if (isEnd === "/") expect(open.pop()).to.equal(name);
    else if (isEmpty === "") open.push(name);
    return "";
  });
  expect(open).to.deep.equal([]);
  expect(rest).not.to.match(/[<>]|&(?!amp;|lt;|gt;|quot;)/);
}

describe("a trace as a drawing", () => {
  it("is well-formed, and the same bytes each time", () => {
    for (const written of [{ issue: "1" }, { what: account("p") }] satisfies Written[]) {
      const drawn = svgOf(large().trace(written));
      expectWellFormed(drawn);
      expect(svgOf(large().trace(written))).to.equal(drawn);
    }
  });

  it("has a title and a description for who listens, and text that can be selected", () => {
    const { tale, paid } = small();
    const drawn = svgOf(tale.trace({ payment: paid }));
    expect(drawn).to.include('role="img" aria-labelledby="title desc"');
    expect(drawn).to.include(`<title id="title">Trace of payment of transaction ${paid}</title>`);
    expect(drawn).to.match(/<desc id="desc">₩900 redeemed, ₩150 still held\. .*<\/desc>/);
    expect(drawn).to.include(">paid with a voucher</text>");
    expect(drawn).to.include("@media (prefers-color-scheme: dark)");
    expect(drawn).not.to.match(/https?:(?!\/\/www\.w3\.org\/2000\/svg)/);
  });

  it("stays small however many movements there are, and its boxes cover none of each other", () => {
    const drawn = svgOf(large().trace({ issue: "1" }));
    const boxes = [...drawn.matchAll(/transform="translate\((\d+) (\d+)\)"><title>/g)].map(
      ([, x, y]) => [Number(x), Number(y)] as const,
    );
    expect(boxes.length).to.be.within(10, 140);
    for (const [n, [x, y]] of boxes.entries()) {
      for (const [other, below] of boxes.slice(n + 1))
        if (other === x) expect(Math.abs(below - y)).to.be.at.least(94);
    }
  });
});

describe("what is to be traced", () => {
  const { tale, paid, granted } = small();
  const none = id("no such transaction");
  const refusals: readonly (readonly [Written, string])[] = [
    [{}, "name one thing to trace: a transaction, a line or PROGRAMME:HOLDER; or"],
    [{ what: paid, issue: "1" }, "name one thing to trace:"],
    [
      { what: "soon" },
      'expected a transaction, a budget line, an account or PROGRAMME:HOLDER, found "soon"',
    ],
    [
      { payment: "soon" },
      "--payment: expected a transaction, or TRANSACTION:2, or a receipt's number",
    ],
    [
      { payment: none },
      `--payment ${none}: no such transaction moved won or authority in what was read`,
    ],
    [{ payment: granted }, `--payment ${granted}: that transaction made no payment`],
    [{ payment: `${paid}:2` }, `--payment ${paid}:2: that transaction made 1 payment`],
    [{ payment: "99" }, "--payment 99: no payment has a receipt of that number"],
    [{ grant: "1" }, "--grant: expected PROGRAMME:HOLDER such as 1:0x…, or a transaction"],
    [{ grant: `1:${shop}` }, `--grant 1:${shop}: programme 1 granted nothing to that account`],
    [{ grant: paid }, `--grant ${paid}: that transaction made no grant`],
    [{ obligation: "1" }, "--obligation: expected a matter of 32 bytes, or CREDITOR:MATTER"],
    [{ obligation: none }, `--obligation ${none}: nothing was obligated on that matter`],
    [{ issue: "one" }, "--issue: expected the bank's reference, or ISSUER:REFERENCE"],
    [{ issue: "9" }, "--issue 9: nothing was issued under that reference"],
    [{ issue: `${anna}:1` }, `--issue ${anna}:1: nothing was issued under that reference`],
    [{ line: "2025" }, "expected a budget line such as 2025-011-1040301-24001"],
    [
      { line: "2025-011-1040301-24001" },
      "--line 2025-011-1040301-24001: nothing was ever appropriated",
    ],
    [{ won: "1" }, "--of: expected whose won it is, a 0x address"],
    [{ won: "0", of: shop }, "--won: expected a number such as 1, or won such as 1-30,000"],
    [{ won: "1,051", of: shop }, `--won 1,051 --of ${shop}: only ₩1,050 ever came to that account`],
    [
      { won: "1", of: anna },
      `--won 1 --of ${anna}: no won ever came to that account; vouchers are`,
    ],
    [{ issue: "1", of: anna }, "--of goes with --won N alone"],
    [
      { what: none },
      `${none}: no transaction of that hash moved won or authority in what was read`,
    ],
  ];
  for (const [written, line] of refusals) {
    it(`is refused in one line: ${line}`, () => {
      expect(() => tale.trace(written)).to.throw(line);
      expect(() => tale.trace(written)).not.to.throw(/\n/);
    });
  }

  it("is named by its form where no option names it", () => {
    const by = (what: string) => askedOf({ what }).by;
    expect([paid, `${paid}:2`, anna, `1:${anna}`, "2025-011-1040301-24001"].map(by)).to.deep.equal([
      "transaction",
      "payment",
      "account",
      "grant",
      "line",
    ]);
  });

  it("asks which key issued where two did under one reference", () => {
    const two = new Tale();
    two.issue(1n, [anna, 1n]);
    two.then(
      ["token", "Transfer", { from: `0x${"0".repeat(40)}`, to: anna, value: 1n }],
      ["token", "DepositIssued", { issuer: bela, ref: 1n, reason: 0n }],
    );
    expect(() => two.trace({ issue: "1" })).to.throw(
      `--issue 1: several keys issued under it; name ISSUER:REFERENCE: ${account("i")}, ${bela}`,
    );
    expect(two.trace({ issue: `${bela}:1` }).roots).to.have.length(1);
  });

  it("is refused before anything is read where it is written badly", () => {
    expect(addresses.token).to.equal(account("t"));
    expect(() => askedOf({ won: "x", of: anna })).to.throw("--won: expected");
  });
});

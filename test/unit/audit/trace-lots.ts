import { expect } from "chai";
import { originsOf, type Step } from "../../../scripts/audit/trace/follow.ts";
import { flowOf } from "../../../scripts/audit/trace/read.ts";
import { beginnings, fatesOf } from "../../../scripts/audit/trace/summary.ts";
import type { Trace } from "../../../scripts/audit/trace/trace.ts";
import { account, addresses, Tale } from "../../helpers/tale.ts";

const [anna, bela, cara] = [account("a"), account("b"), account("c")];

/** What became of the won, as `what account amount`. */
const fates = (trace: Trace): string[] =>
  fatesOf(trace).map(({ what, purse, amount }) => {
    const { kind, account: whose } = trace.flow.purses.at(purse);
    const name = new Map([
      [anna, "anna"],
      [bela, "bela"],
      [cara, "cara"],
    ]).get(whose);
    return `${what} ${name ?? kind} ${amount}`;
  });

/** With which issues the won began, as `reference amount`. */
const began = (trace: Trace): string[] =>
  beginnings(trace).map(({ ref, amount }) => `${ref}: ${amount}`);

describe("won that lie together leave in the order in which they came", () => {
  /*
   * Issue 1 brings anna won 1 to 100, issue 2 won 101 to 150.
   * anna pays bela 60:  won 1 to 60.              anna has 61 to 150.
   * anna pays cara 60:  won 61 to 120.            anna has 121 to 150, all of issue 2.
   * cara pays bela 30:  won 61 to 90.             cara has 91 to 120: 10 of issue 1, 20 of issue 2.
   * bela redeems 80:    won 1 to 60 and 61 to 80. bela has 81 to 90.
   */
  const tale = new Tale();
  tale.issue(1n, [anna, 100n]);
  tale.issue(2n, [anna, 50n]);
  const first = tale.transfer(anna, bela, 60n);
  const second = tale.transfer(anna, cara, 60n);
  const third = tale.transfer(cara, bela, 30n);
  const redeemed = tale.redeem(bela, 80n);

  it("follows each issue to where its won are", () => {
    expect(fates(tale.trace({ issue: "1" }))).to.deep.equal([
      ...["redeemed bela 80", "held bela 10", "held cara 10"],
    ]);
    expect(fates(tale.trace({ issue: "2" }))).to.deep.equal(["held anna 30", "held cara 20"]);
  });

  it("follows each payment back to its issues, and forth", () => {
    const one = tale.trace({ payment: first });
    expect([began(one), fates(one)]).to.deep.equal([["1: 60"], ["redeemed bela 60"]]);
    const two = tale.trace({ payment: second });
    expect(began(two)).to.deep.equal(["1: 40", "2: 20"]);
    // Of its won 61 to 120, bela redeemed 61 to 80 and holds 81 to 90; cara holds the rest.
    expect(fates(two)).to.deep.equal(["held cara 30", "redeemed bela 20", "held bela 10"]);
    const three = tale.trace({ what: third });
    expect([began(three), fates(three)]).to.deep.equal([
      ["1: 30"],
      ["redeemed bela 20", "held bela 10"],
    ]);
    expect(began(tale.trace({ what: redeemed }))).to.deep.equal(["1: 80"]);
  });

  it("says where several lots lay together, and of how many it was", () => {
    const flow = flowOf(tale.events, addresses);
    const mixed = (id: number) => {
      const { lots, tookAll } = flow.move(id);
      return [lots, tookAll];
    };
    // Movements 1 and 2 are the issues. anna had two lots, and both times some were left.
    expect([3, 4].map(mixed)).to.deep.equal([
      [2, false],
      [2, false],
    ]);
    // cara's one lot, and bela's two.
    expect([5, 6].map(mixed)).to.deep.equal([
      [1, false],
      [2, false],
    ]);
  });

  it("finds one won by its number among those that ever came to an account", () => {
    // The 95th that came to anna is of issue 1, and cara's.
    const one = tale.trace({ won: "95", of: anna });
    expect([began(one), fates(one)]).to.deep.equal([["1: 1"], ["held cara 1"]]);
    // The 61st that came to bela is the first that cara paid: won 61, redeemed.
    const other = tale.trace({ won: "61", of: bela });
    expect([began(other), fates(other)]).to.deep.equal([["1: 1"], ["redeemed bela 1"]]);
    // Won 100 to 101 came with both issues; both are cara's.
    const both = tale.trace({ won: "100-101", of: anna });
    expect([began(both), fates(both)]).to.deep.equal([["1: 1", "2: 1"], ["held cara 2"]]);
  });

  it("finds what an account holds", () => {
    const held = tale.trace({ what: cara });
    expect([began(held), fates(held)]).to.deep.equal([["2: 20", "1: 10"], ["held cara 30"]]);
  });

  it("leaves the order as it is where somebody pays itself, or nothing", () => {
    const same = new Tale();
    same.issue(1n, [anna, 10n]);
    same.issue(2n, [anna, 10n]);
    same.transfer(anna, anna, 10n);
    same.transfer(anna, bela, 0n);
    same.transfer(anna, bela, 10n);
    expect(fates(same.trace({ issue: "1" }))).to.deep.equal(["held bela 10"]);
  });

  it("says that money is missing where more leaves than came", () => {
    const odd = new Tale();
    odd.issue(1n, [anna, 10n]);
    odd.transfer(anna, bela, 11n);
    expect(() => odd.trace({ issue: "1" })).to.throw(
      /^Transfer in block 2, .*only 10 had come to where it was taken from/,
    );
  });
});

/** A won by its issue and its number in it. */
type Won = `${bigint}:${bigint}`;

/** Numbers below `most` that look like chance and are always the same. */
function drawing(seed: number): (most: number) => number {
  let state = seed;
  return (most) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
}

describe("lots, beside won that are moved one by one", () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    it(`are where each single won is, and came with the same issue (story ${seed})`, () => {
      const draw = drawing(seed);
      const people = ["a", "b", "c", "d", "e"].map(account);
      const single = new Map(people.map((one) => [one, [] as Won[]]));
      const tale = new Tale();
      for (let act = 1; act <= 250; act++) {
        const from = people[draw(people.length)] ?? "";
        const to = people[draw(people.length)] ?? "";
        const purse = single.get(from) ?? [];
        if (draw(5) === 0) {
          const amount = 1 + draw(30);
          tale.issue(BigInt(act), [to, BigInt(amount)]);
          for (let n = 0; n < amount; n++) single.get(to)?.push(`${BigInt(act)}:${BigInt(n)}`);
          continue;
        }
        const amount = draw(purse.length + 1);
        if (amount === 0 || from === to) continue;
        const taken = purse.splice(0, amount);
        if (draw(10) === 0) {
          tale.redeem(from, BigInt(amount));
          continue;
        }
        tale.transfer(from, to, BigInt(amount));
        single.get(to)?.push(...taken);
      }
      const flow = flowOf(tale.events, addresses);
      for (const person of people) {
        const purse = flow.purses.find("account", person);
        const wons = purse === undefined ? [] : openWons(flow, purse);
        expect(wons).to.deep.equal(single.get(person));
      }
    });
  }
});

/** Every won of an account from the oldest, each by its issue. */
function openWons(flow: ReturnType<typeof flowOf>, purse: number): Won[] {
  const wons: Won[] = [];
  let from = flow.purses.taken.at(purse);
  for (let id = flow.purses.front.at(purse); id !== 0; id = flow.next(id)) {
    for (let won = from; won < flow.amount(id); won++) wons.push(issueOf(flow, id, won));
    from = 0n;
  }
  return wons;
}

function issueOf(flow: ReturnType<typeof flowOf>, id: number, won: bigint): Won {
  let step: Step = { move: id, ranges: [{ from: won, to: won + 1n }], amount: 1n };
  while (flow.kind(step.move) !== "issued") step = originsOf(flow, step)[0] as Step;
  return `${flow.move(step.move).ref}:${step.ranges[0]?.from ?? -1n}`;
}

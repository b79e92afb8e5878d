import { expect } from "chai";
import { zeroPadValue, toBeHex } from "ethers";
import { castScenario } from "../../../scripts/sandbox/cast.ts";
import { Draw } from "../../../scripts/sandbox/draw.ts";
import { scenarioFile } from "../../../scripts/sandbox/files.ts";
import { loadScenario } from "../../../scripts/sandbox/scenario.ts";

const SEED = 20_250_721;
const accounts = Array.from({ length: 420 }, (_, n) => zeroPadValue(toBeHex(n + 1), 20));

const drawn = (seed: number, bound: number): number[] => {
  const draw = new Draw(seed);
  return Array.from({ length: 200 }, () => draw.below(bound));
};

/** What is known of everybody in the coupon's cast, dealt out with another seed. */
const dealt = (seed: number): unknown[] => {
  const scenario = { ...loadScenario(scenarioFile("livelihood-coupon-2025")), seed };
  return [...castScenario(scenario, accounts).facts.entries()];
};

describe("draws from a seed", () => {
  it("lie from nothing to below their bound, and reach both ends", () => {
    for (const bound of [1, 2, 7, 60]) {
      const numbers = drawn(SEED, bound);
      expect(Math.min(...numbers)).to.equal(0);
      expect(Math.max(...numbers)).to.equal(bound - 1);
    }
  });

  it("are alike for one seed, whoever else draws meanwhile, and differ for the next", () => {
    const [one, two] = [new Draw(SEED), new Draw(SEED)];
    for (let n = 0; n < 50; n++) expect(one.below(1_000)).to.equal(two.below(1_000));
    expect(drawn(SEED + 1, 1_000)).not.to.deep.equal(drawn(SEED, 1_000));
  });

  it("choose one of a list, and nothing from an empty one", () => {
    const list = ["a", "b", "c"];
    const draw = new Draw(SEED);
    const chosen = new Set(Array.from({ length: 60 }, () => draw.oneOf(list)));
    expect([...chosen].toSorted()).to.deep.equal(list);
    expect(() => draw.oneOf([])).to.throw();
  });

  it("leave the list they shuffle as it was", () => {
    const list = [1, 2, 3, 4, 5, 6, 7, 8];
    const shuffled = new Draw(SEED).shuffled(list);
    expect(list).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(shuffled.toSorted((a, b) => a - b)).to.deep.equal(list);
    expect(shuffled).to.deep.equal(new Draw(SEED).shuffled(list));
    expect(new Draw(SEED + 1).shuffled(list)).not.to.deep.equal(shuffled);
  });

  it("deal one cast for one seed, another for another", () => {
    expect(dealt(SEED)).to.deep.equal(dealt(SEED));
    expect(dealt(SEED + 1)).not.to.deep.equal(dealt(SEED));
  });
});

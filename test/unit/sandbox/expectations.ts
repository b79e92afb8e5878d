import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { network } from "hardhat";
import { Draw } from "../../../scripts/sandbox/draw.ts";
import { scenarioFile } from "../../../scripts/sandbox/files.ts";
import { play, readScenario } from "../../../scripts/sandbox/play.ts";
import { StepFailed } from "../../../scripts/sandbox/runner.ts";

const coupon = readFileSync(scenarioFile("livelihood-coupon-2025"), "utf8");
const head = coupon.slice(0, coupon.indexOf("\nsteps:"));

/** 1,000,000 won attested, of which 600,000 may be issued; then the step in question. */
const opening = `
steps:
  - deposit.attest: { amount: 1_000_000, reference: 1, lifetime: 30d }
  - deposit.allow: { amount: 600_000 }
  - deposit.admit: { accounts: funding, kind: agency, until: 2026-07-01T00:00:00+09:00 }
`;
const issue = (amount: string, expectation: string) =>
  `  - deposit.issue: { to: funding, amount: ${amount}, reference: 1 }\n    expect: ${expectation}\n`;

const cases: readonly (readonly [what: string, step: string, seen: string])[] = [
  [
    "is refused where it must be accepted",
    issue("600_001", "accepted"),
    "expected accepted, seen refused IssuanceAllowanceExceeded(issuer 0x",
  ],
  [
    "is accepted where it must be refused",
    issue("600_000", "{ refused: IssuanceAllowanceExceeded }"),
    "expected refused IssuanceAllowanceExceeded(), seen accepted, ₩600,000 moved",
  ],
  [
    "is refused for another reason",
    issue("600_001", "{ refused: ReserveExceeded }"),
    "expected refused ReserveExceeded(), seen refused IssuanceAllowanceExceeded(",
  ],
  [
    "is refused for this reason with another figure",
    issue("600_001", "{ refused: IssuanceAllowanceExceeded, with: { allowance: 600_001 } }"),
    "expected refused IssuanceAllowanceExceeded(allowance 600_001), seen refused IssuanceAllowanceExceeded(",
  ],
  [
    "is refused, and a figure is asked for that the reason has not",
    issue("600_001", "{ refused: IssuanceAllowanceExceeded, with: { limit: 600_000 } }"),
    "expected refused IssuanceAllowanceExceeded(limit 600_000), seen refused IssuanceAllowanceExceeded(",
  ],
  [
    "moves another amount",
    issue("600_000", "{ moved: 599_999 }"),
    "expected ₩599,999 moved, seen accepted, ₩600,000 moved",
  ],
];

describe("a step's expectation", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "gukgo-"));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  /** What ends the run of this scenario; nothing where it goes through. */
  async function ending(step: string): Promise<unknown> {
    const file = join(folder, "scenario.yaml");
    writeFileSync(file, head + opening + step);
    const connection = await network.create({ chainType: "l1" });
    return play(connection, readScenario(file), { progress: () => {} }).then(
      () => undefined,
      (error: unknown) => error,
    );
  }

  it("lets the run go on where it is met, with the reason's figures", async () => {
    const met =
      issue("600_001", "{ refused: IssuanceAllowanceExceeded, with: { allowance: 600_000 } }") +
      issue("600_000", "{ moved: 600_000 }");

    expect(await ending(met)).to.equal(undefined);
  });

  for (const [what, step, seen] of cases) {
    it(`ends the run, with step, expected and seen, when the step ${what}`, async () => {
      const line = (head + opening).split("\n").length;

      const error = await ending(step);

      expect(error).to.be.instanceOf(StepFailed);
      expect((error as Error).message).to.contain(`scenario.yaml:${line}: deposit.issue: ${seen}`);
    });
  }
});

describe("what is drawn", () => {
  const drawn = (seed: number) => {
    const draw = new Draw(seed);
    return Array.from({ length: 40 }, () => draw.below(1_000));
  };

  it("is the same for the same seed and another for another", () => {
    expect(drawn(7)).to.deep.equal(drawn(7));
    expect(drawn(8)).not.to.deep.equal(drawn(7));
  });

  it("loses nobody when it shuffles", () => {
    const all = Array.from({ length: 60 }, (_, n) => n);
    const shuffled = new Draw(1).shuffled(all);

    expect(shuffled).not.to.deep.equal(all);
    expect(shuffled.toSorted((a, b) => a - b)).to.deep.equal(all);
  });
});

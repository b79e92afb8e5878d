import { id } from "ethers";
import {
  line,
  matter,
  otherMatter,
  papers,
  readyBudget,
  supplier,
  type Budget,
} from "../helpers/budget.ts";
import { deployed, won } from "../helpers/fixtures.ts";
import { within } from "./bounds.ts";

/**
 * Gas of the budget's hot paths: one transaction from an outside account, base cost and calldata included, all slots cold.
 * `committed` is the measured value and at most 1 % more, never above `ceiling`.
 */
const BOUNDS = {
  "obligate, first of the line": { ceiling: 95_000, committed: 60_000 },
  "obligate again": { ceiling: 60_000, committed: 60_000 },
  "obligate again, small and watched": { ceiling: 64_300, committed: 64_000 },
  "pay a creditor": { ceiling: 95_000, committed: 82_000 },
  "pay the rest": { ceiling: 95_000, committed: 82_000 },
} as const;

describe("gas of the budget", () => {
  let world: Budget;
  let creditor: string;

  before(async () => {
    world = await readyBudget(await deployed());
    creditor = (await supplier(world)).address;
  });

  const measured = (name: keyof typeof BOUNDS, sent: Parameters<typeof within>[2][number]) =>
    within(name, BOUNDS[name], [sent]);

  it("obligates", async () => {
    const { obligating } = world;
    await measured(
      "obligate, first of the line",
      obligating.obligate(line, creditor, matter, won(50_000_000), 0n),
    );
    await measured(
      "obligate again",
      obligating.obligate(line, creditor, otherMatter, won(50_000_000), 0n),
    );
    const small = won(5_000_000);
    await obligating.obligate(line, creditor, id("small 1"), small, 0n);
    await measured(
      "obligate again, small and watched",
      obligating.obligate(line, creditor, id("small 2"), small, 0n),
    );
  });

  it("pays", async () => {
    const { disbursing } = world;
    await measured("pay a creditor", disbursing.pay(creditor, matter, won(20_000_000), papers));
    await measured("pay the rest", disbursing.pay(creditor, matter, won(30_000_000), papers));
  });
});

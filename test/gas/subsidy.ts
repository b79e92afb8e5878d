import { deployed, won } from "../helpers/fixtures.ts";
import { invoice } from "../helpers/invoices.ts";
import {
  anotherAward,
  attestBoth,
  awarded,
  buying,
  payment,
  readySubsidies,
  releaseNext,
  strict,
  type Subsidy,
} from "../helpers/subsidy.ts";
import { within } from "./bounds.ts";

/** What the chain itself charges for it: docs/decisions/0042-subsidies.md works it out. */
const FLOORS = {
  release: 48_899,
  "pay, no own share": 93_390,
  "pay, with own share": 107_602,
  "pay, with own share, for an asset": 153_933,
} as const;

/** At most a quarter above the floor. */
const ceilingOf = (name: keyof typeof FLOORS): number => Math.floor(FLOORS[name] * 1.25);

/**
 * Gas of the hot paths of subsidies: one transaction from an outside account, base cost and calldata included, all slots cold.
 * `committed` is the measured value and at most 1 % more, never above a quarter over the floor.
 */
const COMMITTED = {
  release: 56_000,
  "pay, no own share": 107_500,
  "pay, with own share": 125_900,
  "pay, with own share, for an asset": 174_900,
} as const;

describe("gas of subsidies", () => {
  let world: Subsidy;
  before(async () => {
    world = await awarded(await readySubsidies(await deployed()));
    await anotherAward(world, { ...strict, buysAssets: false });
    await releaseNext(world, 2n);
    await attestBoth(world);
  });

  const measured = (name: keyof typeof FLOORS, sent: Parameters<typeof within>[2][number]) =>
    within(name, { ceiling: ceilingOf(name), committed: COMMITTED[name] }, [sent]);

  const bill = (award: bigint, name: string) =>
    payment(world, won(2_000_000), { award, invoice: invoice(name, won(2_000_000)) });

  it("releases an instalment", async () => {
    await measured("release", world.disburser.release(1n, 1n, []));
  });

  it("pays an invoice", async () => {
    const { byCompany } = world;
    // The payee has money and the award has paid before: no slot is written for the first time but the invoice's.
    await byCompany.pay(bill(1n, "before"));
    await byCompany.pay(bill(2n, "before, own share"));
    await measured("pay, no own share", byCompany.pay(bill(1n, "without")));
    await measured("pay, with own share", byCompany.pay(bill(2n, "with")));
    const asset = { ...bill(2n, "asset"), ...buying };
    await measured("pay, with own share, for an asset", byCompany.pay(asset));
  });
});

import type { ContractTransactionResponse } from "ethers";
import { admit } from "../helpers/bank.ts";
import { nobody } from "../helpers/budget.ts";
import { deployed } from "../helpers/fixtures.ts";
import { AccountKind } from "../helpers/kinds.ts";
import {
  acceptOn,
  advancedRoad,
  bill,
  claimOn,
  nameShares,
  payOn,
  share,
  type Works,
} from "../helpers/procurement.ts";
import { within } from "./bounds.ts";

/**
 * Gas of what is done with each milestone: one transaction from an outside account, base cost and calldata included, all slots cold.
 * The floors are worked out in docs/decisions/0043-procurement-escrow.md; `ceiling` is the floor × 1.25, `committed` the measured
 * value and at most 1 % more.
 */
const BOUNDS = {
  claim: { ceiling: 44_165, committed: 42_300 },
  accept: { ceiling: 49_408, committed: 47_900 },
  pay: { ceiling: 121_692, committed: 118_000 },
  "accept and pay": { ceiling: 171_101, committed: 165_900 },
  "pay, split to five payees": { ceiling: 168_257, committed: 161_000 },
} as const;

type Sent = Promise<ContractTransactionResponse>;

describe("gas of procurement", () => {
  let works: Works;

  before(async () => {
    works = await advancedRoad(await deployed());
    // The inspector, the officers and the supplier have acted before, as they mostly have.
    await claimOn(works, 1n, "2025-08-04");
    await acceptOn(works, 1n, "2025-08-04");
    await payOn(works, 1n, "2025-08-05");
  });

  const measured = (name: keyof typeof BOUNDS, sent: readonly Sent[]) =>
    within(name, BOUNDS[name], sent);

  it("claims, accepts and pays", async () => {
    const claimed = await claimOn(works, 2n, "2025-08-06");
    await measured("claim", [Promise.resolve(claimed)]);
    const accepted = Promise.resolve(await acceptOn(works, 2n, "2025-08-06"));
    const paid = Promise.resolve(await payOn(works, 2n, "2025-08-07"));
    await measured("accept", [accepted]);
    await measured("pay", [paid]);
    await measured("accept and pay", [accepted, paid]);
  });

  it("splits a payment to five payees", async () => {
    const payees = [5, 6, 7, 8, 9].map((n) => nobody(works, n));
    const shares: bigint[] = [];
    for (const payee of payees) {
      await admit(works, payee, AccountKind.Contractor);
      shares.push(await share(payee, 1_000n));
    }
    await nameShares(works, 3n, shares);
    await nameShares(works, 4n, shares);
    await claimOn(works, 3n, "2025-08-08");
    await acceptOn(works, 3n, "2025-08-08");
    await works.payer.pay(1n, 3n, bill(3n), shares);
    // Each has been paid before, so that no account is opened.
    await claimOn(works, 4n, "2025-08-11");
    await acceptOn(works, 4n, "2025-08-11");
    await measured("pay, split to five payees", [works.payer.pay(1n, 4n, bill(4n), shares)]);
  });
});

import { expect } from "chai";
import type { Stage } from "../../../scripts/lib/stage.ts";
import { noNames } from "../../../scripts/tasks/inputs.ts";
import spendMixed, { programmesToPayWith } from "../../../scripts/tasks/voucher/spend-mixed.ts";
import type { MixedPurchaseStruct } from "../../../typechain-types/voucher/VoucherProgramme.ts";
import { reach } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { day, kst } from "../../helpers/time.ts";
import {
  expiresAt,
  granted,
  open,
  openMarket,
  purpose,
  type Market,
} from "../../helpers/voucher.ts";

const market = onOneChain(openMarket);

/** The programmes that the verb puts into the citizen's payment. */
async function chosen(system: Market, more: Readonly<Record<string, unknown>> = {}) {
  const { citizen, bookshop, connection } = system;
  const sent: MixedPurchaseStruct[] = [];
  const now = await connection.networkHelpers.time.latest();
  const send: Stage["send"] = (_, __, method, [purchase]) => {
    expect(method).to.equal("spendMixed");
    sent.push(purchase as MixedPurchaseStruct);
    return Promise.resolve({ moved: 0n });
  };
  const stage: Partial<Stage> = {
    system,
    names: { ...noNames, now: () => now },
    hash: (text: string) => text,
    send,
  };
  const inputs = { by: citizen.address, merchant: bookshop.address, amount: 1, ...more };
  await spendMixed.act(stage as Stage, inputs);
  return sent[0]?.programmes;
}

const expiring = (at: bigint | number) => purpose({ terms: { expiresAt: at } });

describe("voucher spend-mixed", () => {
  it("takes what the payer has, earliest expiry first and the lower number first, where no programme is named", async () => {
    const system = await market();
    await granted(system, expiring(expiresAt + day)); // 1
    await granted(system, expiring(expiresAt)); // 2
    await granted(system, purpose({ terms: { expiresAt, rebateBps: 1_000n } })); // 3: pays nothing by itself
    await open(system, expiring(expiresAt), won(1_000)); // 4: the citizen has none of it
    await granted(system, expiring(expiresAt)); // 5
    await granted(system, expiring(kst("2025-08-01T00:00:00"))); // 6

    expect(await chosen(system)).to.deep.equal([6n, 2n, 5n, 1n]);
    await reach(system, kst("2025-08-01T00:00:00"));
    // 6 has expired in this very second.
    expect(await chosen(system)).to.deep.equal([2n, 5n, 1n]);
  });

  it("takes those that are named, in the contract's order", async () => {
    const system = await market();
    await granted(system, expiring(expiresAt + day)); // 1
    await granted(system, expiring(expiresAt)); // 2
    await granted(system, expiring(expiresAt)); // 3

    expect(await chosen(system, { programmes: [3, 1] })).to.deep.equal([3n, 1n]);
    expect(await chosen(system, { programmes: [] })).to.deep.equal([]);
  });

  it("takes sixteen at most: those that expire first", () => {
    const all = Array.from({ length: 18 }, (_, n) => ({
      id: BigInt(n + 1),
      expiresAt: 100n - BigInt(n),
      rebateBps: 0n,
      balance: 1n,
    }));
    // Number 18 expires first, at 83.
    expect(programmesToPayWith(all, 82n)).to.deep.equal(
      Array.from({ length: 16 }, (_, n) => 18n - BigInt(n)),
    );
  });
});

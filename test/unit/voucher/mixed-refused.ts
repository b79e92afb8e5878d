import { expect } from "chai";
import { at } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { allowOwn, left, mixed, purchase, twoVouchers } from "../../helpers/purchases.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { day } from "../../helpers/time.ts";
import { expiresAt, granted, purpose } from "../../helpers/voucher.ts";

// Programme 2 expires a day after programme 1; the citizen holds 300,000 won of each.
const market = onOneChain(twoVouchers);

const untouched = [won(300_000), won(300_000), won(1_000_000)];

describe("VoucherProgramme: the order of a mixed payment", () => {
  it("refuses what expires later before what expires earlier", async () => {
    const system = await market();
    const { programmes, citizen } = system;

    await expect(programmes.connect(citizen).spendMixed(mixed(system, [2n, 1n], won(1))))
      .to.be.revertedWithCustomError(programmes, "ProgrammesOutOfOrder")
      .withArgs(1n);
    expect(await left(system)).to.deep.equal(untouched);
  });

  it("takes the lower number first of two that expire together, and not the higher", async () => {
    const system = await market();
    const { programmes, citizen } = system;
    const twin = await granted(system, purpose());
    const holder = programmes.connect(citizen);

    await expect(holder.spendMixed(mixed(system, [twin, 1n], won(1))))
      .to.be.revertedWithCustomError(programmes, "ProgrammesOutOfOrder")
      .withArgs(1n);
    await holder.spendMixed(mixed(system, [1n, twin, 2n], won(300_001)));

    expect(await programmes.balanceOf(citizen, twin)).to.equal(won(299_999));
    expect(await programmes.balanceOf(citizen, 2n)).to.equal(won(300_000));
  });

  it("refuses a programme that is named twice", async () => {
    const system = await market();
    const { programmes, citizen } = system;

    await expect(programmes.connect(citizen).spendMixed(mixed(system, [1n, 1n], won(1))))
      .to.be.revertedWithCustomError(programmes, "ProgrammesOutOfOrder")
      .withArgs(1n);
  });

  it("follows an expiry that was extended", async () => {
    const system = await market();
    const { programmes, sponsor, citizen } = system;
    await sponsor.extendExpiry(1n, expiresAt + 2 * day);
    const holder = programmes.connect(citizen);

    await expect(holder.spendMixed(mixed(system, [1n, 2n], won(1))))
      .to.be.revertedWithCustomError(programmes, "ProgrammesOutOfOrder")
      .withArgs(2n);
    await holder.spendMixed(mixed(system, [2n, 1n], won(1)));

    expect(await programmes.balanceOf(citizen, 2n)).to.equal(won(299_999));
  });
});

describe("VoucherProgramme: a mixed payment that is refused", () => {
  it("is one of nothing", async () => {
    const system = await market();
    const { programmes, citizen } = system;

    await expect(
      programmes.connect(citizen).spendMixed(mixed(system, [1n], won(0))),
    ).to.be.revertedWithCustomError(programmes, "ZeroAmount");
  });

  it("is one that own money would pay more of than the holder wants", async () => {
    const system = await market();
    const { programmes, citizen } = system;
    await allowOwn(system, won(1_000));
    const holder = programmes.connect(citizen);

    await expect(holder.spendMixed(mixed(system, [1n, 2n], won(600_100), { ownAtMost: won(99) })))
      .to.be.revertedWithCustomError(programmes, "OwnPartExceeded")
      .withArgs(won(99), won(100));
    await expect(holder.spendMixed(mixed(system, [], won(1))))
      .to.be.revertedWithCustomError(programmes, "OwnPartExceeded")
      .withArgs(won(0), won(1));
    expect(await left(system)).to.deep.equal(untouched);
    await holder.spendMixed(mixed(system, [1n, 2n], won(600_100), { ownAtMost: won(100) }));
    expect(await left(system)).to.deep.equal([0n, 0n, won(999_900)]);
  });

  it("is one of 17 programmes; 16 are taken", async () => {
    const system = await market();
    const { programmes, citizen } = system;
    // Programmes that never opened have nothing to pay, and are passed by.
    const numbers = (count: number) => Array.from({ length: count }, (_, n) => BigInt(100 + n));
    const holder = programmes.connect(citizen);

    await expect(holder.spendMixed(mixed(system, numbers(17), won(1))))
      .to.be.revertedWithCustomError(programmes, "BatchTooLong")
      .withArgs(17n, 16n);
    await holder.spendMixed(mixed(system, [...numbers(15), 1n], won(1)));

    expect(await programmes.balanceOf(citizen, 1n)).to.equal(won(299_999));
  });

  it("is one with vouchers that have expired, of which something is left", async () => {
    const system = await market();
    const { programmes, citizen } = system;
    await at(system, expiresAt);

    await expect(programmes.connect(citizen).spendMixed(mixed(system, [1n, 2n], won(1))))
      .to.be.revertedWithCustomError(programmes, "VoucherExpired")
      .withArgs(1n, expiresAt, expiresAt);
  });

  it("is one with vouchers that give rebates", async () => {
    const system = await market();
    const { programmes, citizen } = system;
    const rebates = await granted(system, purpose({ terms: { rebateBps: 1_000n } }));

    await expect(programmes.connect(citizen).spendMixed(mixed(system, [rebates], won(1))))
      .to.be.revertedWithCustomError(programmes, "RebateOnly")
      .withArgs(rebates);
  });

  it("is one at whoever is no merchant, while vouchers pay a part of it", async () => {
    const system = await market();
    const { programmes, citizen, neighbour } = system;
    const bought = mixed(system, [1n], won(1), { merchant: neighbour.address });

    await expect(programmes.connect(citizen).spendMixed(bought))
      .to.be.revertedWithCustomError(programmes, "MerchantNotEnrolled")
      .withArgs(neighbour.address);
  });

  it("is one without the consent, evidence and purpose that a programme asks for", async () => {
    const system = await market();
    const { programmes, citizen } = system;
    const asking = await granted(system, purpose({ terms: { purposeRequired: true } }));

    await expect(programmes.connect(citizen).spendMixed(mixed(system, [asking], won(1))))
      .to.be.revertedWithCustomError(programmes, "PurposeMissing")
      .withArgs(asking);
  });

  it("spends the caller's own vouchers alone, whoever else's proxy it is", async () => {
    const system = await market();
    const { programmes, citizen, neighbour } = system;
    const proxy = { account: neighbour.address, limit: 9n, until: expiresAt, category: 0n };
    await programmes.connect(citizen).appointProxy(1n, citizen, proxy, `0x${"00".repeat(32)}`);

    await expect(programmes.connect(neighbour).spendMixed(mixed(system, [1n], won(1))))
      .to.be.revertedWithCustomError(programmes, "OwnPartExceeded")
      .withArgs(won(0), won(1));
    expect((await programmes.canSpendFor(citizen, purchase(system, 1n, 1n))).allowed).to.equal(
      true,
    );
  });
});

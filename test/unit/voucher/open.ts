import { expect } from "chai";
import { ZeroAddress, ZeroHash } from "ethers";
import { fundingDeposit, opening } from "../../helpers/bank.ts";
import { at, crowd, eventsOf, gasOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import {
  CategoryRule,
  Mcc,
  ProgrammeStatus,
  Region,
  SalesBand,
  TermsPart,
} from "../../helpers/kinds.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { day } from "../../helpers/time.ts";
import {
  codeOfOffices,
  type Market,
  type Wishes,
  booksInMapo,
  budget,
  businessOf,
  expiresAt,
  open,
  openMarket,
  purpose,
} from "../../helpers/voucher.ts";

const market = onOneChain(openMarket);

/** Home, listed and named, all true; any hour, day and holiday; no evidence, purpose, consent and rebate. */
const lastTerms = [true, true, true, 0n, 0n, 0n, false, false, false, false, 0n];

/** The funding agency lets the programmes take a budget. */
const approve = ({ token, officers, addresses }: Market, amount: bigint) =>
  token.connect(officers.funding).approve(addresses.programmes, amount);

describe("VoucherProgramme: what it stands on", () => {
  it("names its operator, ministry, token and registry", async () => {
    const { programmes, addresses } = await market();

    expect(await programmes.authority()).to.equal(addresses.operator);
    expect(await programmes.ministry()).to.equal(addresses.ministry);
    expect(await programmes.token()).to.equal(addresses.token);
    expect(await programmes.registry()).to.equal(addresses.registry);
  });
});

describe("VoucherProgramme: open", () => {
  describe("when the ministry's sponsor opens a programme", () => {
    it("takes the budget from the funding account and records the terms", async () => {
      const system = await market();
      const { token, programmes, sponsor, officers, addresses, bookshop } = system;
      await approve(system, budget);

      await sponsor.open(booksInMapo(bookshop), officers.funding, budget);

      expect(await programmes.programmes()).to.equal(1n);
      expect(await programmes.programmeOf(1n)).to.deep.equal([
        ProgrammeStatus.Open,
        officers.funding.address,
        budget,
      ]);
      expect(await programmes.termsOf(1n)).to.deep.equal([
        BigInt(expiresAt),
        won(100_000),
        0n, // a day,
        0n, // a month and
        0n, // in all: no limit
        CategoryRule.Only,
        4n, // up to ₩3,000,000,000
        ...lastTerms,
      ]);
      expect(await token.balanceOf(addresses.programmes)).to.equal(budget);
      expect(await token.balanceOf(officers.funding)).to.equal(fundingDeposit - budget);
    });

    it("records the lists, exactly", async () => {
      const system = await market();
      const { programmes, sponsor, officers, bookshop, bakery } = system;
      await approve(system, budget);
      await sponsor.open(booksInMapo(bookshop), officers.funding, budget);

      expect(await programmes.isListedCategory(1n, Mcc.bookshop)).to.equal(true);
      expect(await programmes.isListedCategory(1n, Mcc.bakery)).to.equal(true);
      expect(await programmes.isListedCategory(1n, Mcc.bar)).to.equal(false);
      // 5942 = 23 × 256 + 54: the same bit of the word before and after is another category.
      expect(await programmes.isListedCategory(1n, Mcc.bookshop - 256n)).to.equal(false);
      expect(await programmes.isListedCategory(1n, Mcc.bookshop + 256n)).to.equal(false);
      expect(await programmes.isListedRegion(1n, Region.mapo)).to.equal(true);
      expect(await programmes.isListedRegion(1n, Region.haeundae)).to.equal(false);
      expect(await programmes.isNamedMerchant(1n, bookshop)).to.equal(true);
      expect(await programmes.isNamedMerchant(1n, bakery)).to.equal(false);
    });

    it("logs the purpose, every list of it, with the document's hash", async () => {
      const system = await market();
      const { programmes, sponsor, officers, bookshop } = system;
      await approve(system, budget);

      expect(
        await eventsOf(sponsor.open(booksInMapo(bookshop), officers.funding, budget), programmes),
      ).to.deep.equal([
        [
          "ProgrammeOpened",
          1n,
          officers.funding.address,
          budget,
          [
            [BigInt(expiresAt), won(100_000), 0n, 0n, 0n, CategoryRule.Only, 4n, ...lastTerms],
            [Mcc.bookshop, Mcc.bakery],
            [Region.mapo, Region.gangnam],
            [bookshop.address],
            `0x${"d0".repeat(32)}`,
            ZeroHash, // no notice
          ],
          officers.programmeSponsor.address,
        ],
      ]);
    });

    it("numbers programmes from 1, and knows nothing of the next", async () => {
      const system = await market();
      const { programmes, sponsor, officers } = system;
      await approve(system, won(3));

      await expect(sponsor.open(purpose(), officers.funding, won(1)))
        .to.emit(programmes, "ProgrammeOpened")
        .withArgs(
          1n,
          officers.funding.address,
          won(1),
          (): boolean => true,
          (): boolean => true,
        );
      await sponsor.open(purpose(), officers.funding, won(2));

      expect(await programmes.programmes()).to.equal(2n);
      expect((await programmes.programmeOf(2n)).ungranted).to.equal(won(2));
      expect(await programmes.programmeOf(3n)).to.deep.equal([
        ProgrammeStatus.None,
        ZeroAddress,
        won(0),
      ]);
      expect((await programmes.termsOf(3n)).every((term) => !term)).to.equal(true);
    });

    it("keeps the lists of one programme from another", async () => {
      const system = await market();
      const { programmes, sponsor, officers, bookshop } = system;
      await approve(system, won(2));
      await sponsor.open(booksInMapo(bookshop), officers.funding, won(1));
      await sponsor.open(purpose(), officers.funding, won(1));

      expect(await programmes.isListedCategory(2n, Mcc.bookshop)).to.equal(false);
      expect(await programmes.isListedRegion(2n, Region.mapo)).to.equal(false);
      expect(await programmes.isNamedMerchant(2n, bookshop)).to.equal(false);
    });
  });

  describe("given money that is not there", () => {
    it("refuses a budget of nothing", async () => {
      const { programmes, sponsor, officers } = await market();

      await expect(sponsor.open(purpose(), officers.funding, won(0))).to.be.revertedWithCustomError(
        programmes,
        "ZeroAmount",
      );
    });

    it("refuses one won more than the funding account approved", async () => {
      const system = await market();
      const { token, sponsor, officers, addresses } = system;
      await approve(system, budget - won(1));

      await expect(sponsor.open(purpose(), officers.funding, budget))
        .to.be.revertedWithCustomError(token, "ERC20InsufficientAllowance")
        .withArgs(addresses.programmes, budget - won(1), budget);
    });

    it("refuses one won more than the funding account holds", async () => {
      const system = await market();
      const { token, programmes, sponsor, officers } = system;
      await approve(system, fundingDeposit + won(1));

      await expect(sponsor.open(purpose(), officers.funding, fundingDeposit + won(1)))
        .to.be.revertedWithCustomError(token, "ERC20InsufficientBalance")
        .withArgs(officers.funding.address, fundingDeposit, fundingDeposit + won(1));
      expect(await programmes.programmes()).to.equal(0n);
    });

    it("refuses to open while the bank has paused", async () => {
      const system = await market();
      const { token, sponsor, officers } = system;
      await approve(system, budget);
      await token.connect(officers.pauser).pause();

      await expect(sponsor.open(purpose(), officers.funding, budget)).to.be.revertedWithCustomError(
        token,
        "EnforcedPause",
      );
    });
  });

  describe("given terms that cannot be", () => {
    const impossible: readonly (readonly [string, Wishes, keyof typeof TermsPart])[] = [
      [
        "a category rule without its list",
        { terms: { categoryRule: CategoryRule.Only } },
        "Categories",
      ],
      [
        "an exception without its list",
        { terms: { categoryRule: CategoryRule.Except } },
        "Categories",
      ],
      ["a category list without its rule", { categories: [Mcc.bar] }, "Categories"],
      [
        "a category of five digits",
        { terms: { categoryRule: CategoryRule.Only }, categories: [9_999n, 10_000n] },
        "Categories",
      ],
      ["a district rule without its list", { terms: { listedRegionsOnly: true } }, "Regions"],
      ["a district list without its rule", { regions: [Region.mapo] }, "Regions"],
      [
        "a list with no district in it",
        { terms: { listedRegionsOnly: true }, regions: [Region.mapo, Region.none] },
        "Regions",
      ],
      [
        "a number that no district has",
        { terms: { listedRegionsOnly: true }, regions: [Region.mapo, 100_000n] },
        "Regions",
      ],
      ["a merchant rule without its list", { terms: { namedMerchantsOnly: true } }, "Merchants"],
      ["a merchant list without its rule", { merchants: crowd(1) }, "Merchants"],
      [
        "a list that names the zero address",
        { terms: { namedMerchantsOnly: true }, merchants: [ZeroAddress] },
        "Merchants",
      ],
      [
        "a category list of 257",
        {
          terms: { categoryRule: CategoryRule.Only },
          categories: Array.from({ length: 257 }, (_, n) => BigInt(n)),
        },
        "ListLength",
      ],
      [
        "a district list of 257",
        {
          terms: { listedRegionsOnly: true },
          regions: Array.from({ length: 257 }, (_, n) => BigInt(n + 1)),
        },
        "ListLength",
      ],
      [
        "a merchant list of 257",
        { terms: { namedMerchantsOnly: true }, merchants: crowd(257) },
        "ListLength",
      ],
    ];

    for (const [what, wishes, part] of impossible) {
      it(`refuses ${what}`, async () => {
        const system = await market();
        await approve(system, budget);

        await expect(system.sponsor.open(purpose(wishes), system.officers.funding, budget))
          .to.be.revertedWithCustomError(system.programmes, "InvalidTerms")
          .withArgs(TermsPart[part]);
      });
    }

    it("refuses an expiry in the very second, and takes the next", async () => {
      const system = await market();
      const { programmes, sponsor, officers } = system;
      await approve(system, budget);
      await at(system, opening + 60);

      const expired = purpose({ terms: { expiresAt: opening + 60 } });
      await expect(sponsor.open(expired, officers.funding, budget))
        .to.be.revertedWithCustomError(programmes, "InvalidTerms")
        .withArgs(TermsPart.Expiry);
      const ahead = purpose({ terms: { expiresAt: opening + 61 } });
      await expect(sponsor.open(ahead, officers.funding, budget)).to.emit(
        programmes,
        "ProgrammeOpened",
      );
    });
  });

  describe("given three lists of 256", () => {
    const merchants = crowd(256);
    // One category in every 39, so that the 256 lie in all words up to 9,945 (39 × 255).
    const categories = Array.from({ length: 256 }, (_, n) => BigInt(39 * n));
    const regions = Array.from({ length: 256 }, (_, n) => BigInt(11_000 + 10 * n));
    const longest = purpose({
      terms: {
        categoryRule: CategoryRule.Only,
        maxSalesBand: SalesBand.UpTo3B,
        listedRegionsOnly: true,
        namedMerchantsOnly: true,
      },
      categories,
      regions,
      merchants,
    });

    it("takes them in one block of 2^24 gas", async () => {
      const system = await market();
      const { programmes, sponsor, officers } = system;
      await approve(system, budget);

      await sponsor.open(longest, officers.funding, budget);

      expect(await (await codeOfOffices(system)).MAX_LIST()).to.equal(256n);
      expect(await programmes.isListedCategory(1n, 9_945n)).to.equal(true);
      expect(await programmes.isListedRegion(1n, 13_550n)).to.equal(true); // 11,000 + 10 × 255
      expect(await programmes.isNamedMerchant(1n, merchants[255]!)).to.equal(true);
    });

    it("takes them also when every named merchant is enrolled and fits", async () => {
      const system = await market();
      const { programmes, registry, sponsor, officers } = system;
      const fitting = { mcc: 9_945n, region: 13_550n, salesBand: SalesBand.UpTo3B };
      await registry
        .connect(officers.merchantOfficer)
        .enrolBatch(
          merchants.map((merchant) => ({ merchant, business: businessOf(merchant), ...fitting })),
        );
      await approve(system, budget);

      expect(await gasOf(sponsor.open(longest, officers.funding, budget))).to.be.at.most(2 ** 24);

      expect(await programmes.isNamedMerchant(1n, merchants[255]!)).to.equal(true);
    });
  });
});

describe("VoucherProgramme: what would keep the money for good", () => {
  it("is refused: an expiry more than ten years ahead, at the opening and later", async () => {
    const system = await market();
    const { programmes, sponsor, token, officers, addresses } = system;
    const period = await (await codeOfOffices(system)).MAX_EXPIRY_PERIOD();
    expect(period).to.equal(10n * 365n * 86_400n);
    await token.connect(officers.funding).approve(addresses.programmes, won(2));
    const opened = opening + day;
    const last = BigInt(opened) + period;
    const until = (time: bigint) => purpose({ terms: { expiresAt: time } });

    await at(system, opened);
    await expect(sponsor.open(until(last + 1n), officers.funding, won(1)))
      .to.be.revertedWithCustomError(programmes, "InvalidTerms")
      .withArgs(0n);
    await at(system, opened + 1);
    await sponsor.open(until(last + 1n), officers.funding, won(1));
    await at(system, opened + 2);
    await expect(sponsor.extendExpiry(await programmes.programmes(), last + 3n))
      .to.be.revertedWithCustomError(programmes, "InvalidTerms")
      .withArgs(0n);
  });

  it("is refused: a contract of the system as the funding account", async () => {
    const { programmes, sponsor, addresses } = await market();

    await expect(sponsor.open(purpose(), addresses.programmes, won(1)))
      .to.be.revertedWithCustomError(programmes, "InvalidFundingAccount")
      .withArgs((await programmes.programmes()) + 1n, addresses.programmes);
  });

  it("is refused: the operator's authority as a manager", async () => {
    const system = await market();
    const { programmes, controller, addresses } = system;
    const programme = await open(system, purpose(), won(1));

    await expect(controller.appointManager(programme, addresses.operator))
      .to.be.revertedWithCustomError(programmes, "ControllerIsManager")
      .withArgs(programme, addresses.operator);
  });
});

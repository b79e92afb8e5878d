import { expect } from "chai";
import { ZeroHash } from "ethers";
import { at, eventsOf } from "../helpers/chain.ts";
import { namesOf } from "../helpers/declared.ts";
import { won } from "../helpers/fixtures.ts";
import { CategoryRule, ProgrammeStatus, Region } from "../helpers/kinds.ts";
import { spendBooks } from "../helpers/purchases.ts";
import { onOneChain } from "../helpers/suite.ts";
import {
  booksInMapo,
  budget,
  expiresAt,
  granted,
  grantedVoucher,
  opening,
  purpose,
} from "../helpers/voucher.ts";

/*
 * ERC-7291 (final): what is defined of a programme, and what can be looked up, with our departures. Rows as in docs/erc-7291.md; erc7291.ts checks that the
 * table is whole.
 */

// The citizen holds 300,000 won of programme 1, which has no rules.
const market = onOneChain(grantedVoucher);

describe("ERC-7291: what is around a voucher, and what can be looked up", () => {
  it("ERC-7291/10 MAY call plug-ins: four contracts are asked, and nothing names others", async () => {
    const system = await market();
    const { programmes, addresses } = system;

    expect([
      await programmes.registry(),
      await programmes.calendar(),
      await programmes.invoices(),
      await programmes.token(),
    ]).to.deep.equal([addresses.registry, addresses.calendar, addresses.invoices, addresses.token]);
    expect(
      namesOf(system.programmes).filter((name) => /hook|plugin|^set[A-Z]/.test(name)),
    ).to.deep.equal(["setApprovalForAll"]);
  });

  it("ERC-7291/11 SHOULD let anyone check the logic: its terms, and the code that runs", async () => {
    const { programmes, connection } = await market();
    expect((await programmes.termsOf(1n)).expiresAt).to.equal(expiresAt);

    const codes = [programmes.payments, programmes.offices, programmes.holderCode];
    for (const code of codes)
      expect(await connection.ethers.provider.getCode(await code())).to.have.length.greaterThan(2);
  });

  it("ERC-7291/12 SHOULD log what rebuilds balances: transfers alone add up to each", async () => {
    const system = await market();
    const { programmes, manager, citizen, neighbour, stranger } = system;
    await manager.grant(1n, neighbour, won(5_000), Region.mapo, 2n);
    await spendBooks(system, 1n, won(30_000));
    await at(system, expiresAt);
    await programmes.connect(stranger).reclaim(1n, neighbour);

    const balances = new Map<string, bigint>();
    for (const { args } of await programmes.queryFilter(programmes.filters.TransferSingle())) {
      balances.set(args.from, (balances.get(args.from) ?? 0n) - args.value);
      balances.set(args.to, (balances.get(args.to) ?? 0n) + args.value);
    }
    expect(balances.get(citizen.address)).to.equal(won(270_000));
    for (const holder of [citizen.address, neighbour.address])
      expect(balances.get(holder)).to.equal(await programmes.balanceOf(holder, 1n));
  });

  it("ERC-7291/14 SHOULD hold several kinds of money: one token, which nothing changes", async () => {
    const system = await market();
    expect(await system.programmes.token()).to.equal(system.addresses.token);
    expect(namesOf(system.programmes).filter((name) => /token|currency/i.test(name))).to.deep.equal(
      ["token"],
    );
  });

  it("ERC-7291/39 must have an owner: no one account has all powers", async () => {
    const system = await market();
    expect(namesOf(system.programmes).filter((name) => /owner/i.test(name))).to.deep.equal([]);
    expect(await system.programmes.authority()).not.to.equal(await system.programmes.ministry());
  });
});

describe("ERC-7291: what is defined of a type", () => {
  it("ERC-7291/15 MUST define each type: an expiry, a document and one metadata address", async () => {
    const system = await market();
    const { programmes, bookshop } = system;
    await opening(system, booksInMapo(bookshop));

    const [logged] = await programmes.queryFilter(programmes.filters.ProgrammeOpened(2n));
    expect(logged?.args.purpose.documentHash).to.equal(purpose().documentHash);
    expect((await programmes.termsOf(2n)).perPaymentLimit).to.equal(won(100_000));
    expect((await programmes.termsOf(1n)).perPaymentLimit).to.equal(won(0));
    expect(await programmes.uri(1n)).to.equal(await programmes.uri(2n));
    expect(namesOf(system.programmes)).not.to.include("faceValue");
  });

  it("ERC-7291/16 MUST never change what is defined: an expiry moves away, all else stays", async () => {
    const { programmes, sponsor } = await market();
    const before = await programmes.termsOf(1n);

    await expect(sponsor.extendExpiry(1n, expiresAt))
      .to.be.revertedWithCustomError(programmes, "ExpiryNotExtended")
      .withArgs(1n, expiresAt, expiresAt);
    await sponsor.extendExpiry(1n, expiresAt + 1);
    expect(await programmes.termsOf(1n)).to.deep.equal([
      ...[BigInt(expiresAt + 1), ...[...before].slice(1)],
    ]);
  });

  it("ERC-7291/17 MAY pass to others: it never does, and says how much is not granted", async () => {
    const { programmes, citizen, neighbour, officers } = await market();
    const holder = programmes.connect(citizen);

    await expect(holder.safeTransferFrom(citizen, neighbour, 1n, won(1), "0x"))
      .to.be.revertedWithCustomError(programmes, "MerchantNotEnrolled")
      .withArgs(neighbour.address);
    expect(await programmes.programmeOf(1n)).to.deep.equal([
      ...[ProgrammeStatus.Open, officers.funding.address, won(299_700_000)],
    ]);
  });

  it("ERC-7291/18 SHOULD announce each type: by an event of ours", async () => {
    const system = await market();
    const opened = system.programmes.filters.ProgrammeOpened();

    expect(await system.programmes.queryFilter(opened)).to.have.length(1);
    await opening(system);
    expect(await system.programmes.queryFilter(opened)).to.have.length(2);
    expect(namesOf(system.programmes)).not.to.include("NewPBMTypeCreated");
  });

  it("ERC-7291/19 MUST announce it in the function that creates it: the ministry's `open`", async () => {
    const system = await market();
    const [[name, programme, funding, amount, , by] = []] = await eventsOf(
      opening(system),
      system.programmes,
    );

    expect([name, programme, funding, amount, by]).to.deep.equal([
      ...["ProgrammeOpened", 2n, system.officers.funding.address, budget],
      system.officers.programmeSponsor.address,
    ]);
  });

  it("ERC-7291/20 MUST tell what is defined of a type: by views of ours", async () => {
    const system = await market();
    const { programmes, bookshop } = system;
    const { categories, regions } = booksInMapo(bookshop);
    const programme = await granted(system, booksInMapo(bookshop));

    const terms = await programmes.termsOf(programme);
    expect([terms.expiresAt, terms.perPaymentLimit, terms.categoryRule]).to.deep.equal([
      ...[BigInt(expiresAt), won(100_000), CategoryRule.Only],
    ]);
    expect(await programmes.isListedCategory(programme, categories[0]!)).to.equal(true);
    expect(await programmes.isListedRegion(programme, regions[0]!)).to.equal(true);
    expect(await programmes.isNamedMerchant(programme, bookshop)).to.equal(true);
    expect(await programmes.noticeOf(programme)).to.equal(ZeroHash);
    expect(namesOf(system.programmes)).not.to.include("getTokenDetails");
  });

  it("ERC-7291/21 MUST lead to metadata: as deployed it is a name", async () => {
    expect(await (await market()).programmes.uri(1n)).to.equal("urn:gukgo:voucher:{id}");
  });
});

import { expect } from "chai";
import { ZeroHash, type ContractTransactionResponse } from "ethers";
import { deployed, won, type Deployed } from "../helpers/fixtures.ts";
import { limit } from "../helpers/joint.ts";
import { noTerms } from "../helpers/voucher.ts";
import { within } from "./bounds.ts";
import { businessOf } from "../helpers/voucher.ts";

/**
 * Gas of the hot paths: one transaction from an outside account, base cost and calldata included, all slots cold.
 * `committed` is the measured value and at most 1 % more, never above `ceiling`.
 */
const BOUNDS = {
  "transfer between accounts with money": { ceiling: 37_300, committed: 37_200 },
  "transfer to an account without money": { ceiling: 37_300, committed: 37_200 },
  "transfer with every limit on": { ceiling: 37_300, committed: 37_300 },
  "issue to one account": { ceiling: 45_000, committed: 45_000 },
  "issue to 100 accounts": { ceiling: 920_000, committed: 906_000 },
  "grant to 100 holders, each": { ceiling: 27_000, committed: 27_000 },
  "spend a part, every term on": { ceiling: 68_000, committed: 68_000 },
} as const;

const CITIZEN = 1;
const MERCHANT = 2;
const AGENCY = 3;
const SEOUL = 11_000;
const MAPO = 11_440;
const BOOKSHOPS = 5_942;
const DEPOSIT = 0;
const UP_TO_3B = 4;

describe("gas of the hot paths", () => {
  let world: Deployed;
  let until: number;
  const person = (index: number) => {
    const found = world.people[index];
    if (found === undefined) throw new Error(`the chain has no person ${index}`);
    return found;
  };
  const hundred = () => world.people.slice(10, 110).map(({ address }) => address);

  const measured = (
    name: keyof typeof BOUNDS,
    sent: Promise<ContractTransactionResponse>,
    parts = 1,
  ): Promise<void> => within(name, BOUNDS[name], [sent], parts);

  before(async () => {
    // With the issue threshold that the deployment sets unless told otherwise.
    world = await deployed({});
    const { token, programmes, officers, connection } = world;
    until = (await connection.networkHelpers.time.latest()) + 400 * 86_400;
    const admit = token.connect(officers.admissionOfficer);
    await token.connect(officers.systemRegistrar).registerSystemAccount(programmes);
    await admit.admitBatch([person(0).address, person(1).address, ...hundred()], CITIZEN, until);
    await admit.admit(person(2).address, MERCHANT, until);
    await admit.admit(officers.funding.address, AGENCY, until);
    await token.connect(officers.reserveAttestor).attestReserve(won(10_000_000_000), 1, 86_400);
    const allow = token.connect(officers.issuanceController);
    await allow.setIssuanceAllowance(officers.issuer.address, won(9_000_000_000));
  });

  it("issues to one account", async () => {
    const { token, officers } = world;
    const issue = token.connect(officers.issuer);
    await measured(
      "issue to one account",
      issue.issue(person(0).address, won(100_000), 1, DEPOSIT),
    );
  });

  it("transfers to an account without and with money", async () => {
    const pay = world.token.connect(person(0));
    const { address } = person(1);
    await measured("transfer to an account without money", pay.transfer(address, won(10_500)));
    await measured("transfer between accounts with money", pay.transfer(address, won(10_500)));
  });

  it("transfers with limits of one transfer, of a day and of the balance", async () => {
    const { token } = world;
    const limits = { transfer: won(100_000), daily: won(500_000), cap: won(5_000_000) };
    await limit(world, BigInt(CITIZEN), limits);
    await token.connect(person(0)).transfer(person(1).address, won(10_500));
    const paid = token.connect(person(0)).transfer(person(1).address, won(10_500));
    await paid;
    await limit(world, BigInt(CITIZEN), {});
    await measured("transfer with every limit on", paid);
  });

  it("issues to a hundred accounts", async () => {
    const items = hundred().map((to) => ({ to, amount: won(150_000) }));
    const issue = world.token.connect(world.officers.issuer);
    await measured("issue to 100 accounts", issue.issueBatch(items, 2, DEPOSIT));
  });

  it("grants to a hundred holders, and one of them spends a part with every term on", async () => {
    const { token, registry, programmes, officers } = world;
    const shop = person(2).address;
    await token
      .connect(officers.issuer)
      .issue(officers.funding.address, won(100_000_000), 3, DEPOSIT);
    await token.connect(officers.funding).approve(programmes, won(100_000_000));
    const what = { merchant: shop, mcc: BOOKSHOPS, region: MAPO, salesBand: UP_TO_3B };
    const facts = { ...what, business: businessOf(shop) };
    await registry.connect(officers.merchantOfficer).enrol(facts);
    const terms = {
      ...noTerms,
      expiresAt: until,
      perPaymentLimit: won(50_000),
      dailyLimit: won(100_000),
      monthlyLimit: won(300_000),
      totalLimit: won(1_000_000),
      categoryRule: 1,
      maxSalesBand: UP_TO_3B,
      homeRegionOnly: true,
      listedRegionsOnly: true,
      namedMerchantsOnly: true,
    };
    const documentHash = `0x${"11".repeat(32)}`;
    const lists = {
      categories: [BOOKSHOPS, 5_943],
      regions: [MAPO],
      merchants: [shop],
      noticeHash: ZeroHash,
    };
    const open = programmes.connect(officers.programmeSponsor);
    await open.open({ terms, ...lists, documentHash }, officers.funding.address, won(90_000_000));
    const appoint = programmes.connect(officers.programmeController);
    await appoint.appointManager(1, officers.programmeManager.address);

    const items = hundred().map((holder) => ({ holder, amount: won(150_000) }));
    const granted = programmes.connect(officers.programmeManager).grantBatch(1, items, SEOUL, 1);
    await measured("grant to 100 holders, each", granted, 100);

    const spent = programmes.connect(person(10)).spend(1, shop, won(12_500), 77_001);
    await measured("spend a part, every term on", spent);
    expect(await token.balanceOf(shop)).to.equal(won(12_500));
  });
});

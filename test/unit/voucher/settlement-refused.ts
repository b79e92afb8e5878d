import { expect } from "chai";
import type { PaymentSlip } from "../../../scripts/lib/till.ts";
import { admit, caseFile, opening } from "../../helpers/bank.ts";
import { recover } from "../../helpers/cases.ts";
import type { Named } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { invoice } from "../../helpers/invoices.ts";
import { AccountKind, Mcc, Region, SalesBand } from "../../helpers/kinds.ts";
import {
  anySlip,
  bytesOf,
  outcomes,
  refusedAs,
  settle,
  settleAll,
  settledAs,
  settlingMarket,
  slipOf,
} from "../../helpers/settlement.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { day } from "../../helpers/time.ts";
import { enrol, type Market } from "../../helpers/voucher.ts";

const market = onOneChain(settlingMarket);

/** What is so, what is signed instead of the usual, and why it is refused. */
type Case = readonly [
  what: string,
  arrange: (system: Market) => Promise<unknown>,
  wishes: (system: Market) => Partial<PaymentSlip>,
  reason: (system: Market) => Named,
];
const usual = () => ({});

const enforcer = ({ registry, officers }: Market) => registry.connect(officers.merchantEnforcer);
const bankEnforcer = ({ token, officers }: Market) => token.connect(officers.enforcementOfficer);
const barredUntil = opening + 100 * day;

const ofHolders: readonly Case[] = [
  [
    "the holder's account is suspended",
    (system) => bankEnforcer(system).suspend(system.citizen, caseFile),
    usual,
    ({ citizen }) => ["SuspendedAccount", citizen.address],
  ],
  [
    "the holder's account is closed",
    async ({ token, officers, citizen }) => {
      await token.connect(citizen).redeem(won(1_000_000), 1n);
      await token.connect(officers.admissionOfficer).close(citizen);
    },
    usual,
    ({ citizen }) => ["ClosedAccount", citizen.address],
  ],
  [
    "another key took the holder's place",
    (system) => recover(system, system.citizen.address, system.stranger.address),
    usual,
    ({ citizen, stranger }) => ["AccountReplaced", citizen.address, stranger.address],
  ],
  [
    "a clawback holds the vouchers",
    ({ programmes, officers, citizen }) =>
      programmes
        .connect(officers.clawbackOfficer)
        .openClawback(1n, citizen, won(290_001), caseFile),
    usual,
    ({ citizen }) => ["VoucherInsufficient", 1n, citizen.address, won(9_999), won(10_000)],
  ],
  [
    "the holder has less",
    () => Promise.resolve(),
    () => ({ amount: won(300_001) }),
    ({ citizen }) => ["VoucherInsufficient", 1n, citizen.address, won(300_000), won(300_001)],
  ],
];

const ofMerchants: readonly Case[] = [
  [
    "the merchant is suspended",
    (system) => enforcer(system).suspend(system.bookshop, caseFile),
    usual,
    ({ bookshop }) => ["MerchantIsSuspended", bookshop.address],
  ],
  [
    "the merchant is barred",
    (system) => enforcer(system).bar(system.bookshop, barredUntil, caseFile),
    usual,
    ({ bookshop }) => ["MerchantIsBarred", bookshop.address, barredUntil],
  ],
  [
    "the merchant closed its shop",
    ({ registry, officers, bookshop }) =>
      registry.connect(officers.merchantOfficer).delist(bookshop),
    usual,
    ({ bookshop }) => ["MerchantIsDelisted", bookshop.address],
  ],
  [
    "the merchant was never enrolled",
    () => Promise.resolve(),
    ({ neighbour }) => ({ merchant: neighbour.address }),
    ({ neighbour }) => ["MerchantNotEnrolled", neighbour.address],
  ],
  [
    "the merchant is a citizen",
    (system) => enrol(system, system.neighbour, Mcc.bookshop, Region.mapo, SalesBand.UpTo300M),
    ({ neighbour }) => ({ merchant: neighbour.address }),
    ({ neighbour }) => ["CitizenNotPaid", neighbour.address],
  ],
  [
    "the merchant's account is suspended",
    (system) => bankEnforcer(system).suspend(system.bookshop, caseFile),
    usual,
    ({ bookshop }) => ["SuspendedAccount", bookshop.address],
  ],
  [
    "the merchant's account is closed",
    ({ token, officers, bookshop }) => token.connect(officers.admissionOfficer).close(bookshop),
    usual,
    ({ bookshop }) => ["ClosedAccount", bookshop.address],
  ],
  [
    "the merchant's account is protected",
    async (system) => {
      const { token, officers, stranger } = system;
      await admit(system, stranger, AccountKind.Citizen);
      await token.connect(officers.admissionOfficer).setProtection(stranger, true);
      await admit(system, stranger, AccountKind.Merchant);
      await enrol(system, stranger, Mcc.bookshop, Region.mapo, SalesBand.UpTo300M);
    },
    ({ stranger }) => ({ merchant: stranger.address }),
    ({ stranger, addresses }) => [
      ...(["ProtectedAccountNotCredited", stranger.address, addresses.programmes] as const),
    ],
  ],
];

const ofSystem: readonly Case[] = [
  [
    "the programme is paused",
    ({ programmes, officers }) =>
      programmes.connect(officers.programmePauser).pauseProgramme(1n, caseFile),
    usual,
    () => ["ProgrammeIsPaused", 1n],
  ],
  [
    "the bank has paused",
    ({ token, officers }) => token.connect(officers.pauser).pause(),
    usual,
    () => ["EnforcedPause"],
  ],
  [
    "the supervisor has stopped the service",
    ({ token, officers }) => token.connect(officers.stopOfficer).orderStop(1n),
    usual,
    () => ["StoppedBySupervisor"],
  ],
  [
    "no such programme opened",
    () => Promise.resolve(),
    () => ({ programme: 9n }),
    () => ["ProgrammeUnknown", 9n],
  ],
  [
    "the programmes pay invoices no more",
    ({ invoices, officers, addresses }) =>
      invoices.connect(officers.invoiceRegistrar).setPayer(addresses.programmes, false),
    () => ({ invoice: invoice("one", won(10_000)) }),
    ({ addresses }) => ["InvoicePayerUnknown", addresses.programmes],
  ],
  [
    "the invoice asks for less",
    () => Promise.resolve(),
    () => ({ invoice: invoice("one", won(9_999)) }),
    ({ bookshop }) => [
      ...(["InvoiceExceeded", bookshop.address, invoice("one", won(9_999))] as const),
      ...[won(9_999), 0n, won(10_000)],
    ],
  ],
];

describe("VoucherProgramme: settle, what is refused", () => {
  for (const [what, arrange, wishes, reason] of [...ofHolders, ...ofMerchants, ...ofSystem])
    it(`is foreseen and logged with its bytes, and is the reason of all or none, when ${what}`, async () => {
      const system = await market();
      const { programmes } = system;
      const slip = await slipOf(system, wishes(system));
      await arrange(system);

      await refusedAs(system, slip, reason(system));
      await expect(settleAll(system, [slip]))
        .to.be.revertedWithCustomError(programmes, "SettlementRefused")
        .withArgs(0n, bytesOf(system, reason(system)));
    });

  // What stops one holder or one merchant stops no other in the same batch.
  for (const [what, arrange, wishes] of [...ofHolders, ...ofMerchants])
    it(`harms no other of the batch, when ${what}`, async () => {
      const system = await market();
      const { token, neighbour, bakery } = system;
      const other = (id: number) =>
        slipOf(system, { id, merchant: bakery.address, amount: won(1_000) }, neighbour);
      const slips = [await other(1), await slipOf(system, wishes(system)), await other(2)];
      await arrange(system);

      const [first, why, last] = await outcomes(system, settle(system, slips));

      expect([first, typeof why, last]).to.deep.equal([1n, "string", 2n]);
      expect(await token.balanceOf(bakery)).to.equal(won(2_000));
    });

  it("refuses what pays nothing", async () => {
    const system = await market();

    await refusedAs(system, await anySlip(system, { amount: 0n }), ["ZeroAmount"]);
  });

  it("refuses a holder that pays its own shop", async () => {
    const system = await market();
    const { manager, bookshop } = system;
    await manager.grant(1n, bookshop, won(300_000), Region.mapo, 3n);

    await refusedAs(system, await slipOf(system, {}, bookshop), ["OwnShop", 1n, bookshop.address]);
  });

  it("settles at the new key of a merchant whose key was replaced", async () => {
    const system = await market();
    const { token, bookshop, stranger } = system;
    await recover(system, bookshop.address, stranger.address);

    await settledAs(system, await slipOf(system));

    expect(await token.balanceOf(stranger)).to.equal(won(10_000));
    expect(await token.balanceOf(bookshop)).to.equal(0n);
  });
});

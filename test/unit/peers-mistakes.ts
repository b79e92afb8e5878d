import { expect } from "chai";
import { MaxUint256, ZeroAddress } from "ethers";
import { appointments } from "../../deploy/appointments.ts";
import { institutions, offices, type Institution } from "../../deploy/offices.ts";
import { interfaces } from "../../deploy/selectors.ts";
import { caseFile, citizensDeposit, issue, noBankAccount, readyBank } from "../helpers/bank.ts";
import { at, crowd, eventsOf } from "../helpers/chain.ts";
import { won } from "../helpers/fixtures.ts";
import { limit } from "../helpers/joint.ts";
import { AccountKind, Region } from "../helpers/kinds.ts";
import { handedOver, onOneChain } from "../helpers/suite.ts";
import { kst } from "../helpers/time.ts";
import {
  budget,
  businessOf,
  expiresAt,
  granted,
  grantedToCitizen,
  grantedVoucher,
  purpose,
} from "../helpers/voucher.ts";

/*
 * Mistakes of other systems of this kind, found in their public sources and trackers. One test for each that what is
 * built here could make; the mistake, then what ours does.
 */

const system = onOneChain(handedOver);
const bank = onOneChain(readyBank);
const market = onOneChain(grantedVoucher);

describe("Mistakes of peers", () => {
  it("a default admin that silently holds every role: ours can call no function of any contract", async () => {
    const { authorities, officers, token, calendar, registry, invoices, programmes } =
      await system();

    for (const institution of Object.keys(institutions) as Institution[]) {
      const admin = officers[`${institution}Admin`];
      for (const contract of [token, calendar, registry, invoices, programmes]) {
        for (const fragment of contract.interface.fragments) {
          if (!("selector" in fragment)) continue;
          expect(
            await authorities[institution].canCall(admin, contract, String(fragment.selector)),
          ).to.deep.equal([false, 0n]);
        }
      }
    }
  });

  it("issue and burn that work while paused: ours issues nothing, and redeems on purpose", async () => {
    const deployed = await bank();
    const { token, officers, citizen } = deployed;
    await token.connect(officers.pauser).pause();

    await expect(issue(deployed, citizen, won(1), 3n)).to.be.revertedWithCustomError(
      token,
      "EnforcedPause",
    );
    await expect(token.connect(citizen).redeem(citizensDeposit, 1n))
      .to.emit(token, "DepositRedeemed")
      .withArgs(citizen.address, 1n, noBankAccount);
  });

  it("a transfer to oneself that changes what one has: ours changes no balance", async () => {
    const { token, citizen } = await bank();
    const supply = await token.totalSupply();

    await token.connect(citizen).transfer(citizen, won(400_000));

    expect(await token.balanceOf(citizen)).to.equal(citizensDeposit);
    expect(await token.totalSupply()).to.equal(supply);
  });

  it("a rule that runs twice and charges a quota twice: ours counts a transfer to oneself once", async () => {
    const deployed = await bank();
    const { token, citizen, bookshop } = deployed;
    await limit(deployed, AccountKind.Citizen, { daily: won(500_000) });
    await at(deployed, kst("2025-07-21T12:00:00"));

    await token.connect(citizen).transfer(citizen, won(400_000));

    expect((await token.accountOf(citizen)).spentToday).to.equal(won(400_000));
    await token.connect(citizen).transfer(bookshop, won(100_000)); // 400,000 + 100,000 = the limit
    await expect(token.connect(citizen).transfer(bookshop, won(1)))
      .to.be.revertedWithCustomError(token, "DailyLimitExceeded")
      .withArgs(citizen.address, won(500_000), won(500_000), won(1));
  });

  it("five powers in one agent's role: ours are offices with one kind of act each", () => {
    const { admissionOfficer, limitsOfficer, pauser, resumer } = offices;
    const { enforcementOfficer } = appointments;

    const powers = [admissionOfficer, enforcementOfficer, limitsOfficer, pauser, resumer].map(
      ({ functions }) => functions.DepositToken,
    );
    expect(powers).to.deep.equal([
      [
        ...["admit", "admitBatch", "reinstate", "close"],
        ...["unfreeze", "setProtection", "linkBankAccount"],
      ],
      ["suspend", "freeze", "setFrozenTokens", "forcedTransfer"],
      ["setLimits", "setIssueThreshold"],
      ["pause"],
      ["unpause"],
    ]);
  });

  it("a batch without the guard of the single act: ours refuses outsiders every batch", async () => {
    const { token, registry, programmes, stranger, citizen } = await market();
    const business = businessOf(stranger.address);
    const facts = { merchant: stranger, mcc: 5_942n, region: Region.mapo, salesBand: 1n, business };

    await expect(token.connect(stranger).admitBatch([stranger], AccountKind.Citizen, expiresAt))
      .to.be.revertedWithCustomError(token, "AccessManagedUnauthorized")
      .withArgs(stranger.address);
    await expect(registry.connect(stranger).enrolBatch([facts]))
      .to.be.revertedWithCustomError(registry, "AccessManagedUnauthorized")
      .withArgs(stranger.address);
    await expect(token.connect(stranger).issueBatch([{ to: citizen, amount: won(1) }], 9n, 0n))
      .to.be.revertedWithCustomError(token, "IssuanceAllowanceExceeded")
      .withArgs(stranger.address, won(0), won(1));
    await expect(
      programmes
        .connect(stranger)
        .grantBatch(1n, [{ holder: stranger, amount: won(1) }], Region.mapo, 9n),
    )
      .to.be.revertedWithCustomError(programmes, "NotProgrammeManager")
      .withArgs(1n, stranger.address);
  });

  it("duplicates in one batch that slip past a rule: ours are counted one by one", async () => {
    const deployed = await market();
    const { token, programmes, manager, officers, citizen, neighbour, stranger } = deployed;
    await token.connect(officers.issuanceController).setIssuanceAllowance(officers.issuer, won(3));
    const twice = (amount: bigint) => [
      { to: neighbour, amount },
      { to: neighbour, amount },
    ];

    // Twice 2 is above an allowance of 3, though each is below it.
    await expect(token.connect(officers.issuer).issueBatch(twice(won(2)), 9n, 0n))
      .to.be.revertedWithCustomError(token, "IssuanceAllowanceExceeded")
      .withArgs(officers.issuer.address, won(3), won(4));

    // Twice 150,000,000 is above the 299,700,000 ungranted, though each is below it.
    const item = { holder: citizen, amount: won(150_000_000) };
    await expect(manager.grantBatch(1n, [item, item], Region.mapo, 9n))
      .to.be.revertedWithCustomError(programmes, "BudgetExceeded")
      .withArgs(1n, won(299_700_000), won(300_000_000));

    // A holder named twice is reclaimed once.
    await at(deployed, expiresAt);
    await programmes.connect(stranger).reclaimBatch(1n, [citizen, citizen]);
    expect(await token.balanceOf(deployed.addresses.programmes)).to.equal(won(299_700_000));
  });

  it("blocked holders that still spend: ours spend neither deposit nor voucher", async () => {
    const { token, programmes, officers, citizen, bookshop } = await market();
    await token.connect(officers.enforcementOfficer).suspend(citizen, caseFile);
    const holder = programmes.connect(citizen);

    await expect(token.connect(citizen).transfer(bookshop, won(1)))
      .to.be.revertedWithCustomError(token, "SuspendedAccount")
      .withArgs(citizen.address);
    await expect(holder.spend(1n, bookshop, won(1), 0n))
      .to.be.revertedWithCustomError(token, "SuspendedAccount")
      .withArgs(citizen.address);
    await expect(holder.safeTransferFrom(citizen, bookshop, 1n, won(1), "0x"))
      .to.be.revertedWithCustomError(token, "SuspendedAccount")
      .withArgs(citizen.address);
  });

  it("an expiry that can be shortened: ours moves only away", async () => {
    const { programmes, sponsor } = await market();

    await expect(sponsor.extendExpiry(1n, expiresAt - 1))
      .to.be.revertedWithCustomError(programmes, "ExpiryNotExtended")
      .withArgs(1n, expiresAt, expiresAt - 1);
  });

  it("one expiry for a whole contract: ours has one for each programme", async () => {
    const deployed = await market();
    const { programmes, citizen, bookshop } = deployed;
    const later = await granted(deployed, purpose({ terms: { expiresAt: expiresAt + 1 } }));
    await at(deployed, expiresAt);

    await expect(programmes.connect(citizen).spend(1n, bookshop, won(1), 0n))
      .to.be.revertedWithCustomError(programmes, "VoucherExpired")
      .withArgs(1n, expiresAt, expiresAt);
    await at(deployed, expiresAt);
    await programmes.connect(citizen).spend(later, bookshop, won(1), 0n);
  });

  it("an expired sweep that leaves vouchers live: ours burns what it sends home", async () => {
    const deployed = await market();
    const { programmes, sponsor, manager, citizen, bookshop, stranger } = deployed;
    await at(deployed, expiresAt);
    await programmes.connect(stranger).reclaim(1n, citizen);

    expect(await programmes.balanceOf(citizen, 1n)).to.equal(won(0));
    await expect(
      programmes.connect(citizen).spend(1n, bookshop, won(1), 0n),
    ).to.be.revertedWithCustomError(programmes, "VoucherExpired");
    await expect(sponsor.extendExpiry(1n, expiresAt + 86_400)).to.be.revertedWithCustomError(
      programmes,
      "VoucherExpired",
    );
    await expect(manager.grant(1n, citizen, won(1), Region.mapo, 9n)).to.be.revertedWithCustomError(
      programmes,
      "VoucherExpired",
    );
  });

  it("a payment from another programme's backing: ours keeps each programme's won apart", async () => {
    const deployed = await market();
    const { programmes, token, addresses, citizen, bookshop, stranger } = deployed;
    const other = await granted(deployed, purpose({ terms: { expiresAt: expiresAt + 86_400 } }));
    await at(deployed, expiresAt);
    await programmes.connect(stranger).reclaim(1n, citizen);
    await programmes.connect(stranger).close(1n);

    // Of two budgets of 300,000,000 the second is whole.
    expect(await token.balanceOf(addresses.programmes)).to.equal(budget);
    await programmes.connect(citizen).spend(other, bookshop, grantedToCitizen, 0n);
    expect(await token.balanceOf(addresses.programmes)).to.equal(budget - grantedToCitizen);
  });

  it("an owner who sweeps the backing: ours has no function by which money leaves but these", () => {
    const acts = Object.values(interfaces.VoucherProgramme.fragments).flatMap((fragment) =>
      "stateMutability" in fragment && fragment.stateMutability === "nonpayable"
        ? "name" in fragment
          ? [String(fragment.name)]
          : []
        : [],
    );

    expect(acts.sort()).to.deep.equal(
      [
        ...["open", "extendExpiry", "appointManager", "dismissManager"], // offices; none takes money out
        ...["openInTrust", "receiveAdvance"], // money of the Treasury comes in, and goes home there alone
        "replaceFundingAccount", // a public body's account in the place of a closed one; moves nothing
        ...["grant", "grantBatch"], // entitlements only
        ...["spend", "safeTransferFrom", "spendMixed"], // the holder's own, to an eligible merchant
        "spendWithRebate", // a share of the holder's own purchase, from its own vouchers
        ...["spendFor", "settle", "settleAll"], // the same, by a proxy or on the holder's signature
        "refund", // a merchant's own money back to where it came from
        ...["appointAttestor", "dismissAttestor", "attest", "revokeAttestation"], // facts; move nothing
        ...["consent", "consentSigned", "moveHome", "cancelPayment"], // facts; move nothing
        ...["appointProxy", "dismissProxy"], // by the holder, or with its consent; moves nothing
        ...["pauseProgramme", "resumeProgramme"], // stops and ends a stop; moves nothing
        ...["openClawback", "objectToClawback", "decideClawback", "releaseClawback"], // hold and let go
        "clawBack", // what is held, to the funding account only
        ...["reclaim", "reclaimBatch", "close"], // to the funding account only
        "moveToSuccessor", // from a dead key to the one that took its place
      ].sort(),
    );
  });

  it("an unlimited approval that outlives a suspension: ours moves nothing of a suspended payer", async () => {
    const { token, officers, citizen, bookshop, stranger } = await bank();
    await token.connect(citizen).approve(stranger, MaxUint256);
    await token.connect(officers.enforcementOfficer).suspend(citizen, caseFile);

    await expect(token.connect(stranger).transferFrom(citizen, bookshop, won(1)))
      .to.be.revertedWithCustomError(token, "SuspendedAccount")
      .withArgs(citizen.address);
  });

  it("a callback into a merchant's code: ours calls none, and pays an account without code", async () => {
    const { programmes, token, citizen, bookshop, connection } = await market();
    expect(await connection.ethers.provider.getCode(bookshop)).to.equal("0x");

    const sent = programmes.connect(citizen).safeTransferFrom(citizen, bookshop, 1n, won(1), "0x");

    expect(await eventsOf(sent, token)).to.have.length(1);
  });

  it("a retry that pays twice: ours recognises the bank's, the operator's and the holder's", async () => {
    const deployed = await market();
    const { token, programmes, manager, officers, citizen } = deployed;
    await token.connect(citizen).redeem(won(1), 1n);

    await expect(issue(deployed, citizen, won(1), 1n))
      .to.be.revertedWithCustomError(token, "AlreadyIssued")
      .withArgs(officers.issuer.address, 1n);
    await expect(token.connect(citizen).redeem(won(1), 1n))
      .to.be.revertedWithCustomError(token, "AlreadyRedeemed")
      .withArgs(citizen.address, 1n);
    const { holders, amount, grantedAt } = await programmes.grantOf(1n, 1n);
    await expect(manager.grant(1n, citizen, won(1), Region.mapo, 1n))
      .to.be.revertedWithCustomError(programmes, "AlreadyGranted")
      .withArgs(1n, 1n, holders, amount, grantedAt);
  });

  it("a batch that outgrows the block: ours has a length beyond which it is refused by name", async () => {
    const { token, officers } = await bank();

    await expect(
      token
        .connect(officers.admissionOfficer)
        .admitBatch(crowd(501), AccountKind.Citizen, expiresAt),
    )
      .to.be.revertedWithCustomError(token, "BatchTooLong")
      .withArgs(501n, 500n);
  });

  it("money that lies where nobody is entitled to it: ours refuses gifts to a contract", async () => {
    const { token, addresses, citizen } = await bank();

    await expect(token.connect(citizen).transfer(addresses.programmes, won(1)))
      .to.be.revertedWithCustomError(token, "SystemAccountNotCredited")
      .withArgs(addresses.programmes, citizen.address);
    await expect(token.connect(citizen).transfer(ZeroAddress, won(1)))
      .to.be.revertedWithCustomError(token, "ERC20InvalidReceiver")
      .withArgs(ZeroAddress);
  });
});

import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { caseFile } from "../helpers/bank.ts";
import { at, eventsOf } from "../helpers/chain.ts";
import { claimed, clawbackOpened, objectableUntil } from "../helpers/clawbacks.ts";
import { expectDeclared, namesOf } from "../helpers/declared.ts";
import { won } from "../helpers/fixtures.ts";
import { Region } from "../helpers/kinds.ts";
import { spendBooks } from "../helpers/purchases.ts";
import { onOneChain } from "../helpers/suite.ts";
import {
  budget,
  expiresAt,
  grantedToCitizen,
  grantedVoucher,
  opening,
  type Market,
} from "../helpers/voucher.ts";

/*
 * ERC-7291 (final): how vouchers come and go, and what is logged, with our departures. Rows as in docs/erc-7291.md; erc7291.ts checks that the
 * table is whole.
 */

// The citizen holds 300,000 won of programme 1, which has no rules.
const market = onOneChain(grantedVoucher);

/** What the token says of money that leaves the programmes. */
const moved = ({ addresses }: Market, to: string, amount: bigint) => [
  ["Transfer", addresses.programmes, to, amount],
];

describe("ERC-7291: granting", () => {
  it("ERC-7291/22 MUST log what is minted as a transfer from the zero address, each holder", async () => {
    const { programmes, manager, officers, citizen, neighbour } = await market();
    const items = [citizen, neighbour].map((holder) => ({ holder, amount: won(5_000) }));
    const by = officers.programmeManager.address;

    const events = await eventsOf(manager.grantBatch(1n, items, Region.mapo, 2n), programmes);
    expect(events.slice(0, 2)).to.deep.equal([
      ["TransferSingle", by, ZeroAddress, citizen.address, 1n, won(5_000)],
      ["TransferSingle", by, ZeroAddress, neighbour.address, 1n, won(5_000)],
    ]);
  });

  it("ERC-7291/23 MUST raise the supply: what is granted leaves the ungranted rest", async () => {
    const system = await market();
    await system.manager.grant(1n, system.neighbour, won(5_000), Region.mapo, 2n);

    const { ungranted } = await system.programmes.programmeOf(1n);
    expect(ungranted).to.equal(won(299_695_000));
    expect(namesOf(system.programmes)).not.to.include("totalSupply");
  });

  it("ERC-7291/24 MUST log the money that is bound: the token does, once, at the opening", async () => {
    const system = await market();
    const { token, manager, citizen, officers, addresses } = system;

    expect(
      (await eventsOf(opening(system), token)).filter(([name]) => name === "Transfer"),
    ).to.deep.equal([["Transfer", officers.funding.address, addresses.programmes, budget]]);
    expect(
      await eventsOf(manager.grant(1n, citizen, won(1), Region.mapo, 2n), token),
    ).to.deep.equal([]);
  });

  it("ERC-7291/34 MUST have functions to load later, where that is offered: it is not", async () => {
    const system = await market();
    expect(
      namesOf(system.programmes).filter((name) => /load|underlying/i.test(name)),
    ).to.deep.equal([]);
  });

  it("ERC-7291/40 must not mint while paused, of an unknown type, or after expiry", async () => {
    const system = await market();
    const { programmes, manager, controller, officers, citizen, stranger } = system;
    const grant = (programme: bigint, ref: bigint, holder = citizen) =>
      manager.grant(programme, holder, won(1), Region.mapo, ref);

    await grant(1n, 2n, stranger); // who has no account, and so pays nothing
    await programmes.connect(officers.programmePauser).pauseProgramme(1n, caseFile);
    await expect(grant(1n, 3n))
      .to.be.revertedWithCustomError(programmes, "ProgrammeIsPaused")
      .withArgs(1n);
    await controller.resumeProgramme(1n, caseFile);
    await expect(grant(2n, 3n))
      .to.be.revertedWithCustomError(programmes, "ProgrammeUnknown")
      .withArgs(2n);
    await at(system, expiresAt);
    await expect(grant(1n, 3n))
      .to.be.revertedWithCustomError(programmes, "VoucherExpired")
      .withArgs(1n, expiresAt, expiresAt);
  });

  it("ERC-7291/41 must control who mints and burns", async () => {
    const { programmes, citizen, officers } = await market();
    const { programmeController, programmeSponsor } = officers;
    for (const other of [programmeController, programmeSponsor, citizen]) {
      await expect(programmes.connect(other).grant(1n, citizen, won(1), Region.mapo, 2n))
        .to.be.revertedWithCustomError(programmes, "NotProgrammeManager")
        .withArgs(1n, other.address);
    }
    await expect(
      programmes.connect(officers.programmeManager).openClawback(1n, citizen, won(1), caseFile),
    )
      .to.be.revertedWithCustomError(programmes, "AccessManagedUnauthorized")
      .withArgs(officers.programmeManager.address);
  });
});

describe("ERC-7291: burning and releasing", () => {
  it("ERC-7291/25 MUST log every burning as a transfer to the zero address", async () => {
    const system = await clawbackOpened(await market());
    const { programmes, officer, officers, citizen, stranger } = system;
    const burnt = (by: string, amount: bigint) => [
      "TransferSingle",
      ...[by, citizen.address, ZeroAddress, 1n, amount],
    ];

    await at(system, objectableUntil);
    expect((await eventsOf(officer.clawBack(1n, citizen), programmes))[0]).to.deep.equal(
      burnt(officers.clawbackOfficer.address, claimed),
    );
    await at(system, expiresAt);
    expect(
      (await eventsOf(programmes.connect(stranger).reclaim(1n, citizen), programmes))[0],
    ).to.deep.equal(burnt(stranger.address, grantedToCitizen - claimed));
  });

  it("ERC-7291/26 MUST log money that leaves without a payment: the token does, and an event of ours", async () => {
    const system = await market();
    const { programmes, token, officers, citizen, stranger } = system;
    await at(system, expiresAt);
    const sent = programmes.connect(stranger).reclaim(1n, citizen);

    expect(await eventsOf(sent, token)).to.deep.equal(
      moved(system, officers.funding.address, grantedToCitizen),
    );
    expect((await eventsOf(sent, programmes))[1]).to.deep.equal([
      ...["VoucherReclaimed", 1n, citizen.address, stranger.address],
    ]);
  });

  it("ERC-7291/27 MAY release money in a transfer: of one voucher, not of a batch", async () => {
    const { programmes, citizen, bookshop } = await market();
    const holder = programmes.connect(citizen);

    await holder.safeTransferFrom(citizen, bookshop, 1n, won(1), "0x");
    await expect(holder.safeBatchTransferFrom(citizen, bookshop, [1n], [won(1)], "0x"))
      .to.be.revertedWithCustomError(programmes, "VoucherNotTransferable")
      .withArgs(1n, citizen.address, bookshop.address);
  });

  it("ERC-7291/28 MUST burn what a merchant would receive, and pay it", async () => {
    const system = await market();
    const { programmes, token, citizen, bookshop } = system;
    const holder = programmes.connect(citizen);
    const sent = holder.safeTransferFrom(citizen, bookshop, 1n, won(30_000), "0x");

    expect(await eventsOf(sent, token)).to.deep.equal(moved(system, bookshop.address, won(30_000)));
    expect(await programmes.balanceOf(bookshop, 1n)).to.equal(won(0));
    expect(await programmes.balanceOf(citizen, 1n)).to.equal(won(270_000));
  });

  it("ERC-7291/29 MUST log a payment: by an event of ours", async () => {
    const system = await market();
    const { programmes, citizen, bookshop } = system;

    expect((await eventsOf(spendBooks(system, 1n, won(1)), programmes))[1]).to.deep.equal([
      ...["VoucherSpent", 1n, citizen.address, bookshop.address, 0n],
    ]);
    expect(namesOf(system.programmes)).not.to.include("TokenUnwrapForTarget");
  });

  it("ERC-7291/30 MUST log what a creator takes back: nobody takes, and anyone sends it home", async () => {
    const system = await market();
    const { programmes, token, officers, citizen, stranger } = system;
    expect(namesOf(system.programmes)).not.to.include("revokePBM");
    await at(system, expiresAt);

    expect(
      await eventsOf(programmes.connect(stranger).reclaimBatch(1n, [citizen]), token),
    ).to.deep.equal(moved(system, officers.funding.address, grantedToCitizen));
  });
});

describe("ERC-7291: calls, claims and data", () => {
  it("ERC-7291/32 MUST call a payee last: a payee whose code stops every call is paid", async () => {
    const system = await market();
    const { token, bookshop, connection } = system;
    await connection.networkHelpers.setCode(bookshop.address, "0xfe");

    await spendBooks(system, 1n, won(30_000));
    expect(await token.balanceOf(bookshop)).to.equal(won(30_000));
  });

  it("ERC-7291/33 MUST call a payee that asks for it: nothing of ours is called so", async () => {
    const system = await market();
    expect(namesOf(system.programmes).filter((name) => /^on[A-Z]/.test(name))).to.deep.equal([]);
  });

  it("ERC-7291/35 MUST be over an ERC-20", async () => {
    expectDeclared((await market()).token, [
      "function totalSupply() view returns (uint256)",
      "function balanceOf(address) view returns (uint256)",
      "function transfer(address,uint256) returns (bool)",
      "function transferFrom(address,address,uint256) returns (bool)",
      "function approve(address,uint256) returns (bool)",
      "function allowance(address,address) view returns (uint256)",
      "event Transfer(address indexed,address indexed,uint256)",
      "event Approval(address indexed,address indexed,uint256)",
    ]);
  });

  it("ERC-7291/36 MUST be an ERC-1155: declared whole, claimed in its metadata alone", async () => {
    const { programmes, citizen, stranger } = await market();
    expectDeclared(programmes, [
      "function balanceOf(address,uint256) view returns (uint256)",
      "function balanceOfBatch(address[],uint256[]) view returns (uint256[])",
      "function setApprovalForAll(address,bool) pure",
      "function isApprovedForAll(address,address) pure returns (bool)",
      "function safeTransferFrom(address,address,uint256,uint256,bytes)",
      "function uri(uint256) view returns (string)",
      "event TransferSingle(address indexed,address indexed,address indexed,uint256,uint256)",
    ]);

    expect(await programmes.supportsInterface("0x0e89341c")).to.equal(true);
    expect(await programmes.supportsInterface("0xd9b67a26")).to.equal(false);
    await expect(programmes.connect(citizen).setApprovalForAll(stranger, true))
      .to.be.revertedWithCustomError(programmes, "ERC1155InvalidOperator")
      .withArgs(stranger.address);
  });

  it("ERC-7291/37 RECOMMENDED to take further data: refused where nothing reads it", async () => {
    const { programmes, citizen, bookshop } = await market();

    await expect(
      programmes.connect(citizen).safeTransferFrom(citizen, bookshop, 1n, won(1), "0x00"),
    )
      .to.be.revertedWithCustomError(programmes, "VoucherNotTransferable")
      .withArgs(1n, citizen.address, bookshop.address);
  });
});

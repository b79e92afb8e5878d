import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { opening } from "../../helpers/bank.ts";
import { at, crowd, eventsOf, gasOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { Region } from "../../helpers/kinds.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { budget, expiresAt, open, openProgramme, purpose, holding } from "../../helpers/voucher.ts";

const market = onOneChain(openProgramme);

const items = (...list: readonly (readonly [holder: string, amount: bigint])[]) =>
  list.map(([holder, amount]) => ({ holder, amount }));

describe("VoucherProgramme: grant", () => {
  describe("when a manager grants a voucher", () => {
    it("gives the holder an entitlement and takes it from what is ungranted", async () => {
      const { programmes, manager, officers, citizen } = await market();

      expect(
        await eventsOf(manager.grant(1n, citizen, won(300_000), Region.mapo, 9n), programmes),
      ).to.deep.equal([
        [
          "TransferSingle",
          officers.programmeManager.address,
          ZeroAddress,
          citizen.address,
          1n,
          won(300_000),
        ],
        ["VoucherGranted", 1n, 9n, Region.mapo, officers.programmeManager.address],
      ]);

      expect(await holding(programmes, 1n, citizen)).to.deep.equal([won(300_000), Region.mapo]);
      expect((await programmes.programmeOf(1n)).ungranted).to.equal(won(299_700_000));
    });

    it("moves no money: the contract holds what it held", async () => {
      const { token, manager, addresses, citizen } = await market();

      await manager.grant(1n, citizen, won(300_000), Region.mapo, 1n);

      expect(await token.balanceOf(addresses.programmes)).to.equal(budget);
      expect(await token.balanceOf(citizen)).to.equal(won(1_000_000));
    });

    it("records under the reference how many, how much and when", async () => {
      const system = await market();
      const { programmes, manager, citizen } = system;
      await at(system, opening + 3_600);

      await manager.grant(1n, citizen, won(300_000), Region.mapo, 9n);

      expect(await programmes.grantOf(1n, 9n)).to.deep.equal([
        1n,
        won(300_000),
        BigInt(opening + 3_600),
      ]);
      expect(await programmes.grantOf(1n, 8n)).to.deep.equal([0n, 0n, 0n]);
      expect(await programmes.grantOf(2n, 9n)).to.deep.equal([0n, 0n, 0n]);
    });

    it("adds to what the holder has", async () => {
      const { programmes, manager, officers, citizen } = await market();

      await manager.grant(1n, citizen, won(150_000), Region.mapo, 1n);
      await expect(manager.grant(1n, citizen, won(100_000), Region.mapo, 2n))
        .to.emit(programmes, "VoucherGranted")
        .withArgs(1n, 2n, Region.mapo, officers.programmeManager.address);

      expect(await holding(programmes, 1n, citizen)).to.deep.equal([won(250_000), Region.mapo]);
    });

    it("grants whoever has no account yet, for the account is checked when it is spent", async () => {
      const { programmes, manager, stranger } = await market();

      await manager.grant(1n, stranger, won(1), Region.mapo, 1n);

      expect(await programmes.balanceOf(stranger, 1n)).to.equal(won(1));
    });

    it("grants all that is left", async () => {
      const { programmes, manager, citizen } = await market();

      await manager.grant(1n, citizen, budget, Region.mapo, 1n);

      expect((await programmes.programmeOf(1n)).ungranted).to.equal(won(0));
    });

    it("refuses one won more than is left", async () => {
      const { programmes, manager, citizen } = await market();

      await expect(manager.grant(1n, citizen, budget + won(1), Region.mapo, 1n))
        .to.be.revertedWithCustomError(programmes, "BudgetExceeded")
        .withArgs(1n, budget, budget + won(1));
    });

    it("refuses what another programme's budget would cover", async () => {
      const system = await market();
      const { programmes, manager, citizen } = system;
      const small = await open(system, purpose(), won(10));

      await expect(manager.grant(small, citizen, won(11), Region.mapo, 1n))
        .to.be.revertedWithCustomError(programmes, "BudgetExceeded")
        .withArgs(small, won(10), won(11));
    });

    it("refuses nothing at all", async () => {
      const { programmes, manager, citizen } = await market();

      await expect(
        manager.grant(1n, citizen, won(0), Region.mapo, 1n),
      ).to.be.revertedWithCustomError(programmes, "ZeroAmount");
    });

    it("refuses the zero address", async () => {
      const { programmes, manager } = await market();

      await expect(manager.grant(1n, ZeroAddress, won(1), Region.mapo, 1n))
        .to.be.revertedWithCustomError(programmes, "InvalidHolder")
        .withArgs(ZeroAddress);
    });

    it("is refused to whoever does not manage this programme", async () => {
      const { programmes, controller, sponsor, officers, citizen } = await market();

      await expect(controller.grant(1n, citizen, won(1), Region.mapo, 1n))
        .to.be.revertedWithCustomError(programmes, "NotProgrammeManager")
        .withArgs(1n, officers.programmeController.address);
      await expect(sponsor.grant(1n, citizen, won(1), Region.mapo, 1n))
        .to.be.revertedWithCustomError(programmes, "NotProgrammeManager")
        .withArgs(1n, officers.programmeSponsor.address);
    });

    it("is refused on a programme that never opened", async () => {
      const { programmes, manager, citizen } = await market();

      await expect(manager.grant(2n, citizen, won(1), Region.mapo, 1n))
        .to.be.revertedWithCustomError(programmes, "ProgrammeUnknown")
        .withArgs(2n);
    });
  });

  describe("given a reference that was used", () => {
    it("refuses it, and says what was granted", async () => {
      const system = await market();
      const { programmes, manager, citizen, neighbour } = system;
      await at(system, opening + 3_600);
      await manager.grantBatch(
        1n,
        items([citizen.address, won(10)], [neighbour.address, won(20)]),
        Region.mapo,
        9n,
      );

      await expect(manager.grant(1n, citizen, won(1), Region.mapo, 9n))
        .to.be.revertedWithCustomError(programmes, "AlreadyGranted")
        .withArgs(1n, 9n, 2n, won(30), opening + 3_600);
    });

    it("says that a retry is done also after the programme is closed", async () => {
      const { programmes, manager, citizen } = await market();
      await manager.grant(1n, citizen, won(5), Region.mapo, 1n);
      await manager.close(1n);

      await expect(manager.grant(1n, citizen, won(5), Region.mapo, 1n))
        .to.be.revertedWithCustomError(programmes, "AlreadyGranted")
        .withArgs(1n, 1n, 1n, won(5), (await programmes.grantOf(1n, 1n)).grantedAt);
    });

    it("refuses 0, which is no number, alone and for a batch", async () => {
      const { programmes, manager, citizen } = await market();
      const item = { holder: citizen, amount: won(1) };

      await expect(manager.grant(1n, citizen, won(1), Region.mapo, 0n))
        .to.be.revertedWithCustomError(programmes, "GrantReferenceMissing")
        .withArgs(1n);
      await expect(manager.grantBatch(1n, [item], Region.mapo, 0n))
        .to.be.revertedWithCustomError(programmes, "GrantReferenceMissing")
        .withArgs(1n);
    });

    it("leaves the number fresh in another programme", async () => {
      const system = await market();
      const { programmes, manager, citizen } = system;
      const other = await open(system, purpose(), won(10));
      await manager.grant(1n, citizen, won(1), Region.mapo, 9n);

      await manager.grant(other, citizen, won(1), Region.mapo, 9n);

      expect(await programmes.balanceOf(citizen, other)).to.equal(won(1));
    });

    it("is one series for all managers of the programme", async () => {
      const system = await market();
      const { programmes, manager, controller, citizen, stranger } = system;
      await controller.appointManager(1n, stranger);
      await at(system, opening + 3_600);
      await manager.grant(1n, citizen, won(1), Region.mapo, 9n);

      await expect(programmes.connect(stranger).grant(1n, citizen, won(1), Region.mapo, 9n))
        .to.be.revertedWithCustomError(programmes, "AlreadyGranted")
        .withArgs(1n, 9n, 1n, won(1), opening + 3_600);
    });
  });

  describe("given home districts", () => {
    it("refuses another home district to a holder who has one", async () => {
      const { programmes, manager, citizen } = await market();
      await manager.grant(1n, citizen, won(1), Region.mapo, 1n);

      await expect(manager.grant(1n, citizen, won(1), Region.gangnam, 2n))
        .to.be.revertedWithCustomError(programmes, "HomeRegionDiffers")
        .withArgs(1n, citizen.address, Region.mapo, Region.gangnam);
    });

    it("remembers the home district of a holder who has spent everything", async () => {
      const { programmes, manager, citizen, bookshop } = await market();
      await manager.grant(1n, citizen, won(1), Region.mapo, 1n);
      await programmes.connect(citizen).spend(1n, bookshop, won(1), 0n);

      await expect(manager.grant(1n, citizen, won(1), Region.gangnam, 2n))
        .to.be.revertedWithCustomError(programmes, "HomeRegionDiffers")
        .withArgs(1n, citizen.address, Region.mapo, Region.gangnam);
    });

    it("lets one holder be at home elsewhere in another programme", async () => {
      const system = await market();
      const { programmes, manager, citizen } = system;
      const other = await open(system, purpose(), won(10));
      await manager.grant(1n, citizen, won(1), Region.mapo, 1n);

      await manager.grant(other, citizen, won(1), Region.haeundae, 1n);

      expect((await programmes.voucherOf(other, citizen)).home).to.equal(Region.haeundae);
    });

    it("asks for none where the terms ask for none", async () => {
      const { programmes, manager, citizen } = await market();

      await manager.grant(1n, citizen, won(1), Region.none, 1n);

      expect(await holding(programmes, 1n, citizen)).to.deep.equal([won(1), Region.none]);
    });

    it("refuses a number that no district has, whether or not the terms ask", async () => {
      const system = await market();
      const { programmes, manager, citizen } = system;
      const anywhere = await open(system, purpose(), won(10));

      for (const code of [9_999n, 100_000n]) {
        await expect(manager.grant(anywhere, citizen, won(1), code, 1n))
          .to.be.revertedWithCustomError(programmes, "HomeRegionMissing")
          .withArgs(anywhere);
      }
    });

    it("refuses none where the terms ask for one", async () => {
      const system = await market();
      const { programmes, manager, citizen } = system;
      const local = await open(system, purpose({ terms: { homeRegionOnly: true } }), won(10));

      await expect(manager.grant(local, citizen, won(1), Region.none, 1n))
        .to.be.revertedWithCustomError(programmes, "HomeRegionMissing")
        .withArgs(local);
    });
  });

  describe("given the end of a programme", () => {
    it("grants in the last second", async () => {
      const system = await market();
      await at(system, expiresAt - 1);

      await system.manager.grant(1n, system.citizen, won(1), Region.mapo, 1n);

      expect(await system.programmes.balanceOf(system.citizen, 1n)).to.equal(won(1));
    });

    it("grants nothing from the second in which it expires", async () => {
      const system = await market();
      await at(system, expiresAt);

      await expect(system.manager.grant(1n, system.citizen, won(1), Region.mapo, 1n))
        .to.be.revertedWithCustomError(system.programmes, "VoucherExpired")
        .withArgs(1n, expiresAt, expiresAt);
    });

    it("grants nothing once it is closed", async () => {
      const { programmes, manager, citizen } = await market();
      await manager.close(1n);

      await expect(manager.grant(1n, citizen, won(1), Region.mapo, 1n))
        .to.be.revertedWithCustomError(programmes, "ProgrammeIsClosed")
        .withArgs(1n);
    });
  });
});

describe("VoucherProgramme: grantBatch", () => {
  it("grants every item, one TransferSingle each and one reason for all", async () => {
    const { programmes, manager, officers, citizen, neighbour } = await market();
    const by = officers.programmeManager.address;
    const batch = items([citizen.address, won(10)], [neighbour.address, won(20)]);

    expect(
      await eventsOf(manager.grantBatch(1n, batch, Region.mapo, 9n), programmes),
    ).to.deep.equal([
      ["TransferSingle", by, ZeroAddress, citizen.address, 1n, won(10)],
      ["TransferSingle", by, ZeroAddress, neighbour.address, 1n, won(20)],
      ["VoucherGranted", 1n, 9n, Region.mapo, by],
    ]);

    const { holders, amount } = await programmes.grantOf(1n, 9n);
    expect([holders, amount]).to.deep.equal([2n, won(30)]);
    expect((await programmes.programmeOf(1n)).ungranted).to.equal(won(299_999_970));
  });

  it("grants a holder who occurs twice both amounts, and takes both from the budget", async () => {
    const { programmes, manager, citizen } = await market();
    const batch = items([citizen.address, won(10)], [citizen.address, won(5)]);

    await manager.grantBatch(1n, batch, Region.mapo, 1n);

    expect(await programmes.balanceOf(citizen, 1n)).to.equal(won(15));
    expect((await programmes.programmeOf(1n)).ungranted).to.equal(won(299_999_985));
  });

  it("grants nobody when one item cannot be", async () => {
    const { programmes, manager, citizen } = await market();
    const batch = items([citizen.address, won(10)], [ZeroAddress, won(10)]);

    await expect(manager.grantBatch(1n, batch, Region.mapo, 1n))
      .to.be.revertedWithCustomError(programmes, "InvalidHolder")
      .withArgs(ZeroAddress);

    expect(await programmes.balanceOf(citizen, 1n)).to.equal(won(0));
    expect((await programmes.grantOf(1n, 1n)).grantedAt).to.equal(0n);
  });

  it("refuses an item of nothing, and a batch of nobody", async () => {
    const { programmes, manager, citizen, neighbour } = await market();
    const batch = items([citizen.address, won(10)], [neighbour.address, won(0)]);

    await expect(manager.grantBatch(1n, batch, Region.mapo, 1n)).to.be.revertedWithCustomError(
      programmes,
      "ZeroAmount",
    );
    await expect(manager.grantBatch(1n, [], Region.mapo, 1n)).to.be.revertedWithCustomError(
      programmes,
      "ZeroAmount",
    );
  });

  it("refuses a batch whose sum is one won above the budget", async () => {
    const { programmes, manager, citizen, neighbour } = await market();
    const batch = items([citizen.address, budget], [neighbour.address, won(1)]);

    await expect(manager.grantBatch(1n, batch, Region.mapo, 1n))
      .to.be.revertedWithCustomError(programmes, "BudgetExceeded")
      .withArgs(1n, budget, budget + won(1));
  });

  it("adds amounts up without wrapping around", async () => {
    const { programmes, manager, citizen, neighbour } = await market();
    const most = 2n ** 64n - 1n;
    const batch = items([citizen.address, most], [neighbour.address, won(2)]);

    // In 64 bits the sum would be 1.
    await expect(manager.grantBatch(1n, batch, Region.mapo, 1n))
      .to.be.revertedWithCustomError(programmes, "BudgetExceeded")
      .withArgs(1n, budget, most + won(2));
  });

  it("is refused to whoever does not manage this programme", async () => {
    const { programmes, citizen } = await market();

    await expect(
      programmes.connect(citizen).grantBatch(1n, items([citizen.address, won(1)]), Region.mapo, 1n),
    )
      .to.be.revertedWithCustomError(programmes, "NotProgrammeManager")
      .withArgs(1n, citizen.address);
  });

  it("fits 600 new holders into one block of 2^24 gas", async () => {
    const { programmes, manager } = await market();
    const crowded = crowd(600);
    const batch = crowded.map((holder) => ({ holder, amount: won(300_000) }));

    expect(await programmes.MAX_GRANT_BATCH()).to.equal(600n);
    expect(await gasOf(manager.grantBatch(1n, batch, Region.mapo, 1n))).to.be.at.most(2 ** 24);

    // 300,000,000 − 600 × 300,000
    expect((await programmes.programmeOf(1n)).ungranted).to.equal(won(120_000_000));
    expect(await programmes.balanceOf(crowded[599]!, 1n)).to.equal(won(300_000));
  });

  it("refuses 601 items", async () => {
    const { programmes, manager } = await market();
    const batch = crowd(601).map((holder) => ({ holder, amount: won(1) }));

    await expect(manager.grantBatch(1n, batch, Region.mapo, 1n))
      .to.be.revertedWithCustomError(programmes, "BatchTooLong")
      .withArgs(601n, 600n);
  });
});

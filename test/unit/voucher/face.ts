import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { caseFile } from "../../helpers/bank.ts";
import { eventsOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { grantedToCitizen, grantedVoucher } from "../../helpers/voucher.ts";

const market = onOneChain(grantedVoucher);

// One more than the largest programme number.
const beyond = 2n ** 64n;

describe("VoucherProgramme: its ERC-1155 face", () => {
  describe("when a wallet asks for balances", () => {
    it("sees the voucher under the programme's number", async () => {
      const { programmes, citizen, neighbour } = await market();

      expect(await programmes.balanceOf(citizen, 1n)).to.equal(grantedToCitizen);
      expect(await programmes.balanceOf(neighbour, 1n)).to.equal(won(0));
      expect(await programmes.balanceOf(citizen, 2n)).to.equal(won(0));
    });

    it("sees nothing under an id that no programme can have, not even 2^64 + 1", async () => {
      const { programmes, citizen } = await market();

      expect(await programmes.balanceOf(citizen, beyond + 1n)).to.equal(won(0));
    });

    it("sees several at once", async () => {
      const { programmes, citizen, neighbour } = await market();

      expect(
        await programmes.balanceOfBatch([citizen, neighbour, citizen], [1n, 1n, beyond + 1n]),
      ).to.deep.equal([grantedToCitizen, won(0), won(0)]);
      expect(await programmes.balanceOfBatch([], [])).to.deep.equal([]);
    });

    it("is refused lists of different length", async () => {
      const { programmes, citizen } = await market();

      await expect(programmes.balanceOfBatch([citizen], [1n, 2n]))
        .to.be.revertedWithCustomError(programmes, "ERC1155InvalidArrayLength")
        .withArgs(2n, 1n);
    });

    it("learns where the metadata is", async () => {
      const { programmes } = await market();

      expect(await programmes.uri(1n)).to.equal("urn:gukgo:voucher:{id}");
    });
  });

  describe("when a wallet transfers to an eligible merchant", () => {
    it("spends, with no receipt number", async () => {
      const { programmes, token, citizen, bookshop } = await market();
      const holder = programmes.connect(citizen);

      expect(
        await eventsOf(
          holder.safeTransferFrom(citizen, bookshop, 1n, won(30_000), "0x"),
          programmes,
        ),
      ).to.deep.equal([
        ["TransferSingle", citizen.address, citizen.address, ZeroAddress, 1n, won(30_000)],
        ["VoucherSpent", 1n, citizen.address, bookshop.address, 0n],
      ]);

      expect(await programmes.balanceOf(citizen, 1n)).to.equal(won(270_000));
      expect(await programmes.balanceOf(bookshop, 1n)).to.equal(won(0));
      expect(await token.balanceOf(bookshop)).to.equal(won(30_000));
    });

    it("is refused as a spend is", async () => {
      const { programmes, registry, officers, citizen, bookshop } = await market();
      const holder = programmes.connect(citizen);

      await expect(holder.safeTransferFrom(citizen, bookshop, 1n, won(300_001), "0x"))
        .to.be.revertedWithCustomError(programmes, "VoucherInsufficient")
        .withArgs(1n, citizen.address, won(300_000), won(300_001));
      await expect(
        holder.safeTransferFrom(citizen, bookshop, 1n, won(0), "0x"),
      ).to.be.revertedWithCustomError(programmes, "ZeroAmount");
      await registry.connect(officers.merchantEnforcer).suspend(bookshop, caseFile);
      await expect(holder.safeTransferFrom(citizen, bookshop, 1n, won(1), "0x"))
        .to.be.revertedWithCustomError(programmes, "MerchantIsSuspended")
        .withArgs(bookshop.address);
    });
  });

  describe("when a wallet transfers anywhere else", () => {
    it("is refused another holder, who is no merchant", async () => {
      const { programmes, citizen, neighbour } = await market();

      await expect(
        programmes.connect(citizen).safeTransferFrom(citizen, neighbour, 1n, won(1), "0x"),
      )
        .to.be.revertedWithCustomError(programmes, "MerchantNotEnrolled")
        .withArgs(neighbour.address);
    });

    it("is refused another's voucher", async () => {
      const { programmes, citizen, neighbour, bookshop } = await market();

      await expect(
        programmes.connect(neighbour).safeTransferFrom(citizen, bookshop, 1n, won(1), "0x"),
      )
        .to.be.revertedWithCustomError(programmes, "VoucherNotTransferable")
        .withArgs(1n, citizen.address, bookshop.address);
    });

    it("is refused with data, which nothing would read", async () => {
      const { programmes, citizen, bookshop } = await market();

      await expect(
        programmes.connect(citizen).safeTransferFrom(citizen, bookshop, 1n, won(1), "0x00"),
      )
        .to.be.revertedWithCustomError(programmes, "VoucherNotTransferable")
        .withArgs(1n, citizen.address, bookshop.address);
    });

    it("is refused an id and an amount beyond 64 bits, not cut down to fit", async () => {
      const { programmes, citizen, bookshop } = await market();
      const holder = programmes.connect(citizen);

      // 2^64 + 1 would be programme 1, or one won.
      await expect(holder.safeTransferFrom(citizen, bookshop, beyond + 1n, won(1), "0x"))
        .to.be.revertedWithCustomError(programmes, "VoucherNotTransferable")
        .withArgs(beyond + 1n, citizen.address, bookshop.address);
      await expect(holder.safeTransferFrom(citizen, bookshop, 1n, beyond + won(1), "0x"))
        .to.be.revertedWithCustomError(programmes, "VoucherNotTransferable")
        .withArgs(1n, citizen.address, bookshop.address);
    });

    it("is refused every batch", async () => {
      const { programmes, citizen, bookshop } = await market();
      const holder = programmes.connect(citizen);

      await expect(holder.safeBatchTransferFrom(citizen, bookshop, [1n], [won(1)], "0x"))
        .to.be.revertedWithCustomError(programmes, "VoucherNotTransferable")
        .withArgs(1n, citizen.address, bookshop.address);
      await expect(holder.safeBatchTransferFrom(citizen, bookshop, [], [], "0x"))
        .to.be.revertedWithCustomError(programmes, "VoucherNotTransferable")
        .withArgs(0n, citizen.address, bookshop.address);
    });
  });

  describe("when a wallet approves an operator", () => {
    it("is refused, also to take an approval back", async () => {
      const { programmes, citizen, stranger } = await market();

      for (const approved of [true, false]) {
        await expect(programmes.connect(citizen).setApprovalForAll(stranger, approved))
          .to.be.revertedWithCustomError(programmes, "ERC1155InvalidOperator")
          .withArgs(stranger.address);
      }
    });

    it("is told that nobody is approved, the holder included", async () => {
      const { programmes, citizen, stranger } = await market();

      expect(await programmes.isApprovedForAll(citizen, stranger)).to.equal(false);
      expect(await programmes.isApprovedForAll(citizen, citizen)).to.equal(false);
    });
  });

  describe("when it is asked which interfaces it has", () => {
    // ERC-165 fixes these numbers.
    const claims: readonly (readonly [string, string, boolean])[] = [
      ["ERC-165", "0x01ffc9a7", true],
      ["the ERC-1155 metadata extension", "0x0e89341c", true],
      ["ERC-1155, whose transfers it refuses", "0xd9b67a26", false],
      ["ERC-20", "0x36372b07", false],
      ["0xffffffff, which ERC-165 forbids to claim", "0xffffffff", false],
    ];

    for (const [what, id, claimed] of claims) {
      it(`${claimed ? "claims" : "does not claim"} ${what}`, async () => {
        const { programmes } = await market();

        expect(await programmes.supportsInterface(id)).to.equal(claimed);
      });
    }
  });
});

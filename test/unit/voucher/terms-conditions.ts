import { expect } from "chai";
import { ZeroAddress, id } from "ethers";
import { decoded, eventsOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { purchase, refused, spendBooks } from "../../helpers/purchases.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { granted, openMarket, purpose } from "../../helpers/voucher.ts";

const market = onOneChain(openMarket);

const [notice, evidence, aim] = [id("notice"), id("evidence"), id("aim")];
const withPurpose = purpose({ terms: { purposeRequired: true } });

describe("SpendingTerms: purpose", () => {
  it("pays only what states its purpose, and logs the hash", async () => {
    const system = await market();
    const { programmes, citizen, bookshop } = system;
    const programme = await granted(system, withPurpose);
    const stated = purchase(system, programme, won(1), { receipt: 7n, purposeHash: aim });
    await refused(system, programme, bookshop.address, won(1), ["PurposeMissing", programme]);

    expect(await programmes.canSpendFor(citizen, stated)).to.deep.equal([true, "0x"]);
    expect(
      await eventsOf(programmes.connect(citizen).spendFor(citizen, stated), programmes),
    ).to.deep.equal([
      ["TransferSingle", citizen.address, citizen.address, ZeroAddress, programme, 1n],
      ["VoucherSpent", programme, citizen.address, bookshop.address, 7n],
      ["PurposeStated", programme, citizen.address, aim],
    ]);
  });

  it("refuses a purchase with papers that states none, and says so before", async () => {
    const system = await market();
    const { programmes, citizen } = system;
    const programme = await granted(system, withPurpose);
    const silent = purchase(system, programme, won(1));

    const { allowed, refusal } = await programmes.canSpendFor(citizen, silent);

    expect([allowed, decoded(programmes, refusal)]).to.deep.equal([
      ...[false, ["PurposeMissing", programme]],
    ]);
    await expect(programmes.connect(citizen).spendFor(citizen, silent))
      .to.be.revertedWithCustomError(programmes, "PurposeMissing")
      .withArgs(programme);
  });

  it("logs a purpose also where none is asked for", async () => {
    const system = await market();
    const { programmes, citizen } = system;
    const programme = await granted(system, purpose());
    const stated = purchase(system, programme, won(1), { purposeHash: aim });

    await expect(programmes.connect(citizen).spendFor(citizen, stated))
      .to.emit(programmes, "PurposeStated")
      .withArgs(programme, citizen.address, aim);
  });
});

describe("SpendingTerms: conditions together", () => {
  it("names the consent, then the evidence, then the purpose, and pays once all are there", async () => {
    const system = await market();
    const { programmes, controller, officers, citizen, bookshop } = system;
    const all = { consentRequired: true, evidenceRequired: true, purposeRequired: true };
    await granted(system, purpose({ terms: all, noticeHash: notice }));
    await controller.appointAttestor(1n, officers.evidenceAttestor);
    const shop = bookshop.address;

    await refused(system, 1n, shop, won(1), ["ConsentMissing", 1n, citizen.address, notice]);
    await programmes.connect(citizen).consent(1n, notice);
    await refused(system, 1n, shop, won(1), ["EvidenceMissing", 1n, citizen.address]);
    await programmes.connect(officers.evidenceAttestor).attest(1n, citizen, evidence);
    await refused(system, 1n, shop, won(1), ["PurposeMissing", 1n]);
    const stated = purchase(system, 1n, won(1), { purposeHash: aim });
    await expect(programmes.connect(citizen).spendFor(citizen, stated)).to.emit(
      programmes,
      "VoucherSpent",
    );
  });

  it("asks for none that is off", async () => {
    const system = await market();
    await granted(system, purpose());

    await expect(spendBooks(system, 1n, won(1))).to.emit(system.programmes, "VoucherSpent");
  });
});

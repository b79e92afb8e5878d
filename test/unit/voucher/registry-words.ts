import { expect } from "chai";
import { caseFile } from "../../helpers/bank.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { openMarket } from "../../helpers/voucher.ts";

const market = onOneChain(openMarket);

describe("MerchantRegistry: merchantWords", () => {
  it("says of each in its place what merchantWord says, of nobody zero", async () => {
    const { registry, officers, bookshop, bakery, stranger } = await market();
    await registry.connect(officers.merchantEnforcer).suspend(bakery, caseFile);
    const asked = [bakery, stranger, bookshop, bakery].map(({ address }) => BigInt(address));
    const [bread, books] = [
      await registry.merchantWord(bakery),
      await registry.merchantWord(bookshop),
    ];

    expect(bread).to.not.equal(books);
    expect(await registry.merchantWords(asked)).to.deep.equal([bread, 0n, books, bread]);
  });

  it("reads no more of a word than the account, and answers an empty list", async () => {
    const { registry, bookshop } = await market();
    const run = BigInt(bookshop.address) | (7n << 160n) | (3n << 224n);

    expect(await registry.merchantWords([run])).to.deep.equal([
      await registry.merchantWord(bookshop),
    ]);
    expect(await registry.merchantWords([])).to.deep.equal([]);
  });
});

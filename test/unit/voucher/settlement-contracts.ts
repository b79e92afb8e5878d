import { expect } from "chai";
import { ZeroHash, concat, toBeHex } from "ethers";
import { digestOf, packSlips, type SignedSlip } from "../../../scripts/lib/till.ts";
import { admit } from "../../helpers/bank.ts";
import { gasOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { AccountKind, Region } from "../../helpers/kinds.ts";
import {
  Manner,
  behave,
  codeForCitizen,
  contractAccount,
  question,
  refusals,
  yes,
} from "../../helpers/odd-signer.ts";
import {
  bytesOf,
  outcomes,
  refusedAs,
  settle,
  settledAs,
  settlingMarket,
  slipOf,
} from "../../helpers/settlement.ts";
import { domainOf } from "../../helpers/slips.ts";
import { onOneChain } from "../../helpers/suite.ts";
import type { Deployed } from "../../helpers/fixtures.ts";
import type { Market } from "../../helpers/voucher.ts";

/** What a contract signs with here, unless said otherwise: the bytes of "yes". */
const said = "0x796573";

/** The most gas that a contract is asked with. */
const most = 100_000;

/** A contract that answers as it is told holds 300,000 won of programme 1. */
async function oddHolder(system: Deployed) {
  const bank = await settlingMarket(system);
  const account = await contractAccount(bank);
  await bank.manager.grant(1n, account, won(300_000), Region.mapo, 9n);
  return { ...bank, account };
}

const market = onOneChain(oddHolder);
type Odd = Awaited<ReturnType<typeof oddHolder>>;

/** A payment of the contract's vouchers, with `signature`. */
const slipBy = async (
  system: Odd,
  wishes: Partial<SignedSlip> = {},
  holder = system.account,
): Promise<SignedSlip> => ({
  ...(await slipOf(system, { ...wishes, holder })),
  signature: wishes.signature ?? said,
});

const notSigned = ({ programme, holder, id }: SignedSlip) =>
  ["PaymentNotSigned", programme, holder, id] as const;

describe("VoucherProgramme: settle, signatures of contracts (ERC-1271)", () => {
  it("settles what the contract approved beforehand, and nothing else", async () => {
    const system = await market();
    const signer = await system.connection.ethers.deployContract("ContractSigner");
    const holder = await signer.getAddress();
    await admit(system, holder, AccountKind.Contractor);
    await system.manager.grant(1n, holder, won(300_000), Region.mapo, 10n);
    const slip = await slipBy(system, {}, holder);
    await signer.getFunction("approve")(digestOf(domainOf(system), slip));

    for (const other of [
      { ...slip, amount: won(10_001) },
      { ...slip, merchant: system.bakery.address },
      { ...slip, signature: "0x6e6f" },
    ])
      await refusedAs(system, other, notSigned(other));
    await settledAs(system, slip);
    expect(await system.token.balanceOf(system.bookshop)).to.equal(won(10_000));
  });

  it("asks with the hash that was signed and exactly these bytes", async () => {
    const system = await market();
    const slip = await slipBy(system, { signature: toBeHex(2n ** 500n - 7n, 100) });
    const asked = question(digestOf(domainOf(system), slip), slip.signature);
    await behave(system, system.account, Manner.Answer, yes, asked);

    await settledAs(system, slip);
    const next = await slipBy(system, { signature: slip.signature, id: 2 });
    await refusedAs(system, next, notSigned(next));
  });

  it("settles an empty signature, where the contract takes it", async () => {
    const system = await market();
    await behave(system, system.account, Manner.Answer, yes);

    await settledAs(system, await slipBy(system, { signature: "0x" }));
  });

  it("reads no more than a word of a long answer", async () => {
    const system = await market();
    const long = concat([yes, `0x${"ff".repeat(4_000)}`]);
    await behave(system, system.account, Manner.Answer, long);

    expect(await gasOf(settle(system, [await slipBy(system)]))).to.be.lessThan(250_000 + most);
  });

  for (const [what, manner, answer] of refusals)
    it(`refuses a contract that ${what}`, async () => {
      const system = await market();
      await behave(system, system.account, manner, answer);
      const slip = await slipBy(system);

      await refusedAs(system, slip, notSigned(slip));
    });

  describe("given a contract that uses up gas", () => {
    it("gives it no more than 100,000, and settles the others", async () => {
      const system = await market();
      const { token, bookshop, neighbour } = system;
      const slips = [
        await slipOf(system),
        await slipBy(system),
        await slipOf(system, {}, neighbour),
      ];
      const gasWhen = async (manner: bigint) => {
        await behave(system, system.account, manner, yes);
        return Number((await gasSpent(system, slips)).gas);
      };
      const quick = await gasWhen(Manner.Revert);

      expect((await gasWhen(Manner.BurnAll)) - quick).to.be.within(most - 10_000, most);
      expect((await gasWhen(Manner.BurnSome)) - quick).to.be.within(most - 10_000, most);
      expect(await outcomes(system, settle(system, slips))).to.deep.equal([
        ...[1n, "PaymentNotSigned", 1n],
      ]);
      expect(await token.balanceOf(bookshop)).to.equal(won(20_000));
    });
  });

  describe("given words that point beside the bytes of the batch", () => {
    it("refuses the payment", async () => {
      const system = await market();
      const { programmes, stranger, account, bookshop } = system;
      await behave(system, account, Manner.Answer, yes);
      const slip = await slipBy(system);
      const { runs, payments, extras } = packSlips([slip]);
      const place = (offset: bigint, length: bigint) => toBeHex((offset << 128n) | length, 32);
      const refusal = bytesOf(system, notSigned(slip));

      for (const r of [place(0n, 4n), place(3n, 1n), place(2n ** 128n - 1n, 3n)])
        await expect(
          programmes.connect(stranger).settle(runs, [{ ...payments[0]!, r, vs: ZeroHash }], extras),
        )
          .to.emit(programmes, "PaymentRefused")
          .withArgs(1n, account, bookshop.address, 1, refusal);
    });
  });

  describe("given an address that has a key and no code", () => {
    it("refuses bytes that are no key's", async () => {
      const system = await market();
      const slip = await slipBy(system, {}, system.citizen.address);

      await refusedAs(system, slip, notSigned(slip));
    });
  });

  describe("given an address that has a key and code", () => {
    it("settles by either", async () => {
      const system = await market();
      const { citizen } = system;
      await codeForCitizen(system);
      await behave(system, citizen.address, Manner.Answer, yes);

      await settledAs(system, await slipOf(system));
      await settledAs(system, await slipBy(system, { id: 2 }, citizen.address));
    });
  });

  describe("given a contract whose signature is as long as a key's", () => {
    it("asks the contract, where the slip says so", async () => {
      const system = await market();
      await behave(system, system.account, Manner.Answer, yes);
      const { signature } = await slipOf(system);
      const slip = await slipBy(system, { signature });
      await refusedAs(system, slip, notSigned(slip));

      await settledAs(system, { ...slip, byContract: true });
    });
  });
});

/** The gas of a batch, of which nothing is kept. */
async function gasSpent(system: Market, slips: SignedSlip[]): Promise<{ gas: bigint }> {
  const { programmes, stranger } = system;
  const { runs, payments, extras } = packSlips(slips);
  const data = programmes.interface.encodeFunctionData("settle", [runs, payments, extras]);
  const snapshot = await system.connection.networkHelpers.takeSnapshot();
  const sent = await stranger.sendTransaction({
    to: system.addresses.programmes,
    data,
    gasLimit: 5_000_000n,
  });
  const receipt = await sent.wait();
  await snapshot.restore();
  return { gas: receipt?.gasUsed ?? 0n };
}

import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { expect } from "chai";
import type { AwardPaymentStruct } from "../../../typechain-types/subsidy/SubsidyGrants.ts";
import { refused } from "../../helpers/budget.ts";
import { at } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { money, payment, released, type Subsidy, onSubsidies } from "../../helpers/subsidy.ts";
import { kst } from "../../helpers/time.ts";

// Of award 1, 30,000,000 won are released.
const ready = onSubsidies((system) => released(system));

const deadline = kst("2025-07-23T09:00:00");

const types = {
  AwardPayment: [
    ...["award:uint64", "payee:address", "invoice:bytes32", "amount:uint64", "asset:bytes32"],
    ...["kind:uint8", "nonce:uint64", "deadline:uint48"],
  ].map((field) => {
    const [name = "", type = ""] = field.split(":");
    return { name, type };
  }),
};

async function signature(
  { subsidies, addresses, connection }: Subsidy,
  signer: HardhatEthersSigner,
  of: AwardPaymentStruct,
  nonce: bigint,
): Promise<string> {
  const { chainId } = await connection.ethers.provider.getNetwork();
  const domain = {
    ...{ name: "Gukgo Subsidy", version: "1", chainId },
    verifyingContract: addresses.subsidies,
  };
  expect((await subsidies.eip712Domain()).name).to.equal(domain.name);
  return signer.signTypedData(domain, types, { ...of, nonce, deadline });
}

describe("SubsidyGrants: paySigned", () => {
  it("pays what the beneficiary signed, sent by anyone, once", async () => {
    const system = await ready();
    const { subsidies, company, installer, stranger, token } = system;
    const of = payment(system, won(5_000_000));
    const signed = await signature(system, company, of, 0n);

    const by = subsidies.connect(stranger);
    await by.paySigned(of, 0n, deadline, signed);

    expect(await token.balanceOf(installer)).to.equal(won(5_000_000));
    expect((await subsidies.awardOf(1n)).nextNonce).to.equal(1n);
    await refused(subsidies, by.paySigned(of, 0n, deadline, signed), ["NonceNotNext", 1n, 1n]);
    await by.paySigned(of, 1n, deadline, await signature(system, company, of, 1n));
    expect((await money(system))["paid"]).to.equal(won(10_000_000));
  });

  it("refuses another's signature, a changed payment, and the key that was replaced", async () => {
    const system = await ready();
    const { subsidies, company, installer, stranger } = system;
    const by = subsidies.connect(stranger);
    const of = payment(system, won(5_000_000));
    const unsigned = ["PaymentUnsigned", 1n, company.address] as const;
    const others = await signature(system, installer, of, 0n);
    await refused(subsidies, by.paySigned(of, 0n, deadline, others), unsigned);
    const signed = await signature(system, company, of, 0n);
    const changed = { ...of, amount: won(5_000_001) };
    await refused(subsidies, by.paySigned(changed, 0n, deadline, signed), unsigned);
    await refused(subsidies, by.paySigned(of, 0n, deadline + 1, signed), unsigned);
    const unknown = { ...of, award: 2n };
    await refused(subsidies, by.paySigned(unknown, 0n, deadline, signed), ["AwardUnknown", 2n]);
  });

  it("is paid until its deadline, to the second", async () => {
    const system = await ready();
    const { subsidies, company, stranger } = system;
    const by = subsidies.connect(stranger);
    const of = payment(system, won(1));
    await at(system, deadline);
    await by.paySigned(of, 0n, deadline, await signature(system, company, of, 0n));
    await at(system, deadline + 1);
    const late = await signature(system, company, of, 1n);
    await refused(subsidies, by.paySigned(of, 1n, deadline, late), [
      "SignedPaymentLate",
      ...[1n, deadline],
    ]);
  });
});

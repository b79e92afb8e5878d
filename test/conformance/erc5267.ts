import { expect } from "chai";
import { TypedDataEncoder, ZeroHash, getBytes } from "ethers";
import type { TypedDataDomain } from "ethers";
import { readyBank, type Bank } from "../helpers/bank.ts";
import { at } from "../helpers/chain.ts";
import { expectDeclared } from "../helpers/declared.ts";
import { onOtherChain } from "../helpers/forked.ts";
import {
  citizenSigns,
  inTime,
  sendSigned,
  shortName,
  signedCalls,
} from "../helpers/signed-calls.ts";
import { actTypes, domainOf } from "../helpers/signing.ts";
import { jointly, resumerPair } from "../helpers/joint.ts";
import { onOneChain } from "../helpers/suite.ts";

/* ERC-5267 (final): the token publishes the domain in which it judges signatures. */

const bank = onOneChain(readyBank);

/** The domain as anybody reads it from the token, by the standard's bit map; an extension would be refused. */
async function published({ token }: Pick<Bank, "token">): Promise<TypedDataDomain> {
  const { fields, name, version, chainId, verifyingContract, salt, extensions } =
    await token.eip712Domain();
  if (extensions.length > 0) throw new Error("an extension nobody knows");
  const values = Object.entries({ name, version, chainId, verifyingContract, salt });
  const bits = getBytes(fields)[0] ?? 0;
  return Object.fromEntries(values.filter((_, bit) => (bits & (1 << bit)) !== 0));
}

describe("ERC-5267", () => {
  it("ERC-5267/01 MUST declare eip712Domain exactly as the standard does", async () => {
    expectDeclared((await bank()).token, [
      "function eip712Domain() view returns (bytes1,string,string,uint256,address,bytes32,uint256[])",
    ]);
  });

  it("ERC-5267/02 MUST return every value, those it does not use too", async () => {
    const { token, addresses } = await bank();

    expect(await token.eip712Domain()).to.deep.equal([
      "0x0f",
      "Nuri Bank Deposit",
      "1",
      31_337n,
      addresses.token,
      ZeroHash,
      [],
    ]);
  });

  it("ERC-5267/03 fields: bits 0 to 3 are set for name, version, chain and contract; bit 4 is not, for there is no salt", async () => {
    const { fields } = await (await bank()).token.eip712Domain();

    const bits = getBytes(fields)[0] ?? 0;
    expect([0, 1, 2, 3, 4, 5, 6, 7].map((bit) => (bits >> bit) & 1)).to.deep.equal([
      ...[1, 1, 1, 1],
      ...[0, 0, 0, 0],
    ]);
  });

  it("ERC-5267/04 MUST describe the separator in use: it is the hash of what is published", async () => {
    const system = await bank();
    const domain = await published(system);

    expect(domain).to.deep.equal(domainOf(system));
    expect(await system.token.DOMAIN_SEPARATOR()).to.equal(TypedDataEncoder.hashDomain(domain));
  });

  for (const call of signedCalls) {
    it(`ERC-5267/05 MUST describe the domain of signatures: one made in it counts, for ${shortName(call)}`, async () => {
      const system = await bank();
      const { message } = await citizenSigns(system, call);
      const domain = await published(system);
      const types = { [call.act]: actTypes[call.act] };
      const signature = await system.citizen.signTypedData(domain, types, message);
      await at(system, inTime);

      await sendSigned(system, call, message, signature);
    });
  }

  it("ERC-5267/06 extensions MUST be numbers of standards with further fields: there are none", async () => {
    expect((await (await bank()).token.eip712Domain()).extensions).to.deep.equal([]);
  });

  it("ERC-5267/07 chainId SHOULD follow the chain: after a split each part publishes its own, and its own separator", async () => {
    const system = await bank();
    const elsewhere = await onOtherChain(system, 31_338);

    const domain = await published({ token: elsewhere });

    expect(domain).to.deep.equal({ ...domainOf(system), chainId: 31_338n });
    expect(await elsewhere.DOMAIN_SEPARATOR()).to.equal(TypedDataEncoder.hashDomain(domain));
  });

  it("ERC-5267/08 SHOULD NOT change often: pausing, permits and time leave it as it is; MAY declare the event of a change", async () => {
    const system = await bank();
    const { token, officers } = system;
    const before = await token.eip712Domain();
    await token.connect(officers.pauser).pause();
    await at(system, inTime + 100_000_000);
    await jointly(system, resumerPair, "unpause");

    expect(await token.eip712Domain()).to.deep.equal(before);
    expectDeclared(token, ["event EIP712DomainChanged()"]);
  });
});

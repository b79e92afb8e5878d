import { expect } from "chai";
import { AbiCoder, ZeroAddress, id, keccak256, recoverAddress } from "ethers";
import type { BaseContract } from "ethers";
import { readyBank } from "../helpers/bank.ts";
import { at } from "../helpers/chain.ts";
import { won } from "../helpers/fixtures.ts";
import { onOtherChain } from "../helpers/forked.ts";
import { argumentsOf, callOf, citizenSigns, inTime, sendSigned } from "../helpers/signed-calls.ts";
import { digestOf, handMadeDigest, signed } from "../helpers/signing.ts";
import { onOneChain } from "../helpers/suite.ts";

/* ERC-2612 (final), continued: what is signed, where it counts, and what the token adds or refuses on purpose. */

const bank = onOneChain(readyBank);
const permit = callOf("Permit", true);

describe("ERC-2612: what is signed, and where it counts", () => {
  it("ERC-2612/14 MUST be the hash the standard writes out, of these fields in this order", async () => {
    const system = await bank();
    const { message, signature } = await citizenSigns(system, permit);
    const typeHash = id(
      "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)",
    );

    const digest = await handMadeDigest(system, typeHash, "Permit", message);

    expect(digest).to.equal(digestOf(system, "Permit", message));
    expect(recoverAddress(digest, signature)).to.equal(system.citizen.address);
    await sendSigned(system, permit, message, signature);
  });

  it("ERC-2612/15 DOMAIN_SEPARATOR is the common one: name, version, chain and contract", async () => {
    const { token, addresses } = await bank();
    const type =
      "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)";
    const words = ["bytes32", "bytes32", "bytes32", "uint256", "address"];
    const values = [id(type), id("Nuri Bank Deposit"), id("1"), 31_337n, addresses.token];

    expect(await token.DOMAIN_SEPARATOR()).to.equal(
      keccak256(AbiCoder.defaultAbiCoder().encode(words, values)),
    );
  });

  it("ERC-2612/16 SHOULD be unique to the chain: after a split a permit counts on its own part alone", async () => {
    const system = await bank();
    const { message, signature } = await citizenSigns(system, permit);
    const there = await onOtherChain(system, 31_338);
    const chainId = 31_338n;
    const signedThere = await signed(system, system.citizen, "Permit", message, { chainId });
    const elsewhere: BaseContract = there;
    const send = (bytes: string) =>
      elsewhere.getFunction(permit.fn).send(...argumentsOf(permit, message, bytes));

    await expect(send(signature))
      .to.be.revertedWithCustomError(there, "SignatureInvalid")
      .withArgs(system.citizen.address);
    await send(signedThere);

    expect(await there.allowance(system.citizen, system.stranger)).to.equal(won(70_000));
    expect(await there.DOMAIN_SEPARATOR()).not.to.equal(await system.token.DOMAIN_SEPARATOR());
  });
});

describe("ERC-2612: on purpose otherwise", () => {
  it("ERC-2612/17 the zero address is no spender: refused, and the nonce is not used up", async () => {
    const system = await bank();
    const { token, citizen } = system;
    const { message, signature } = await citizenSigns(system, permit, { spender: ZeroAddress });

    await expect(sendSigned(system, permit, message, signature))
      .to.be.revertedWithCustomError(token, "ERC20InvalidSpender")
      .withArgs(ZeroAddress);
    expect(await token.nonces(citizen)).to.equal(0n);
  });

  it("ERC-2612/18 a second form takes the signature as bytes and does the same, with the same nonces", async () => {
    const system = await bank();
    const { token, citizen, stranger } = system;
    for (const [index, split] of [false, true].entries()) {
      const nonce = BigInt(index);
      const changes = { nonce, value: won(70_000) + nonce };
      const { message, signature } = await citizenSigns(system, permit, changes);

      await sendSigned(system, callOf("Permit", split), message, signature);

      expect(await token.allowance(citizen, stranger)).to.equal(won(70_000) + nonce);
    }
    expect(await token.nonces(citizen)).to.equal(2n);
  });

  it("ERC-2612/19 a permit moves nothing, so a pause and a suspension leave it alone", async () => {
    const system = await bank();
    const { token, officers, citizen, stranger } = system;
    await token.connect(officers.enforcementOfficer).suspend(citizen, id("case"));
    await token.connect(officers.pauser).pause();
    const { message, signature } = await citizenSigns(system, permit);
    await at(system, inTime);

    await sendSigned(system, permit, message, signature);

    expect(await token.allowance(citizen, stranger)).to.equal(won(70_000));
  });
});

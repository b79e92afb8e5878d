import { expect } from "chai";
import { id, AbiCoder, concat, recoverAddress } from "ethers";
import type { BaseContract } from "ethers";
import { readyBank, type Bank } from "../helpers/bank.ts";
import { at, eventsOf } from "../helpers/chain.ts";
import { won } from "../helpers/fixtures.ts";
import { contractAccount, behave, Manner, yes } from "../helpers/odd-signer.ts";
import {
  argumentsOf,
  callOf,
  citizenSigns,
  inTime,
  messageOf,
  nonce,
  sendSigned,
  shortName,
  signedCalls,
} from "../helpers/signed-calls.ts";
import { digestOf, handMadeDigest, type Act } from "../helpers/signing.ts";
import { onOneChain } from "../helpers/suite.ts";

/* ERC-3009 (draft), continued: what the payee alone may send, cancelling, what is signed, and what is otherwise on purpose. */

const bank = onOneChain(readyBank);
const receives = signedCalls.filter(({ act }) => act === "ReceiveWithAuthorization");
const cancels = signedCalls.filter(({ act }) => act === "CancelAuthorization");
const transfer = callOf("TransferWithAuthorization", false);

/** The type hashes as the standard states them. */
const typeHashes: Partial<Record<Act, string>> = {
  TransferWithAuthorization: "0x7c7c6cdb67a18743f49ec6fa9b35f50d52ed05cbed4cc592e13b44501c1a2267",
  ReceiveWithAuthorization: "0xd099cc98ef71107a616c4f0f941f04c322d8e254fe26b3c6668db87aae413de8",
  CancelAuthorization: "0x158b0a9edf7a828aad02f63cd515c68ef2f50ba807396f6d12842833a1597429",
};

async function used({ token, citizen }: Bank, sent: Promise<unknown>) {
  await expect(sent)
    .to.be.revertedWithCustomError(token, "AuthorizationAlreadyUsed")
    .withArgs(citizen.address, nonce);
}

describe("ERC-3009: receiving", () => {
  for (const call of receives) {
    it(`ERC-3009/15 MUST be sent by the payee, and by nobody else, the payer too: ${shortName(call)}`, async () => {
      const system = await bank();
      const { token, bookshop, citizen, stranger } = system;
      const { message, signature } = await citizenSigns(system, call);
      await at(system, inTime);

      for (const sender of [stranger, citizen]) {
        const contract: BaseContract = token.connect(sender);
        const sent = contract.getFunction(call.fn).send(...argumentsOf(call, message, signature));
        await expect(sent)
          .to.be.revertedWithCustomError(token, "CallerNotPayee")
          .withArgs(sender.address, bookshop.address);
      }
      await sendSigned(system, call, message, signature);
    });
  }

  it("ERC-3009/16 nobody can send as a transfer what was signed to be received, nor the other way", async () => {
    const system = await bank();
    const receive = callOf("ReceiveWithAuthorization", false);
    await at(system, inTime);

    for (const [signedAs, sentAs] of [
      [receive, transfer],
      [transfer, receive],
    ] as const) {
      const { message, signature } = await citizenSigns(system, signedAs);
      await expect(sendSigned(system, sentAs, message, signature))
        .to.be.revertedWithCustomError(system.token, "SignatureInvalid")
        .withArgs(system.citizen.address);
    }
  });

  it("ERC-3009/17 a wrapper may pass on the encoded arguments behind the selector, without knowing them", async () => {
    const system = await bank();
    const { token, bookshop, addresses } = system;
    const call = callOf("ReceiveWithAuthorization", true);
    const { message, signature } = await citizenSigns(system, call);
    const types = ["address", "address", ...Array<string>(3).fill("uint256"), "bytes32"];
    const encoded = AbiCoder.defaultAbiCoder().encode(
      [...types, "uint8", "bytes32", "bytes32"],
      argumentsOf(call, message, signature),
    );
    await at(system, inTime);

    await bookshop.sendTransaction({ to: addresses.token, data: concat(["0xef55bec6", encoded]) });

    expect(await token.balanceOf(bookshop)).to.equal(won(30_000));
  });
});

describe("ERC-3009: cancelling (OPTIONAL)", () => {
  for (const call of cancels) {
    it(`ERC-3009/18 marks the nonce as used and says so: ${shortName(call)}`, async () => {
      const system = await bank();
      const { token, citizen } = system;
      const { message, signature } = await citizenSigns(system, call);
      const sent = sendSigned(system, call, message, signature);

      expect(await eventsOf(sent, token)).to.deep.equal([
        ["AuthorizationCanceled", citizen.address, nonce],
      ]);
      expect(await token.authorizationState(citizen, nonce)).to.equal(true);
    });

    it(`ERC-3009/19 what is cancelled cannot be paid or cancelled again: ${shortName(call)}`, async () => {
      const system = await bank();
      const { message, signature } = await citizenSigns(system, call);
      await sendSigned(system, call, message, signature);
      await at(system, inTime);

      for (const later of signedCalls.filter(({ act }) => act in typeHashes)) {
        const other = await citizenSigns(system, later);
        await used(system, sendSigned(system, later, other.message, other.signature));
      }
    });

    it(`ERC-3009/20 what is paid cannot be cancelled: ${shortName(call)}`, async () => {
      const system = await bank();
      const payment = await citizenSigns(system, transfer);
      await at(system, inTime);
      await sendSigned(system, transfer, payment.message, payment.signature);
      const { message, signature } = await citizenSigns(system, call);

      await used(system, sendSigned(system, call, message, signature));
    });
  }
});

describe("ERC-3009: what is signed", () => {
  for (const call of signedCalls.filter(({ act }) => act in typeHashes)) {
    it(`ERC-3009/21 MUST be typed data under the standard's type hash: ${shortName(call)}`, async () => {
      const system = await bank();
      const { message, signature } = await citizenSigns(system, call);
      const digest = await handMadeDigest(system, typeHashes[call.act] ?? "", call.act, message);
      await at(system, inTime);

      expect(digest).to.equal(digestOf(system, call.act, message));
      expect(recoverAddress(digest, signature)).to.equal(system.citizen.address);
      await sendSigned(system, call, message, signature);
    });
  }

  it("ERC-3009/22 RECOMMENDED: the domain includes the contract and the chain", async () => {
    const { token, addresses } = await bank();
    const { chainId, verifyingContract } = await token.eip712Domain();

    expect([chainId, verifyingContract]).to.deep.equal([31_337n, addresses.token]);
  });
});

describe("ERC-3009: otherwise", () => {
  it("ERC-3009/23 the type hashes are public constants: of the types as the standard writes them", async () => {
    const { token } = await bank();
    const fields =
      "address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce";
    const hash = (name: string, of = fields) => id(`${name}Authorization(${of})`);

    expect(await token.TRANSFER_WITH_AUTHORIZATION_TYPEHASH()).to.equal(hash("TransferWith"));
    expect(await token.RECEIVE_WITH_AUTHORIZATION_TYPEHASH()).to.equal(hash("ReceiveWith"));
    expect(await token.CANCEL_AUTHORIZATION_TYPEHASH()).to.equal(
      hash("Cancel", "address authorizer,bytes32 nonce"),
    );
  });

  it("ERC-3009/24 the standard leaves contracts' accounts out; on purpose they pay here too, by ERC-1271", async () => {
    const system = await bank();
    const payer = await contractAccount(system);
    await behave(system, payer, Manner.Answer, yes);
    await at(system, inTime);

    await sendSigned(system, transfer, messageOf(system, transfer.act, payer), "0x01");

    expect(await system.token.balanceOf(system.bookshop)).to.equal(won(30_000));
  });

  it("ERC-3009/25 cancelling has no deadline, by the standard, and no stop holds it back", async () => {
    const system = await bank();
    const { token, officers, citizen } = system;
    await token.connect(officers.pauser).pause();
    await token.connect(officers.stopOfficer).orderStop(1n);
    const call = callOf("CancelAuthorization", true);
    const { message, signature } = await citizenSigns(system, call);
    await at(system, inTime + 1_000_000_000);

    await sendSigned(system, call, message, signature);

    expect(await token.authorizationState(citizen, nonce)).to.equal(true);
  });
});

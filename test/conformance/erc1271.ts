import { expect } from "chai";
import { FunctionFragment, concat, dataSlice, id } from "ethers";
import { readyBank, type Bank } from "../helpers/bank.ts";
import { at } from "../helpers/chain.ts";
import {
  Manner,
  behave,
  codeForCitizen,
  contractAccount,
  magic,
  question,
  refusals,
  yes,
} from "../helpers/odd-signer.ts";
import {
  citizenSigns,
  inTime,
  messageOf,
  sendSigned,
  shortName,
  signedCalls,
  type SignedCall,
} from "../helpers/signed-calls.ts";
import { digestOf, signed } from "../helpers/signing.ts";
import { onOneChain } from "../helpers/suite.ts";

/*
 * ERC-1271 binds two sides. The contract that signs MUST return the magic value for its own signature, and MUST NOT
 * write. The token is the other side: it asks, believes that one answer and no other, and lets nothing be written.
 */

const bank = onOneChain(readyBank);

const long = concat([yes, `0x${"ab".repeat(4_096)}`]);
const sixtyFive = `0x${"5a".repeat(64)}1b`;

/** Sends `call` for the contract's account at `signer`, with `signature`. */
async function send(system: Bank, call: SignedCall, signer: string, signature = sixtyFive) {
  await at(system, inTime);
  return sendSigned(system, call, messageOf(system, call.act, signer), signature);
}

async function expectInvalid({ token }: Bank, sent: Promise<unknown>, signer: string) {
  await expect(sent).to.be.revertedWithCustomError(token, "SignatureInvalid").withArgs(signer);
}

function believes(call: SignedCall): void {
  it("ERC-1271/02 SHOULD call the method where the signer is a contract: with the hash and the signature as given", async () => {
    const system = await bank();
    const signer = await contractAccount(system);
    const hash = digestOf(system, call.act, messageOf(system, call.act, signer));
    await behave(system, signer, Manner.Answer, yes, question(hash, sixtyFive));

    await expectInvalid(system, send(system, call, signer, `0x${"5b".repeat(65)}`), signer);
    await sendSigned(system, call, messageOf(system, call.act, signer), sixtyFive);
  });

  it("ERC-1271/03 no amount of gas is fixed: an answer that takes two million counts", async () => {
    const system = await bank();
    const signer = await contractAccount(system);
    await behave(system, signer, Manner.BurnSome, yes);

    await send(system, call, signer);
  });

  it("ERC-1271/04 an answer of many bytes counts by its first word, at no great cost", async () => {
    const system = await bank();
    const signer = await contractAccount(system);
    await behave(system, signer, Manner.Answer, long);

    await send(system, call, signer);
  });
}

function disbelieves(call: SignedCall): void {
  for (const [index, [what, manner, answer]] of refusals.entries()) {
    it(`ERC-1271/05.${index + 1} MUST be the magic value: refuses where the contract ${what}`, async () => {
      const system = await bank();
      const signer = await contractAccount(system);
      await behave(system, signer, manner, answer);

      await expectInvalid(system, send(system, call, signer), signer);
    });
  }

  it("ERC-1271/06 refuses a contract without the method, and an address without code", async () => {
    const system = await bank();
    const { token, addresses, stranger, citizen } = system;

    for (const signer of [addresses.programmes, await token.getAddress(), stranger.address]) {
      const message = messageOf(system, call.act, signer);
      const signature = await signed(system, citizen, call.act, message);
      await expectInvalid(system, send(system, call, signer, signature), signer);
      await bank();
    }
  });
}

function knowsKeysWithCode(call: SignedCall): void {
  it("ERC-1271/07 an address with a key and code: its key counts, whatever the code answers", async () => {
    const system = await bank();
    await codeForCitizen(system);
    await behave(system, system.citizen.address, Manner.Revert, "0x");
    const { message, signature } = await citizenSigns(system, call);
    await at(system, inTime);

    await sendSigned(system, call, message, signature);
  });

  it("ERC-1271/08 an address with a key and code: where it is not its key's, the code is asked", async () => {
    const system = await bank();
    const { citizen, neighbour } = system;
    await codeForCitizen(system);
    const message = messageOf(system, call.act, citizen.address);
    const foreign = await signed(system, neighbour, call.act, message);
    await behave(system, citizen.address, Manner.Answer, `0x${"ff".repeat(32)}`);

    await expectInvalid(system, send(system, call, citizen.address, foreign), citizen.address);
    await behave(system, citizen.address, Manner.Answer, yes);
    await sendSigned(system, call, message, foreign);
  });
}

describe("ERC-1271: contracts that sign", () => {
  it("ERC-1271/01 the magic value is the first four bytes of the method's hash", () => {
    const method = "isValidSignature(bytes32,bytes)";

    expect(dataSlice(id(method), 0, 4)).to.equal(magic);
    expect(FunctionFragment.from(method).selector).to.equal(magic);
  });

  for (const call of signedCalls) {
    describe(shortName(call), () => {
      believes(call);
      disbelieves(call);
      knowsKeysWithCode(call);
    });
  }

  for (const call of signedCalls.filter(({ split }) => !split)) {
    it(`ERC-1271/09 ${shortName(call)} passes on a signature of any length`, async () => {
      for (const signature of ["0x", "0x01", `0x${"77".repeat(64)}`, `0x${"77".repeat(1_001)}`]) {
        const system = await bank();
        const signer = await contractAccount(system);
        const hash = digestOf(system, call.act, messageOf(system, call.act, signer));
        await behave(system, signer, Manner.Answer, yes, question(hash, signature));

        await send(system, call, signer, signature);
      }
    });
  }
});

import { expect } from "chai";
import { ZeroAddress, id } from "ethers";
import { citizensDeposit, issue, readyBank, type Bank } from "../helpers/bank.ts";
import { at, eventsOf } from "../helpers/chain.ts";
import { expectDeclared } from "../helpers/declared.ts";
import { won } from "../helpers/fixtures.ts";
import {
  callOf,
  citizenSigns,
  inTime,
  messageOf,
  nonce,
  sendSigned,
  shortName,
  signedCalls,
  validAfter,
  validBefore,
} from "../helpers/signed-calls.ts";
import { signed, type Message } from "../helpers/signing.ts";
import { onOneChain } from "../helpers/suite.ts";

/*
 * ERC-3009 (draft). The standard's earlier text takes v, r and s, its present one takes bytes: the token has both, and
 * each clause that does not depend on the form is tried on both. `signature-misuse.ts` tries what can be wrong with a signature.
 */

const bank = onOneChain(readyBank);
const payments = signedCalls.filter(({ act }) => act.endsWith("WithAuthorization"));
const transfers = signedCalls.filter(({ act }) => act === "TransferWithAuthorization");
const transfer = callOf("TransferWithAuthorization", false);

/** The citizen signs `call`, with `changes`; it is sent in second `time`. */
async function paid(system: Bank, call = transfer, changes: Message = {}, time = inTime) {
  const { message, signature } = await citizenSigns(system, call, changes);
  await at(system, time);
  return sendSigned(system, call, message, signature);
}

describe("ERC-3009: what is declared", () => {
  const terms = "address,address,uint256,uint256,uint256,bytes32";

  it("ERC-3009/01 MUST declare the functions of the present text, with bytes", async () => {
    expectDeclared((await bank()).token, [
      "function authorizationState(address,bytes32) view returns (bool)",
      `function transferWithAuthorization(${terms},bytes)`,
      `function receiveWithAuthorization(${terms},bytes)`,
    ]);
  });

  it("ERC-3009/02 declares those of the earlier text too, with v, r and s, under the selector that wrappers call", async () => {
    const { token } = await bank();
    expectDeclared(token, [
      `function transferWithAuthorization(${terms},uint8,bytes32,bytes32)`,
      `function receiveWithAuthorization(${terms},uint8,bytes32,bytes32)`,
    ]);

    const { fn } = callOf("ReceiveWithAuthorization", true);
    expect(token.interface.getFunction(fn as never)?.selector).to.equal("0xef55bec6");
  });

  it("ERC-3009/03 OPTIONAL cancelling: declared in both forms", async () => {
    expectDeclared((await bank()).token, [
      "function cancelAuthorization(address,bytes32,bytes)",
      "function cancelAuthorization(address,bytes32,uint8,bytes32,bytes32)",
      "event AuthorizationCanceled(address indexed,bytes32 indexed)",
    ]);
  });

  it("ERC-3009/04 MUST declare AuthorizationUsed with both arguments as topics", async () => {
    expectDeclared((await bank()).token, [
      "event AuthorizationUsed(address indexed,bytes32 indexed)",
    ]);
  });
});

describe("ERC-3009: a payment by authorization", () => {
  for (const call of payments) {
    it(`ERC-3009/05 MUST move the value by the payer's signature and say so: ${shortName(call)}`, async () => {
      const system = await bank();
      const { token, citizen, bookshop } = system;

      expect(await eventsOf(paid(system, call), token)).to.deep.equal([
        ["AuthorizationUsed", citizen.address, nonce],
        ["Transfer", citizen.address, bookshop.address, won(30_000)],
      ]);
      expect(await token.balanceOf(citizen)).to.equal(citizensDeposit - won(30_000));
      expect(await token.balanceOf(bookshop)).to.equal(won(30_000));
    });

    it(`ERC-3009/06 valid only after validAfter, by one second: ${shortName(call)}`, async () => {
      const system = await bank();

      await expect(paid(system, call, {}, Number(validAfter)))
        .to.be.revertedWithCustomError(system.token, "AuthorizationNotYetValid")
        .withArgs(validAfter, validAfter);
      await bank();
      await paid(system, call, {}, Number(validAfter) + 1);
    });

    it(`ERC-3009/07 valid only before validBefore, by one second: ${shortName(call)}`, async () => {
      const system = await bank();

      await expect(paid(system, call, {}, Number(validBefore)))
        .to.be.revertedWithCustomError(system.token, "AuthorizationExpired")
        .withArgs(validBefore, validBefore);
      await bank();
      await paid(system, call, {}, Number(validBefore) - 1);
    });
  }

  it("ERC-3009/08 an authorization whose times leave no second between them is never valid", async () => {
    const system = await bank();
    const changes = { validAfter: BigInt(inTime), validBefore: BigInt(inTime) + 1n };

    await expect(paid(system, transfer, changes, inTime)).to.be.revertedWithCustomError(
      system.token,
      "AuthorizationNotYetValid",
    );
    await expect(paid(system, transfer, changes, inTime + 1)).to.be.revertedWithCustomError(
      system.token,
      "AuthorizationExpired",
    );
  });

  it("ERC-3009/09 MUST reject the zero address as the payer, which a failed recovery yields", async () => {
    const system = await bank();
    await at(system, inTime);

    for (const call of payments) {
      const message = messageOf(system, call.act, ZeroAddress);
      await expect(sendSigned(system, call, message, `0x${"00".repeat(65)}`))
        .to.be.revertedWithCustomError(system.token, "SignatureInvalid")
        .withArgs(ZeroAddress);
    }
  });
});

describe("ERC-3009: nonces", () => {
  it("ERC-3009/10 authorizationState is false before, true after, and of this authorizer and nonce alone", async () => {
    const system = await bank();
    const { token, citizen, neighbour } = system;
    expect(await token.authorizationState(citizen, nonce)).to.equal(false);

    await paid(system);

    expect(await token.authorizationState(citizen, nonce)).to.equal(true);
    expect(await token.authorizationState(neighbour, nonce)).to.equal(false);
    expect(await token.authorizationState(citizen, id("other"))).to.equal(false);
  });

  for (const call of payments) {
    it(`ERC-3009/11 a used nonce is refused, also where it signs another payment: ${shortName(call)}`, async () => {
      const system = await bank();
      await paid(system);

      for (const [index, value] of [won(30_000), won(1)].entries()) {
        await expect(paid(system, call, { value }, inTime + 1 + index))
          .to.be.revertedWithCustomError(system.token, "AuthorizationAlreadyUsed")
          .withArgs(system.citizen.address, nonce);
      }
    });
  }

  it("ERC-3009/12 nonces are any 32 bytes, in no order: the largest, 0, and two between", async () => {
    const system = await bank();
    const most = `0x${"ff".repeat(32)}`;
    const chosen = [most, `0x${"00".repeat(32)}`, id("second"), id("first")];

    for (const [index, one] of chosen.entries()) {
      await paid(system, transfer, { nonce: one }, inTime + index);
    }

    expect(await system.token.balanceOf(system.bookshop)).to.equal(won(120_000)); // 4 × 30,000
  });

  it("ERC-3009/13 nonces are unique to an authorizer: another may use the same", async () => {
    const system = await bank();
    const { token, neighbour, bookshop } = system;
    await issue(system, neighbour, won(30_000), 9n);
    await paid(system);
    const message = messageOf(system, transfer.act, neighbour.address);
    const signature = await signed(system, neighbour, transfer.act, message);

    await sendSigned(system, transfer, message, signature);

    expect(await token.balanceOf(bookshop)).to.equal(won(60_000));
  });

  it("ERC-3009/14 a refused payment does not use up its nonce", async () => {
    const system = await bank();
    const { token, citizen, bookshop } = system;
    const value = citizensDeposit + won(1);

    for (const call of transfers) {
      await expect(paid(system, call, { value }, inTime + Number(call.split)))
        .to.be.revertedWithCustomError(token, "ERC20InsufficientBalance")
        .withArgs(citizen.address, citizensDeposit, value);
      expect(await token.authorizationState(citizen, nonce)).to.equal(false);
    }
    await paid(system, transfer, {}, inTime + 2);
    expect(await token.balanceOf(bookshop)).to.equal(won(30_000));
  });
});

import { expect } from "chai";
import { MaxUint256, ZeroAddress } from "ethers";
import { readyBank, type Bank } from "../helpers/bank.ts";
import { at, eventsOf } from "../helpers/chain.ts";
import { expectDeclared } from "../helpers/declared.ts";
import { won } from "../helpers/fixtures.ts";
import {
  argumentsOf,
  callOf,
  citizenSigns,
  deadline,
  inTime,
  messageOf,
  sendSigned,
} from "../helpers/signed-calls.ts";
import { signed, type Message } from "../helpers/signing.ts";
import { onOneChain } from "../helpers/suite.ts";

/*
 * ERC-2612 (final). Its conditions hold "if and only if": each is tried from both sides. `signature-misuse.ts` tries
 * what else can be wrong with a signature, on both forms of `permit`.
 */

const bank = onOneChain(readyBank);
const permit = callOf("Permit", true);

/** The citizen signs a permit for the stranger, with `changes`; it is sent in time. */
async function permitted(system: Bank, changes: Message = {}) {
  const { message, signature } = await citizenSigns(system, permit, changes);
  await at(system, inTime);
  return sendSigned(system, permit, message, signature);
}

describe("ERC-2612: what permit does", () => {
  it("ERC-2612/01 MUST declare permit, nonces and DOMAIN_SEPARATOR with the standard's types", async () => {
    expectDeclared((await bank()).token, [
      "function permit(address,address,uint256,uint256,uint8,bytes32,bytes32)",
      "function nonces(address) view returns (uint256)",
      "function DOMAIN_SEPARATOR() view returns (bytes32)",
    ]);
  });

  it("ERC-2612/02 MUST set the allowance to the value, in place of what it was, 0 and 2^256-1 too", async () => {
    const system = await bank();
    const { token, citizen, stranger } = system;
    await token.connect(citizen).approve(stranger, won(5));

    for (const [nonce, value] of [won(70_000), MaxUint256, won(0)].entries()) {
      const changes = { value, nonce: BigInt(nonce) };
      const { message, signature } = await citizenSigns(system, permit, changes);
      await sendSigned(system, permit, message, signature);
      expect(await token.allowance(citizen, stranger)).to.equal(value);
    }
  });

  it("ERC-2612/03 MUST raise the owner's nonce by 1, from 0, and nobody else's", async () => {
    const system = await bank();
    const { token, citizen, stranger } = system;
    expect(await token.nonces(citizen)).to.equal(0n);

    await permitted(system);

    expect(await token.nonces(citizen)).to.equal(1n);
    expect(await token.nonces(stranger)).to.equal(0n);
  });

  it("ERC-2612/04 MUST emit the Approval; PermitUsed, which says the nonce, is ours", async () => {
    const system = await bank();
    const { token, citizen, stranger } = system;

    expect(await eventsOf(permitted(system), token)).to.deep.equal([
      ["Approval", citizen.address, stranger.address, won(70_000)],
      ["PermitUsed", citizen.address, 0n],
    ]);
  });

  it("ERC-2612/05 MAY be sent by any address: the spender, the owner, somebody without an account", async () => {
    for (const who of ["stranger", "citizen", "bakery"] as const) {
      const system = await bank();
      const { message, signature } = await citizenSigns(system, permit);
      const send = system.token.connect(system[who]).getFunction(permit.fn);

      await send(...argumentsOf(permit, message, signature));

      expect(await system.token.allowance(system.citizen, system.stranger)).to.equal(won(70_000));
    }
  });
});

describe("ERC-2612: when permit reverts", () => {
  it("ERC-2612/06 MUST hold where the time is the deadline, or before it", async () => {
    const system = await bank();
    const { message, signature } = await citizenSigns(system, permit);
    await at(system, Number(deadline));

    await sendSigned(system, permit, message, signature);
  });

  it("ERC-2612/07 MUST revert after the deadline, by one second", async () => {
    const system = await bank();
    const { message, signature } = await citizenSigns(system, permit);
    await at(system, Number(deadline) + 1);

    await expect(sendSigned(system, permit, message, signature))
      .to.be.revertedWithCustomError(system.token, "SignatureExpired")
      .withArgs(deadline, deadline + 1n);
  });

  it("ERC-2612/08 a deadline of 2^256-1 never passes", async () => {
    const system = await bank();
    const { message, signature } = await citizenSigns(system, permit, { deadline: MaxUint256 });
    await at(system, Number(deadline) + 1_000_000_000);

    await sendSigned(system, permit, message, signature);
  });

  it("ERC-2612/09 MUST revert where the owner is the zero address, which a failed recovery yields", async () => {
    const system = await bank();
    const message = messageOf(system, "Permit", ZeroAddress);

    for (const signature of [`0x${"00".repeat(65)}`, `0x${"11".repeat(64)}1d`]) {
      await expect(sendSigned(system, permit, message, signature))
        .to.be.revertedWithCustomError(system.token, "SignatureInvalid")
        .withArgs(ZeroAddress);
    }
  });

  it("ERC-2612/10 MUST revert unless the signed nonce is the owner's next: one used, one ahead", async () => {
    const system = await bank();
    await permitted(system);

    for (const nonce of [0n, 2n]) {
      const { message, signature } = await citizenSigns(system, permit, { nonce });
      await expect(sendSigned(system, permit, message, signature))
        .to.be.revertedWithCustomError(system.token, "SignatureInvalid")
        .withArgs(system.citizen.address);
    }
    const { message, signature } = await citizenSigns(system, permit, { nonce: 1n });
    await sendSigned(system, permit, message, signature);
  });

  it("ERC-2612/11 MUST revert where somebody else signed, the spender too", async () => {
    const system = await bank();
    const { message } = await citizenSigns(system, permit);

    for (const signer of [system.neighbour, system.stranger]) {
      const signature = await signed(system, signer, "Permit", message);
      await expect(sendSigned(system, permit, message, signature))
        .to.be.revertedWithCustomError(system.token, "SignatureInvalid")
        .withArgs(system.citizen.address);
    }
  });

  it("ERC-2612/12 where it reverts, the allowance and the nonce stay", async () => {
    const system = await bank();
    const { token, citizen, stranger } = system;
    const { message, signature } = await citizenSigns(system, permit);
    const sent = sendSigned(system, permit, { ...message, value: won(70_001) }, signature);

    await expect(sent).to.be.revertedWithCustomError(token, "SignatureInvalid");

    expect(await token.allowance(citizen, stranger)).to.equal(won(0));
    expect(await token.nonces(citizen)).to.equal(0n);
  });

  it("ERC-2612/13 where another sends it first the owner has what was signed, and the second is refused", async () => {
    const system = await bank();
    await permitted(system);

    await expect(permitted(system)).to.be.revertedWithCustomError(system.token, "SignatureInvalid");

    const { token, citizen, stranger } = system;
    expect(await token.allowance(citizen, stranger)).to.equal(won(70_000));
  });
});

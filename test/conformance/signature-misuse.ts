import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { readyBank, type Bank } from "../helpers/bank.ts";
import { at, type Named } from "../helpers/chain.ts";
import {
  alteredFields,
  malformed,
  misdirected,
  otherActs,
  wrongLength,
  type Forgery,
} from "../helpers/forgeries.ts";
import {
  citizenSigns,
  deadline,
  inTime,
  messageOf,
  nonce,
  sendSigned,
  shortName,
  signedCalls,
  validAfter,
  validBefore,
  type SignedCall,
} from "../helpers/signed-calls.ts";
import { signed, type Act } from "../helpers/signing.ts";
import { onOneChain } from "../helpers/suite.ts";

/*
 * What may go wrong with a signature, tried on every function that takes one. A row that a function has no place for,
 * such as a wrong length where v, r and s are given, is left out of its list.
 */

const bank = onOneChain(readyBank);

const forgeriesOf = ({ act, split }: SignedCall): readonly Forgery[] => [
  ...malformed,
  ...(split ? [] : wrongLength),
  ...misdirected,
  ...alteredFields(act),
  ...otherActs(act),
];

/** What a second use of a signature is refused with. */
const usedUp: Record<Act, (signer: string) => Named> = {
  Permit: (signer) => ["SignatureInvalid", signer],
  TransferWithAuthorization: (signer) => ["AuthorizationAlreadyUsed", signer, nonce],
  ReceiveWithAuthorization: (signer) => ["AuthorizationAlreadyUsed", signer, nonce],
  CancelAuthorization: (signer) => ["AuthorizationAlreadyUsed", signer, nonce],
  Redemption: (signer) => ["AlreadyRedeemed", signer, 1n],
};

type Second = readonly [when: string, second: bigint, error?: string, bound?: bigint];

const authorizationTimes: readonly Second[] = [
  ["in the second of validAfter", validAfter, "AuthorizationNotYetValid", validAfter],
  ["in the second after validAfter", validAfter + 1n],
  ["in the second before validBefore", validBefore - 1n],
  ["in the second of validBefore", validBefore, "AuthorizationExpired", validBefore],
];
const deadlineTimes: readonly Second[] = [
  ["in the second of its deadline", deadline],
  ["in the second after its deadline", deadline + 1n, "SignatureExpired", deadline],
];

/** Seconds at which a signature begins or ceases to count. A cancellation has no time, by its standard. */
const seconds: Record<Act, readonly Second[]> = {
  Permit: deadlineTimes,
  TransferWithAuthorization: authorizationTimes,
  ReceiveWithAuthorization: authorizationTimes,
  CancelAuthorization: [["long after the authorization's time", validBefore + 10_000_000n]],
  Redemption: deadlineTimes,
};

async function expectRefusal(
  { token }: Bank,
  sent: Promise<unknown>,
  [error, ...args]: Named,
): Promise<void> {
  await expect(sent)
    .to.be.revertedWithCustomError(token, error)
    .withArgs(...args);
}

function refusesForgeries(call: SignedCall): void {
  for (const [index, { what, make }] of forgeriesOf(call).entries()) {
    it(`${shortName(call)}/${index + 1} refuses a signature ${what}`, async () => {
      const system = await bank();
      const { message } = await citizenSigns(system, call);
      const signature = await make(system, call);
      await at(system, inTime);

      const sent = sendSigned(system, call, message, signature);

      await expectRefusal(system, sent, ["SignatureInvalid", system.citizen.address]);
    });
  }
}

function keepsTime(call: SignedCall): void {
  for (const [when, second, error, bound] of seconds[call.act]) {
    const verb = error === undefined ? "counts" : "is refused";
    it(`${shortName(call)} ${verb} ${when}`, async () => {
      const system = await bank();
      const { message, signature } = await citizenSigns(system, call);
      await at(system, Number(second));

      const sent = sendSigned(system, call, message, signature);

      if (error === undefined) await sent;
      else await expectRefusal(system, sent, [error, bound, second]);
    });
  }
}

function countsOnce(call: SignedCall): void {
  for (const again of signedCalls.filter(({ act }) => act === call.act)) {
    it(`${shortName(call)} counts once: replayed to ${shortName(again)} it is refused`, async () => {
      const system = await bank();
      const { message, signature } = await citizenSigns(system, call);
      await at(system, inTime);
      await sendSigned(system, call, message, signature);

      const sent = sendSigned(system, again, message, signature);

      await expectRefusal(system, sent, usedUp[call.act](system.citizen.address));
    });
  }
}

function knowsNobody(call: SignedCall): void {
  it(`${shortName(call)} refuses the zero address as the signer, whatever the signature`, async () => {
    const system = await bank();
    const message = messageOf(system, call.act, ZeroAddress);
    const byCitizen = await signed(system, system.citizen, call.act, message);
    await at(system, inTime);

    for (const signature of [byCitizen, `0x${"00".repeat(65)}`, `${byCitizen.slice(0, -2)}1d`]) {
      const sent = sendSigned(system, call, message, signature);
      await expectRefusal(system, sent, ["SignatureInvalid", ZeroAddress]);
    }
  });
}

for (const call of signedCalls) {
  describe(`Signatures given to ${shortName(call)}`, () => {
    refusesForgeries(call);
    keepsTime(call);
    countsOnce(call);
    knowsNobody(call);
  });
}

describe("Signatures: the list of functions", () => {
  it("names every function of the token that takes a signature", async () => {
    const { token } = await bank();
    const taking = token.interface.fragments.flatMap((fragment) => {
      const names = fragment.inputs.map(({ name }) => name);
      const takes =
        fragment.type === "function" && (names.includes("signature") || names.includes("v"));
      return takes ? [fragment.format("sighash")] : [];
    });

    expect(signedCalls.map(({ fn }) => fn)).to.have.members(taking);
  });
});

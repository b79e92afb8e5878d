import { expect } from "chai";
import { MaxUint256, ZeroAddress, id } from "ethers";
import type { BaseContract } from "ethers";
import {
  admit,
  admittedUntil,
  caseFile,
  citizensDeposit,
  issue,
  readyBank,
  noBankAccount,
} from "../../helpers/bank.ts";
import { at, eventsOf, gasOf, type Named } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { jointly, limit, resumerPair } from "../../helpers/joint.ts";
import { AccountKind } from "../../helpers/kinds.ts";
import {
  argumentsOf,
  callOf,
  citizenSigns,
  deadline,
  inTime,
  messageOf,
  nonce,
  sendSigned,
  validAfter,
  validBefore,
} from "../../helpers/signed-calls.ts";
import { digestOf, type Act, type Message } from "../../helpers/signing.ts";
import { onOneChain } from "../../helpers/suite.ts";

/*
 * What is the token's own about signed acts. What the standards say of them, and how a signature is misused, is tried
 * in `test/conformance`.
 */

const bank = onOneChain(readyBank);
const transfer = callOf("TransferWithAuthorization", true);
const redemption = callOf("Redemption", false);

describe("DepositToken: transferWithAuthorization", () => {
  it("is bound by every rule of a transfer, and is not used up by a refusal", async () => {
    const system = await bank();
    const { token, officers, citizen } = system;
    const { message, signature } = await citizenSigns(system, transfer);
    const send = () => sendSigned(system, transfer, message, signature);
    await at(system, inTime);

    await limit(system, AccountKind.Citizen, { daily: won(29_990) });
    await expect(send())
      .to.be.revertedWithCustomError(token, "DailyLimitExceeded")
      .withArgs(citizen.address, won(29_990), won(0), won(30_000));
    await token.connect(officers.pauser).pause();
    await expect(send()).to.be.revertedWithCustomError(token, "EnforcedPause");
    await jointly(system, resumerPair, "unpause");
    await limit(system, AccountKind.Citizen, {});
    await token.connect(officers.enforcementOfficer).suspend(citizen, caseFile);
    await expect(send())
      .to.be.revertedWithCustomError(token, "SuspendedAccount")
      .withArgs(citizen.address);
    await token.connect(officers.admissionOfficer).reinstate(citizen, caseFile);
    await send();
  });

  it("counts towards the payer's day", async () => {
    const system = await bank();
    const { token, citizen, bookshop } = system;
    const { message, signature } = await citizenSigns(system, transfer);
    await at(system, inTime);

    expect(await eventsOf(sendSigned(system, transfer, message, signature), token)).to.deep.equal([
      ["AuthorizationUsed", citizen.address, nonce],
      ["Transfer", citizen.address, bookshop.address, won(30_000)],
    ]);
    expect((await token.accountOf(citizen)).spentToday).to.equal(won(30_000));
  });

  it("costs at most 70,000 gas", async () => {
    const system = await bank();
    await issue(system, system.bookshop, won(5), 9n);
    const { message, signature } = await citizenSigns(system, transfer);
    await at(system, inTime);

    const gas = await gasOf(sendSigned(system, transfer, message, signature));

    expect(gas).to.be.greaterThan(45_000).and.at.most(70_000);
  });
});

describe("DepositToken: which refusal of a signed act comes first", () => {
  const nonsense = `0x${"5a".repeat(64)}1b`;
  const receive = callOf("ReceiveWithAuthorization", false);

  it("of an authorization: the caller, the time, the use, the signature", async () => {
    const system = await bank();
    const { token, citizen, bookshop, stranger } = system;
    const { message, signature } = await citizenSigns(system, receive);
    const refused = (sent: Promise<unknown>, [error, ...args]: Named) =>
      expect(sent)
        .to.be.revertedWithCustomError(token, error)
        .withArgs(...args);
    const byPayee = () => sendSigned(system, receive, message, nonsense);
    const other: BaseContract = token.connect(stranger);
    const byOther = () =>
      other.getFunction(receive.fn).send(...argumentsOf(receive, message, nonsense));

    await at(system, Number(validAfter));
    await refused(byOther(), ["CallerNotPayee", stranger.address, bookshop.address]);
    await refused(byPayee(), ["AuthorizationNotYetValid", validAfter, validAfter]);
    await at(system, inTime);
    await refused(byPayee(), ["SignatureInvalid", citizen.address]);
    await sendSigned(system, receive, message, signature);
    await refused(byPayee(), ["AuthorizationAlreadyUsed", citizen.address, nonce]);
    await at(system, Number(validBefore));
    await refused(byPayee(), ["AuthorizationExpired", validBefore, validBefore]);
  });

  for (const call of [callOf("Permit", false), redemption]) {
    it(`of a ${call.act}: the time, the signature`, async () => {
      const system = await bank();
      const { token, citizen } = system;
      const { message } = await citizenSigns(system, call);
      const send = () => sendSigned(system, call, message, nonsense);

      await at(system, Number(deadline));
      await expect(send())
        .to.be.revertedWithCustomError(token, "SignatureInvalid")
        .withArgs(citizen.address);
      await at(system, Number(deadline) + 1);
      await expect(send())
        .to.be.revertedWithCustomError(token, "SignatureExpired")
        .withArgs(deadline, deadline + 1n);
    });
  }
});

describe("DepositToken: redeemWithAuthorization", () => {
  it("redeems for the holder, and nobody who sends it can change a figure", async () => {
    const system = await bank();
    const { token, citizen } = system;
    const { message, signature } = await citizenSigns(system, redemption);
    const send = (changes: Message) =>
      sendSigned(system, redemption, { ...message, ...changes }, signature);

    for (const changed of [
      { amount: won(250_001) },
      { sequence: 2n },
      { deadline: deadline + 1n },
    ]) {
      await expect(send(changed))
        .to.be.revertedWithCustomError(token, "SignatureInvalid")
        .withArgs(citizen.address);
    }
    expect(await eventsOf(send({}), token)).to.deep.equal([
      ["Transfer", citizen.address, ZeroAddress, won(250_000)],
      ["DepositRedeemed", citizen.address, 1n, noBankAccount],
    ]);
    expect(await token.balanceOf(citizen)).to.equal(citizensDeposit - won(250_000));
  });

  it("is stopped by no pause, stop order, suspension, limit or end of admission", async () => {
    const system = await bank();
    const { token, officers, citizen } = system;
    await token.connect(officers.pauser).pause();
    await token.connect(officers.stopOfficer).orderStop(1n);
    await token.connect(officers.enforcementOfficer).suspend(citizen, caseFile);
    await limit(system, AccountKind.Citizen, { daily: won(1) });
    await at(system, admittedUntil + 1);
    const { message, signature } = await citizenSigns(system, redemption, { deadline: MaxUint256 });

    await sendSigned(system, redemption, message, signature);

    expect(await token.balanceOf(citizen)).to.equal(citizensDeposit - won(250_000));
  });
});

describe("DepositToken: a contract's account", () => {
  const yes = "0x796573"; // "yes"

  /** A contractor's account is a contract with 1,000,000 won, which approves beforehand what it signs; `send` tells the last event. */
  const withContract = async () => {
    const system = await bank();
    const contract = await system.connection.ethers.deployContract("ContractSigner");
    const address = await contract.getAddress();
    await admit(system, address, AccountKind.Contractor);
    await issue(system, address, won(1_000_000), 9n);
    const send = async (act: Act, changes: Message = {}) => {
      const message = messageOf(system, act, address, changes);
      await contract.getFunction("approve")(digestOf(system, act, message));
      const sent = sendSigned(system, callOf(act, false), message, yes);
      return (await eventsOf(sent, system.token)).at(-1);
    };
    return { system, address, send };
  };

  it("permits, pays, cancels and redeems by what it approved", async () => {
    const { system, address, send } = await withContract();
    const { token, bookshop, stranger } = system;
    const other = { nonce: id("other") };
    await at(system, inTime);

    expect([
      await send("Permit"),
      await send("TransferWithAuthorization"),
      await send("CancelAuthorization", other),
      await send("Redemption"),
    ]).to.deep.equal([
      ["PermitUsed", address, 0n],
      ["Transfer", address, bookshop.address, won(30_000)],
      ["AuthorizationCanceled", address, other.nonce],
      ["DepositRedeemed", address, 1n, noBankAccount],
    ]);
    expect(await token.nonces(address)).to.equal(1n);
    expect(await token.allowance(address, stranger)).to.equal(won(70_000));
    expect(await token.balanceOf(address)).to.equal(won(720_000)); // 1,000,000 − 30,000 − 250,000
    expect(await token.authorizationState(address, other.nonce)).to.equal(true);
  });
});

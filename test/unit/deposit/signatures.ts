import { expect } from "chai";
import { MaxUint256, Signature, TypedDataEncoder, ZeroAddress, id, toBeHex } from "ethers";
import type { TypedDataDomain } from "ethers";
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import {
  admit,
  admittedUntil,
  caseFile,
  citizensDeposit,
  issue,
  opening,
  readyBank,
  type Bank,
} from "../../helpers/bank.ts";
import { at, eventsOf, gasOf } from "../../helpers/chain.ts";
import { won, type Deployed } from "../../helpers/fixtures.ts";
import { jointly, limit, resumerPair } from "../../helpers/joint.ts";
import { AccountKind } from "../../helpers/kinds.ts";
import { onOneChain } from "../../helpers/suite.ts";

const bank = onOneChain(readyBank);

const field = (written: string) =>
  written.split(",").map((one) => {
    const [type = "", name = ""] = one.split(" ");
    return { name, type };
  });

// As the standards write them, and ours for a redemption.
const types = {
  Permit: field("address owner,address spender,uint256 value,uint256 nonce,uint256 deadline"),
  TransferWithAuthorization: field(
    "address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce",
  ),
  ReceiveWithAuthorization: field(
    "address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce",
  ),
  CancelAuthorization: field("address authorizer,bytes32 nonce"),
  Redemption: field("address holder,uint64 amount,uint64 sequence,uint256 deadline"),
} as const;
type Act = keyof typeof types;

const permitBytes = "permit(address,address,uint256,uint256,bytes)" as const;
const permitVrs = "permit(address,address,uint256,uint256,uint8,bytes32,bytes32)" as const;
const transferBytes =
  "transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,bytes)" as const;
const transferVrs =
  "transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,uint8,bytes32,bytes32)" as const;
const receiveBytes =
  "receiveWithAuthorization(address,address,uint256,uint256,uint256,bytes32,bytes)" as const;
const receiveVrs =
  "receiveWithAuthorization(address,address,uint256,uint256,uint256,bytes32,uint8,bytes32,bytes32)" as const;
const cancelBytes = "cancelAuthorization(address,bytes32,bytes)" as const;
const cancelVrs = "cancelAuthorization(address,bytes32,uint8,bytes32,bytes32)" as const;

/** The domain as a wallet is told it: by the bank's name of the token, not by asking the contract. */
const domainOf = ({ addresses }: Deployed): TypedDataDomain => ({
  name: "Nuri Bank Deposit",
  version: "1",
  chainId: 31_337,
  verifyingContract: addresses.token,
});

async function signed(
  system: Deployed,
  signer: HardhatEthersSigner,
  act: Act,
  message: Record<string, unknown>,
  domain: TypedDataDomain = domainOf(system),
): Promise<string> {
  return signer.signTypedData(domain, { [act]: [...types[act]] }, message);
}

/** The other signature that the curve has for the same message: its `s` lies in the upper half. */
function malleated(signature: string): string {
  const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
  const { r, s, yParity } = Signature.from(signature);
  const other = toBeHex(order - BigInt(s), 32);
  return `${r}${other.slice(2)}${yParity === 0 ? "1c" : "1b"}`;
}

const nonce = id("any thirty-two bytes");
const hour = 3_600;

describe("DepositToken: permit (ERC-2612)", () => {
  const deadline = BigInt(opening + hour);
  const message = ({ citizen, stranger }: Bank, changes = {}) => ({
    owner: citizen.address,
    spender: stranger.address,
    value: won(70_000),
    nonce: 0n,
    deadline,
    ...changes,
  });

  it("2612-1 sets the allowance by the owner's signature, whoever sends it, and says so", async () => {
    const system = await bank();
    const { token, citizen, neighbour, stranger } = system;
    const { v, r, s } = Signature.from(await signed(system, citizen, "Permit", message(system)));

    const sent = token
      .connect(neighbour)
      [permitVrs](citizen, stranger, won(70_000), deadline, v, r, s);

    expect(await eventsOf(sent, token)).to.deep.equal([
      ["Approval", citizen.address, stranger.address, won(70_000)],
      ["PermitUsed", citizen.address, 0n],
    ]);
    expect(await token.allowance(citizen, stranger)).to.equal(won(70_000));
    expect(await token.nonces(citizen)).to.equal(1n);
  });

  it("2612-2 counts in the second of its deadline and not after", async () => {
    const system = await bank();
    const { token, citizen, stranger } = system;
    const signature = await signed(system, citizen, "Permit", message(system));
    const call = [citizen, stranger, won(70_000), deadline, signature] as const;

    await at(system, Number(deadline) + 1);
    await expect(token.connect(stranger)[permitBytes](...call))
      .to.be.revertedWithCustomError(token, "SignatureExpired")
      .withArgs(deadline, deadline + 1n);
    const again = await bank();
    await at(again, Number(deadline));
    await again.token.connect(again.stranger)[permitBytes](...call);
  });

  it("2612-3 counts once", async () => {
    const system = await bank();
    const { token, citizen, stranger } = system;
    const signature = await signed(system, citizen, "Permit", message(system));
    const call = [citizen, stranger, won(70_000), deadline, signature] as const;
    await token.connect(stranger)[permitBytes](...call);

    await expect(token.connect(stranger)[permitBytes](...call))
      .to.be.revertedWithCustomError(token, "SignatureInvalid")
      .withArgs(citizen.address);
  });

  it("2612-4 refuses another amount, spender, signer, nonce, chain, contract, version, and the other signature of the curve", async () => {
    const system = await bank();
    const { token, citizen, neighbour, stranger, addresses } = system;
    const domain = domainOf(system);
    const good = await signed(system, citizen, "Permit", message(system));
    const sign = (changes: object, other: object = {}, signer = citizen) =>
      signed(system, signer, "Permit", message(system, changes), { ...domain, ...other });
    const wrong = [
      await sign({ value: won(70_001) }),
      await sign({ spender: neighbour.address }),
      await sign({}, {}, neighbour),
      await sign({ nonce: 1n }),
      await sign({ deadline: deadline + 1n }),
      await sign({}, { chainId: 1 }),
      await sign({}, { verifyingContract: addresses.programmes }),
      await sign({}, { version: "2" }),
      await sign({}, { name: "Other Bank Deposit" }),
      malleated(good),
      "0x",
      `${good}00`,
    ];

    for (const signature of wrong) {
      await expect(
        token.connect(stranger)[permitBytes](citizen, stranger, won(70_000), deadline, signature),
      )
        .to.be.revertedWithCustomError(token, "SignatureInvalid")
        .withArgs(citizen.address);
    }
    await token.connect(stranger)[permitBytes](citizen, stranger, won(70_000), deadline, good);
  });

  it("2612-5 knows no owner without a key, and no spender who is nobody", async () => {
    const system = await bank();
    const { token, citizen, stranger } = system;
    const signature = await signed(system, citizen, "Permit", message(system));
    const toNobody = await signed(
      system,
      citizen,
      "Permit",
      message(system, { spender: ZeroAddress }),
    );

    await expect(
      token.connect(stranger)[permitBytes](ZeroAddress, stranger, won(70_000), deadline, signature),
    ).to.be.revertedWithCustomError(token, "SignatureInvalid");
    await expect(
      token.connect(stranger)[permitBytes](citizen, ZeroAddress, won(70_000), deadline, toNobody),
    )
      .to.be.revertedWithCustomError(token, "ERC20InvalidSpender")
      .withArgs(ZeroAddress);
  });
});

describe("DepositToken: ERC-5267 and ERC-165", () => {
  it("5267-1 says the domain that wallets sign, and its separator is that domain's hash", async () => {
    const system = await bank();
    const { token, addresses } = system;

    expect(await token.eip712Domain()).to.deep.equal([
      "0x0f",
      "Nuri Bank Deposit",
      "1",
      31_337n,
      addresses.token,
      `0x${"00".repeat(32)}`,
      [],
    ]);
    expect(await token.DOMAIN_SEPARATOR()).to.equal(TypedDataEncoder.hashDomain(domainOf(system)));
  });

  it("165-1 claims what it has, and nothing else", async () => {
    const { token } = await bank();
    // Each the exclusive or of the standard's selectors, as the standard gives it or as summed up by hand.
    const claimed = ["0x01ffc9a7", "0x36372b07", "0xa219a025", "0x9d8ff7da", "0x3edbb4c4"];

    for (const interfaceId of claimed) {
      expect(await token.supportsInterface(interfaceId), interfaceId).to.equal(true);
    }
    for (const interfaceId of ["0xffffffff", "0x00000000", "0xd9b67a26", "0x80ac58cd"]) {
      expect(await token.supportsInterface(interfaceId), interfaceId).to.equal(false);
    }
  });
});

describe("DepositToken: transferWithAuthorization (ERC-3009)", () => {
  const validAfter = BigInt(opening - 1);
  const validBefore = BigInt(opening + hour);
  const message = ({ citizen, bookshop }: Bank, changes = {}) => ({
    from: citizen.address,
    to: bookshop.address,
    value: won(30_000),
    validAfter,
    validBefore,
    nonce,
    ...changes,
  });
  const call = ({ citizen, bookshop }: Bank) =>
    [citizen, bookshop, won(30_000), validAfter, validBefore, nonce] as const;

  it("3009-1 moves the amount by the payer's signature, whoever sends it", async () => {
    const system = await bank();
    const { token, citizen, bookshop, stranger } = system;
    const signature = await signed(system, citizen, "TransferWithAuthorization", message(system));
    const { v, r, s } = Signature.from(signature);

    const sent = token.connect(stranger)[transferVrs](...call(system), v, r, s);

    expect(await eventsOf(sent, token)).to.deep.equal([
      ["AuthorizationUsed", citizen.address, nonce],
      ["Transfer", citizen.address, bookshop.address, won(30_000)],
    ]);
    expect(await token.balanceOf(bookshop)).to.equal(won(30_000));
    expect(await token.authorizationState(citizen, nonce)).to.equal(true);
    expect((await token.accountOf(citizen)).spentToday).to.equal(won(30_000));
  });

  it("3009-2 counts once, also where the same nonce signs something else", async () => {
    const system = await bank();
    const { token, citizen, stranger } = system;
    const act = "TransferWithAuthorization";
    const signature = await signed(system, citizen, act, message(system));
    await token.connect(stranger)[transferBytes](...call(system), signature);

    await expect(token.connect(stranger)[transferBytes](...call(system), signature))
      .to.be.revertedWithCustomError(token, "AuthorizationAlreadyUsed")
      .withArgs(citizen.address, nonce);
  });

  it("3009-3 counts between its two instants, neither of which belongs to it", async () => {
    const system = await bank();
    const { token, citizen, stranger } = system;
    const times = {
      validAfter: BigInt(opening + 2 * hour + 100),
      validBefore: BigInt(opening + 2 * hour + 102),
    };
    const { from, to, value } = message(system);
    const act = "TransferWithAuthorization";
    const signature = await signed(system, citizen, act, message(system, times));
    const send = () =>
      token
        .connect(stranger)
        [transferBytes](from, to, value, times.validAfter, times.validBefore, nonce, signature);

    await at(system, opening + 2 * hour + 100);
    await expect(send())
      .to.be.revertedWithCustomError(token, "AuthorizationNotYetValid")
      .withArgs(times.validAfter, times.validAfter);
    await at(system, opening + 2 * hour + 102);
    await expect(send())
      .to.be.revertedWithCustomError(token, "AuthorizationExpired")
      .withArgs(times.validBefore, times.validBefore);
    await bank();
    await at(system, opening + 2 * hour + 101);
    await send();
  });

  it("3009-4 needs no order of nonces", async () => {
    const system = await bank();
    const { token, citizen, bookshop, stranger } = system;
    for (const other of [id("second"), id("first")]) {
      const act = "TransferWithAuthorization";
      const signature = await signed(system, citizen, act, message(system, { nonce: other }));
      const terms = [citizen, bookshop, won(30_000), validAfter, validBefore, other] as const;
      await token.connect(stranger)[transferBytes](...terms, signature);
    }

    expect(await token.balanceOf(bookshop)).to.equal(won(60_000));
  });

  it("3009-5 refuses another amount, payee, signer, chain, contract, kind of act, and the other signature of the curve", async () => {
    const system = await bank();
    const { token, citizen, neighbour, bakery, stranger, addresses } = system;
    const domain = domainOf(system);
    const act = "TransferWithAuthorization";
    const good = await signed(system, citizen, act, message(system));
    const wrong = [
      await signed(system, citizen, act, message(system, { value: won(30_001) })),
      await signed(system, citizen, act, message(system, { to: bakery.address })),
      await signed(system, neighbour, act, message(system)),
      await signed(system, citizen, act, message(system), { ...domain, chainId: 1 }),
      await signed(system, citizen, act, message(system), {
        ...domain,
        verifyingContract: addresses.programmes,
      }),
      await signed(system, citizen, "ReceiveWithAuthorization", message(system)),
      malleated(good),
    ];

    for (const signature of wrong) {
      await expect(token.connect(stranger)[transferBytes](...call(system), signature))
        .to.be.revertedWithCustomError(token, "SignatureInvalid")
        .withArgs(citizen.address);
    }
    expect(await token.authorizationState(citizen, nonce)).to.equal(false);
  });

  it("3009-6 is bound by every rule of a transfer, and is not used up by a refusal", async () => {
    const system = await bank();
    const { token, officers, citizen, stranger } = system;
    const act = "TransferWithAuthorization";
    const signature = await signed(system, citizen, act, message(system));
    const send = () => token.connect(stranger)[transferBytes](...call(system), signature);

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

  it("costs at most 70,000 gas", async () => {
    const system = await bank();
    const { token, citizen, bookshop, stranger } = system;
    await issue(system, bookshop, won(5), 9n);
    const act = "TransferWithAuthorization";
    const { v, r, s } = Signature.from(await signed(system, citizen, act, message(system)));

    const gas = await gasOf(token.connect(stranger)[transferVrs](...call(system), v, r, s));

    expect(gas).to.be.greaterThan(45_000).and.at.most(70_000);
  });

  describe("receiveWithAuthorization", () => {
    it("3009-7 is taken by the payee, and by nobody else", async () => {
      const system = await bank();
      const { token, citizen, bookshop, stranger } = system;
      const act = "ReceiveWithAuthorization";
      const signature = await signed(system, citizen, act, message(system));
      const { v, r, s } = Signature.from(signature);

      for (const taken of [
        token.connect(stranger)[receiveBytes](...call(system), signature),
        token.connect(stranger)[receiveVrs](...call(system), v, r, s),
      ]) {
        await expect(taken)
          .to.be.revertedWithCustomError(token, "CallerNotPayee")
          .withArgs(stranger.address, bookshop.address);
      }
      await token.connect(bookshop)[receiveVrs](...call(system), v, r, s);

      expect(await token.balanceOf(bookshop)).to.equal(won(30_000));
      await expect(token.connect(bookshop)[receiveBytes](...call(system), signature))
        .to.be.revertedWithCustomError(token, "AuthorizationAlreadyUsed")
        .withArgs(citizen.address, nonce);
    });
  });

  describe("cancelAuthorization", () => {
    it("3009-8 takes an authorization back by signature, once, also while everything is stopped", async () => {
      const system = await bank();
      const { token, officers, citizen, stranger } = system;
      const cancel = { authorizer: citizen.address, nonce };
      const signature = await signed(system, citizen, "CancelAuthorization", cancel);
      const act = "TransferWithAuthorization";
      const payment = await signed(system, citizen, act, message(system));
      await token.connect(officers.pauser).pause();

      await expect(token.connect(stranger)[cancelBytes](citizen, nonce, signature))
        .to.emit(token, "AuthorizationCanceled")
        .withArgs(citizen.address, nonce);

      const { v, r, s } = Signature.from(signature);
      await expect(token.connect(stranger)[cancelVrs](citizen, nonce, v, r, s))
        .to.be.revertedWithCustomError(token, "AuthorizationAlreadyUsed")
        .withArgs(citizen.address, nonce);
      await jointly(system, resumerPair, "unpause");
      await expect(token.connect(stranger)[transferBytes](...call(system), payment))
        .to.be.revertedWithCustomError(token, "AuthorizationAlreadyUsed")
        .withArgs(citizen.address, nonce);
    });

    it("3009-9 is refused to who did not sign", async () => {
      const system = await bank();
      const { token, citizen, neighbour, stranger } = system;
      const cancel = { authorizer: citizen.address, nonce };
      const signature = await signed(system, neighbour, "CancelAuthorization", cancel);

      await expect(token.connect(stranger)[cancelBytes](citizen, nonce, signature))
        .to.be.revertedWithCustomError(token, "SignatureInvalid")
        .withArgs(citizen.address);
    });
  });
});

describe("DepositToken: redeemWithAuthorization", () => {
  const deadline = BigInt(opening + hour);
  const redemption = ({ citizen }: Bank, changes = {}) => ({
    holder: citizen.address,
    amount: won(250_000),
    sequence: 1n,
    deadline,
    ...changes,
  });

  it("redeems for the holder, and nobody who sends it can change a figure", async () => {
    const system = await bank();
    const { token, citizen, stranger } = system;
    const signature = await signed(system, citizen, "Redemption", redemption(system));
    const send = (amount: bigint, sequence: bigint, until = deadline) =>
      token.connect(stranger).redeemWithAuthorization(citizen, amount, sequence, until, signature);

    for (const changed of [
      send(won(250_001), 1n),
      send(won(250_000), 2n),
      send(won(250_000), 1n, deadline + 1n),
    ]) {
      await expect(changed)
        .to.be.revertedWithCustomError(token, "SignatureInvalid")
        .withArgs(citizen.address);
    }
    expect(await eventsOf(send(won(250_000), 1n), token)).to.deep.equal([
      ["Transfer", citizen.address, ZeroAddress, won(250_000)],
      ["DepositRedeemed", citizen.address, 1n],
    ]);
    expect(await token.balanceOf(citizen)).to.equal(citizensDeposit - won(250_000));
    await expect(send(won(250_000), 1n))
      .to.be.revertedWithCustomError(token, "AlreadyRedeemed")
      .withArgs(citizen.address, 1n);
  });

  it("is stopped by no pause, stop order, suspension, limit or end of admission", async () => {
    const system = await bank();
    const { token, officers, citizen, stranger } = system;
    await token.connect(officers.pauser).pause();
    await token.connect(officers.stopOfficer).orderStop(1n);
    await token.connect(officers.enforcementOfficer).suspend(citizen, caseFile);
    await limit(system, AccountKind.Citizen, { daily: won(1) });
    await at(system, admittedUntil + 1);
    const late = redemption(system, { deadline: MaxUint256 });
    const signature = await signed(system, citizen, "Redemption", late);

    await token
      .connect(stranger)
      .redeemWithAuthorization(citizen, won(250_000), 1n, MaxUint256, signature);

    expect(await token.balanceOf(citizen)).to.equal(citizensDeposit - won(250_000));
  });

  it("counts in the second of its deadline and not after", async () => {
    const system = await bank();
    const { token, citizen, stranger } = system;
    const signature = await signed(system, citizen, "Redemption", redemption(system));
    const send = () =>
      token
        .connect(stranger)
        .redeemWithAuthorization(citizen, won(250_000), 1n, deadline, signature);

    await at(system, Number(deadline) + 1);
    await expect(send())
      .to.be.revertedWithCustomError(token, "SignatureExpired")
      .withArgs(deadline, deadline + 1n);
    await bank();
    await at(system, Number(deadline));
    await send();
  });
});

describe("DepositToken: a contract that signs (ERC-1271)", () => {
  const yes = "0x796573"; // "yes"

  /** A contractor's account is a contract with 100,000 won. */
  const withContract = async () => {
    const system = await bank();
    const contract = await system.connection.ethers.deployContract("ContractSigner");
    const address = await contract.getAddress();
    await admit(system, address, AccountKind.Contractor);
    await issue(system, address, won(100_000), 9n);
    const approve = async (act: Act, message: Record<string, unknown>) => {
      const hash = TypedDataEncoder.hash(domainOf(system), { [act]: [...types[act]] }, message);
      await contract.getFunction("approve")(hash);
    };
    return { ...system, contract: address, approve };
  };

  it("1271-1 permits, pays, cancels and redeems by what it approved, with a signature of any length", async () => {
    const { token, contract, approve, stranger, bookshop } = await withContract();
    const [after, before] = [BigInt(opening - 1), MaxUint256];
    const permit = { owner: contract, spender: stranger.address, value: won(7), nonce: 0n };
    const payment = { from: contract, to: bookshop.address, value: won(9), validAfter: after };
    await approve("Permit", { ...permit, deadline: before });
    await approve("TransferWithAuthorization", { ...payment, validBefore: before, nonce });
    await approve("CancelAuthorization", { authorizer: contract, nonce: id("other") });
    const redemption = { holder: contract, amount: won(11), sequence: 1n, deadline: before };
    await approve("Redemption", redemption);
    const sent = token.connect(stranger);

    await sent[permitBytes](contract, stranger, won(7), before, yes);
    await sent[transferBytes](contract, bookshop, won(9), after, before, nonce, yes);
    await sent[cancelBytes](contract, id("other"), yes);
    await sent.redeemWithAuthorization(contract, won(11), 1n, before, yes);

    expect(await token.allowance(contract, stranger)).to.equal(won(7));
    expect(await token.balanceOf(contract)).to.equal(won(99_980));
    expect(await token.authorizationState(contract, id("other"))).to.equal(true);
  });

  it("1271-2 refuses what it did not approve, and another signature", async () => {
    const { token, contract, approve, stranger } = await withContract();
    const permit = { owner: contract, spender: stranger.address, value: won(7), nonce: 0n };
    await approve("Permit", { ...permit, deadline: MaxUint256 });

    for (const [value, signature] of [
      [won(8), yes],
      [won(7), "0x6e6f"],
    ] as const) {
      await expect(
        token.connect(stranger)[permitBytes](contract, stranger, value, MaxUint256, signature),
      )
        .to.be.revertedWithCustomError(token, "SignatureInvalid")
        .withArgs(contract);
    }
  });
});

import { dataSlice, id } from "ethers";
import type { BaseContract, ContractTransactionResponse } from "ethers";
import { opening, type Bank } from "./bank.ts";
import { won } from "./fixtures.ts";
import { actTypes, signed, type Act, type Message } from "./signing.ts";

/** One function that takes a signature, which signs `act`; where `split`, as v, r and s. */
export interface SignedCall {
  readonly fn: string;
  readonly act: Act;
  readonly split: boolean;
}

const call = (act: Act, fn: string): SignedCall => ({ fn, act, split: fn.includes("uint8") });

/** Every function of the token that takes a signature. */
export const signedCalls: readonly SignedCall[] = [
  call("Permit", "permit(address,address,uint256,uint256,uint8,bytes32,bytes32)"),
  call("Permit", "permit(address,address,uint256,uint256,bytes)"),
  call(
    "TransferWithAuthorization",
    "transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,uint8,bytes32,bytes32)",
  ),
  call(
    "TransferWithAuthorization",
    "transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,bytes)",
  ),
  call(
    "ReceiveWithAuthorization",
    "receiveWithAuthorization(address,address,uint256,uint256,uint256,bytes32,uint8,bytes32,bytes32)",
  ),
  call(
    "ReceiveWithAuthorization",
    "receiveWithAuthorization(address,address,uint256,uint256,uint256,bytes32,bytes)",
  ),
  call("CancelAuthorization", "cancelAuthorization(address,bytes32,uint8,bytes32,bytes32)"),
  call("CancelAuthorization", "cancelAuthorization(address,bytes32,bytes)"),
  call("Redemption", "redeemWithAuthorization(address,uint64,uint64,uint256,bytes)"),
];

/** The function of `act` that takes v, r and s, or the one that takes bytes. */
export function callOf(act: Act, split: boolean): SignedCall {
  const found = signedCalls.find((one) => one.act === act && one.split === split);
  if (found === undefined) throw new Error(`${act} is not taken like that`);
  return found;
}

/** How a test names `call`. */
export const shortName = ({ fn, split }: SignedCall): string =>
  `${fn.slice(0, fn.indexOf("("))}(${split ? "v, r, s" : "bytes"})`;

/** A permit or a redemption counts until this second; an authorization after the first and before the second. */
export const deadline = BigInt(opening + 3_600);
export const validAfter = BigInt(opening + 600);
export const validBefore = BigInt(opening + 3_600);
export const nonce = id("any thirty-two bytes");

/** When a fixture's signatures all count. */
export const inTime = opening + 1_200;

/** What `signer` signs, with `changes`: a permit for the stranger, a payment to the bookshop, a redemption. */
export function messageOf(bank: Bank, act: Act, signer: string, changes: Message = {}): Message {
  const payment = { to: bank.bookshop.address, value: won(30_000), validAfter, validBefore, nonce };
  const messages: Record<Act, Message> = {
    Permit: {
      owner: signer,
      spender: bank.stranger.address,
      value: won(70_000),
      nonce: 0n,
      deadline,
    },
    TransferWithAuthorization: { from: signer, ...payment },
    ReceiveWithAuthorization: { from: signer, ...payment },
    CancelAuthorization: { authorizer: signer, nonce },
    Redemption: { holder: signer, amount: won(250_000), sequence: 1n, deadline },
  };
  return { ...messages[act], ...changes };
}

/** The arguments of `call`: what was signed but a permit's nonce, which the token counts itself, and the signature. */
export function argumentsOf({ act, split }: SignedCall, message: Message, signature: string) {
  const names = actTypes[act].map(({ name }) => name);
  const said = names.filter((name) => act !== "Permit" || name !== "nonce");
  const form = split
    ? [dataSlice(signature, 64, 65), dataSlice(signature, 0, 32), dataSlice(signature, 32, 64)]
    : [signature];
  return [...said.map((name) => message[name]), ...form];
}

/** Sends `call`: the payee what only the payee may send, a stranger everything else. */
export async function sendSigned(
  { token, bookshop, stranger }: Bank,
  call: SignedCall,
  message: Message,
  signature: string,
): Promise<ContractTransactionResponse> {
  const sender = call.act === "ReceiveWithAuthorization" ? bookshop : stranger;
  const contract: BaseContract = token.connect(sender);
  return contract.getFunction(call.fn).send(...argumentsOf(call, message, signature));
}

/** The citizen's message for `call`, with `changes`, and the citizen's signature of it. */
export async function citizenSigns(bank: Bank, { act }: SignedCall, changes: Message = {}) {
  const message = messageOf(bank, act, bank.citizen.address, changes);
  return { message, signature: await signed(bank, bank.citizen, act, message) };
}

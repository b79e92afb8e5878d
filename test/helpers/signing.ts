import { AbiCoder, Signature, TypedDataEncoder, concat, keccak256, toBeHex } from "ethers";
import type { TypedDataDomain, TypedDataField } from "ethers";
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { Deployed } from "./fixtures.ts";

const fields = (written: string): TypedDataField[] =>
  written.split(",").map((one) => {
    const [type = "", name = ""] = one.split(" ");
    return { name, type };
  });

/** What holders sign, as the standards write it, and ours for a redemption. */
export const actTypes = {
  Permit: fields("address owner,address spender,uint256 value,uint256 nonce,uint256 deadline"),
  TransferWithAuthorization: fields(
    "address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce",
  ),
  ReceiveWithAuthorization: fields(
    "address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce",
  ),
  CancelAuthorization: fields("address authorizer,bytes32 nonce"),
  Redemption: fields("address holder,uint64 amount,uint64 sequence,uint256 deadline"),
} as const;

export type Act = keyof typeof actTypes;
export type Message = Readonly<Record<string, string | bigint>>;

/** The domain as a wallet is told it: by the bank's name of the token, not by asking the contract. */
export const domainOf = ({ addresses }: Deployed): TypedDataDomain => ({
  name: "Nuri Bank Deposit",
  version: "1",
  chainId: 31_337n,
  verifyingContract: addresses.token,
});

/** The 65 bytes by which `signer` signs `message` for the token, or for another `domain`. */
export async function signed(
  system: Deployed,
  signer: HardhatEthersSigner,
  act: Act,
  message: Message,
  domain: TypedDataDomain = {},
): Promise<string> {
  const whole = { ...domainOf(system), ...domain };
  return signer.signTypedData(whole, { [act]: actTypes[act] }, message);
}

/** What is signed: the hash of `message` in the token's domain. */
export const digestOf = (system: Deployed, act: Act, message: Message): string =>
  TypedDataEncoder.hash(domainOf(system), { [act]: actTypes[act] }, message);

/** The same hash put together by hand, as the standards write it out, from a `typeHash` and its values. */
export async function handMadeDigest(
  { token }: Deployed,
  typeHash: string,
  act: Act,
  message: Message,
): Promise<string> {
  const types = ["bytes32", ...actTypes[act].map(({ type }) => type)];
  const values = [typeHash, ...actTypes[act].map(({ name }) => message[name])];
  const struct = keccak256(AbiCoder.defaultAbiCoder().encode(types, values));
  return keccak256(concat(["0x1901", await token.DOMAIN_SEPARATOR(), struct]));
}

const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** The other signature that the curve has for the same message: its `s` lies in the upper half. */
export function malleated(signature: string): string {
  const { r, s, yParity } = Signature.from(signature);
  return `${r}${toBeHex(order - BigInt(s), 32).slice(2)}${yParity === 0 ? "1c" : "1b"}`;
}

import { Interface, concat, toBeHex, zeroPadBytes } from "ethers";
import { admit, issue, type Bank } from "./bank.ts";
import { won } from "./fixtures.ts";
import { AccountKind } from "./kinds.ts";

/** As in `OddSigner.Manner`. */
export const Manner = { Answer: 0n, Revert: 1n, BurnAll: 2n, BurnSome: 3n, Write: 4n } as const;

/** What ERC-1271 has a contract return where the signature is its own, as 32 bytes. */
export const magic = "0x1626ba7e";
export const yes = zeroPadBytes(magic, 32);

const asking = new Interface(["function isValidSignature(bytes32,bytes) view returns (bytes4)"]);

/** The bytes by which a contract is asked whether `signature` of `hash` is its own. */
export const question = (hash: string, signature: string): string =>
  asking.encodeFunctionData("isValidSignature", [hash, signature]);

/** Tells the code at `address` how to answer; where `only` is given, only to those bytes. */
export async function behave(
  { connection }: Bank,
  address: string,
  manner: bigint,
  answer: string,
  only = "0x",
): Promise<void> {
  const signer = await connection.ethers.getContractAt("OddSigner", address);
  await signer.getFunction("behave")(manner, answer, only);
}

/** A contractor's account with 1,000,000 won is a contract that signs by ERC-1271; its address. */
export async function contractAccount(bank: Bank): Promise<string> {
  const contract = await bank.connection.ethers.deployContract("OddSigner");
  const address = await contract.getAddress();
  await admit(bank, address, AccountKind.Contractor);
  await issue(bank, address, won(1_000_000), 9n);
  return address;
}

/** Gives the citizen's address, which has a key, the code of a contract that signs. */
export async function codeForCitizen({ connection, citizen }: Bank): Promise<void> {
  const model = await connection.ethers.deployContract("OddSigner");
  const code = await connection.ethers.provider.getCode(model);
  await connection.networkHelpers.setCode(citizen.address, code);
}

/** Answers that are not the magic value, or not in the form of one. */
export const refusals: readonly (readonly [what: string, manner: bigint, answer: string])[] = [
  ["returns nothing", Manner.Answer, "0x"],
  ["returns zero", Manner.Answer, toBeHex(0, 32)],
  ["returns 0xffffffff", Manner.Answer, zeroPadBytes("0xffffffff", 32)],
  ["returns a value one bit off", Manner.Answer, zeroPadBytes("0x1626ba7f", 32)],
  ["returns true", Manner.Answer, toBeHex(1, 32)],
  ["returns the value at the wrong end of the word", Manner.Answer, toBeHex(magic, 32)],
  ["returns the four bytes alone", Manner.Answer, magic],
  ["returns 31 bytes", Manner.Answer, zeroPadBytes(magic, 31)],
  ["returns the value and more in the same word", Manner.Answer, concat([magic, toBeHex(1, 28)])],
  ["returns the value in the second word", Manner.Answer, concat([toBeHex(0, 32), yes])],
  ["reverts", Manner.Revert, yes],
  ["uses up all the gas", Manner.BurnAll, yes],
  ["writes before it answers", Manner.Write, yes],
];

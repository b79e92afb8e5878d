import { expect } from "chai";
import { FunctionFragment, Fragment, type BaseContract } from "ethers";

const declarations = (contract: BaseContract): string[] =>
  contract.interface.fragments.map((fragment) => fragment.format("minimal"));

/** The names of all that `contract` declares, functions, events and errors. */
export const namesOf = (contract: BaseContract): string[] =>
  contract.interface.fragments.flatMap((one) => ("name" in one ? [String(one.name)] : []));

/** That `contract` declares each of `written`, with these types, returns and mutability, whatever the names. */
export function expectDeclared(contract: BaseContract, written: readonly string[]): void {
  const expected = written.map((one) => Fragment.from(one).format("minimal"));
  expect(declarations(contract)).to.include.members(expected);
}

/** An ERC-165 interface identifier: the exclusive or of the functions' selectors. */
export function interfaceIdOf(functions: readonly string[]): string {
  const selectors = functions.map((one) => BigInt(FunctionFragment.from(one).selector));
  const id = selectors.reduce((all, selector) => all ^ selector, 0n);
  return `0x${id.toString(16).padStart(8, "0")}`;
}

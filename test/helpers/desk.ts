import type { AddressLike, Contract } from "ethers";
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { offices } from "../../deploy/offices.ts";
import type { DualControl } from "../../typechain-types/access/DualControl.ts";
import { administer, appoint } from "./administer.ts";
import type { Deployed } from "./fixtures.ts";

/** The bank's dual control with a contract whose acts the limits officer proposes and the limits checker approves. */
export interface Desk extends Deployed {
  readonly dual: DualControl;
  readonly desk: Contract;
  readonly maker: HardhatEthersSigner;
  readonly checker: HardhatEthersSigner;
  /** Another person who checks. */
  readonly secondChecker: HardhatEthersSigner;
  readonly subject: string;
  /** The maker proposes that the desk does `fn` about `args`; the proposal's number. */
  readonly proposed: (fn: string, ...args: unknown[]) => Promise<bigint>;
}

export const making = BigInt(offices.limitsOfficer.id);
export const checking = BigInt(offices.limitsChecker.id);

/** Opens the desk: its functions belong to the limits officer. */
export async function openDesk(system: Deployed): Promise<Desk> {
  const { connection, dualControls, officers, people } = system;
  const dual = dualControls.bank;
  const desk: Contract = await connection.ethers.deployContract("TwoPersonDesk", [dual]);
  const selectors = desk.interface.fragments.flatMap((fragment) =>
    "selector" in fragment && "stateMutability" in fragment ? [String(fragment.selector)] : [],
  );
  const [secondChecker, subject] = people;
  if (secondChecker === undefined || subject === undefined) throw new Error("too few accounts");
  const address = await desk.getAddress();
  await administer(system, "bank", ["setTargetFunctionRole", address, selectors, making]);
  await appoint(system, "bank", checking, secondChecker);
  const maker = officers.limitsOfficer;
  return {
    ...system,
    dual,
    desk,
    maker,
    checker: officers.limitsChecker,
    secondChecker,
    subject: subject.address,
    proposed: async (fn, ...args) => {
      await dual.connect(maker).propose(desk, desk.interface.encodeFunctionData(fn, args));
      return dual.proposals();
    },
  };
}

/** What the desk's act `fn` is about. */
export const matterOf = ({ dual, desk }: Desk, fn: string, ...args: unknown[]): Promise<string> =>
  dual.matterOf(desk, desk.interface.encodeFunctionData(fn, args));

/** Gives an office to an account of the person called `name`. */
export async function appointAccountOf(
  system: Deployed,
  name: string,
  office: bigint,
  account: AddressLike,
): Promise<void> {
  const { bind } = await import("./administer.ts");
  await bind(system, "bank", account, name);
  await appoint(system, "bank", office, account);
}

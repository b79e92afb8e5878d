import type { AddressLike, BaseContract } from "ethers";
import type { Institution } from "../../deploy/offices.ts";
import { personCalled } from "../../scripts/lib/cast.ts";
import { resolved } from "./chain.ts";
import type { Deployed } from "./fixtures.ts";
import { day } from "./time.ts";

/** The name and arguments of one of an authority's own functions. */
export type Act = readonly [fn: string, ...args: unknown[]];

/** The call of an institution's authority that `act` is. */
export function callOf({ authorities }: Deployed, institution: Institution, act: Act): string {
  const { interface: functions }: BaseContract = authorities[institution];
  const [fn, ...args] = act;
  return functions.encodeFunctionData(fn, args);
}

/** One administrator proposes `act`; its number. */
export async function order(
  deployed: Deployed,
  institution: Institution,
  act: Act,
): Promise<bigint> {
  const { dualControls, officers, addresses } = deployed;
  const dualControl = dualControls[institution];
  await dualControl
    .connect(officers[`${institution}Admin`])
    .propose(addresses[institution], callOf(deployed, institution, act));
  return dualControl.proposals();
}

/** The other administrator has done what was proposed under `id`. */
export function carryOut(
  { dualControls, officers }: Deployed,
  institution: Institution,
  id: bigint,
) {
  return dualControls[institution].connect(officers[`${institution}SecondAdmin`]).approve(id);
}

/** An institution's administrators have `act` done: one proposes, the delay passes, the other approves. */
export async function administer(deployed: Deployed, institution: Institution, act: Act) {
  const id = await order(deployed, institution, act);
  await deployed.connection.networkHelpers.time.increase(day);
  return carryOut(deployed, institution, id);
}

/** Binds `account` to the person called `name`, as an office needs it. */
export async function bind(
  deployed: Deployed,
  institution: Institution,
  account: AddressLike,
  name: string,
): Promise<void> {
  const address = await resolved(account);
  await administer(deployed, institution, ["bindPerson", address, personCalled(name)]);
}

/** Appoints `account`, bound to a person of its own, to an office that may wait `delay` seconds. */
export async function appoint(
  deployed: Deployed,
  institution: Institution,
  office: bigint,
  account: AddressLike,
  delay: number | bigint = 0,
): Promise<void> {
  const address = await resolved(account);
  const { personOf } = deployed.authorities[institution];
  if (BigInt(await personOf(address)) === 0n) await bind(deployed, institution, address, address);
  await administer(deployed, institution, ["grantRole", office, address, delay]);
}

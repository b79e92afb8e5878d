import { offices } from "../../../deploy/offices.ts";
import { administer, callOf, order } from "../../helpers/administer.ts";
import { deployed, type Deployed } from "../../helpers/fixtures.ts";
import { day } from "../../helpers/time.ts";

/** What administrators seldom do: delays that change twice, a guardian, a contract closed, an office's label, an act called off. */
export async function playOffices(): Promise<Deployed> {
  const system = await deployed();
  const { addresses, authorities, officers, connection } = system;
  const [pauser, resumer] = [offices.pauser.id, offices.resumer.id];
  const { token } = addresses;
  const done = (...act: [string, ...unknown[]]) => administer(system, "bank", act);
  await done("setRoleGuardian", pauser, resumer);
  for (const delay of [2 * day, 3 * day, day]) await done("setGrantDelay", pauser, delay);
  for (const delay of [2 * day, day]) await done("setTargetAdminDelay", token, delay);
  for (const closed of [true, false]) await done("setTargetClosed", token, closed);
  await done("setTargetClosed", addresses.registry, true);
  // The same office once more, with delays that its holder's acts wait.
  for (const delay of [60, 30]) await done("grantRole", resumer, officers.resumer.address, delay);
  await done("labelRole", pauser, "pauser");
  await connection.networkHelpers.time.increase(7 * day);
  const act = ["setGrantDelay", resumer, day] as const;
  await order(system, "bank", act);
  const { bankAdmin: admin } = officers;
  await authorities.bank.connect(admin).cancel(admin, addresses.bank, callOf(system, "bank", act));
  return system;
}

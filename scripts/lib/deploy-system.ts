import type { NetworkConnection } from "hardhat/types/network";
import { appointed, officeHolders, personCalled, type Officer } from "./cast.ts";
import { connectSystem, type Addresses, type System } from "./system.ts";

/** How a deployment is made. */
export interface DeployOptions {
  /** Seconds an administrator's act waits. One day unless said otherwise. */
  readonly adminDelay?: number;
  /** What one key issues a day without a second person, whole won; 0: everything. The module's own unless given. */
  readonly issueThreshold?: bigint;
  /** Names the journal of a deployment to a chain that outlives this process. */
  readonly deploymentId?: string;
}

/**
 * Deploys the whole system through the production Ignition modules and hands it over to the officers.
 * On a chain that outlives this process the deployment is journalled: run again, it sends nothing twice.
 */
export async function deploySystem(
  connection: NetworkConnection<"l1">,
  holders: Record<Officer, string>,
  options: DeployOptions = {},
): Promise<System> {
  const { default: Gukgo } = await import("../../deploy/modules/Gukgo.ts");
  const parameters: Record<string, string | number> = { adminDelay: options.adminDelay ?? 86_400 };
  for (const name of [...officeHolders, ...appointed]) {
    parameters[name] = holders[name];
    parameters[`${name}Person`] = personCalled(name);
  }
  const deployed = await connection.ignition.deploy(Gukgo, {
    parameters: {
      Gukgo: parameters,
      ...(options.issueThreshold === undefined
        ? {}
        : { Deposit: { issueThreshold: options.issueThreshold } }),
    },
    ...(options.deploymentId === undefined ? {} : { deploymentId: options.deploymentId }),
  });
  const addresses = Object.fromEntries(
    await Promise.all(
      Object.entries(deployed).map(async ([name, contract]) => [name, await contract.getAddress()]),
    ),
  ) as Addresses;
  return connectSystem(addresses, connection.ethers.provider);
}

import type { AccountNames } from "../../audit/ledger.ts";
import type { Heading } from "../../audit/print.ts";
import type { Addresses } from "../../lib/system.ts";

/** Where an audit command runs. All that it knows beside its inputs; it has no keys and no Hardhat. */
export interface Place {
  /** How the commands are called there, such as "npx hardhat audit". */
  readonly program: string;
  /** What answers for the chain unless the inputs say otherwise; nothing where no chain was named. */
  readonly url: string | undefined;
  /** The addresses of what was deployed from here on a chain, told by its id and its first block. */
  readonly deployed: (chainId: number, genesis: string) => Addresses | undefined;
  /** What is known here of a deployment that was seeded from here: whose accounts are whose. */
  readonly known?: (addresses: Addresses, url: string | undefined) => Promise<Known | undefined>;
}

/** What only the place where a chain was seeded knows. */
export interface Known {
  readonly heading: Heading;
  readonly names: AccountNames;
}

/** An audit command: prints, and sets the exit code where what it read is not in order. */
export type Verb<Args> = (args: Args, place: Place) => Promise<void>;

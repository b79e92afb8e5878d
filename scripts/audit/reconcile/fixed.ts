import { AbiCoder, dataLength, dataSlice, keccak256 } from "ethers";
import { institutionNames, type Addresses, type System } from "../../lib/system.ts";
import type { Books } from "../books.ts";
import { atBlock, type At, type Pair } from "../compare.ts";

/** What each contract was built on: of its immutables, which of the deployment's addresses they are. */
export const FIXED = {
  token: {
    authority: "bank",
    dualControl: "bankDualControl",
    centralBank: "centralBank",
    supervisor: "supervisor",
  },
  ledger: { authority: "ministry", treasury: "treasury" },
  treasury: { authority: "ministry", ledger: "ledger", token: "token", invoices: "invoices" },
  calendar: { authority: "ministry" },
  registry: { authority: "operator" },
  invoices: { authority: "operator", registry: "registry" },
  programmes: {
    authority: "operator",
    ministry: "ministry",
    token: "token",
    registry: "registry",
    calendar: "calendar",
    invoices: "invoices",
    treasury: "treasury",
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, keyof Addresses>>>>;

/** The immutables of each contract, by the deployment's addresses and by the chain. */
export async function immutablePairs(system: System, at: At): Promise<Pair[]> {
  const { addresses, dualControls } = system;
  const asked = Object.entries(FIXED).flatMap(([name, parts]) =>
    Object.entries(parts).map(async ([part, known]): Promise<Pair> => {
      const ask = system[name as keyof typeof FIXED].getFunction(part);
      const onChain: unknown = await ask.staticCall(atBlock(at));
      return [`immutable ${part} of ${name}`, addresses[known as keyof Addresses], onChain];
    }),
  );
  const bound = institutionNames.map(async (name): Promise<Pair> => {
    const onChain = await dualControls[name].authority(atBlock(at));
    return [`immutable authority of ${name}DualControl`, addresses[name], onChain];
  });
  return Promise.all([...asked, ...bound]);
}

const SIDES = { maker: 1n, checker: 2n } as const;
const coder = AbiCoder.defaultAbiCoder();

/** On which side of each matter each person stood last (DualControl.sideOf). */
export async function matterPairs(
  { dualControls, addresses }: System,
  { duties }: Books,
  at: At,
): Promise<Pair[]> {
  const byAddress = new Map(
    institutionNames.map((name) => [
      addresses[`${name}DualControl`].toLowerCase(),
      dualControls[name],
    ]),
  );
  const pairs = [...duties.sides].map(async ([key, side]): Promise<Pair[]> => {
    const [contract = "", about = "", person = ""] = key.split(" ");
    const dualControl = byAddress.get(contract.toLowerCase());
    const matter = matterIn(about);
    if (dualControl === undefined || matter === undefined) return [];
    const onChain = await dualControl.sideOf(matter, person, atBlock(at));
    return [[`proposal side of ${person} on ${matter} at ${contract}`, SIDES[side], onChain]];
  });
  return (await Promise.all(pairs)).flat();
}

/** A contract and what an act on it is about, hashed as the dual control does; an act about nothing has no matter. */
function matterIn(about: string): string | undefined {
  const [target, words] = [about.slice(0, 42), `0x${about.slice(44)}`];
  if (!/^0x[0-9a-fA-F]{40}0x/.test(about)) return undefined;
  const count = dataLength(words) / 32;
  const parts = Array.from({ length: count }, (_, n) => dataSlice(words, 32 * n, 32 * n + 32));
  return keccak256(coder.encode(["address", ...parts.map(() => "bytes32")], [target, ...parts]));
}

/** Guardians, delays and closed contracts of each authority, and how long who holds an office waits. */
export async function settingPairs(
  { authorities, addresses }: System,
  { words }: Books,
  at: At,
): Promise<Pair[]> {
  const tag = atBlock(at);
  const byAddress = new Map(
    institutionNames.map((name) => [addresses[name].toLowerCase(), authorities[name]]),
  );
  const pairs = [...words.settings].map(async ([key, { value, since }]): Promise<Pair[]> => {
    const [contract = "", kind = "", whose = "", holder = ""] = key.split(" ");
    const authority = byAddress.get(contract);
    // What takes effect later is not yet what a view tells.
    if (authority === undefined || since > at.time) return [];
    const ask: Record<string, () => Promise<bigint | boolean>> = {
      execution: async () => (await authority.getAccess(whose, holder, tag)).currentDelay,
      guardian: () => authority.getRoleGuardian(whose, tag),
      grant: () => authority.getRoleGrantDelay(whose, tag),
      target: () => authority.getTargetAdminDelay(whose, tag),
      closed: () => authority.isTargetClosed(whose, tag),
    };
    return [
      [
        `office ${kind} ${whose} ${holder} at ${contract}`,
        value,
        BigInt((await ask[kind]?.()) ?? 0),
      ],
    ];
  });
  return (await Promise.all(pairs)).flat();
}

/** When each batch was granted. */
export async function grantPairs(
  { programmes }: System,
  { words }: Books,
  at: At,
): Promise<Pair[]> {
  const pairs = [...words.grantedAt].map(async ([key, time]): Promise<Pair> => {
    const [programme = "", ref = ""] = key.split(" ");
    const { grantedAt } = await programmes.grantOf(programme, ref, atBlock(at));
    return [`time of batch ${ref} of programme ${programme}`, time, grantedAt];
  });
  return Promise.all(pairs);
}

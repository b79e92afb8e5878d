import hre from "hardhat";
import { connectSystem } from "../lib/system.ts";
import { seededChain } from "../tasks/seeded.ts";
import { atTheTill } from "./till.ts";

const { connection, deployment, cast, names } = await seededChain(hre);
const { provider, getSigner } = connection.ethers;
const system = await connectSystem(deployment.addresses, provider);
const signer = (name: string) => getSigner(cast.addresses.get(name) ?? "");
const { chainId } = await provider.getNetwork();
const now = (await provider.getBlock("latest"))?.timestamp ?? 0;

const merchant = await signer("mapo-bookshop");
const wishes = [
  { holder: await signer("citizen-001"), amount: 1_000n },
  { holder: await signer("citizen-002"), amount: 5_000_000n },
];
const reader = { names, language: "en" } as const;
for (const line of await atTheTill({ system, chainId, merchant, now, reader }, wishes)) {
  console.log(line);
}

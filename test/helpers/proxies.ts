import { ZeroHash } from "ethers";
import type { ProxyStruct } from "../../typechain-types/voucher/VoucherProgramme.ts";
import { won } from "./fixtures.ts";
import { kst } from "./time.ts";
import type { Market } from "./voucher.ts";

/** Until when the proxies of the tests may spend. */
export const proxyUntil = kst("2025-09-01T00:00:00");

/** A proxy for 50,000 won in any category until September, and then what is wished. */
export const proxyOf = (account: string, wishes: Partial<ProxyStruct> = {}): ProxyStruct => ({
  account,
  limit: won(50_000),
  until: proxyUntil,
  category: 0n,
  ...wishes,
});

/** The citizen appoints the neighbour, or another, as its proxy in programme 1. */
export async function appointed(
  system: Market,
  wishes: Partial<ProxyStruct> = {},
  who: "neighbour" | "stranger" = "neighbour",
): Promise<Market> {
  const { programmes, citizen } = system;
  const proxy = proxyOf(system[who].address, wishes);
  await programmes.connect(citizen).appointProxy(1n, citizen, proxy, ZeroHash);
  return system;
}

/** The programmes as the neighbour calls them. */
export const asProxy = ({ programmes, neighbour }: Market) => programmes.connect(neighbour);

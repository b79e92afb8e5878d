import { JsonRpcProvider } from "ethers";
import { hex } from "../collect.ts";
import { keptIn } from "../store/history.ts";
import type { Head } from "./findings.ts";

/** Where a report is written unless said otherwise. */
export const REPORT_FILE = "out/report.html";

/** The chain and the last block of what `audit collect` put into a file. */
export function headOfFile(file: string): Head {
  const { chainId, head: block, hash, time } = keptIn(file);
  return { chainId, block, hash, time };
}

/** A chain and one of its blocks. */
export async function headAt(url: string, block: number): Promise<Head> {
  const client = new JsonRpcProvider(url, undefined, { staticNetwork: true });
  try {
    const chainId = Number(await client.send("eth_chainId", []));
    const found = (await client.send("eth_getBlockByNumber", [hex(block), false])) as {
      hash: string;
      timestamp: string;
    };
    return { chainId, block, hash: found.hash, time: Number(found.timestamp) };
  } finally {
    client.destroy();
  }
}

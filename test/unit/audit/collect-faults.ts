import { expect } from "chai";
import { Fault } from "../../../scripts/audit/store/ask.ts";
import { kindOf, namedBlocks } from "../../../scripts/audit/store/faults.ts";
import { Ranges } from "../../../scripts/audit/store/ranges.ts";

/** What providers say, and what is to be made of it. */
const SAID: readonly {
  who: string;
  code?: number;
  status?: number;
  message: string;
  kind: string;
  named?: number;
}[] = [
  {
    who: "Infura",
    code: -32005,
    message: "query returned more than 10000 results. Try with this block range [0x64, 0xC7].",
    kind: "range",
    named: 100,
  },
  {
    who: "Infura, too often",
    code: -32005,
    message: "daily request count exceeded, request rate limited",
    kind: "later",
  },
  {
    who: "Alchemy",
    code: -32602,
    message:
      "Log response size exceeded. You can make eth_getLogs requests with up to a 2K block range and no limit on the response size, or you can request any block range with a cap of 10K logs in the response. Based on your parameters and the response size limit, this block range should work: [0x0, 0x1f]",
    kind: "range",
    named: 32,
  },
  {
    who: "Alchemy, free",
    code: -32600,
    message:
      "Under the Free tier plan, you can make eth_getLogs requests with up to a 10 block range.",
    kind: "range",
    named: 10,
  },
  {
    who: "QuickNode",
    code: -32614,
    message: "eth_getLogs is limited to a 10,000 range",
    kind: "range",
    named: 10_000,
  },
  {
    who: "QuickNode, older",
    code: -32602,
    message: "eth_getLogs and eth_newFilter are limited to a 10,000 blocks range",
    kind: "range",
    named: 10_000,
  },
  { who: "Ankr", code: -32600, message: "block range is too wide", kind: "range" },
  {
    who: "BNB Smart Chain",
    code: -32000,
    message: "exceed maximum block range: 5000",
    kind: "range",
    named: 5_000,
  },
  {
    who: "Cloudflare",
    code: -32047,
    message: "Invalid eth_getLogs request. 'fromBlock'-'toBlock' range too large. Max range: 800",
    kind: "range",
    named: 800,
  },
  {
    who: "Reth",
    code: -32602,
    message: "query exceeds max block range 100000",
    kind: "range",
    named: 100_000,
  },
  {
    who: "Reth, results",
    code: -32602,
    message: "query exceeds max results 20000, retry with the range 17000000-17000123",
    kind: "range",
    named: 124,
  },
  {
    who: "dRPC",
    code: 35,
    message: "ranges over 10000 blocks are not supported on freetier",
    kind: "range",
    named: 10_000,
  },
  {
    who: "Avalanche",
    code: -32000,
    message: "requested too many blocks from 0 to 16384, maximum is set to 2048",
    kind: "range",
    named: 2_048,
  },
  {
    who: "Besu",
    code: -32000,
    message: "Requested range exceeds maximum RPC range limit",
    kind: "range",
  },
  {
    who: "Chainstack",
    code: -32000,
    message: "Block range limit exceeded. See more details at https://docs.example/limits#get-logs",
    kind: "range",
  },
  { who: "Erigon", code: -32000, message: "query timeout exceeded", kind: "range" },
  { who: "a proxy", code: -32020, message: "backend response too large", kind: "range" },
  { who: "Geth", code: -32002, message: "request timed out", kind: "range" },
  { who: "jsonrpsee", code: -32008, message: "Response is too big", kind: "range" },
  { who: "a gateway", status: 413, message: "HTTP 413 Payload Too Large", kind: "range" },
  {
    who: "a gateway, too often",
    status: 429,
    message: "HTTP 429 Too Many Requests",
    kind: "later",
  },
  { who: "a gateway, broken", status: 502, message: "HTTP 502 Bad Gateway", kind: "later" },
  { who: "no access", status: 401, message: "HTTP 401 Unauthorized", kind: "final" },
  {
    who: "no such method",
    code: -32601,
    message: "the method eth_getLogs does not exist",
    kind: "final",
  },
  {
    who: "a batch",
    code: -32600,
    message: "batch of more than 10 requests are not allowed",
    kind: "batch",
  },
  { who: "a node that is behind", code: -32000, message: "header not found", kind: "later" },
  { who: "a broken line", message: "ECONNRESET", kind: "later" },
];

describe("what a provider says that does not answer", () => {
  for (const { who, code, status, message, kind, named } of SAID) {
    it(`${who}: ${kind}${named === undefined ? "" : `, ${named} blocks`}`, () => {
      const fault = new Fault(message, {
        ...(code === undefined ? {} : { code }),
        ...(status === undefined ? {} : { status }),
      });
      expect(kindOf(fault, true)).to.equal(kind);
      expect(kind === "range" ? namedBlocks(fault) : undefined).to.equal(named);
    });
  }
});

describe("the number of blocks asked for", () => {
  const wide = new Fault("block range is too wide", {});
  const many = new Fault("query returned more than 10000 results", {});
  const from = (blocks: number) => new Ranges({ blocks, widest: undefined });

  it("doubles with each success, up to 8,192", () => {
    const ranges = from(256);
    const seen = [512, 1_024, 2_048, 4_096, 8_192, 8_192].map(() => {
      ranges.succeeded(ranges.blocks, 0);
      return ranges.blocks;
    });
    expect(seen).to.deep.equal([512, 1_024, 2_048, 4_096, 8_192, 8_192]);
  });

  it("is halved with each refusal, down to one, and then there is no less", () => {
    const ranges = from(5);
    expect([ranges.refused(5, many), ranges.blocks]).to.deep.equal([true, 2]);
    expect([ranges.refused(2, many), ranges.blocks]).to.deep.equal([true, 1]);
    expect(ranges.refused(1, many)).to.equal(false);
  });

  it("is what the provider names, where that is less", () => {
    const ranges = from(1_000);
    ranges.refused(1_000, new Fault("exceed maximum block range: 800", {}));
    expect([ranges.blocks, ranges.widest]).to.deep.equal([800, 800]);
    ranges.refused(100, new Fault("up to a 800 block range, too many results", {}));
    expect([ranges.blocks, ranges.widest]).to.deep.equal([50, 800]);
  });

  it("never goes above a width that was refused, and slowly above contents that were", () => {
    const ranges = from(256);
    ranges.refused(256, wide);
    for (let n = 0; n < 40; n += 1) ranges.succeeded(ranges.blocks, 0);
    expect(ranges.blocks).to.equal(128);
    const slow = from(256);
    slow.refused(256, many);
    const seen = Array.from({ length: 9 }, () => {
      slow.succeeded(slow.blocks, 0);
      return slow.blocks;
    });
    expect(seen).to.deep.equal([128, 128, 128, 128, 128, 128, 128, 256, 256]);
  });

  it("shrinks where a range holds more than is good to hold in memory, and stays where it is half full", () => {
    const ranges = from(256);
    ranges.succeeded(256, 20_001);
    expect(ranges.blocks).to.equal(128);
    ranges.succeeded(128, 5_000);
    expect(ranges.blocks).to.equal(128);
  });

  it("does not grow with a last range that was a short one", () => {
    const ranges = from(256);
    ranges.succeeded(3, 0);
    expect(ranges.blocks).to.equal(256);
  });
});

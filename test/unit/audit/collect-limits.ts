import { expect } from "chai";
import { createServer, type RequestListener } from "node:http";
import { join } from "node:path";
import { askAt, Fault, type Ask } from "../../../scripts/audit/store/ask.ts";
import { kindOf, namedBlocks } from "../../../scripts/audit/store/faults.ts";
import { Ranges } from "../../../scripts/audit/store/ranges.ts";
import { serveJsonRpc } from "../../../scripts/lib/serve.ts";
import {
  collecting,
  contentsOf,
  folders,
  judged,
  spanOf,
  toldLine,
  watched,
  type Watched,
} from "../../helpers/collecting.ts";

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

describe("collecting from a provider with limits", () => {
  const { next, remove } = folders();
  let chain: Watched;
  let expected: Record<string, unknown[]>;
  const file = () => join(next(), "collected.sqlite");

  before(async () => {
    chain = await watched();
    const path = file();
    await collecting(chain, path);
    expected = contentsOf(path);
  });

  after(async () => {
    remove();
    await chain.served.close();
  });

  for (const limit of [1, 7, 40]) {
    it(`comes to the same with at most ${limit} blocks at a time`, async () => {
      const { ask } = judged(chain.served.url, (question) =>
        spanOf(question) > limit
          ? new Fault("block range is too wide", { code: -32600 })
          : undefined,
      );
      const path = file();
      await collecting(chain, path, { ask });
      expect(contentsOf(path)).to.deep.equal(expected);
    });
  }

  it("remembers what it learnt for the next run, for this provider alone", async () => {
    const path = file();
    const url = chain.served.url;
    const limited = () =>
      judged(url, (question) =>
        spanOf(question) > 7
          ? new Fault("exceed maximum block range: 7", { code: -32000 })
          : undefined,
      );
    await collecting(chain, path, { ask: limited().ask, until: { block: 10 } });
    const again = limited();
    await collecting(chain, path, { ask: again.ask });
    const spans = again.asked.map(spanOf).filter((span) => span > 0);
    expect(Math.max(...spans)).to.equal(7);
    const other = judged(url, () => undefined);
    const fresh = file();
    await collecting(chain, fresh, { ask: limited().ask, until: { block: 10 } });
    await collecting(chain, fresh, { ask: other.ask, url: url.replace("127.0.0.1", "localhost") });
    expect(Math.max(...other.asked.map(spanOf))).to.be.greaterThan(7);
  });

  it("sends fewer questions in a request where a batch is too long, down to one", async () => {
    const { ask } = judged(chain.served.url, () => undefined);
    const sizes: number[] = [];
    const single: Ask = (questions) => {
      sizes.push(questions.length);
      if (questions.length > 1) throw new Fault("Invalid Request", { code: -32600 });
      return ask(questions);
    };
    const path = file();
    await collecting(chain, path, { ask: single });
    expect(contentsOf(path)).to.deep.equal(expected);
    expect(sizes.filter((size) => size > 1).length).to.be.at.most(6);
  });

  it("asks again after pauses that grow, and after as long as it is told to wait", async () => {
    const waited: number[] = [];
    let faults = 0;
    const { ask } = judged(chain.served.url, ({ method }) => {
      if (method !== "eth_getLogs" || faults === 3) return undefined;
      faults += 1;
      return new Fault("HTTP 429", { status: 429, ...(faults === 3 ? { after: 7 } : {}) });
    });
    const wait = (milliseconds: number) => Promise.resolve(waited.push(milliseconds));
    const path = file();
    await collecting(chain, path, { ask, patience: { wait } });
    expect(waited).to.deep.equal([500, 1_000, 7_000]);
    expect(contentsOf(path)).to.deep.equal(expected);
  });

  it("takes a gateway that gives up three times for a range that is too wide", async () => {
    const { ask, asked } = judged(chain.served.url, (question) =>
      spanOf(question) > 20 ? new Fault("HTTP 502", { status: 502 }) : undefined,
    );
    const path = file();
    await collecting(chain, path, { ask });
    expect(contentsOf(path)).to.deep.equal(expected);
    const wide = asked.map(spanOf).filter((span) => span > 20);
    expect(wide.length % 3).to.equal(0);
  });

  it("gives up with a line that says what to do", async () => {
    const at = new URL(chain.served.url).host;
    const line = async (method: string, fault: Fault) => {
      const { ask } = judged(chain.served.url, (question) =>
        question.method === method ? fault : undefined,
      );
      return toldLine(collecting(chain, file(), { ask }));
    };
    expect(await line("eth_getBlockByNumber", new Fault("HTTP 503", { status: 503 }))).to.equal(
      `the provider at ${at} does not answer eth_getBlockByNumber, asked 7 times: HTTP 503; run the same command later, it goes on where it stopped`,
    );
    expect(await line("eth_getLogs", new Fault("no such method", { code: -32601 }))).to.equal(
      `the provider at ${at} does not take eth_getLogs: no such method (-32601); name another with --url`,
    );
    expect(await line("eth_getLogs", new Fault("too many results", { code: -32005 }))).to.equal(
      `the provider at ${at} refuses block 0 alone: too many results (-32005); name another with --url`,
    );
  });

  it("gives up at once where nothing answers at all", async () => {
    const { url, close } = await serveJsonRpc(chain.bank.connection.provider);
    await close();
    expect(await toldLine(collecting(chain, file(), { url }))).to.equal(
      `no chain answers at ${new URL(url).host} (ECONNREFUSED); name another with --url`,
    );
  });

  it("keeps a refused transaction without a reason where the node has no state of its block, and counts it", async () => {
    const { ask } = judged(chain.served.url, ({ method }) =>
      method === "eth_call"
        ? new Fault("missing trie node 5d3f (path )", { code: -32000 })
        : undefined,
    );
    const { refused, unexplained } = await collecting(chain, file(), { ask });
    expect([refused, unexplained]).to.deep.equal([1, 1]);
  });
});

describe("the line to a node", () => {
  /** What asking comes to where the node answers so. */
  async function asking(answer: RequestListener, patience = 1_000, login = ""): Promise<unknown> {
    const server = createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    const ask = askAt(`http://${login}127.0.0.1:${port}/key`, patience);
    const questions = [
      { method: "one", params: [] },
      { method: "two", params: [] },
    ];
    return ask(questions)
      .catch((error: unknown) => error)
      .finally(() => {
        server.closeAllConnections();
        server.close();
      });
  }

  it("takes answers in any order, and an error for one of them", async () => {
    const said = [
      { id: 1, error: { code: -32000, message: "no", data: "0x12" } },
      { id: 0, result: null },
    ];
    const answers = (await asking((_, response) => response.end(JSON.stringify(said)))) as Fault[];
    expect(answers[0]).to.deep.equal({ result: null });
    expect(answers[1]).to.include({ message: "no", code: -32000, data: "0x12" });
  });

  it("takes one error for many questions for a fault of the whole", async () => {
    const said = { id: null, error: { code: -32600, message: "no batches" } };
    const fault = await asking((_, response) => response.end(JSON.stringify(said)));
    expect(fault).to.be.instanceOf(Fault).and.to.include({ message: "no batches", code: -32600 });
  });

  it("tells a status, and how long it is to wait", async () => {
    const fault = await asking((_, response) =>
      response.writeHead(429, { "retry-after": "3" }).end('{"message":"slow down"}'),
    );
    expect(fault).to.include({ message: "HTTP 429 slow down", status: 429, after: 3 });
  });

  it("tells an answer that is no JSON-RPC, one that is missing, and one that does not come", async () => {
    const page = await asking((_, response) => response.end("<html>maintenance</html>"));
    expect(page).to.include({ message: "the answer is no JSON-RPC: <html>maintenance</html>" });
    const half = (await asking((_, response) => response.end('[{"id":0,"result":1}]'))) as Fault[];
    expect(half[1]).to.include({ message: "the node left a question unanswered" });
    const late = await asking(() => undefined, 50);
    expect(late).to.include({ message: "timeout: no answer came in time" });
    const cut = await asking((request) => request.socket.destroy());
    expect(cut).to.be.instanceOf(Fault);
  });

  it("sends the user and password of a URL as the login", async () => {
    let login = "";
    await asking(
      ({ headers }, response) => {
        login = headers.authorization ?? "";
        response.end("[]");
      },
      1_000,
      "auditor:s%40crecy@",
    );
    expect(Buffer.from(login.replace("Basic ", ""), "base64").toString()).to.equal(
      "auditor:s@crecy",
    );
  });
});

import { expect } from "chai";
import { createServer, type RequestListener } from "node:http";
import { join } from "node:path";
import { askAt, Fault, type Ask } from "../../../scripts/audit/store/ask.ts";
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

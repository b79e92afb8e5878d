import { createServer } from "node:http";
import type { NetworkConnection } from "hardhat/types/network";

interface Request {
  readonly id: number;
  readonly method: string;
  readonly params?: unknown[];
}

/** An in-process chain's JSON-RPC at an address of this machine, for readers that know nothing but a URL. */
export interface Served {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Serves `provider` on the loopback address until it is closed. */
export async function serveJsonRpc(provider: NetworkConnection<"l1">["provider"]): Promise<Served> {
  const answer = async ({ id, method, params = [] }: Request): Promise<object> => {
    try {
      return {
        jsonrpc: "2.0",
        id,
        result: (await provider.request({ method, params })) as unknown,
      };
    } catch (error) {
      const { code, message, data } = error as { code?: number; message: string; data?: unknown };
      return { jsonrpc: "2.0", id, error: { code: code ?? -32603, message, data } };
    }
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Request | Request[];
      const answers = Array.isArray(body) ? Promise.all(body.map(answer)) : answer(body);
      void answers.then((said) => {
        response.setHeader("content-type", "application/json").end(JSON.stringify(said));
      });
    });
  });
  // A reader may think for a while between two questions.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, close };
}

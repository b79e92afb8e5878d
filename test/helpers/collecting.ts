import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { decode } from "../../scripts/audit/decode.ts";
import { held, type Held } from "../../scripts/audit/collect.ts";
import { askAt, type Fault, type Ask, type Question } from "../../scripts/audit/store/ask.ts";
import { historyIn, keptIn } from "../../scripts/audit/store/history.ts";
import { collectInto, type Collection, type Summary } from "../../scripts/audit/store/into-file.ts";
import { UserError } from "../../scripts/lib/errors.ts";
import { serveJsonRpc, type Served } from "../../scripts/lib/serve.ts";
import { readyBank, type Bank } from "./bank.ts";
import { deployed } from "./fixtures.ts";

/** A bank at work on a chain of its own, with a refused transaction, served at an address. */
export interface Watched {
  readonly bank: Bank;
  readonly served: Served;
}

/** A short history: the deployment, the bank's first acts, transfers, and a transfer that was mined and refused. */
export async function watched(): Promise<Watched> {
  const bank = await readyBank(await deployed());
  await pay(bank, 30_000n);
  await refusedTransfer(bank);
  await pay(bank, 20_000n);
  return { bank, served: await serveJsonRpc(bank.connection.provider) };
}

/** The citizen pays the bookshop, in a block of its own. */
export const pay = ({ token, citizen, bookshop }: Bank, amount: bigint) =>
  token.connect(citizen).transfer(bookshop, amount);

/** The citizen sends more than it has; the block has the refusal. */
export async function refusedTransfer({ token, citizen, bookshop, connection }: Bank) {
  const data = token.interface.encodeFunctionData("transfer", [bookshop.address, 10n ** 12n]);
  const sent = { from: citizen.address, to: await token.getAddress(), data, gas: "0x100000" };
  await connection.provider
    .request({ method: "eth_sendTransaction", params: [sent] })
    .catch(() => undefined);
}

/** A folder of its own for each test, removed at the end. */
export function folders(): { next: () => string; remove: () => void } {
  const made: string[] = [];
  const next = () => {
    const folder = mkdtempSync(join(tmpdir(), "gukgo-collect-"));
    made.push(folder);
    return folder;
  };
  return { next, remove: () => made.forEach((one) => rmSync(one, { recursive: true })) };
}

/** Collects a watched chain, to the newest block, without waiting between tries. */
export function collecting(
  { bank, served }: Watched,
  file: string,
  departs: Partial<Collection> = {},
): Promise<Summary> {
  const patience = { wait: () => Promise.resolve() };
  const { addresses } = bank;
  const until = { block: "latest" } as const;
  return collectInto({ url: served.url, file, addresses, until, patience, ...departs });
}

/** What a file holds, but for what was learnt of providers. */
export function contentsOf(file: string): Record<string, unknown[]> {
  const database = new DatabaseSync(file);
  try {
    return Object.fromEntries(
      ["collection", "contract", "block", "log", "call"].map((table) => [
        table,
        database.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all().map(plain),
      ]),
    );
  } finally {
    database.close();
  }
}

const plain = (row: object): unknown[] =>
  Object.values(row).map((value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value,
  );

/** What the reader makes of a file. */
export function decodedFrom(file: string): Held {
  const kept = keptIn(file);
  return held(decode(historyIn(file, kept), kept.addresses));
}

/** How many blocks a question about logs spans; 0 where it is another question. */
export function spanOf({ method, params }: Question): number {
  if (method !== "eth_getLogs") return 0;
  const { fromBlock, toBlock } = params[0] as { fromBlock?: string; toBlock?: string };
  return fromBlock === undefined ? 1 : Number(toBlock) - Number(fromBlock) + 1;
}

/** The node at `url`, whose answers `judge` may put a fault in the place of; what was asked is kept. */
export function judged(
  url: string,
  judge: (question: Question, all: readonly Question[]) => Fault | undefined,
): { ask: Ask; asked: Question[] } {
  const node = askAt(url);
  const asked: Question[] = [];
  const ask: Ask = async (questions) => {
    asked.push(...questions);
    const answers = await node(questions);
    return answers.map((answer, n) => {
      const question = questions[n];
      return (question === undefined ? undefined : judge(question, questions)) ?? answer;
    });
  };
  return { ask, asked };
}

/** The line that a user is told; the error itself where it is ours. */
export async function toldLine(act: Promise<unknown>): Promise<string> {
  return act.then(
    () => "nothing",
    (error: unknown) => {
      if (error instanceof UserError) return error.message;
      throw error;
    },
  );
}

import { expect } from "chai";
import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { askAt, Fault, type Ask } from "../../../scripts/audit/store/ask.ts";
import { untilOf } from "../../../scripts/audit/store/until.ts";
import {
  collecting,
  contentsOf,
  folders,
  judged,
  pay,
  refusedTransfer,
  spanOf,
  toldLine,
  watched,
  type Watched,
} from "../../helpers/collecting.ts";

/** Blocks that the provider of these tests answers for at a time: the history comes in many ranges. */
const SPAN = 20;

class Killed extends Error {}

/** A provider with a narrow limit, and what happens before each of its requests. */
function narrow(url: string, before: (request: number) => void = () => {}): Ask {
  let requests = 0;
  const { ask } = judged(url, (question) =>
    spanOf(question) > SPAN ? new Fault(`block range limit is ${SPAN}`, {}) : undefined,
  );
  return async (questions) => {
    requests += 1;
    before(requests);
    return ask(questions);
  };
}

/** What a kill leaves of a file that is being written: its two parts as they lie on the disk. */
function remainsOf(file: string, folder: string): string {
  const copy = join(folder, "collected.sqlite");
  for (const part of ["", "-wal"])
    if (existsSync(`${file}${part}`)) copyFileSync(`${file}${part}`, `${copy}${part}`);
  return copy;
}

/** An answer of a node that leaves out a block's filter of logs. */
function withoutFilter(answer: Fault | { result: unknown }): Fault | { result: unknown } {
  if (answer instanceof Fault || typeof answer.result !== "object" || answer.result === null)
    return answer;
  if (!("logsBloom" in answer.result)) return answer;
  const { logsBloom, ...block } = answer.result;
  return typeof logsBloom === "string" ? { result: block } : answer;
}

describe("a file that is being collected", () => {
  const { next, remove } = folders();
  let chain: Watched;
  const file = () => join(next(), "collected.sqlite");

  before(async () => {
    chain = await watched();
  });

  after(async () => {
    remove();
    await chain.served.close();
  });

  describe("when the collector is killed", () => {
    it("is whole at every request, and a rerun makes it that of an undisturbed run", async function () {
      this.timeout(240_000);
      const { url } = chain.served;
      const undisturbed = file();
      const { requests } = await collecting(chain, undisturbed, { ask: narrow(url) });
      const expected = contentsOf(undisturbed);
      expect(requests).to.be.greaterThan(20);
      for (let killed = 1; killed <= requests; killed += 1) {
        const [path, folder] = [file(), next()];
        let remains = "";
        const ask = narrow(url, (request) => {
          if (request < killed) return;
          remains = remainsOf(path, folder);
          throw new Killed();
        });
        const end: unknown = await collecting(chain, path, { ask }).catch(
          (error: unknown) => error,
        );
        expect(end).to.be.instanceOf(Killed);
        // What lay on the disk at that instant, and what an orderly end left.
        for (const left of [remains, path]) {
          await collecting(chain, left, { ask: narrow(url) });
          expect(contentsOf(left), `killed at request ${killed}`).to.deep.equal(expected);
        }
      }
    });

    it("is not read again from the start", async () => {
      const path = file();
      const { url } = chain.served;
      let last = 0;
      const ask = narrow(url, (request) => {
        if (request === 20) throw new Killed();
        last = request;
      });
      await collecting(chain, path, { ask }).catch(() => undefined);
      expect(last).to.equal(19);
      const { from } = await collecting(chain, path, { ask: narrow(url) });
      expect(from).to.be.greaterThan(SPAN);
    });
  });

  describe("when the chain changes", () => {
    const request = (method: string, params: unknown[] = []) =>
      chain.bank.connection.provider.request({ method, params });

    /** The chain goes back `blocks` blocks, and on with others. */
    async function reorganised(before: () => Promise<void>, after: () => Promise<void>) {
      const snapshot: unknown = await request("evm_snapshot");
      await before();
      return async () => {
        await request("evm_revert", [snapshot]);
        await after();
      };
    }

    const paying = (amounts: readonly bigint[]) => async () => {
      for (const amount of amounts) await pay(chain.bank, amount);
    };

    for (const { when, before: old, after: new_ } of [
      { when: "as long", before: [1n, 2n, 3n], after: [4n, 5n, 6n] },
      { when: "longer", before: [1n], after: [7n, 8n, 9n, 10n] },
      { when: "shorter", before: [1n, 2n, 3n, 4n, 5n, 6n, 7n], after: [11n] },
      { when: "no longer than where it parted", before: [1n, 2n], after: [] },
    ]) {
      it(`before a run, and is ${when}: what came after the last common block is collected again`, async () => {
        const path = file();
        const parted = await chain.bank.connection.ethers.provider.getBlockNumber();
        const change = await reorganised(paying(old), paying(new_));
        await collecting(chain, path);
        await change();
        const told: object[] = [];
        const changed = (removed: object) => void told.push(removed);
        const { removed, to } = await collecting(chain, path, { changed });
        expect(removed).to.deep.equal([{ from: parted + 1, to: parted + old.length }]);
        expect(told).to.deep.equal(removed);
        expect(to).to.equal(parted + new_.length);
        const undisturbed = file();
        await collecting(chain, undisturbed);
        expect(contentsOf(path)).to.deep.equal(contentsOf(undisturbed));
      });
    }

    const mining = async () => {
      for (let n = 0; n < 3; n += 1) await request("evm_mine");
    };

    for (const { which, before: old, hasFilter } of [
      { which: "a node", before: paying([21n, 22n, 23n]), hasFilter: true },
      // What it left out of empty blocks that became others shows in nothing but their hashes.
      { which: "a node that gives no filter of logs", before: mining, hasFilter: false },
    ]) {
      it(`while it is read from ${which}, at every request: the file is that of the chain afterwards`, async function () {
        this.timeout(240_000);
        const { url } = chain.served;
        for (let at = 1; at <= 16; at += 1) {
          const path = file();
          const start = (await chain.bank.connection.ethers.provider.getBlockNumber()) - 12;
          await collecting(chain, path, { until: untilOf(String(start)), ask: narrow(url) });
          const change = await reorganised(old, async () => {
            await pay(chain.bank, 24n);
            await refusedTransfer(chain.bank);
            await pay(chain.bank, 25n);
          });
          const inner = narrow(url);
          let requests = 0;
          const ask: Ask = async (questions) => {
            requests += 1;
            if (requests === at) await change();
            return hasFilter ? inner(questions) : (await inner(questions)).map(withoutFilter);
          };
          await collecting(chain, path, { ask });
          if (requests < at) await change();
          await collecting(chain, path);
          const undisturbed = file();
          await collecting(chain, undisturbed);
          expect(contentsOf(path), `changed at request ${at}`).to.deep.equal(
            contentsOf(undisturbed),
          );
        }
      });
    }

    it("for a node that answers with logs of another block: they are asked for again", async () => {
      const path = file();
      const node = askAt(chain.served.url);
      let isWrong = true;
      const ask: Ask = async (questions) => {
        const answers = await node(questions);
        if (questions[0] === undefined || spanOf(questions[0]) < 2 || !isWrong) return answers;
        isWrong = false;
        return answers.map((answer) => {
          if (answer instanceof Fault) return answer;
          const [first, ...others] = answer.result as { data: string }[];
          const wrong = {
            ...first,
            blockHash: `0x${"ee".repeat(32)}`,
            data: `0x${"01".repeat(32)}`,
          };
          return { result: [wrong, ...others] };
        });
      };
      await collecting(chain, path, { ask });
      const undisturbed = file();
      await collecting(chain, undisturbed);
      expect(contentsOf(path)).to.deep.equal(contentsOf(undisturbed));
    });

    it("without an end: one line, and what was collected stays", async () => {
      const path = file();
      await collecting(chain, path, { until: untilOf("20") });
      const node = askAt(chain.served.url);
      const ask: Ask = async (questions) => {
        const answers = await node(questions);
        if (questions[0]?.params[1] !== true) return answers;
        return answers.map((answer) => {
          if (answer instanceof Fault) return answer;
          return { result: { ...(answer.result as object), hash: `0x${"ee".repeat(32)}` } };
        });
      };
      const told = await toldLine(collecting(chain, path, { ask }));
      expect(told).to.match(/^the provider at 127.0.0.1:\d+ contradicts itself, asked 8 times \(/);
      expect(contentsOf(path)["block"]).to.have.length(21);
    });

    it("only for one of several nodes, which leaves logs out: they are asked for again", async () => {
      const path = file();
      const node = askAt(chain.served.url);
      let left = 2;
      const ask: Ask = async (questions) => {
        const answers = await node(questions);
        if (questions[0] === undefined || spanOf(questions[0]) < 2 || left === 0) return answers;
        left -= 1;
        return [{ result: [] }];
      };
      await collecting(chain, path, { ask });
      expect(left).to.equal(0);
      const undisturbed = file();
      await collecting(chain, undisturbed);
      expect(contentsOf(path)).to.deep.equal(contentsOf(undisturbed));
    });
  });
});

import { chunks } from "../../lib/chunks.ts";
import { sum, type Outcome } from "../../lib/stage.ts";
import { verb } from "../verb.ts";

const BATCH = 500; // DepositToken.MAX_ADMIT_BATCH

export default verb("deposit.admit", async (stage, { accounts, kind, until, by }) => {
  const outcomes: Outcome[] = [];
  for (const part of chunks(accounts, BATCH)) {
    const [only] = part;
    outcomes.push(
      part.length === 1 && only !== undefined
        ? await stage.send(by, "token", "admit", [only, kind, until])
        : await stage.send(by, "token", "admitBatch", [part, kind, until]),
    );
  }
  return sum(outcomes);
});

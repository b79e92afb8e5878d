import { chunks } from "../../lib/chunks.ts";
import { sum, type Outcome } from "../../lib/stage.ts";
import { verb } from "../verb.ts";

const BATCH = 1_000; // VoucherProgramme.MAX_RECLAIM_BATCH

export default verb("voucher.reclaim", async (stage, { programme, holders, by }) => {
  const outcomes: Outcome[] = [];
  for (const part of chunks(holders, BATCH)) {
    const [only] = part;
    outcomes.push(
      part.length === 1 && only !== undefined
        ? await stage.send(by, "programmes", "reclaim", [programme, only])
        : await stage.send(by, "programmes", "reclaimBatch", [programme, part]),
    );
  }
  return sum(outcomes);
});

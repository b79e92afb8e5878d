import { programme as programmeKind } from "../inputs.ts";
import { papersOf } from "../papers.ts";
import { verb } from "../verb.ts";

export default verb("voucher.spend-mixed", async (stage, inputs) => {
  const { by, programmes, merchant, amount, own, receipt } = inputs;
  const ids = programmes.map((name) => programmeKind.parse(name, stage.names));
  const expiries = await Promise.all(ids.map((id) => stage.system.programmes.termsOf(id)));
  const ordered = ids
    .map((id, n) => ({ id, expiresAt: expiries[n]?.expiresAt ?? 0n }))
    .toSorted((a, b) => Number(a.expiresAt - b.expiresAt) || Number(a.id - b.id))
    .map(({ id }) => id);
  const purchase = {
    programmes: ordered,
    merchant,
    amount,
    ownAtMost: own,
    receipt,
    ...papersOf(stage, inputs),
  };
  return stage.send(by, "programmes", "spendMixed", [purchase]);
});

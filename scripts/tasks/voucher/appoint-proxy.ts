import { ZeroHash } from "ethers";
import { verb } from "../verb.ts";

export default verb("voucher.appoint-proxy", (stage, inputs) => {
  const { programme, holder, proxy, limit, until, category = 0, consent, by = holder } = inputs;
  const consentHash = consent === undefined ? ZeroHash : stage.hash(consent);
  const terms = { account: proxy, limit, until, category };
  return stage.send(by, "programmes", "appointProxy", [programme, holder, terms, consentHash]);
});

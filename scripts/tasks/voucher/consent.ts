import { verb } from "../verb.ts";

export default verb("voucher.consent", async (stage, { by, programme }) => {
  const notice = await stage.system.programmes.noticeOf(programme);
  return stage.send(by, "programmes", "consent", [programme, notice]);
});

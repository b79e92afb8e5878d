import { verb } from "../verb.ts";

export default verb("voucher.transfer", (stage, { by, programme, to, amount }) =>
  stage.send(by, "programmes", "safeTransferFrom", [by, to, programme, amount, "0x"]),
);

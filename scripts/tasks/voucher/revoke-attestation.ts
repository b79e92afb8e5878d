import { verb } from "../verb.ts";

export default verb("voucher.revoke-attestation", (stage, { programme, holder, reason, by }) =>
  stage.send(by, "programmes", "revokeAttestation", [programme, holder, stage.hash(reason)]),
);

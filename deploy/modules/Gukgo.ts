import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import { offices, type Governed, type Institution, type OfficeName } from "../offices.ts";
import { selectorOf } from "../selectors.ts";
import Authorities from "./Authorities.ts";
import Deposit from "./Deposit.ts";
import Voucher from "./Voucher.ts";

const ADMIN_ROLE = 0n;
const noDelay = 0;

/**
 * The whole system: authorities, contracts, offices, and the hand-over after which the deployer holds nothing.
 *
 * Parameters: one account for each office, one `<institution>Admin` for each institution, and `adminDelay`, the seconds
 * an administrator's act waits before it takes effect.
 */
export default buildModule("Gukgo", (m) => {
  const deployer = m.getAccount(0);
  const authorities = m.useModule(Authorities);
  const { token } = m.useModule(Deposit);
  const { registry, programmes } = m.useModule(Voucher);
  const targets = { DepositToken: token, MerchantRegistry: registry, VoucherProgramme: programmes };
  const adminDelay = m.getParameter("adminDelay", 86_400);

  const acts: Record<Institution, ReturnType<typeof m.call>[]> = {
    ministry: [],
    supervisor: [],
    operator: [],
    bank: [],
    centralBank: [],
  };
  for (const name of Object.keys(offices) as OfficeName[]) {
    const { id, institution, functions } = offices[name];
    const authority = authorities[institution];
    for (const [contract, names] of Object.entries(functions) as [Governed, string[]][]) {
      const selectors = names.map((fn) => selectorOf(contract, fn));
      const args = [targets[contract], selectors, id];
      acts[institution].push(
        m.call(authority, "setTargetFunctionRole", args, { id: `assign_${name}_${contract}` }),
      );
    }
    const holder = m.getParameter<string>(name);
    acts[institution].push(
      m.call(authority, "grantRole", [id, holder, noDelay], { id: `appoint_${name}` }),
    );
  }

  // The hand-over: the institution's own administrator, behind its delay, takes the deployer's place.
  for (const institution of Object.keys(acts) as Institution[]) {
    const authority = authorities[institution];
    const admin = m.getParameter<string>(`${institution}Admin`);
    const appointed = m.call(authority, "grantRole", [ADMIN_ROLE, admin, adminDelay], {
      id: `admin_${institution}`,
      after: acts[institution],
    });
    m.call(authority, "renounceRole", [ADMIN_ROLE, deployer], {
      id: `renounce_${institution}`,
      after: [appointed],
    });
  }

  return { ...authorities, token, registry, programmes };
});

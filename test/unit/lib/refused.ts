import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import hre, { network } from "hardhat";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NetworkConnection } from "hardhat/types/network";
import { refusals } from "../../../scripts/lib/refusal.ts";
import { genesisOf, saveDeployment } from "../../../scripts/sandbox/deployment.ts";
import { play, readScenario } from "../../../scripts/sandbox/play.ts";
import { loadVerb } from "../../../scripts/sandbox/runner.ts";
import { heard } from "../../helpers/printed.ts";
import { couponHead } from "../sandbox/edits.ts";

/** A chain of this test's own, so that no deployment of somebody's is written over. */
const CHAIN = 31_399;
const deployment = new URL(`../../../deploy/deployments/gukgo-${CHAIN}.json`, import.meta.url);

const steps = `
steps:
  - deposit.attest: { amount: 1_000_000, reference: 1, lifetime: 30d }
  - deposit.allow: { amount: 600_000 }
  - deposit.admit: { accounts: citizen-001, kind: citizen, until: 2026-07-01T00:00:00+09:00 }
  - deposit.issue: { to: citizen-001, amount: 500_000, reference: 1 }
`;

/** Seeds a chain with what a file says, and gives the environment in which commands find it. */
async function seeded(file: string): Promise<HardhatRuntimeEnvironment> {
  const override = { chainId: CHAIN };
  const connection: NetworkConnection<"l1"> = await network.create({ chainType: "l1", override });
  const scenario = readScenario(file);
  const { system } = await play(connection, scenario, { progress: () => {} });
  const genesis = await genesisOf(connection);
  const found = { scenario: scenario.scenario, file, genesis, complete: true, programmes: {} };
  await saveDeployment(connection, { ...found, addresses: system.addresses });
  const create = () => Promise.resolve(connection);
  return Object.create(hre, { network: { value: { create } } }) as HardhatRuntimeEnvironment;
}

describe("a command", () => {
  const folder = mkdtempSync(join(tmpdir(), "gukgo-"));
  let environment: HardhatRuntimeEnvironment;

  before(async () => {
    const file = join(folder, "refused.yaml");
    writeFileSync(file, couponHead() + steps);
    environment = await seeded(file);
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
    rmSync(deployment, { force: true });
  });

  const acts = [
    {
      verb: "deposit.transfer",
      args: { by: "citizen-001", to: "citizen-002", amount: "1,000" },
      en: "D01 AccountNotAdmitted: The bank has not admitted the account citizen-002. What to do: Open the account at the bank first.",
      ko: "D01 AccountNotAdmitted: citizen-002 계좌는 은행에 등록되어 있지 않습니다. 조치: 먼저 은행에서 계좌를 개설해 주십시오.",
    },
    {
      verb: "deposit.issue",
      args: { to: "citizen-001", amount: "100,001", reference: "2" },
      // 600,000 allowed, 500,000 issued.
      en: "D15 IssuanceAllowanceExceeded: ₩100,001 is more than the ₩100,000 that issuer may still issue. What to do: Issue less, or ask the bank's issuance controller for a higher allowance.",
      ko: "D15 IssuanceAllowanceExceeded: 발행키의 발행한도를 초과합니다(한도 ₩100,000, 요청 ₩100,001). 조치: 금액을 줄이거나 발행한도 관리자에게 한도를 요청해 주십시오.",
    },
    {
      verb: "deposit.suspend",
      args: { account: "citizen-001", case: "2025-7", by: "admissionOfficer" },
      en: "D39 NotEnforcer: admissionOfficer is not appointed as enforcement officer. What to do: Have an appointed enforcement officer do it.",
      ko: "D39 NotEnforcer: admissionOfficer 계정은 거래정지 담당으로 지정되어 있지 않습니다. 조치: 지정된 거래정지 담당이 처리해 주십시오.",
    },
    {
      verb: "deposit.reinstate",
      args: { account: "citizen-001", case: "2025-7", by: "pauser" },
      en: "A01 AccessManagedUnauthorized: pauser holds no office that may do this. What to do: Have the officer whose duty this is do it.",
      ko: "A01 AccessManagedUnauthorized: pauser 계정에는 이 업무의 권한이 없습니다. 조치: 해당 업무의 담당자가 처리해 주십시오.",
    },
  ] as const;
  for (const { verb, args, en, ko } of acts) {
    it(`${verb} that is refused shows code, sentence and what to do on one line, and fails`, async () => {
      const perform = await loadVerb(verb);
      const english = await heard("en", () => perform(args, environment));
      const korean = await heard("ko", () => perform(args, environment));
      const plain = { out: "", exitCode: 1 };
      expect(english).to.deep.equal({ ...plain, error: `error: ${verb} refused: ${en}\n` });
      expect(korean).to.deep.equal({ ...plain, error: `error: ${verb} 거절: ${ko}\n` });
    });
  }

  const list = (language: string, args: { error?: string; json?: boolean }) =>
    heard(language, () => hre.tasks.getTask("refusals").run(args));

  it("refusals lists every code with its sentence, aligned, in either language", async () => {
    for (const language of ["en", "ko"] as const) {
      const { out } = await list(language, {});
      const lines = out.trimEnd().split("\n");
      expect(lines).to.have.length(3 * refusals.length);
      for (const [n, { code, name }] of refusals.entries()) {
        expect(lines[3 * n]).to.equal(`${code}  ${name}`);
        expect(lines[3 * n + 1]).to.match(/^ {5}\S/);
        expect(lines[3 * n + 2]).to.match(
          language === "en" ? /^ {5}What to do: \S/ : /^ {5}조치: \S/,
        );
      }
    }
  });

  it("refusals shows one by its name or its code", async () => {
    const says =
      "C02  BatchTooLong\n     The list has {length} entries; at most {limit} are allowed.\n";
    const remedy = "     What to do: Split the list and send the parts one after another.\n";
    for (const error of ["BatchTooLong", "c02"]) {
      expect((await list("en", { error })).out).to.equal(says + remedy);
    }
  });

  it("refusals names what it does not know, and fails", async () => {
    const { error, exitCode } = await list("en", { error: "Z99" });
    expect(error).to.match(/^error: no refusal is called "Z99"; .*\n$/);
    expect(exitCode).to.equal(1);
  });

  it("refusals gives both languages as JSON", async () => {
    const { out } = await list("en", { json: true });
    expect(JSON.parse(out)).to.deep.equal(refusals);
  });
});

import { expect } from "chai";
import { AbiCoder, concat, getAddress, Interface, MaxUint256, ZeroAddress } from "ethers";
import { forms, type FormName } from "../../../scripts/lib/forms.ts";
import { explain, languageOf, refusedLine } from "../../../scripts/lib/refusal.ts";
import { argumentsOf } from "../../../scripts/lib/revert.ts";

const known = getAddress(`0x${"a1".repeat(20)}`);
const stranger = "0x1234567890123456789012345678901234abcdef";
const names = new Map([[known, "mapo-bookshop"]]);

// 2025-12-01 00:00 in Korea is 2025-11-30 15:00 UTC: 20,422 days of 86,400 seconds and 15 hours after 1970-01-01.
const DECEMBER = 20_422n * 86_400n + 15n * 3_600n;

const values: readonly (readonly [form: FormName, value: unknown, en: string, ko: string])[] = [
  ["won", 0n, "₩0", "₩0"],
  ["won", 999n, "₩999", "₩999"],
  ["won", 1_234_567n, "₩1,234,567", "₩1,234,567"],
  ["count", 1_500n, "1,500", "1,500"],
  ["number", 20251130n, "20251130", "20251130"],
  ["account", known, "mapo-bookshop", "mapo-bookshop"],
  ["account", known.toLowerCase(), "mapo-bookshop", "mapo-bookshop"],
  ["account", stranger, "0x1234…cdef", "0x1234…cdef"],
  ["account", ZeroAddress, "the zero address", "영 주소"],
  ["time", DECEMBER, "2025-12-01 00:00 KST", "2025년 12월 1일 00:00"],
  ["time", DECEMBER - 1n, "2025-11-30 23:59:59 KST", "2025년 11월 30일 23:59:59"],
  ["time", 0n, "never", "없음"],
  ["time", MaxUint256, "no end", "기한 없음"],
  ["period", 0n, "0 seconds", "0초"],
  ["period", 3_600n, "1 hour", "1시간"],
  ["period", 30n * 86_400n, "30 days", "30일"],
  ["period", 90_061n, "1 day 1 hour 1 minute 1 second", "1일 1시간 1분 1초"],
  ["period", 7_320n, "2 hours 2 minutes", "2시간 2분"],
  ["region", 11_440n, "서울특별시 마포구", "서울특별시 마포구"],
  ["region", 42n, "00042", "00042"],
  ["mcc", 742n, "0742 Veterinary services", "0742 Veterinary services"],
  ["mcc", 65_535n, "65535", "65535"],
  ["band", 1n, "up to ₩300,000,000", "3억원 이하"],
  ["band", 5n, "over ₩3,000,000,000", "30억원 초과"],
  ["band", 9n, "9", "9"],
  ["kind", 1n, "citizen", "개인"],
  ["line", 2025_011_1040301_24001n, "2025-011-1040301-24001", "2025-011-1040301-24001"],
  ["line", 5n, "0000-000-0000000-00005", "0000-000-0000000-00005"],
  ["ministry", 11n, "011", "011"],
  ["officer", 1n, "obligating officer", "재무관"],
  ["officer", 2n, "disbursing officer", "지출관"],
  ["part", 0n, "expiry", "만료일"],
  ["side", 0n, "neither side", "없음"],
  ["side", 1n, "maker", "기안자"],
  ["side", 2n, "checker", "승인자"],
  ["office", 9n, "pauser", "일시중지 담당"],
  ["office", 0n, "administrator", "관리자"],
  ["office", 200n, "200", "200"],
  // Bits 9 and 13: 512 + 8,192.
  ["offices", 8_704n, "pauser, merchant officer", "일시중지 담당, 가맹점 등록 담당"],
  ["hash", `0x${"ab".repeat(32)}`, "0xabab…abab", "0xabab…abab"],
  ["text", "no\n\u001b[31mred", "no [31mred", "no [31mred"],
];

describe("an argument of a refusal", () => {
  for (const [form, value, en, ko] of values) {
    it(`is written as ${form}: ${en}, in Korean ${ko}`, () => {
      expect(forms[form](value, { names, language: "en" })).to.equal(en);
      expect(forms[form](value, { names, language: "ko" })).to.equal(ko);
    });
  }
});

describe("an explanation", () => {
  const limit = { account: known, limit: 500_000n, spent: 450_000n, amount: 60_000n };
  const lines: readonly (readonly [
    name: string,
    args: Record<string, unknown>,
    en: string,
    ko: string,
  ])[] = [
    [
      "DailyLimitExceeded",
      limit,
      "₩60,000 is too much: the daily limit is ₩500,000, of which ₩450,000 is used. " +
        "What to do: Transfer less, or try again after midnight in Korea.",
      "1일 이체한도를 초과합니다(한도 ₩500,000, 오늘 사용 ₩450,000, 요청 ₩60,000). " +
        "조치: 금액을 줄이거나 내일 다시 이체해 주십시오.",
    ],
    [
      "BatchTooLong",
      { length: 1_501n, limit: 1_500n },
      "The list has 1,501 entries; at most 1,500 are allowed. " +
        "What to do: Split the list and send the parts one after another.",
      "목록이 1,501건입니다. 한 번에 1,500건까지 처리할 수 있습니다. " +
        "조치: 목록을 나누어 차례로 보내 주십시오.",
    ],
    [
      "ExpiryNotExtended",
      { programme: 1n, expiresAt: DECEMBER, proposed: DECEMBER - 86_400n },
      "The expiry 2025-11-30 00:00 KST is not later than the present one, 2025-12-01 00:00 KST. " +
        "What to do: Propose a later expiry.",
      "새 만료일(2025년 11월 30일 00:00)은 현재 만료일(2025년 12월 1일 00:00)보다 늦어야 합니다. " +
        "조치: 더 늦은 만료일을 입력해 주십시오.",
    ],
  ];
  for (const [name, args, en, ko] of lines) {
    it(`of ${name} has its figures, on one line`, () => {
      const { code } = explain({ name, args }, names);
      const line = (language: "en" | "ko") => refusedLine("act", { name, args }, names, language);
      expect(line("en")).to.equal(`act refused: ${code} ${name}: ${en}`);
      expect(line("ko")).to.equal(`act 거절: ${code} ${name}: ${ko}`);
    });
  }

  it("of what has no row says so, under the name it came with", () => {
    const { code, name, sentence } = explain({ name: "0xdeadbeef", args: {} }, names);
    expect([code, name]).to.deep.equal(["X03", "0xdeadbeef"]);
    expect(sentence).to.equal("The contract gave no reason that is known here.");
  });

  it("puts a question mark for an argument that did not come, and reads no placeholder in one that did", () => {
    const of = (args: Record<string, unknown>) =>
      explain({ name: "MerchantIsSuspended", args }, new Map([[known, "{amount} & $&"]]));
    expect(of({}).sentence).to.equal("The merchant ? is suspended.");
    expect(of({ merchant: known }).sentence).to.equal("The merchant {amount} & $& is suspended.");
  });

  const builtIn: readonly (readonly [string, string, unknown, string])[] = [
    ["0x08c379a0", "string", "not\nnow", "The contract refused: not now."],
    ["0x4e487b71", "uint256", 17n, "A calculation in the contract failed (code 17)."],
  ];
  for (const [selector, type, value, sentence] of builtIn) {
    it(`of Solidity's own ${selector}: ${sentence}`, () => {
      const data = concat([selector, AbiCoder.defaultAbiCoder().encode([type], [value])]);
      const error = new Interface([]).parseError(data);
      if (error === null) throw new Error("not decoded");
      const refusal = { name: error.name, args: argumentsOf(error) };
      expect(explain(refusal, names).sentence).to.equal(sentence);
    });
  }
});

describe("the language", () => {
  for (const [given, language] of [
    [undefined, "en"],
    ["", "en"],
    ["en", "en"],
    ["fr", "en"],
    ["ko", "ko"],
    ["KO", "ko"],
    ["ko_KR.UTF-8", "ko"],
  ] as const) {
    it(`is ${language} where GUKGO_LANG is ${given ?? "not set"}`, () => {
      expect(languageOf(given === undefined ? {} : { GUKGO_LANG: given })).to.equal(language);
    });
  }
});

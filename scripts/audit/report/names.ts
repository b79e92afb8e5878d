import { categories, formatMcc, regions } from "../../lib/codes.ts";
import { same, text, type Text } from "./words.ts";

/** Categories by the code of ISO 18245; the standard has no Korean names. */
const KOREAN: Readonly<Record<number, string>> = {
  4121: "택시",
  5311: "백화점",
  5411: "대형마트ㆍ슈퍼마켓",
  5422: "정육점",
  5462: "제과점",
  5499: "편의점ㆍ기타 식품점",
  5651: "의류점",
  5812: "음식점",
  5813: "유흥주점",
  5814: "패스트푸드점ㆍ카페",
  5912: "약국",
  5942: "서점",
  5943: "문구점",
  5944: "귀금속점",
  5945: "완구점",
  5969: "온라인쇼핑몰",
  5983: "연료판매점",
  7211: "세탁소",
  7230: "미용실",
  7995: "사행업소",
  8011: "의원",
  8021: "치과의원",
  8043: "안경점",
  8299: "학원",
  8351: "어린이집",
};

/** A category with its code. */
export function categoryText(mcc: number): Text {
  const code = formatMcc(mcc);
  if (mcc === 0) return text("no category", "업종 없음");
  const english = categories.get(code) ?? "";
  return text(`${code} ${english}`.trim(), `${code} ${KOREAN[mcc] ?? english}`.trim());
}

/** A district as the Interior Ministry writes it; 0 is none. */
export function districtText(code: number): Text {
  if (code === 0) return text("no home district", "주소지 없음");
  const written = String(code).padStart(5, "0");
  return same(regions.get(written) ?? written);
}

export const programmeText = (programme: bigint): Text =>
  text(`Programme ${programme}`, `사업 ${programme}`);

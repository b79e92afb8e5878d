import { expect } from "chai";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { network } from "hardhat";
import type { Browser } from "puppeteer-core";
import { readBooks } from "../scripts/audit/read.ts";
import { headAt } from "../scripts/audit/report/head.ts";
import { writeReport } from "../scripts/audit/report/write.ts";
import { serveJsonRpc } from "../scripts/lib/serve.ts";
import { scenarioFile } from "../scripts/sandbox/files.ts";
import { play, readScenario } from "../scripts/sandbox/play.ts";
import { focused, inScheme, openBrowser, openPage, speak, violations } from "./page.ts";

const SECTIONS = ["head", "flow", "budget", "programmes", "districts", "categories"];
const ALL = [...SECTIONS, "refusals", "laws", "findings"];

/** Plays the first scenario and writes its report, whole and for everybody. */
async function writeReports(folder: string): Promise<void> {
  const connection = await network.create({ chainType: "l1" });
  const scenario = readScenario(scenarioFile("livelihood-coupon-2025"));
  const { system } = await play(connection, scenario, { progress: () => {} });
  const served = await serveJsonRpc(connection.provider);
  const audit = await readBooks({ url: served.url, addresses: system.addresses });
  const head = await headAt(served.url, audit.head);
  await served.close();
  writeReport(audit, join(folder, "whole.html"), { head });
  writeReport(audit, join(folder, "public.html"), { head, isPublic: true }, "ko");
}

describe("the report in a browser", () => {
  const folder = mkdtempSync(join(tmpdir(), "gukgo-report-"));
  let browser: Browser;
  before(async () => {
    await writeReports(folder);
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });
  const open = (name: "whole" | "public") => openPage(browser, join(folder, `${name}.html`));

  for (const name of ["whole", "public"] as const) {
    it(`opens from disk without a network, a complaint or a breach of its policy (${name})`, async () => {
      const { page, complaints, asked } = await open(name);
      await speak(page, "ko");
      await speak(page, "en");
      expect(complaints).to.deep.equal([]);
      expect(asked.filter((url) => !url.startsWith("file://"))).to.deep.equal([]);
      expect(asked).to.have.length(1);
      await page.close();
    });

    for (const scheme of ["light", "dark"] as const) {
      for (const language of ["en", "ko"] as const) {
        it(`breaks no rule of WCAG A and AA in ${scheme} and ${language} (${name})`, async () => {
          const { page } = await open(name);
          await inScheme(page, scheme);
          await speak(page, language);
          await page.evaluate(
            `document.querySelectorAll("details").forEach((one) => { one.open = true; })`,
          );
          expect(await violations(page)).to.deep.equal([]);
          await page.close();
        });
      }
    }
  }

  it("speaks the language that is chosen, and says so to a screen reader", async () => {
    const { page } = await open("whole");
    const seen = () =>
      page.evaluate(
        `[document.documentElement.lang, document.title, document.querySelector("h1").innerText, [...document.querySelectorAll("h2")].map((h) => h.innerText).join("|")].join("/")`,
      ) as Promise<string>;
    expect(await seen())
      .to.match(/^en\/Report of an audit/)
      .and.not.match(/[가-힣]/);
    await speak(page, "ko");
    expect(await seen())
      .to.match(/^ko\/국고 지출 감사 보고서\/국고/)
      .and.not.match(/Flow|Budget/);
    await page.close();
    const { page: korean } = await open("public");
    expect(await korean.evaluate(`document.documentElement.lang`)).to.equal("ko");
    await korean.close();
  });

  it("has two themes", async () => {
    const { page } = await open("whole");
    const paper = () => page.evaluate(`getComputedStyle(document.body).backgroundColor`);
    await inScheme(page, "light");
    const light = await paper();
    await inScheme(page, "dark");
    expect([light, await paper()]).to.deep.equal(["rgb(255, 255, 255)", "rgb(20, 23, 27)"]);
    await page.close();
  });

  it("is used by keyboard: past the head, the language, every region and table", async () => {
    const { page } = await open("whole");
    const passed: string[] = [];
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press("Tab");
      const where = await focused(page);
      if (where === "body") break;
      passed.push(where);
      if (where === "button:ko" && passed.length < 5) await page.keyboard.press("Enter");
    }
    expect(passed.slice(0, 3)).to.deep.equal(["a.skip", "button:en", "button:ko"]);
    expect(await page.evaluate(`document.documentElement.lang`)).to.equal("ko");
    const summaries = (await page.evaluate(
      `document.querySelectorAll("summary").length`,
    )) as number;
    expect(passed.filter((one) => one === "summary")).to.have.length(summaries);
    expect(passed).to.include("div.scroll");
    await page.close();
  });

  it("has a name for every picture, figure, table and region", async () => {
    const { page } = await open("whole");
    await page.evaluate(
      `document.querySelectorAll("details").forEach((one) => { one.open = true; })`,
    );
    const client = await page.createCDPSession();
    const { nodes } = await client.send("Accessibility.getFullAXTree");
    const named = nodes.filter(({ ignored, role }) => {
      const roles = ["image", "img", "figure", "table", "region", "navigation", "group"];
      return !ignored && roles.includes(String(role?.value)) && String(role?.value) !== "";
    });
    const count = (role: RegExp) => named.filter((node) => role.test(String(node.role?.value)));
    expect(count(/^(image|img)$/).length).to.be.at.least(7);
    expect(count(/^figure$/)).to.have.length(6);
    expect(count(/^table$/).length).to.be.at.least(9);
    for (const { role, name } of count(/^(image|img|figure|table|region|navigation)$/))
      expect(String(name?.value ?? ""), String(role?.value)).not.to.equal("");
    await page.close();
  });

  for (const width of [360, 800, 1400]) {
    it(`is not wider than a window of ${width} pixels`, async () => {
      for (const name of ["whole", "public"] as const) {
        const { page } = await open(name);
        await page.setViewport({ width, height: 900 });
        for (const language of ["en", "ko"] as const) {
          await speak(page, language);
          await page.evaluate(
            `document.querySelectorAll("details").forEach((one) => { one.open = true; })`,
          );
          const widest = await page.evaluate(`document.documentElement.scrollWidth`);
          expect(widest, `${name} ${language}`).to.be.at.most(width);
        }
        await page.close();
      }
    });
  }

  it("prints on A4, every section and its tables", async () => {
    const { page } = await open("whole");
    await page.evaluate(
      `addEventListener("beforeprint", () => { window.open_ = [...document.querySelectorAll("details")].every((one) => one.open); })`,
    );
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    const pages =
      Buffer.from(pdf)
        .toString("latin1")
        .match(/\/Type \/Page\b/g) ?? [];
    expect(pages.length).to.be.within(6, 20);
    expect(await page.evaluate(`window.open_`)).to.equal(true);
    await page.emulateMediaType("print");
    for (const id of ALL) {
      const height = await page.evaluate(`document.getElementById("${id}").offsetHeight`);
      expect(height, id).to.be.greaterThan(20);
    }
    // What scrolls on a screen is whole on paper.
    expect(
      await page.evaluate(`getComputedStyle(document.querySelector(".scroll")).overflowX`),
    ).to.equal("visible");
    await page.close();
  });
});

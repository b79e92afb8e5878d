import axe from "axe-core";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { findChromium } from "../scripts/chromium.ts";

/** The distribution's own browser, without a window. It talks by a pipe and opens no port. */
export function openBrowser(): Promise<Browser> {
  const executablePath = findChromium() ?? "chromium";
  const isRoot = process.getuid?.() === 0;
  const args = ["--disable-dev-shm-usage", ...(isRoot ? ["--no-sandbox"] : [])];
  return puppeteer.launch({ executablePath, headless: true, pipe: true, args });
}

/** A page, and all that it complained of or asked a network for. */
export interface Watched {
  readonly page: Page;
  readonly complaints: string[];
  readonly asked: string[];
}

/** Opens a file from disk, with the network off. */
export async function openPage(browser: Browser, file: string): Promise<Watched> {
  const page = await browser.newPage();
  const [complaints, asked]: [string[], string[]] = [[], []];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => asked.push(request.url()));
  await page.evaluateOnNewDocument(
    `addEventListener("securitypolicyviolation", (e) => console.log("refused by the policy: " + e.violatedDirective))`,
  );
  await page.setOfflineMode(true);
  await page.goto(`file://${file}`);
  return { page, complaints, asked };
}

export type Scheme = "light" | "dark";

export const inScheme = (page: Page, value: Scheme): Promise<void> =>
  page.emulateMediaFeatures([{ name: "prefers-color-scheme", value }]);

export const speak = (page: Page, language: "en" | "ko"): Promise<void> =>
  page.click(`.languages button[lang=${language}]`);

/** What axe finds against WCAG A and AA, in a line each. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = (await page.evaluate(
    `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })`,
  )) as axe.AxeResults;
  return found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.length}, such as ${nodes[0]?.html.slice(0, 160) ?? ""}`,
  );
}

/** Where the keyboard is. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(`(() => {
    const one = document.activeElement;
    return one.tagName.toLowerCase() + (one.className ? "." + one.className : "") + (one.lang ? ":" + one.lang : "");
  })()`) as Promise<string>;

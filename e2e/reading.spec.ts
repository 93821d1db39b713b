/** Pages as they are: readable without JavaScript, without accessibility faults, in light and dark, wide and narrow. */
import AxeBuilder from "@axe-core/playwright";
import { expect, signedIn, test, type Actor } from "./actors.ts";
import { demoOf, expectNoSidewaysScroll } from "./desk.ts";

async function pagesOf(actor: Actor): Promise<string[]> {
  const { workspaceId, documents } = await demoOf(actor);
  const [first, second] = documents;
  const working = documents.find((document) => document.kind === "working");
  const own = ["", "/members", "/review", "/codebook", `/compare?left=${first?.id ?? ""}&right=${second?.id ?? ""}`];
  return [
    ...own.map((path) => `/workspaces/${workspaceId}${path}`),
    "/workspaces", "/account", `/documents/${first?.id ?? ""}`, `/documents/${working?.id ?? ""}`, `/documents/${first?.id ?? ""}/import-report`, "/no-such-page",
  ];
}

async function faults(actor: Actor, path: string): Promise<string[]> {
  await actor.page.goto(path);
  if (/\/documents\/[^/]+$|compare/.test(path)) await expect(actor.page.locator(".ProseMirror").first()).toBeVisible();
  const { violations } = await new AxeBuilder({ page: actor.page }).analyze();
  return violations.map((violation) => `${path}: ${violation.id} ${violation.nodes[0]?.target.join(" ") ?? ""}`);
}

for (const [look, options] of [
  ["wide and light", { viewport: { width: 1440, height: 900 }, colorScheme: "light" }],
  ["narrow and dark", { viewport: { width: 390, height: 844 }, colorScheme: "dark" }],
] as const) {
  test(`no page has an accessibility fault, ${look}`, async ({ browser }) => {
    test.setTimeout(180_000);
    const lea = await signedIn(browser, "lea", options);
    const found: string[] = [];
    for (const path of await pagesOf(lea)) found.push(...(await faults(lea, path)));
    await lea.context.clearCookies();
    found.push(...(await faults(lea, "/sign-in")));
    expect(found).toEqual([]);
    await lea.context.close();
  });
}

test("a document can be read and its paragraphs addressed with JavaScript off", async ({ browser }) => {
  const rami = await signedIn(browser, "rami", { javaScriptEnabled: false });
  const { documents } = await demoOf(rami);
  const source = documents.find((document) => document.symbol === "CAT/C/VLD/3");
  await rami.page.goto(`/documents/${source?.id ?? ""}#p40`);
  await expect(rami.page.locator("#p40")).toBeInViewport();
  await expect(rami.page.getByRole("heading", { level: 1 })).toContainText("CAT/C/VLD/3");
  await rami.context.close();
});

test("nothing scrolls sideways on a telephone", async ({ browser }) => {
  const lea = await signedIn(browser, "lea", { viewport: { width: 390, height: 844 } });
  for (const path of await pagesOf(lea)) {
    await lea.page.goto(path);
    await expectNoSidewaysScroll(lea.page, path);
  }
  await lea.context.close();
});

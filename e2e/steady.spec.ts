/** A desk that comes alive stays where it is: nobody loses the line they have begun to read. */
import { expect, signedIn, test, type Actor } from "./actors.ts";
import { demoOf, nextFrames, openDesk } from "./desk.ts";

interface Shift extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
  sources: { node: Node | null }[];
}

/** Notes each shift of what stands on the page, with what has moved, from before the first paint on. */
async function watchShifts({ page }: Actor): Promise<() => Promise<{ value: number; moved: string[] }[]>> {
  await page.addInitScript(() => {
    const shifts: { value: number; moved: string[] }[] = [];
    Object.assign(window, { shifts });
    const nameOf = (node: Node | null) => (node instanceof Element ? `${node.localName}.${node.className}` : (node?.textContent ?? "gone"));
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as Shift[]) {
        if (!entry.hadRecentInput) shifts.push({ value: entry.value, moved: entry.sources.map((source) => nameOf(source.node).slice(0, 60)) });
      }
    });
    observer.observe({ type: "layout-shift", buffered: true });
  });
  return () => page.evaluate(() => (window as unknown as { shifts: { value: number; moved: string[] }[] }).shifts);
}

for (const [size, viewport] of [["wide", { width: 1440, height: 900 }], ["narrow", { width: 390, height: 844 }]] as const) {
  test(`a desk does not shift while it comes alive, ${size}`, async ({ browser }) => {
    const amina = await signedIn(browser, "amina", { viewport });
    const shifts = await watchShifts(amina);
    const { documents } = await demoOf(amina);
    const kinds = { source: documents.find((document) => document.symbol === "CAT/C/VLD/3"), working: documents.find((document) => document.kind === "working") };
    for (const [kind, document] of Object.entries(kinds)) {
      await openDesk(amina, document?.id ?? "");
      await expect(amina.page.locator("[data-settled]")).toBeAttached();
      if (kind === "working") await expect(amina.page.getByRole("toolbar", { name: "Format" })).toBeVisible();
      await nextFrames(amina.page);
      const seen = await shifts();
      const sum = seen.reduce((total, { value }) => total + value, 0);
      expect(sum, `${kind}: ${JSON.stringify(seen)}`).toBeLessThan(0.1);
    }
    await amina.context.close();
  });
}

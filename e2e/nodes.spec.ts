/** More than one process: people on different nodes, Redis dying under them, pages and live channel served apart. */
import { startTestRedis, whyNoRedis } from "../server/testing/redis.ts";
import { call, expect, makeTeam, PEOPLE, signedIn, test, type Actor } from "./actors.ts";
import { openCluster, openProxy } from "./cluster.ts";
import { card, openDesk, saved, tag, typeAtEndOf } from "./desk.ts";

/** Processes of their own have to start, on a machine that is busy with other stories. */
test.describe.configure({ timeout: 120_000 });

const START = "First paragraph, of the prisons.\n\nSecond paragraph, of the courts.\n";

const textOf = (actor: Actor) => actor.page.locator(".ProseMirror");
const pictureOf = (actor: Actor, other: Actor) => actor.page.getByRole("list", { name: "Also here" }).getByRole("img", { name: PEOPLE[other.name].shown });

/** Both have one report open; they see each other, each other's words, and each other's marks. */
async function workTogether(lea: Actor, amina: Actor): Promise<void> {
  const team = await makeTeam(lea, [amina]);
  const id = await team.newReport("Alternative report", START);
  await Promise.all([openDesk(lea, id), openDesk(amina, id)]);
  await expect(pictureOf(lea, amina)).toBeVisible();
  await expect(pictureOf(amina, lea)).toBeVisible();
  await Promise.all([typeAtEndOf(lea, "First paragraph", " Lea was in two of them."), typeAtEndOf(amina, "Second paragraph", " Amina has the figures.")]);
  for (const actor of [lea, amina]) {
    await expect(textOf(actor)).toContainText("Lea was in two of them.");
    await expect(textOf(actor)).toContainText("Amina has the figures.");
    await saved(actor.page);
  }
  await tag(amina.page, "of the courts", "Needs checking");
  await expect(card(lea.page, "of the courts")).toBeVisible();
}

test("two people, each on a node of their own, work in one report; who signs out is out at once", async ({ browser }) => {
  const cluster = await openCluster(["lea", "amina"]);
  try {
    const [first, second] = await Promise.all([cluster.start(), cluster.start()]);
    const [lea, amina] = [await signedIn(browser, "lea", { baseURL: first }), await signedIn(browser, "amina", { baseURL: second })];
    await workTogether(lea, amina);

    // Amina signs out on the first node; her desk is open on the second.
    const cookies = await amina.context.cookies();
    const answer = await fetch(`${first}/api/auth/sign-out`, {
      method: "POST", headers: { Origin: first, Cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; ") },
    });
    expect(answer.status).toBe(200);
    await expect(amina.page.getByRole("heading", { name: "You are signed out." })).toBeVisible({ timeout: 5_000 });
    await Promise.all([lea.context.close(), amina.context.close()]);
  } finally {
    await cluster.stop();
  }
});

test("Redis dies while two people type on two nodes: nothing is lost", async ({ browser }) => {
  test.skip(whyNoRedis() !== null, whyNoRedis() ?? "");
  const redis = await startTestRedis();
  const cluster = await openCluster(["lea", "amina"]);
  try {
    const [first, second] = await Promise.all([cluster.start({ REDIS_URL: redis.url }), cluster.start({ REDIS_URL: redis.url })]);
    const [lea, amina] = [await signedIn(browser, "lea", { baseURL: first }), await signedIn(browser, "amina", { baseURL: second })];
    await workTogether(lea, amina);
    const typing = Promise.all([
      typeAtEndOf(lea, "First paragraph", " She wrote on while a service of the house went down and nobody told her."),
      typeAtEndOf(amina, "Second paragraph", " And so did her colleague, who had the last of the figures still to enter."),
    ]);
    await expect(textOf(amina)).toContainText("She wrote on");
    await redis.kill();
    await typing;
    for (const actor of [lea, amina]) {
      await expect(textOf(actor)).toContainText("and nobody told her.", { timeout: 5_000 });
      await expect(textOf(actor)).toContainText("still to enter.", { timeout: 5_000 });
      await saved(actor.page);
    }
    expect(await textOf(lea).innerText()).toContain(await amina.page.locator(".ProseMirror p", { hasText: "Second paragraph" }).innerText());
    await Promise.all([lea.context.close(), amina.context.close()]);
  } finally {
    await cluster.stop();
    await redis.kill();
  }
});

test("pages and live channel are served by processes of their own, behind one proxy", async ({ browser }) => {
  const [cluster, proxy] = [await openCluster(["lea", "amina"]), await openProxy()];
  try {
    const shared = { PUBLIC_ORIGIN: proxy.origin, TRUSTED_PROXIES: "loopback" };
    const [web, sync] = await Promise.all([cluster.start({ ...shared, SERVICES: "web" }), cluster.start({ ...shared, SERVICES: "sync" })]);
    proxy.route({ web, sync });
    const [lea, amina] = [await signedIn(browser, "lea", { baseURL: proxy.origin }), await signedIn(browser, "amina", { baseURL: proxy.origin })];
    await workTogether(lea, amina);

    // Each serves its own part and no other.
    expect((await fetch(`${sync}/readyz`)).status).toBe(200);
    expect((await fetch(`${web}/readyz`)).status).toBe(200);
    expect((await fetch(`${sync}/api/v1/me`)).status).toBe(404);
    expect((await call(lea, "GET", "/me")).status()).toBe(200);
    await Promise.all([lea.context.close(), amina.context.close()]);
  } finally {
    await cluster.stop();
    proxy.close();
  }
});

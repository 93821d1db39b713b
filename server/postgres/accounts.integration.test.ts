/** As whom Postgres runs and with which programs: root, not root, places out of reach, installs without their script. */

import { chown, cp, mkdir, readdir, readlink, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { copyBinaries, createLibraryLinks, locateBinaries, whyNotRunnable } from './binaries.ts';
import { canEnter } from './run-as.ts';
import { addressOf, canMount, isRoot, recall, remember, scratchFolder, serverPid, sharedCluster, start, startElsewhere } from './testing/scenario.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const NOBODY = 65534;
const CHECKOUT = fileURLToPath(new URL('../../', import.meta.url));

describe.runIf(isRoot)('as root', () => {
  test('the server runs as another account, and the cluster belongs to it', async () => {
    const dataDir = await sharedCluster();
    await start(dataDir);
    const folder = join(dataDir, 'postgres');
    const owner = (await stat(join(folder, 'data'))).uid;
    expect(owner).not.toBe(0);
    expect((await stat(`/proc/${await serverPid(folder)}`)).uid).toBe(owner);
  });

  test('a cluster copied back by root is given to the account again', async () => {
    const dataDir = await sharedCluster();
    const restored = await scratchFolder();
    await cp(dataDir, restored, { recursive: true });
    expect((await stat(join(restored, 'postgres', 'data'))).uid).toBe(0);
    expect(await recall((await start(restored)).url)).toContain('kept');
  });

  test.runIf(canMount)('a checkout under /root: programs and data go to /var/lib/rapporteur', async () => {
    // A private view of the file system: nothing of this stays.
    const wrap = `mount -t tmpfs none /var/lib; mount -t tmpfs -o mode=700 none /root; mkdir /root/app
      mount --bind ${CHECKOUT} /root/app; cd /root/app; exec "$@"`;
    const app = await startElsewhere('/root/app data', { wrap, checkout: '/root/app' });
    await remember(addressOf(app), 'kept');
    expect(await recall(addressOf(app))).toContain('kept');
    const folders = await readdir(`/proc/${app.child.pid}/root/var/lib/rapporteur`);
    expect(folders.sort()).toEqual([expect.stringMatching(/^[0-9a-f]{16}$/), expect.stringMatching(/^postgres-18/)]);
    expect(await app.end()).toBe(0);
  });

  test.runIf(canMount)('a system without the account postgres: it is nobody, and /etc/passwd stays as it is', async () => {
    const dataDir = await scratchFolder();
    const passwd = join(await scratchFolder(), 'passwd');
    const wrap = `grep -v ^postgres: /etc/passwd >${passwd}; mount --bind ${passwd} /etc/passwd; exec "$@"`;
    const app = await startElsewhere(dataDir, { wrap });
    await remember(addressOf(app), 'kept');
    expect((await stat(join(dataDir, 'postgres', 'data'))).uid).toBe(NOBODY);
    expect(await app.end()).toBe(0);
    // Once there, its owner runs it, whatever accounts there are.
    expect(await recall((await start(dataDir)).url)).toContain('kept');
  });
});

test('not as root: it just works', async (context) => {
  const dataDir = join(await scratchFolder(), 'data');
  if (!isRoot) {
    expect((await start(dataDir)).adopted).toBe(false);
    return;
  }
  const nobody = { uid: NOBODY, gid: NOBODY, name: 'nobody' };
  if (!(await canEnter(join(CHECKOUT, 'node_modules'), nobody))) context.skip('nobody cannot read this checkout');
  await mkdir(dataDir);
  await chown(dataDir, NOBODY, NOBODY);
  const app = await startElsewhere(dataDir, { uid: NOBODY });
  await remember(addressOf(app), 'kept');
  expect(await recall(addressOf(app))).toContain('kept');
  expect((await stat(join(dataDir, 'postgres', 'data'))).uid).toBe(NOBODY);
  expect(await app.end()).toBe(0);
});

describe('programs', () => {
  test('library links an installer did not make are made', async () => {
    const installed = await locateBinaries();
    const folder = await scratchFolder();
    const copy = await copyBinaries(installed, folder);
    expect(await whyNotRunnable(copy, null)).toBeUndefined();
    const link = join(copy.root, 'native/lib/libicuuc.so.60');
    const target = await readlink(link);
    await rm(link);
    if (process.platform === 'linux') expect(await whyNotRunnable(copy, null)).toContain('libicuuc.so.60');
    expect(await createLibraryLinks(copy.root)).toBe(1);
    expect(await readlink(link)).toBe(target);
    expect(await whyNotRunnable(copy, null)).toBeUndefined();
    expect(await createLibraryLinks(copy.root)).toBe(0);
  });

  test('a copy is made once, also when two ask for it at once', async () => {
    const installed = await locateBinaries();
    const folder = await scratchFolder();
    const [one, other] = await Promise.all([copyBinaries(installed, folder), copyBinaries(installed, folder)]);
    expect(await readdir(folder)).toEqual([basename(one.root)]);
    expect(await whyNotRunnable(other, null)).toBeUndefined();
    const made = (await stat(one.postgres)).ctimeMs;
    expect((await stat((await copyBinaries(installed, folder)).postgres)).ctimeMs).toBe(made);
  });
});

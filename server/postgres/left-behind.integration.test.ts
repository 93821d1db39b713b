/** What crashes leave behind: killed apps, orphaned servers, and pid files that name something else by now. */

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { locateBinaries } from './binaries.ts';
import { askForPort, claimAddress, claimOwnership } from './ownership.ts';
import { findServer, removeStalePidFile } from './pid-file.ts';
import { inspectByPs, inspectProcess } from './process-state.ts';
import {
  addressOf, eventually, isLinux, processes, query, recall, remember, scratchFolder, serverPid, sharedCluster, start, startElsewhere,
} from './testing/scenario.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

/** It starts again, in good time, with its data. */
async function expectToStart(dataDir: string, written = 'kept'): Promise<void> {
  const began = performance.now();
  const server = await start(dataDir);
  expect(performance.now() - began).toBeLessThan(15_000);
  expect(server.adopted).toBe(false);
  expect(await recall(server.url)).toContain(written);
}

describe('an app that is killed', () => {
  test('kill -9: Postgres shuts down by itself, and the next start works', async () => {
    const dataDir = await sharedCluster();
    const app = await startElsewhere(dataDir);
    await remember(addressOf(app), 'before the kill');
    const data = join(dataDir, 'postgres', 'data');
    app.child.kill('SIGKILL');
    await eventually(async () => (await findServer(data)) === null);
    await eventually(() => readFile(join(data, 'postmaster.pid')).then(() => false, () => true));
    await expectToStart(dataDir, 'before the kill');
  });

  test('kill -9 and a start in the same moment', async () => {
    const dataDir = await sharedCluster();
    const app = await startElsewhere(dataDir);
    await remember(addressOf(app), 'before kill and start');
    app.child.kill('SIGKILL');
    await expectToStart(dataDir, 'before kill and start');
  });

  test('Ctrl-C goes to the app alone', async () => {
    const dataDir = await sharedCluster();
    const app = await startElsewhere(dataDir, { detached: true });
    await remember(addressOf(app), 'before Ctrl-C');
    process.kill(-(app.child.pid ?? 0), 'SIGINT');
    expect(await recall(addressOf(app))).toContain('before Ctrl-C');
    expect(await app.end()).toBe(0);
    await expectToStart(dataDir, 'before Ctrl-C');
  });

  test.runIf(isLinux)('a server cut off from its watchdog too is ended, and started anew', async () => {
    const dataDir = await sharedCluster();
    const app = await startElsewhere(dataDir);
    await remember(addressOf(app), 'before the cut');
    const server = await serverPid(join(dataDir, 'postgres'));
    await killWithoutServer(app.child.pid ?? 0, server);
    expect(await inspectProcess(server)).not.toBeNull();
    await expectToStart(dataDir, 'before the cut');
    expect(await inspectProcess(server)).toBeNull();
  });

  test.runIf(isLinux)('kill -9 of everything at once, the server included', async () => {
    const dataDir = await sharedCluster();
    const app = await startElsewhere(dataDir);
    await remember(addressOf(app), 'before the end of all');
    const server = await serverPid(join(dataDir, 'postgres'));
    await killWithoutServer(app.child.pid ?? 0, server);
    process.kill(server, 'SIGKILL');
    await expectToStart(dataDir, 'before the end of all');
  });
});

describe('a server that is killed under its app', () => {
  test('comes back at the same address with what was committed, as often as it takes, for those who adopted it too', async () => {
    const dataDir = await sharedCluster();
    const owner = await start(dataDir, {});
    const adopter = await start(dataDir);
    expect(adopter).toMatchObject({ adopted: true, url: owner.url });
    for (const word of ['before the first end', 'before the second end']) {
      await remember(owner.url, word);
      const killed = await serverPid(join(dataDir, 'postgres'));
      process.kill(killed, 'SIGKILL');
      await eventually(async () => (await recall(adopter.url).catch(() => [] as string[])).includes(word));
      expect(await serverPid(join(dataDir, 'postgres'))).not.toBe(killed);
    }
  });

  test('stays away when the app stops before it is back', async () => {
    const dataDir = await sharedCluster();
    const server = await start(dataDir, {});
    process.kill(await serverPid(join(dataDir, 'postgres')), 'SIGKILL');
    await server.stop();
    await expect(recall(server.url)).rejects.toThrow('ECONNREFUSED');
    expect(await findServer(join(dataDir, 'postgres', 'data'))).toBeNull();
    await expectToStart(dataDir);
  });
});

async function killWithoutServer(app: number, server: number): Promise<void> {
  const all = await processes();
  const group = all.find(({ pid }) => pid === server)?.group;
  const shells = all.filter((process) => process.group === group && process.pid !== server && process.parent !== server);
  expect(shells.length).toBeGreaterThanOrEqual(2);
  for (const { pid } of shells) process.kill(pid, 'SIGKILL');
  process.kill(app, 'SIGKILL');
}

describe('a pid file left behind', () => {
  let dataDir: string;
  let data: string;
  let pidFile: string;
  let account: { uid: number; gid: number };

  beforeEach(async () => {
    dataDir = await sharedCluster();
    data = join(dataDir, 'postgres', 'data');
    pidFile = join(data, 'postmaster.pid');
    const { uid, gid } = await stat(data);
    account = { uid, gid };
  });

  const leaveBehind = (pid: number) => writeFile(pidFile, `${pid}\n${data}\n1763768000\n24001\n\n127.0.0.1\n 1 1\nready   \n`);

  test('by a process that is dead', async () => {
    const dead = spawn('true');
    await once(dead, 'exit');
    await leaveBehind(dead.pid ?? 0);
    await expectToStart(dataDir);
  });

  test('by a process that is a zombie nobody reaps', async () => {
    const { postgres } = await locateBinaries();
    const script = '"$0" --version >/dev/null & echo $!; exec sleep 60';
    const parent = spawn('sh', ['-c', script, postgres], { ...account, cwd: '/' });
    onTestFinished(() => void parent.kill('SIGKILL'));
    const zombie = Number(String((await once(parent.stdout, 'data'))[0]));
    await eventually(async () => (await inspectProcess(zombie)) === null);
    expect(() => process.kill(zombie, 0)).not.toThrow();
    expect(await inspectByPs(zombie)).toBeNull();
    await leaveBehind(zombie);
    await expectToStart(dataDir);
  });

  test('whose number now belongs to an unrelated process', async () => {
    const unrelated = spawn('sleep', ['60'], { ...account, cwd: '/' });
    onTestFinished(() => void unrelated.kill('SIGKILL'));
    await leaveBehind(unrelated.pid ?? 0);
    await expectToStart(dataDir);
    expect(await inspectProcess(unrelated.pid ?? 0)).toMatchObject({ program: 'sleep' });
  });

  test('whose number now belongs to the Postgres of another folder', async () => {
    const other = await scratchFolder();
    const { url } = await start(other);
    await leaveBehind(await serverPid(join(other, 'postgres')));
    await expectToStart(dataDir);
    expect(await query(url, (sql) => sql`select 1 as one`)).toEqual([{ one: 1 }]);
  });

  test('that is empty or torn', async () => {
    await writeFile(pidFile, '');
    await expectToStart(dataDir);
  });

  test('but never that of a running server', async () => {
    await start(dataDir);
    expect(await removeStalePidFile(data)).toBe(false);
    expect(await inspectByPs(await serverPid(join(dataDir, 'postgres')))).toMatchObject({ program: 'postgres' });
    await expect(stat(pidFile)).resolves.toBeDefined();
  });
});

describe('the claim on a data folder', () => {
  test.each(['linux', 'darwin'] as const)('is exclusive, and outlives nobody (%s)', async (platform) => {
    if (platform === 'linux' && !isLinux) return;
    const address = await claimAddress(await scratchFolder(), platform);
    const claim = await claimOwnership(address);
    expect(await claimOwnership(address)).toBeNull();
    expect(await askForPort(address)).toBeUndefined();
    claim?.publish(24001);
    expect(await askForPort(address)).toBe(24001);
    claim?.release();
    expect(await askForPort(address)).toBeUndefined();
    const killed = `require('net').createServer().listen({ path: process.argv[1] }, () => process.kill(process.pid, 'SIGKILL'))`;
    const quoted = address.replace('\0', '@');
    if (platform !== 'linux') expect(() => execFileSync(process.execPath, ['-e', killed, quoted])).toThrow();
    const next = await claimOwnership(address);
    expect(next).not.toBeNull();
    next?.release();
    await rm(quoted, { force: true });
  });
});

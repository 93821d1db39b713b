/** The ordinary life of the embedded Postgres: it starts, keeps its data, is shared, and says why when it cannot. */

import { chmod, mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { locateBinaries } from './binaries.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { findFreePort } from './free-port.ts';
import { placeCluster } from './placement.ts';
import { startServer } from './server-process.ts';
import { startTestPostgres } from './test-database.ts';
import { addressOf, canMount, isRoot, query, recall, remember, scratchFolder, sharedCluster, start, startElsewhere } from './testing/scenario.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const ONE_LINE = /^The embedded Postgres [^\n]+$/;

describe('starting', () => {
  test('the first start makes a cluster, on any path, and a later one keeps what was written', async () => {
    const dataDir = join(await scratchFolder(), 'not there yet', "l'État $HOME – 報告 (1)");
    const first = await start(dataDir);
    expect(first.url).toMatch(/^postgres:\/\/rapporteur:[0-9a-f]{48}@127\.0\.0\.1:\d+\/rapporteur$/);
    expect(first.adopted).toBe(false);
    await remember(first.url, 'first');
    await first.stop();
    await first.stop();
    await expect(remember(first.url, 'lost')).rejects.toThrow('ECONNREFUSED');
    const second = await start(dataDir);
    await remember(second.url, 'second');
    expect(await recall(second.url)).toEqual(['first', 'second']);
    expect(new URL(second.url).password).toBe(new URL(first.url).password);
  });

  test('it listens on the loopback address only, wants the password, and is durable', async () => {
    const dataDir = await sharedCluster();
    const { url } = await start(dataDir, {});
    const settings = await query(url, async (sql) => {
      const rows = await sql<{ name: string; setting: string }[]>`select name, setting from pg_settings`;
      return new Map(rows.map(({ name, setting }) => [name, setting]));
    });
    expect(settings.get('listen_addresses')).toBe('127.0.0.1');
    expect(settings.get('unix_socket_directories')).toBe('');
    expect(settings.get('password_encryption')).toBe('scram-sha-256');
    expect(settings.get('server_encoding')).toBe('UTF8');
    for (const name of ['fsync', 'full_page_writes', 'synchronous_commit']) expect(settings.get(name)).toBe('on');
    expect(Number(settings.get('port'))).toBeLessThan(32768);
    await expect(query(url.replace(/:[0-9a-f]{48}@/, ':wrong@'), (sql) => sql`select 1`)).rejects.toThrow('password');
    const password = await stat(join(dataDir, 'postgres', 'data', 'rapporteur.password'));
    expect(password.mode & 0o777).toBe(0o600);
  });

  test('half-made clusters of a crashed first start are removed', async () => {
    const dataDir = await scratchFolder();
    await mkdir(join(dataDir, 'postgres', 'data.init', 'base'), { recursive: true });
    await writeFile(join(dataDir, 'postgres', 'data.init.password'), 'half');
    await start(dataDir);
    expect(await readdir(join(dataDir, 'postgres'))).toEqual(['data']);
  });

  test('a taken port is answered by another one', async () => {
    const dataDir = await sharedCluster();
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void taken.close());
    const ports = [(taken.address() as AddressInfo).port];
    const messages: string[] = [];
    const server = await startServer({
      placement: await placeCluster(dataDir, await locateBinaries(), () => undefined),
      settings: {},
      log: (message) => messages.push(message),
      nextPort: async () => ports.pop() ?? findFreePort(),
    });
    await server.stop();
    expect(ports).toEqual([]);
    expect(messages.join('\n')).toContain('attempt 1 of 5');
  });
});

describe('several apps on one data folder', () => {
  test('the second one adopts the server, and its stop leaves it running', async () => {
    const dataDir = await sharedCluster();
    const owner = await start(dataDir);
    const guest = await startElsewhere(dataDir);
    expect(guest.report).toEqual({ url: owner.url, adopted: true });
    await remember(addressOf(guest), 'by the guest');
    expect(await guest.end()).toBe(0);
    expect(await recall(owner.url)).toContain('by the guest');
    await owner.stop();
    const next = await start(dataDir);
    expect(next.adopted).toBe(false);
    expect(await recall(next.url)).toContain('by the guest');
  });

  test('when they start at the same moment, one owns it', async () => {
    const dataDir = await scratchFolder();
    const [elsewhere, ...here] = await Promise.all([
      startElsewhere(dataDir),
      ...Array.from({ length: 3 }, () => startEmbeddedPostgres({ dataDir })),
    ]);
    onTestFinished(async () => {
      for (const server of here) await server.stop();
    });
    const all = [elsewhere.report, ...here];
    expect(new Set(all.map(({ url }) => url))).toEqual(new Set([here[0]?.url]));
    expect(all.filter((server) => !('adopted' in server) || !server.adopted)).toHaveLength(1);
  });

  test('one that comes while the owner stops gets a server of its own', async () => {
    const dataDir = await sharedCluster();
    const owner = await start(dataDir);
    const [, next] = await Promise.all([owner.stop(), start(dataDir)]);
    expect(next.adopted).toBe(false);
    expect(await recall(next.url)).toContain('kept');
  });
});

describe('when it cannot start', () => {
  test('a read-only folder is one clear line', async () => {
    const folder = await scratchFolder();
    await chmod(folder, 0o555);
    const app = await startElsewhere(join(folder, 'data'), isRoot ? { uid: 65534 } : {});
    expect(app.report.error).toMatch(ONE_LINE);
    expect(app.report.error).toContain('permission denied');
    expect(await app.end()).toBe(1);
  });

  test('a file where the folder should be is one clear line', async () => {
    const dataDir = await scratchFolder();
    await writeFile(join(dataDir, 'postgres'), 'in the way');
    await expect(start(dataDir)).rejects.toThrow(ONE_LINE);
  });

  test('a cluster of another Postgres version is named as such, and left alone', async () => {
    const dataDir = await sharedCluster();
    const version = join(dataDir, 'postgres', 'data', 'PG_VERSION');
    await writeFile(version, '17\n');
    await expect(start(dataDir)).rejects.toThrow(/incompatible with server.*17.*18/);
    await writeFile(version, '18\n');
    expect((await start(dataDir)).adopted).toBe(false);
    expect(await readFile(version, 'utf8')).toBe('18\n');
  });

  test.skipIf(!canMount)('a full disk at the first start is one clear line', async () => {
    const dataDir = await scratchFolder();
    const app = await startElsewhere(dataDir, { wrap: `mount -t tmpfs -o size=8m none ${dataDir}; exec "$@"` });
    expect(app.report.error).toMatch(ONE_LINE);
    expect(app.report.error).toContain('No space left on device');
    expect(await app.end()).toBe(1);
  });

  test.skipIf(!canMount)('a disk that has filled up is one clear line, and nothing is lost', async () => {
    const dataDir = await sharedCluster();
    const keep = await scratchFolder();
    const onFullDisk = `mount -t tmpfs -o size=64m none /mnt; cp -a ${dataDir}/. /mnt/
      head -c 100m /dev/zero >/mnt/filling 2>/dev/null || true
      code=0; "$@" || code=$?
      rm /mnt/filling; cp -a /mnt/. ${keep}/; exit $code`;
    const app = await startElsewhere('/mnt', { wrap: onFullDisk });
    expect(app.report.error).toMatch(ONE_LINE);
    expect(app.report.error).toContain('No space left on device');
    expect(await app.end()).toBe(1);
    expect(await recall((await start(keep)).url)).toContain('kept');
  });
});

describe('the server for tests', () => {
  test('gives databases that do not see each other, and leaves nothing behind', async () => {
    const server = await startTestPostgres();
    const [one, two] = await Promise.all([server.createDatabase(), server.createDatabase('named_so')]);
    await remember(one, 'one');
    await remember(two, 'two');
    expect(await recall(one)).toEqual(['one']);
    expect(await recall(two)).toEqual(['two']);
    const folder = await query(server.url, async (sql) => (await sql`show data_directory`)[0]?.data_directory as string);
    await server.stop();
    await expect(stat(folder)).rejects.toThrow('ENOENT');
  });
});

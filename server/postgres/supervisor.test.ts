/** The parts of the supervisor that are plain functions of text. */

import { describe, expect, test } from 'vitest';
import { EmbeddedPostgresError, fileFailure, lastUsefulLine } from './embedded-postgres-error.ts';
import { parsePidFile } from './pid-file.ts';
import { chooseAccount } from './run-as.ts';

test('a pid file: number, port, and whether it is ready', () => {
  const text = '4711\n/d/data\n1763768000\n24001\n\n127.0.0.1\n  1234 5\nready   \n';
  expect(parsePidFile(text)).toEqual({ pid: 4711, port: 24001, ready: true });
  expect(parsePidFile(text.replace('ready', 'starting'))).toMatchObject({ ready: false });
  expect(parsePidFile('')).toEqual({ pid: NaN, port: undefined, ready: false });
});

describe('the account Postgres runs as', () => {
  const passwd = 'root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/:/bin/false\npostgres:x:101:104::/:/bin/sh\n';

  test('is postgres, else nobody', () => {
    expect(chooseAccount(passwd)).toEqual({ name: 'postgres', uid: 101, gid: 104 });
    expect(chooseAccount(passwd.replace(/^postgres.*\n/m, ''))).toEqual({ name: 'nobody', uid: 65534, gid: 65534 });
  });

  test('is never root, and may be missing', () => {
    expect(chooseAccount('nobody:x:0:0::/:/bin/false\n')).toBeUndefined();
    expect(chooseAccount('')).toBeUndefined();
  });
});

describe('what is said when it fails', () => {
  test('is the last error with its detail', () => {
    const lines = ['LOG:  starting', 'FATAL:  database files are incompatible', 'DETAIL:  Made by 17.', 'LOG:  shut down'];
    expect(lastUsefulLine(lines)).toBe('database files are incompatible (Made by 17.)');
  });

  test('is the last line when there is no error', () => {
    expect(lastUsefulLine(['one', 'two', ''])).toBe('two');
    expect(lastUsefulLine([])).toBe('');
  });

  test('is one line, and names the cause in words', () => {
    const full = Object.assign(new Error('ENOSPC: no space\nleft'), { code: 'ENOSPC' });
    expect(fileFailure('write', full).message).toBe('The embedded Postgres cannot write: no space left on device (ENOSPC)');
    expect(new EmbeddedPostgresError('a\n  b').message).toBe('The embedded Postgres a b');
  });
});

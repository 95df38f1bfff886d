/** A browser's private file system with the files of packet logs, as needed to list them. */

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { eventually } from '../../base/eventually.testkit.ts';
import {
  COUNTERS_AT,
  encodeCounters,
  encodeHead,
  HEAD_SIZE,
} from '../../engine/log/spill/spillFormat.ts';
import { leftovers, originLock, readLeftover, removeLeftover } from './originFolder.ts';

class FakeHandle {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.#bytes = bytes;
  }
  async getFile(): Promise<File> {
    return new File([this.#bytes], 'of the folder');
  }
}

type Granted = (lock: object | null) => unknown;
const isGranted = (run: object): run is Granted => typeof run === 'function';

const folder = new Map<string, FakeHandle>();
let held: string[] = [];
/** Locks taken after the list was read. */
const begun = new Set<string>();
/** Requests that wait for a lock. */
let waiting: { readonly name: string; readonly grant: () => void }[] = [];

function release(name: string): void {
  held = held.filter((one) => one !== name);
  for (const one of waiting.filter((request) => request.name === name)) one.grant();
  waiting = waiting.filter((request) => request.name !== name);
}

const directory = {
  getDirectoryHandle: async () => directory,
  getFileHandle: async (name: string) => {
    const handle = folder.get(name);
    if (handle === undefined) throw new DOMException('gone', 'NotFoundError');
    return handle;
  },
  removeEntry: async (name: string) => void folder.delete(name),
  entries: async function* () {
    yield* folder;
  },
};

function put(name: string, begun: number, packets: number, size = HEAD_SIZE + 512): void {
  const bytes = new Uint8Array(size);
  bytes.set(encodeHead({ id: new Uint8Array(16), origin: 1, name: `of ${name}`, begun }));
  bytes.set(encodeCounters({ packets, oldest: 1, next: 9 }), COUNTERS_AT);
  folder.set(name, new FakeHandle(bytes));
}

beforeEach(() => {
  folder.clear();
  held = [];
  waiting = [];
  begun.clear();
  vi.stubGlobal('FileSystemFileHandle', FakeHandle);
  vi.stubGlobal('navigator', {
    storage: { getDirectory: async () => directory },
    locks: {
      query: async () => ({ held: held.map((name) => ({ name })) }),
      request: async (name: string, how: object | Granted, granted?: Granted) => {
        const isTaken = held.includes(name) || begun.has(name);
        const run = isGranted(how) ? how : granted;
        if ('ifAvailable' in how) {
          await run?.(isTaken ? null : {});
          return;
        }
        if (isTaken) await new Promise<void>((grant) => waiting.push({ name, grant }));
        await run?.({});
      },
    },
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

const NONE: ReadonlySet<string> = new Set();

test('lists files without an owner, the newest first, with their names and sizes', async () => {
  put('a', 100, 5);
  put('b', 300, 1);
  put('owned', 200, 7);
  held = [originLock('owned')];
  expect(await leftovers(NONE)).toEqual([
    { file: 'b', name: 'of b', begun: 300, packets: 1, bytes: HEAD_SIZE + 512 },
    { file: 'a', name: 'of a', begun: 100, packets: 5, bytes: HEAD_SIZE + 512 },
  ]);
  // The browser may release a file only some time after this page has ended its worker.
  expect((await leftovers(new Set(['owned']))).map(({ file }) => file)).toEqual([
    'b',
    'owned',
    'a',
  ]);
});

test('reports once that the owner of a file has ended', async () => {
  put('stuck', 200, 7);
  held = [originLock('stuck')];
  const released = vi.fn<() => void>();
  expect(await leftovers(NONE, released)).toEqual([]);
  expect(await leftovers(NONE, released)).toEqual([]);
  expect(released).not.toHaveBeenCalled();
  release(originLock('stuck'));
  await eventually(() => expect(released).toHaveBeenCalledOnce());
  expect(await leftovers(NONE, released)).toHaveLength(1);
});

test('removes files that are unreadable or have no packets', async () => {
  put('empty', 100, 0);
  folder.set('old', new FakeHandle(new Uint8Array(9000).fill(7)));
  put('good', 100, 2);
  expect((await leftovers(NONE)).map(({ file }) => file)).toEqual(['good']);
  expect([...folder.keys()]).toEqual(['good']);
});

test('neither lists nor removes a file that a worker has since started', async () => {
  put('new', 100, 0);
  begun.add(originLock('new'));
  expect(await leftovers(NONE)).toEqual([]);
  expect([...folder.keys()]).toEqual(['new']);
});

test('reads a leftover by its name until it is removed', async () => {
  put('a', 100, 5);
  const [leftover] = await leftovers(NONE);
  if (leftover === undefined) throw new Error('nothing is listed');
  expect(await readLeftover(leftover)).toMatchObject({ name: 'of a', size: HEAD_SIZE + 512 });
  await removeLeftover('a');
  expect(await readLeftover(leftover)).toBeUndefined();
  expect(await leftovers(NONE)).toEqual([]);
});

test('a browser without such files has none', async () => {
  vi.stubGlobal('navigator', {});
  expect(await leftovers(NONE)).toEqual([]);
});

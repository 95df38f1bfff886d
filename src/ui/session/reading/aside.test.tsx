import { gzipSync } from 'node:zlib';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { encodeCbor } from '../../../payload/formats/cbor/cborWriter.ts';
import { loadFormats } from '../../../payload/formats/formats.ts';
import { formatTold } from '../payloadRules/told.ts';
import type { Valued } from './changes.ts';
import { lineText } from './lines.ts';
import type { Answer, Posted } from './posted.ts';
import { answerTo } from './readingWorker.ts';
import { useRead } from './useRead.ts';
import { whenReadAside } from './whenReadAside.ts';

/** Requests that were posted and not answered. */
let asked: Posted[] = [];
let listeners: ((event: { readonly data: Answer }) => void)[] = [];
let onError: (() => void)[] = [];

/** Copies everything, like a real worker. */
class PostedTo {
  addEventListener(kind: string, listener: () => void): void {
    if (kind === 'message') listeners.push(listener);
    else onError.push(listener);
  }
  postMessage(data: Posted, transfer: ArrayBuffer[]): void {
    asked.push(structuredClone(data, { transfer }));
  }
}

/** Answers the oldest request, unless an answer is given. */
async function answer(given?: Answer): Promise<void> {
  const first = asked.shift();
  if (first === undefined) throw new Error('nothing was asked');
  const tell = (said: Answer, own: readonly ArrayBufferLike[] = []): void => {
    const transfer = own.filter((one) => one instanceof ArrayBuffer);
    const data = structuredClone(said, { transfer });
    for (const listener of listeners) listener({ data });
  };
  await act(async () => (given === undefined ? answerTo(first, tell) : tell(given)));
}

const large = (value: unknown): Uint8Array =>
  encodeUtf8(JSON.stringify({ value, padding: 'x'.repeat(20_000) }));

let root: Root;
let box: HTMLElement;

/** The second line belongs to the value. */
function Shown({ name, message }: { readonly name: string; readonly message: Valued }) {
  const read = useRead({ task: 'value', of: [message], how: { wanted: undefined } }, name);
  if (read === undefined) return 'reading';
  const end = read.told.value?.end;
  return `${read.of}: ${end?.kind === 'lines' ? lineText(end.lines, 1) : end?.kind}`;
}

const showOf = (name: string, payload: Uint8Array) =>
  act(async () => root.render(<Shown name={name} message={{ payload }} />));

beforeEach(() => {
  vi.stubGlobal('Worker', PostedTo);
  box = document.createElement('div');
  root = createRoot(box);
});

afterEach(async () => {
  await act(async () => root.unmount());
  // The next read in the background, including those of other test files, starts a new worker.
  for (const end of onError) end();
  [asked, listeners, onError] = [[], [], []];
  vi.unstubAllGlobals();
});

test('a small payload is decoded at once, a larger one in the worker', async () => {
  await showOf('small', encodeUtf8('{"value":1}'));
  expect(box.textContent).toBe('small:   "value": 1');
  expect(asked).toHaveLength(0);
  await showOf('large', large(2));
  expect(box.textContent).toBe('reading');
  await answer();
  expect(box.textContent).toBe('large:   "value": 2,');
});

test('a small payload that may expand is decoded in the worker, too', async () => {
  const packed = new Uint8Array(gzipSync(large(1)));
  expect(packed.length).toBeLessThan(1000);
  await showOf('packed', packed);
  expect(asked).toHaveLength(1);
  await answer();
  expect(box.textContent).toBe('packed:   "value": 1,');
});

test('the previous result stays while another payload is decoded, and names its source', async () => {
  await showOf('first', large(1));
  await answer();
  await showOf('second', large(2));
  expect(box.textContent).toBe('first:   "value": 1,');
  await answer();
  expect(box.textContent).toBe('second:   "value": 2,');
});

test('a cancelled request is not decoded', async () => {
  for (const value of [1, 2, 3, 4]) {
    await showOf(`${value}`, large(value));
  }
  // The first was being read when the second was requested. The two between were skipped.
  await answer();
  expect(box.textContent).toBe('reading');
  expect(asked).toHaveLength(1);
  await answer();
  expect(box.textContent).toBe('4:   "value": 4,');
});

test('a format that fails to load in the worker is decoded in the page', async () => {
  await showOf('large', large(1));
  await answer({ kind: 'unloaded' });
  expect(box.textContent).toBe('large:   "value": 1,');
});

test('if the worker fails to load, the page decodes', async () => {
  await showOf('large', large(1));
  asked = [];
  await act(async () => {
    for (const tell of onError) tell();
  });
  expect(box.textContent).toBe('large:   "value": 1,');
  await showOf('next', large(2));
  await answer();
  expect(box.textContent).toBe('next:   "value": 2,');
});

test('errors in the worker are reported like those in the page', async () => {
  await showOf('large', large(1));
  await expect(answer({ kind: 'error', message: 'too deep' })).rejects.toThrow('too deep');
});

test('a chain, its files and a selected format are the same in the worker', async () => {
  await loadFormats();
  const text = 'syntax = "proto3"; message M { string name = 1; }';
  const payload = Uint8Array.of(0x0a, 200, 156, 1, ...encodeUtf8('n'.repeat(20_040)));
  const chosen = formatTold({ chain: 'protobuf(m.proto, M)', files: [{ name: 'm.proto', text }] });
  let written: unknown;
  await act(async () =>
    whenReadAside({ task: 'copied', of: [{ payload, chosen }], how: null }, (copied) => {
      written = copied;
    }),
  );
  await answer();
  expect(written).toBe(`{\n  "name": "${'n'.repeat(20_040)}"\n}`);
});

test('bytes, their type and another payload to compare are passed along', async () => {
  await loadFormats();
  const bytes = encodeCbor({ a: 1, b: 'x'.repeat(20_000) });
  const before = encodeCbor({ a: 2, b: 'x'.repeat(20_000) });
  let change: unknown;
  await act(async () =>
    whenReadAside(
      {
        task: 'value',
        of: [{ payload: bytes, contentType: 'application/cbor' }, { payload: before }],
        how: { wanted: undefined },
      },
      (read) => {
        change = read.change;
      },
    ),
  );
  await answer();
  expect(change).toMatchObject({
    kind: 'values',
    total: 1,
    changes: [{ path: 'payload.a', was: { text: '2' }, now: { text: '1' } }],
  });
  // The page still has them.
  expect(bytes.length).toBeGreaterThan(20_000);
});

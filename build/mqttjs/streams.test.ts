/** What mqtt.js asks of streams, of ours and of those for Node. */
import { createRequire } from 'node:module';
import * as nodes from 'readable-stream';
import { describe, expect, test } from 'vitest';

type Streams = Pick<typeof nodes, 'Duplex' | 'Readable' | 'Writable'>;
type Done = (error: Error | null) => void;

const loaded: unknown = createRequire(import.meta.url)('./streams.cjs');
const hasAll = (value: unknown): value is Streams =>
  typeof value === 'object' &&
  value !== null &&
  'Duplex' in value &&
  'Readable' in value &&
  'Writable' in value;
if (!hasAll(loaded)) throw new Error('streams.cjs has not all streams.');

const bytes = (...values: readonly number[]) => Uint8Array.from(values);

describe.each<[string, Streams]>([
  ['Node’s', nodes],
  ['ours', loaded],
])('%s', (_, { Duplex, Readable, Writable }) => {
  /** Our end of mqtt.js's connection. */
  function line() {
    const heard: unknown[] = [];
    const waiting: Done[] = [];
    class Line extends Duplex {
      constructor() {
        super({ readableObjectMode: true });
      }
      override _read(): void {
        // What there is was pushed already.
      }
      override _write(chunk: Uint8Array, _encoding: string, done: Done): void {
        heard.push(['write', ...chunk]);
        waiting.push(done);
      }
      override _destroy(error: Error | null, done: Done): void {
        heard.push('destroy');
        done(error);
      }
    }
    const stream = new Line();
    stream.setMaxListeners(1000);
    stream.on('close', () => heard.push('close'));
    stream.on('error', (error: Error) => heard.push(error.message));
    return { stream, heard, next: (error: Error | null = null) => waiting.shift()?.(error) };
  }

  /** What takes in the packets. */
  function sink(stream: InstanceType<typeof Duplex>) {
    const taken: unknown[] = [];
    const waiting: (() => void)[] = [];
    const writable = new Writable();
    writable._write = (chunk: Uint8Array, _encoding: string, done: () => void) => {
      taken.push([...chunk]);
      waiting.push(done);
    };
    stream.pipe(writable);
    return { taken, next: () => waiting.shift()?.() };
  }

  test('pieces are written one after the other, in their order', () => {
    const { stream, heard, next } = line();
    expect([stream.write(bytes(1)), stream.write(bytes(2)), stream.write(bytes(3))]).toEqual([
      true,
      true,
      true,
    ]);
    expect(heard).toEqual([['write', 1]]);
    next();
    next();
    expect(heard).toEqual([
      ['write', 1],
      ['write', 2],
      ['write', 3],
    ]);
  });

  test('what comes in goes on at once, as soon as what came before is done with', async () => {
    const { stream } = line();
    const { taken, next } = sink(stream);
    // Node's begin to flow when the turn is over.
    await new Promise(setImmediate);
    stream.push(bytes(1, 2));
    expect(taken).toEqual([[1, 2]]);
    stream.push(bytes(3));
    stream.push(bytes(4));
    expect(taken).toEqual([[1, 2]]);
    next();
    expect(taken).toEqual([[1, 2], [3]]);
    next();
    expect(taken).toEqual([[1, 2], [3], [4]]);
  });

  test('destroyed: once, told in another turn, and nothing is written then', async () => {
    const { stream, heard, next } = line();
    stream.write(bytes(1));
    stream.write(bytes(2));
    stream.destroy();
    stream.destroy(new Error('again'));
    expect(heard).toEqual([['write', 1], 'destroy']);
    next();
    stream.write(bytes(3));
    await expect.poll(() => heard).toEqual([['write', 1], 'destroy', 'close']);
  });

  test.each<[string, (begun: ReturnType<typeof line>) => void]>([
    ['by what failed', ({ stream }) => stream.destroy(new Error('gone'))],
    [
      'by a write that failed',
      ({ stream, next }) => {
        stream.write(bytes(1));
        next(new Error('gone'));
      },
    ],
  ])('destroyed %s: that is told before the end', async (__, fail) => {
    const begun = line();
    fail(begun);
    await expect.poll(() => begun.heard.slice(-3)).toEqual(['destroy', 'gone', 'close']);
  });

  test('what a store gives out is read piece by piece, to its end', async () => {
    const stored = [{ messageId: 1 }, { messageId: 2 }];
    const readable = new Readable({ objectMode: true });
    readable._read = () => {
      readable.push(stored.shift() ?? null);
    };
    const heard: unknown[] = [];
    readable.on('end', () => heard.push('end'));
    const deliver = () => {
      const piece: unknown = readable.read(1);
      if (piece === null) readable.once('readable', deliver);
      else {
        heard.push(piece);
        deliver();
      }
    };
    deliver();
    await expect.poll(() => heard).toEqual([{ messageId: 1 }, { messageId: 2 }, 'end']);
  });
});

import { describe, expect, it } from 'vitest';
import { sameBytes } from '../../base/bytes.ts';
import { LostFile, openBytes } from './fileBytes.ts';

/** A file that records which parts were read. */
class WatchedFile extends Blob {
  readonly asked: (readonly [number, number])[] = [];
  isGone = false;

  override slice(from = 0, to = this.size): Blob {
    this.asked.push([from, to]);
    if (!this.isGone) return super.slice(from, to);
    const gone = super.slice(from, to);
    gone.arrayBuffer = () => Promise.reject(new Error('it is gone'));
    return gone;
  }
}

const bytes = Uint8Array.from({ length: 5_000_000 }, (_, at) => (at * 7) % 251);

describe('the bytes of a selected file', () => {
  it('arrive complete and in order, and each piece is read while the previous one is processed', async () => {
    const file = new WatchedFile([bytes]);
    const { pieces } = await openBytes(file, () => undefined);
    const read: number[] = [];
    const ahead: unknown[] = [];
    let length = 0;
    for await (const piece of pieces) {
      expect(sameBytes(bytes.subarray(length, length + piece.length), piece)).toBe(true);
      length += piece.length;
      read.push(length);
      ahead.push(file.asked.at(-1)?.[0]);
    }
    expect(read[0]).toBeLessThan(500_000);
    expect(ahead).toEqual(read);
    expect(length).toBe(bytes.length);
  });

  it('report where the file can no longer be read, also after reading ahead', async () => {
    const file = new WatchedFile([bytes]);
    const { pieces } = await openBytes(file, () => undefined);
    const read = async () => {
      for await (const _ of pieces) file.isGone = true;
    };
    await expect(read()).rejects.toThrow(LostFile);
  });
});

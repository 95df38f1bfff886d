import { describe, expect, it } from 'vitest';
import { joined, notesOf, readEvents } from '../captureFile.testkit.ts';
import { framesOf, pcapOf } from '../frames/frames.testkit.ts';
import { RecordChain } from './recordChain.ts';

/** A record of encrypted data whose bytes look like the beginning of a SUBACK. */
const record = (length: number): Uint8Array =>
  joined([
    Uint8Array.of(0x17, 3, 3, length >> 8, length & 0xff),
    new Uint8Array(length).fill(0x90),
  ]);

describe('a chain of TLS records', () => {
  it('is one if a record ends where the next one or its segment ends', () => {
    expect(new RecordChain().add(joined([record(40), record(60).subarray(0, 30)]))).toBe(true);
    expect(new RecordChain().add(record(40))).toBe(true);
    const over = new RecordChain();
    expect(over.add(record(3000).subarray(0, 1400))).toBe(false);
    expect(over.add(new Uint8Array(1400))).toBe(false);
    expect(over.add(new Uint8Array(205))).toBe(true);
  });

  it('is none of other bytes', () => {
    const packet = new RecordChain();
    expect(packet.add(Uint8Array.of(0x30, 5, 0, 1, 0x61, 0x17, 3))).toBe(false);
    expect(packet.add(Uint8Array.of(0x17, 3, 9, 0, 1, 0))).toBe(false);
  });

  it('tells encrypted data in a capture that begins within a record', () => {
    const [first, second] = [record(5000), record(700)];
    const frames = framesOf(
      [
        { direction: 'in', bytes: first.subarray(1500) },
        { direction: 'out', bytes: second },
        { direction: 'in', bytes: first },
        { direction: 'in', bytes: second },
      ],
      { midStream: true, serverPort: 25001, segment: 1400, unclosed: true },
    );
    const events = readEvents(pcapOf(frames));
    expect(events.filter(({ kind }) => kind === 'packet')).toEqual([]);
    expect(notesOf(events)).toContain('tls-no-handshake');
  });
});

/** Tests evidence of lost frames: each TCP sequence number implies the bytes before it. */
import { describe, expect, it } from 'vitest';
import { connectOf, readEvents } from '../captureFile.testkit.ts';
import type { CaptureEvent } from '../events/captureEvents.ts';
import { framesOf, pcapOf, type Sent } from '../frames/frames.testkit.ts';

const session: readonly Sent[] = [
  { direction: 'out', bytes: connectOf(4) },
  { direction: 'in', bytes: Uint8Array.of(0x20, 2, 0, 0) },
  { direction: 'out', bytes: Uint8Array.of(0xc0, 0) },
  { direction: 'in', bytes: Uint8Array.of(0xd0, 0) },
];
/** SYN, SYN-ACK, ACK; each packet with its ACK; FIN, FIN, ACK. */
const FRAMES = framesOf(session);
const [SYN_ACK, CONNECT_ACK, CONNACK, PINGREQ, PING_ACK] = [1, 4, 5, 7, 8];
const [FIN_OUT, FIN_IN, LAST] = [11, 12, 13];
const later = framesOf(session, { clientPort: 50_001 });

const without = (...lost: readonly number[]) => FRAMES.filter((_, at) => !lost.includes(at));
const read = (frames: readonly Uint8Array[]) => readEvents(pcapOf(frames));
const gapsIn = (events: readonly CaptureEvent[]) =>
  events.filter((event) => event.kind === 'note' && event.note === 'gap').length;

/** True if the connection is known to be over before its client opens another. */
function endsInTime(frames: readonly Uint8Array[]): boolean {
  const kinds = read([...frames, ...later]).map(({ kind }) => kind);
  return kinds.indexOf('closed') < kinds.lastIndexOf('opened');
}

describe('frames missing from the capture', () => {
  it('are not reported if none is missing', () => {
    expect(gapsIn(read(FRAMES))).toBe(0);
    expect(FRAMES).toHaveLength(LAST + 1);
    expect(endsInTime(FRAMES)).toBe(true);
  });

  it('are detected by an unanswered FIN', () => {
    const end = framesOf([...session, { direction: 'out', bytes: Uint8Array.of(0xe0, 0) }]);
    const [disconnect, acknowledged] = [FIN_OUT, FIN_OUT + 1];
    const isThere = (at: number) => at < disconnect || at === acknowledged + 1;
    expect(gapsIn(read(end.filter((_, at) => isThere(at))))).toBe(1);
  });

  it('are detected by a segment without data, for both directions', () => {
    const end = framesOf([...session, ...session.slice(2)], { unclosed: true });
    expect(gapsIn(read([...end.slice(0, FIN_OUT), ...end.slice(-1)]))).toBe(2);
  });

  it('are detected by the first answer if the server’s SYN is missing', () => {
    expect(gapsIn(read(without(SYN_ACK, CONNECT_ACK, CONNACK)))).toBe(1);
    expect(gapsIn(read(without(SYN_ACK, CONNECT_ACK)))).toBe(0);
  });

  it('do not delay packets if only the server’s SYN is missing', () => {
    const [one, other] = [without(SYN_ACK), later.filter((_, at) => at !== SYN_ACK)];
    const frames = one.flatMap((frame, at) => [frame, ...other.slice(at, at + 1)]);
    const packets = read(frames).flatMap((event) => (event.kind === 'packet' ? [event] : []));
    const times = packets.map(({ time }) => time);
    expect(times).toHaveLength(2 * session.length);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it('may be a FIN, which its acknowledgement reveals', () => {
    expect(endsInTime(without(FIN_OUT))).toBe(true);
    expect(endsInTime(without(FIN_IN))).toBe(true);
    expect(endsInTime(without(FIN_IN, LAST))).toBe(false);
  });

  it('are considered lost at the client’s next connection', () => {
    expect(endsInTime(without(PINGREQ, PING_ACK))).toBe(true);
    expect(gapsIn(read([...without(PINGREQ, PING_ACK), ...later]))).toBe(1);
  });
});

import { describe, expect, it } from 'vitest';
import { joined } from '../../base/bytes.ts';
import { tries } from '../../base/runs.testkit.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { decode } from '../../mqtt/codec/decode.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { Framer } from '../../mqtt/framing/framer.ts';
import type { Packet, ProtocolVersion, Sender } from '../../mqtt/tables/packet.ts';
import { packetSizeAt } from '../../mqtt/tables/packetSize.ts';
import {
  MUTATIONS,
  type Mutated,
  mutated,
  randomOf,
  type Session,
  sessionOf,
  UNEXPLAINED,
} from './mutations.testkit.ts';
import { findOutOfStep, type OutOfStep } from './outOfStep.ts';

const SESSIONS = tries(10_000, 200);

const SIDES = ['client', 'server'] as const;
const casesOf = (mutations: typeof MUTATIONS) =>
  SIDES.flatMap((sender) =>
    Object.entries(mutations).map(([name, mutation]) => ({ sender, name, mutation })),
  );
const CASES = casesOf(MUTATIONS);

/** Legal and illegal packets by announced lengths. */
function framedCounts(bytes: Uint8Array, version: ProtocolVersion, sender: Sender) {
  const count = { legal: 0, illegal: 0, pending: 0 };
  const framer = new Framer();
  framer.push(bytes, (packet) => {
    count[decode(packet, version, sender).ok ? 'legal' : 'illegal'] += 1;
  });
  count.pending = framer.pending;
  return count;
}

/** Whether the announced lengths lead to legal packets only. */
function isFramed(bytes: Uint8Array, version: ProtocolVersion, sender: Sender): boolean {
  const { illegal, pending } = framedCounts(bytes, version, sender);
  return illegal === 0 && pending === 0;
}

/** Numbers of bytes of small packets and of the mutations that add bytes. */
const FEW = [1, 2, 4, 6] as const;

/** Whether another single fault than the one at `from` explains the same bytes. */
function isAmbiguous(bytes: Uint8Array, { version, sender }: Session, from: number): boolean {
  const framed = (part: Uint8Array): boolean => isFramed(part, version, sender);
  // A malformed packet with the right length.
  const { illegal, pending } = framedCounts(bytes, version, sender);
  if (illegal === 1 && pending === 0) return true;
  // A small packet before the place, or after it, may be a part of the arbitrary bytes or not.
  if (FEW.some((count) => packetSizeAt(bytes, from, bytes.length) === count)) return true;
  if (FEW.some((count) => framed(bytes.subarray(from - count)))) return true;
  const ends = new Set<number>();
  for (let at = 0; at < bytes.length; ) {
    const size = packetSizeAt(bytes, at, bytes.length);
    if (size <= 0) break;
    ends.add((at += size));
  }
  // Whole packets, or bytes after a packet, may be taken out at another place.
  return FEW.some((count) => {
    for (let at = 1; at + count <= bytes.length; at += 1) {
      if (at === from || (!ends.has(at) && !framed(bytes.subarray(at, at + count)))) continue;
      if (framed(joined([bytes.subarray(0, at), bytes.subarray(at + count)]))) return true;
    }
    return false;
  });
}

/** The first byte at which the readings differ. */
const isRight = (found: OutOfStep, { faults, from, to }: Mutated): boolean =>
  faults.includes(found.fault) && found.at >= from && found.at <= to;

const wrongClaim = (seed: number, found: OutOfStep, { faults, from }: Mutated): string =>
  `${seed}: ${found.fault} at ${found.at}, not ${faults.join()} at ${from}`;

describe('a stream out of step', () => {
  it.each(CASES)(
    'with arbitrary bytes of the $sender is explained after $name',
    ({ sender, name, mutation }) => {
      let [right, broken, ambiguous] = [0, 0, 0];
      const wrong: string[] = [];
      for (let seed = 0; seed < SESSIONS; seed += 1) {
        const random = randomOf(seed * 7_368_787 + name.length);
        const session = sessionOf(random, sender, true);
        const { version } = session;
        const one = mutated(session, mutation, random);
        if (isFramed(one.bytes, version, sender)) continue;
        broken += 1;
        const found = findOutOfStep({ bytes: one.bytes, version, sender });
        if (found === undefined) ambiguous += isAmbiguous(one.bytes, session, one.from) ? 1 : 0;
        else if (isRight(found, one)) right += 1;
        else wrong.push(wrongClaim(seed, found, one));
      }
      expect(wrong).toEqual([]);
      // Nothing is claimed if a small packet follows, or if one may be among the arbitrary bytes.
      expect(right + ambiguous).toBeGreaterThanOrEqual(0.75 * broken);
    },
  );

  it.each(CASES)('of the $sender is explained after $name', ({ sender, name, mutation }) => {
    let [right, broken, ambiguous] = [0, 0, 0];
    const wrong: string[] = [];
    const base = name.length * 7919 + (name.codePointAt(3) ?? 0) * 104_729;
    for (let seed = 0; seed < SESSIONS; seed += 1) {
      const random = randomOf(base * 1_000_003 + seed);
      const session = sessionOf(random, sender);
      const { version } = session;
      const one = mutated(session, mutation, random);
      // The lengths may fit by chance; then nothing may be claimed.
      const isBroken = !isFramed(one.bytes, version, sender);
      broken += isBroken ? 1 : 0;
      const found = findOutOfStep({ bytes: one.bytes, version, sender });
      if (found === undefined) {
        ambiguous += isBroken && isAmbiguous(one.bytes, session, one.from) ? 1 : 0;
      } else if (isRight(found, one)) right += 1;
      else wrong.push(wrongClaim(seed, found, one));
    }
    expect(wrong).toEqual([]);
    expect(broken).toBeGreaterThan(SESSIONS * 0.75);
    expect(right).toBeGreaterThanOrEqual(0.99 * (broken - ambiguous));
    // A hundredth of the payloads are arbitrary bytes, which may contain a ping by chance.
    expect(right / broken).toBeGreaterThanOrEqual(0.98);
  });

  it.each(casesOf(UNEXPLAINED))('of the $sender has no claim after $name', ({ sender, ...of }) => {
    const wrong: string[] = [];
    for (const isBinary of [true, undefined]) {
      for (let seed = 0; seed < SESSIONS; seed += 1) {
        const random = randomOf(seed * 7_368_787 + of.name.length);
        const session = sessionOf(random, sender, isBinary);
        const one = mutated(session, of.mutation, random);
        const found = findOutOfStep({ bytes: one.bytes, version: session.version, sender });
        // A packet whose length cannot be changed in place was cut instead.
        if (found !== undefined && !isRight(found, one)) wrong.push(wrongClaim(seed, found, one));
      }
    }
    expect(wrong).toEqual([]);
  });

  it('is explained by the length of a CONNECT that is too large by n', () => {
    for (let seed = 0; seed < SESSIONS; seed += 1) {
      const random = randomOf(seed);
      const { packets, version } = sessionOf(random, 'client');
      const [connect = new Uint8Array(0), ...rest] = packets.map((one) => one.slice());
      const by = 1 + random(5);
      connect[1] = (connect[1] ?? 0) + by;
      const bytes = joined([connect, ...rest]);
      const found = findOutOfStep({ bytes, version, sender: 'client' });
      expect(found, `seed ${seed}, by ${by}`).toMatchObject({
        fault: 'short',
        packet: 0,
        type: 'connect',
        at: connect.length,
        count: by,
        announced: connect.length + by,
        sent: connect.length,
        resumes: connect.length,
      });
    }
  });

  it('is not claimed for sessions in order, nor for a malformed packet with the right length', () => {
    for (let seed = 0; seed < SESSIONS; seed += 1) {
      const random = randomOf(seed);
      const { packets, target, version } = sessionOf(random, 'client');
      expect(findOutOfStep({ bytes: joined(packets), version, sender: 'client' })).toBeUndefined();
      const malformed = packets.map((one) => one.slice());
      const first = malformed[target];
      if (first !== undefined) first[0] = [0x06, 0x36, 0x80, 0xf5][random(4)] ?? 0;
      expect(
        findOutOfStep({ bytes: joined(malformed), version, sender: 'client' }),
      ).toBeUndefined();
    }
  });

  it('is not claimed for packets inside a message', () => {
    const publish = (payload: Uint8Array): Packet => ({
      type: 'publish',
      topic: 'bridge/raw',
      qos: 0,
      retain: false,
      dup: false,
      payload,
      properties: [],
    });
    const inner = encode(publish(encodeUtf8('21.5')), 4);
    const outer = encode(publish(joined([inner, inner])), 4);
    const bad = Uint8Array.of(0x06, 2, 1, 1);
    for (const parts of [
      [outer, outer],
      [bad, outer],
      [outer, bad],
      [inner, outer, bad, outer, inner],
    ]) {
      const found = findOutOfStep({ bytes: joined(parts), version: 4, sender: 'client' });
      expect(found).toBeUndefined();
    }
  });

  const reading = (topic: string, payload: Uint8Array): Uint8Array =>
    encode(
      { type: 'publish', topic, qos: 0, retain: false, dup: false, payload, properties: [] },
      4,
    );
  const readings = [1, 2, 3].map((n) => reading('plant/line', encodeUtf8(`{"rpm":${n}}`)));
  const counters = Uint8Array.from([0, 0, 0, 7, 0, 0, 0, 0xc0, 0, 0, 0, 9, 0, 0, 0, 8]);
  const found = (parts: readonly Uint8Array[]) =>
    findOutOfStep({
      bytes: joined([...readings, ...parts, ...readings]),
      version: 4,
      sender: 'client',
    });

  it('is a packet that begins again, however early', () => {
    const packet = reading('plant/line', encodeUtf8('{"rpm":12}'));
    const before = joined(readings).length;
    for (const sent of [4, 5, 9, 13]) {
      expect(found([packet.subarray(0, sent), packet])).toMatchObject({
        fault: 'short',
        packet: before,
        at: before + sent,
        sent,
      });
    }
  });

  it('is not claimed if bytes of a payload may be a packet that was inserted', () => {
    const packet = reading('plant/line', counters);
    expect(found([packet, Uint8Array.of(0x81, 7)])).toBeUndefined();
    // Either a line end follows the payload, or the payload ends with it and a ping is inserted.
    expect(found([packet, Uint8Array.of(13, 10)])).toBeUndefined();
  });

  it('is not claimed if arbitrary bytes contain a small packet by chance', () => {
    const random = randomOf(982_203_469);
    const session = sessionOf(random, 'server', true);
    const mutation = UNEXPLAINED['a length too small by 4'];
    const bytes = mutation && mutated(session, mutation, random).bytes;
    // PUBREC with the identifier 619.
    expect(Buffer.from(bytes ?? []).includes(Buffer.of(0x50, 2, 2, 0x6b))).toBe(true);
    const { version, sender } = session;
    expect(bytes && findOutOfStep({ bytes, version, sender })).toBeUndefined();
  });

  it('is not claimed if a ping after arbitrary bytes may be a part of these', () => {
    const noise = Uint8Array.from({ length: 40 }, (_, at) => (at * 89 + 31) & 0xff);
    const packet = reading('plant/line', noise).subarray(0, 30);
    expect(found([packet, Uint8Array.of(0xc0, 0)])).toBeUndefined();
    expect(found([packet])).toMatchObject({ fault: 'short', sent: 30, count: 24 });
  });
});

import { expect, it } from 'vitest';
import { decode } from '../../mqtt/codec/decode.ts';
import { packetSizeAt } from '../../mqtt/tables/packetSize.ts';
import { MUTATIONS, mutated, randomOf, sessionOf } from './mutations.testkit.ts';
import { nextPackets } from './nextPackets.ts';
import { findOutOfStep } from './outOfStep.ts';

const SESSIONS = 25;

it.each(Object.entries(MUTATIONS))('names packets that were sent after %s', (_name, mutation) => {
  let seen = 0;
  for (let seed = 0; seed < SESSIONS; seed += 1) {
    const random = randomOf(seed);
    const session = sessionOf(random, 'client');
    const { bytes } = mutated(session, mutation, random);
    const found = findOutOfStep({ bytes, version: session.version, sender: 'client' });
    if (found === undefined) continue;
    seen += 1;
    const next = nextPackets(found, bytes);
    expect(next.length).toBeGreaterThan(0);
    expect(next.length).toBeLessThanOrEqual(10);
    // Those from `resumes` on lie one after another.
    let at = found.resumes;
    for (const { type, size } of next.slice(-found.reading.length)) {
      expect(size).toBe(packetSizeAt(bytes, at, bytes.length));
      const read = decode(bytes.subarray(at, at + size), session.version, 'client');
      expect(read.ok && read.packet.type).toBe(type);
      at += size;
    }
  }
  expect(seen).toBeGreaterThan(SESSIONS / 2);
});

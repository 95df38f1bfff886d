import { describe, expect, it } from 'vitest';
import { MUTATIONS, mutated, randomOf, sessionOf } from './mutations.testkit.ts';
import { findOutOfStep } from './outOfStep.ts';
import { packetsSince, type ReadingRow, readingRows } from './readings.ts';

const SESSIONS = 25;
/** Packets that begin within another one, so that the rows of it overlap. */
const OVERLAPPING: ReadonlySet<string> = new Set(['inserted', 'doubled']);

/** True if each packet of a reading begins where the previous packet ends. */
function areContiguous(rows: readonly ReadingRow[], reading: 'announced' | 'sent'): boolean {
  const packets = rows.flatMap((row) =>
    row[reading] ? [{ byte: row.byte, ...row[reading] }] : [],
  );
  return packets.every(({ byte }, at) => {
    const before = packets[at - 1];
    const size = reading === 'sent' ? before?.there : before?.size;
    return before === undefined || byte === before.byte + (size ?? 0);
  });
}

describe('two readings', () => {
  it.each(Object.entries(MUTATIONS))('cover the same bytes after %s', (_name, mutation) => {
    let seen = 0;
    for (let seed = 0; seed < SESSIONS; seed += 1) {
      const random = randomOf(seed);
      const session = sessionOf(random);
      const { bytes } = mutated(session, mutation, random);
      const found = findOutOfStep({ bytes, version: session.version, sender: 'client' });
      if (found === undefined) continue;
      seen += 1;
      const rows = readingRows(found, bytes);
      expect(rows[0]).toMatchObject({ byte: 0, announced: {}, sent: { type: 'publish' } });
      expect(areContiguous(rows, 'announced')).toBe(true);
      expect(OVERLAPPING.has(found.fault) || areContiguous(rows, 'sent')).toBe(true);
      expect(rows.every(({ sent }) => sent?.state !== 'malformed')).toBe(true);
      expect(packetsSince(rows).length).toBeGreaterThan(0);
      // They end where the readings agree.
      const agreeing = rows.findIndex(
        ({ byte, announced, sent }) =>
          byte + found.packet >= found.resumes && announced !== undefined && sent !== undefined,
      );
      expect([-1, rows.length - 1]).toContain(agreeing);
    }
    expect(seen).toBeGreaterThan(SESSIONS / 2);
  });
});

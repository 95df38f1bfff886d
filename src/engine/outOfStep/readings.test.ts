import { describe, expect, it } from 'vitest';
import { encode } from '../../mqtt/codec/encode.ts';
import { MUTATIONS, mutated, randomOf, sessionOf } from './mutations.testkit.ts';
import { findOutOfStep } from './outOfStep.ts';
import { packetsSince, type ReadingRow, readingRows } from './readings.ts';

const SESSIONS = 25;
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
      const session = sessionOf(random, 'client');
      const { bytes } = mutated(session, mutation, random);
      const found = findOutOfStep({ bytes, version: session.version, sender: 'client' });
      if (found === undefined) continue;
      seen += 1;
      const rows = readingRows(found, bytes);
      expect(rows[0]).toMatchObject({ byte: 0, announced: {}, sent: { type: 'publish' } });
      expect(areContiguous(rows, 'announced')).toBe(true);
      // Inserted packets begin within another one, so that its row overlaps theirs.
      expect(found.fault === 'inserted' || areContiguous(rows, 'sent')).toBe(true);
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

it('shows no topic in bytes that are no packet: they may be the password of a CONNECT', () => {
  // Announces 21 bytes too few. The rest begins like a PUBLISH whose topic is the password.
  const connect = Buffer.from(
    '102a00044d515454054200941c150005534352414d160011517a30643357784b765071374c6d5a397400036433360011' +
      '517a30643357784b765071374c6d5a3974',
    'hex',
  );
  const later = ['plant/a', 'plant/bb', 'plant/pump/3'].map((topic, at) =>
    encode(
      {
        type: 'publish',
        dup: false,
        qos: 1,
        retain: false,
        packetId: at + 1,
        topic,
        payload: new TextEncoder().encode(`{"t":${at}}`),
        properties: [],
      },
      5,
    ),
  );
  const bytes = Uint8Array.from(Buffer.concat([connect, ...later]));
  const found = findOutOfStep({ bytes, version: 5, sender: 'client' });
  expect(found).toMatchObject({ packet: 0, type: 'connect', at: 44 });
  const rows = found === undefined ? [] : readingRows(found, bytes);
  expect(rows.find(({ byte }) => byte === 44)?.announced).toMatchObject({ topic: '' });
  expect(JSON.stringify(rows)).not.toContain('WxKv');
});

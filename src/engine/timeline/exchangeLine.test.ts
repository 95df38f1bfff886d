import { describe, expect, test } from 'vitest';
import { PUBACK, PUBLISH, SUBACK, SUBSCRIBE } from '../../mqtt/tables/typeNumbers.ts';
import { detail, RETRIED, row, step } from '../../ui/pieces/ladder/exchange.testkit.ts';
import { exchangeLine } from './exchangeLine.ts';

const MS = 1000;

describe('a packet in its exchange', () => {
  const acked = detail({
    row: row({ qos: 1, packet: 12 }),
    steps: [step(12, 'in', PUBLISH, 10), step(14, 'out', PUBACK, 13.1)],
  });

  test('an acknowledged PUBLISH names the time and the packet', () => {
    const line = { key: 'ended', ending: 'acked', after: 3.1 * MS, by: 14, again: undefined };
    expect(exchangeLine(acked, 12)).toEqual(line);
  });

  test('its PUBACK names the acknowledged packet', () => {
    expect(exchangeLine(acked, 14)).toEqual({ key: 'answers', verb: 'acks', of: 12, after: 3100 });
  });

  test('QoS 2: steps, a repeat, and the end after it', () => {
    expect(exchangeLine(RETRIED, 10)).toMatchObject({
      ending: 'complete',
      after: 2236 * MS,
      by: 25,
    });
    expect(exchangeLine(RETRIED, 22)).toMatchObject({ after: 20 * MS, again: 10 });
    expect(exchangeLine(RETRIED, 23)).toEqual({ key: 'step', step: 2, of: 10 });
    expect(exchangeLine(RETRIED, 24)).toEqual({ key: 'step', step: 3, of: 10 });
    expect(exchangeLine(RETRIED, 25)).toMatchObject({ verb: 'completes', of: 10 });
  });

  test('a waiting, an unanswerable and a rejected exchange', () => {
    const first = [step(12, 'out', PUBLISH, 10)];
    const open = detail({
      row: row({ state: 'open' }),
      steps: first,
      awaited: { packetTypes: [5], from: 'in' },
    });
    expect(exchangeLine(open, 12)).toEqual({ key: 'open', since: 10 * MS, awaited: [5] });
    const abandoned = detail({ row: row({ state: 'abandoned' }), steps: first });
    expect(exchangeLine(abandoned, 12)).toEqual({ key: 'abandoned', since: 10 * MS });
    const refused = detail({
      row: row({ kind: 'subscribe', qos: undefined, state: 'refused', packet: 3 }),
      steps: [step(3, 'out', SUBSCRIBE, 1), step(4, 'in', SUBACK, 2)],
    });
    expect(exchangeLine(refused, 3)).toMatchObject({ ending: 'refused', by: 4 });
    expect(exchangeLine(refused, 4)).toMatchObject({ verb: 'refuses', of: 3 });
  });

  test('packets of one frame have no time between them', () => {
    const together = detail({
      row: row({ qos: 1, packet: 12 }),
      steps: [step(12, 'in', PUBLISH, 10), step(14, 'in', PUBACK, 10, { sameArrival: true })],
    });
    expect(exchangeLine(together, 12)).toMatchObject({ after: undefined });
  });

  test('a packet of another exchange has no line', () => {
    expect(exchangeLine(acked, 99)).toBeUndefined();
  });
});

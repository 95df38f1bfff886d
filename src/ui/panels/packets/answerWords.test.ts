import { expect, test } from 'vitest';
import type { ExchangeState } from '../../../engine/exchanges/exchange.ts';
import type { PacketRow } from '../../../engine/window/window.ts';
import { packets } from '../../../i18n/en/packets/packets.ts';
import type { Summary } from '../../../mqtt/dissect/describe.ts';
import { answerWords } from './answerWords.ts';

const ROW: PacketRow = {
  number: 12,
  time: 0,
  delta: 0,
  direction: 'in',
  stream: 1,
  packetType: 7,
  flags: 0,
  packetId: 7,
  topic: undefined,
  size: 4,
  hasProblem: false,
};

const REST = { latency: undefined, arrived: undefined } as const;

function said(packetType: number, state: ExchangeState, code?: number): string | undefined {
  const exchange = { exchange: 3, packet: 1204, step: 2, state, elapsed: 13_900, ...REST };
  const summary: Summary = [
    { key: 'code', args: { place: 'puback', code: code ?? 0, version: 5 } },
  ];
  const row = { ...ROW, packetType, exchange, ...(code !== undefined && { summary }) };
  const words = answerWords(row, packets);
  return words && `${words.before}${words.packet ?? ''}${words.after}`;
}

test.each([
  [4, 'complete', undefined, 'acks No. 1204'],
  [4, 'refused', 0x87, 'refuses No. 1204 · 0x87 Not authorized'],
  [5, 'open', undefined, 'QoS 2 step 2 of 4 for No. 1204'],
  [6, 'open', undefined, 'QoS 2 step 3 of 4 for No. 1204'],
  [7, 'complete', undefined, 'QoS 2 complete in 13.9 ms'],
  [7, 'retried', undefined, 'QoS 2 complete in 13.9 ms, sent more than once'],
  [9, 'complete', 0x10, 'acks No. 1204 · 0x10 No matching subscribers'],
] as const)('packet type %i of an exchange that is %s', (type, state, code, wanted) => {
  expect(said(type, state, code)).toBe(wanted);
});

test('a PUBCOMP without an exchange shows only its own fields', () => {
  expect(answerWords(ROW, packets)).toBeUndefined();
});

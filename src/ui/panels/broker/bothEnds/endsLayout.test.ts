import { expect, test } from 'vitest';
import type { TracedDelivery, TracedStep } from '../../../../broker/journal/tracedMessage.ts';
import { endsLayout } from './endsLayout.ts';

const step = (time: number, packet: TracedStep['packet'], connection = 1): TracedStep => ({
  time,
  connection,
  packet,
  direction: 'in',
  packetId: 1,
  dup: false,
  reasonCode: undefined,
  fault: undefined,
});

const delivery = (...steps: readonly TracedStep[]): TracedDelivery => ({
  subscriber: 's',
  by: [{ filter: '#', qos: 1 }],
  qos: 1,
  retain: false,
  cause: 'published',
  group: undefined,
  state: 'sent',
  why: undefined,
  time: 0,
  isAway: false,
  steps,
});

test('packets are in time order, a PUBLISH before its consequences at the same moment', () => {
  const { placed, end } = endsLayout(
    [step(10, 'publish'), step(10, 'puback')],
    [delivery(step(10, 'publish', 2), step(30, 'puback', 2))],
  );
  expect(
    placed.map(({ moment }) =>
      moment.kind === 'step' ? [moment.end, moment.step.packet, moment.since] : moment.kind,
    ),
  ).toEqual([
    ['publisher', 'publish', undefined],
    [0, 'publish', 0],
    ['publisher', 'puback', 0],
    [0, 'puback', 20],
  ]);
  const tops = placed.map(({ top }) => top);
  expect([...tops, end]).toEqual([...tops, end].toSorted((a, b) => a - b));
});

test('another connection of the same end is marked where it begins', () => {
  const { placed } = endsLayout(
    [step(1, 'publish')],
    [delivery(step(1, 'publish', 2), step(5, 'publish', 3), step(6, 'puback', 3))],
  );
  expect(placed.map(({ moment }) => moment.kind)).toEqual([
    'step',
    'step',
    'reconnect',
    'step',
    'step',
  ]);
  expect(placed[2]?.moment).toMatchObject({ end: 0, connection: 3 });
});

import { expect, test } from 'vitest';
import type {
  TracedDelivery,
  TracedMessage,
  TracedStep,
} from '../../../../broker/journal/tracedMessage.ts';
import { en } from '../../../../i18n/en/texts.ts';
import { messageLadder } from './messageLadder.ts';

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

function ladder(
  steps: readonly TracedStep[],
  drawn: readonly TracedDelivery[],
  publisher?: string,
) {
  const message: TracedMessage = {
    row: {
      message: 1,
      time: 10,
      topic: 'a',
      qos: 1,
      retain: false,
      size: 1,
      publisher,
      origin: 'publish',
      refused: undefined,
      missed: undefined,
      repeats: undefined,
      deliveries: drawn.length,
      open: 0,
      failed: 0,
      keptBack: undefined,
    },
    steps,
    isAbandoned: false,
    expiresAt: undefined,
    payload: '',
    deliveries: drawn,
  };
  const stateOf = ({ state }: TracedDelivery) => state;
  return messageLadder({ message, drawn, chosen: drawn[0], origin: 0, texts: en, stateOf });
}

test('packets are in time order, a PUBLISH before its consequences at the same moment', () => {
  const { lanes, rows } = ladder(
    [step(10, 'publish'), { ...step(10, 'puback'), direction: 'out' }],
    [delivery({ ...step(10, 'publish', 2), direction: 'out' }, step(30, 'puback', 2))],
    'p',
  );
  expect(lanes.map(({ name, about }) => [name, about])).toEqual([
    ['p', 'Publisher'],
    ['Broker', undefined],
    ['s', 'Subscriber · QoS 1'],
  ]);
  expect(
    rows.map((row) =>
      row.kind === 'arrow' ? [row.from, row.to, row.name, row.time?.text.slice(-7)] : row.kind,
    ),
  ).toEqual([
    [0, 1, 'PUBLISH', ':00.010'],
    [1, 2, 'PUBLISH', 'at once'],
    [1, 0, 'PUBACK', 'at once'],
    [2, 1, 'PUBACK', '20.0 ms'],
    'outcome',
  ]);
});

test('another connection of the same end is marked where it begins', () => {
  const { rows } = ladder(
    [step(1, 'publish')],
    [delivery(step(1, 'publish', 2), step(5, 'publish', 3), step(6, 'puback', 3))],
    'p',
  );
  expect(rows.map(({ kind }) => kind)).toEqual([
    'arrow',
    'arrow',
    'note',
    'arrow',
    'arrow',
    'outcome',
  ]);
  expect(rows[2]).toMatchObject({ lane: 2, text: 'on a new connection (3)' });
});

test('a message of the broker itself has no lane without a name', () => {
  const { lanes } = ladder([], [delivery(step(1, 'publish', 2))]);
  expect(lanes.map(({ name }) => name)).toEqual(['Broker', 's']);
});

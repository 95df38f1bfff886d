import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { meaningOf } from '../../conventions/alibaba/topics.ts';
import type { MessageArrival } from '../../engine/conventions/convention.ts';
import type { AlinkEvent } from './alinkProtocol.ts';
import { PlatformMessages } from './platformMessages.ts';

const SET = '/sys/pk/lamp/thing/service/property/set';

function begin() {
  const events: AlinkEvent[] = [];
  const turns: (() => void)[] = [];
  const environment = { origin: 1_000, nextTurn: (run: () => void) => turns.push(run) };
  const messages = new PlatformMessages(environment, (event) => events.push(event));
  messages.device = 'pk/lamp';
  const hear = ({ topic = SET, ...more }: Partial<MessageArrival>) => {
    const meaning = meaningOf(topic);
    if (meaning === undefined) return;
    messages.hear({
      number: 3,
      time: 2_500,
      stream: 1,
      client: 'lamp',
      direction: 'in',
      topic,
      meaning,
      payload: encodeUtf8('{"id":"1"}'),
      qos: 0,
      dup: false,
      retain: false,
      isStored: false,
      subscriptions: () => [],
      ...more,
    });
  };
  const turn = () => {
    for (const run of turns.splice(0)) run();
  };
  return { events, hear, messages, turn, turns };
}

test('reports a call to the device in the next turn, with its time of arrival', () => {
  const { events, hear, turn } = begin();
  hear({});
  hear({ number: 4, topic: '/shadow/get/pk/lamp' });
  expect(events).toEqual([]);
  turn();
  expect(events).toMatchObject([
    { kind: 'platform-messages', missed: 0, messages: [{ packet: 3, at: 1002.5 }, { packet: 4 }] },
  ]);
});

test('ignores outgoing messages, other devices, other topics and connections of other clients', () => {
  const { hear, messages, turns } = begin();
  hear({ direction: 'out' });
  hear({ topic: '/sys/pk/other/thing/service/property/set' });
  hear({ topic: '/sys/pk/lamp/thing/event/property/post_reply' });
  hear({ topic: '/pk/lamp/user/get' });
  messages.device = undefined;
  hear({});
  expect(turns).toEqual([]);
});

test('reports the first messages of a flood, and the number of the others', () => {
  const { events, hear, turn } = begin();
  for (let index = 0; index < 1000; index += 1) hear({ number: index });
  turn();
  hear({ time: 102_500 });
  turn();
  const told = events.map((event) =>
    event.kind === 'platform-messages' ? [event.messages.length, event.missed] : [],
  );
  expect(told).toEqual([
    [200, 800],
    [1, 0],
  ]);
});

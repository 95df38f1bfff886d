import { expect, it } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { publish, Talk } from '../problems/talk.testkit.ts';
import { REPEATING } from './repeating.ts';
import { describeRules } from './scenes.testkit.ts';

const RULE = 'messages-repeated';
const message = (payload: string) => publish('a', { payload: encodeUtf8(payload) });

describeRules(REPEATING, {
  'messages-repeated': {
    breaks(talk) {
      talk.begin().subscribed('a').send(publish('a'));
      for (let round = 0; round < 10; round += 1) talk.get(publish('a')).send(publish('a'));
    },
    // Its own messages come back, which it does not repeat.
    keeps(talk) {
      talk.begin().subscribed('a');
      for (let round = 0; round < 50; round += 1)
        talk.send(message(`${round}`)).get(message(`${round}`));
    },
  },
});

/** A publisher, and clients with a subscription. */
function connected(...clients: readonly string[]): Talk {
  const talk = new Talk(4).begin({ clientId: 'source' });
  for (const clientId of clients) talk.open().begin({ clientId }).subscribed('a', 0);
  return talk;
}

const SOURCE = 1;
const [FIRST, SECOND] = [2, 3];
const argsOf = ({ found }: Talk) =>
  found.filter(({ rule }) => rule === RULE).map(({ finding }) => finding);

it('names a client that publishes each message once more, after the third one', () => {
  const talk = connected('echo');
  for (const value of ['1', '2', '3']) {
    talk.on(SOURCE).wait(1).send(message(value)).on(FIRST).get(message(value));
    talk.send(message(value)).get(message(value));
  }
  const args = { topic: 'a', client: 'echo', stream: FIRST, times: 3 };
  expect(argsOf(talk)).toEqual([{ key: RULE, args }]);
});

it('names a client that repeats its own copy of the message again and again', () => {
  const talk = connected('loop').on(SOURCE).send(message('x')).on(FIRST).get(message('x'));
  for (let round = 0; round < 12; round += 1) talk.wait(0.03).send(message('x')).get(message('x'));
  const [finding] = argsOf(talk);
  const clients = [{ client: 'loop', stream: FIRST }];
  expect(finding).toMatchObject({ key: 'messages-go-round', args: { clients, times: 10 } });
});

/** Both clients publish; the second one waits, µs. */
function alternating(wait: number): Talk {
  const talk = connected('left', 'right');
  const deliver = () => talk.on(FIRST).get(message('x')).on(SECOND).get(message('x'));
  for (let round = 0; round < 20; round += 1) {
    talk.on(FIRST).send(message('x'));
    deliver().wait(wait).on(SECOND).send(message('x'));
    deliver().wait(0.02);
  }
  return talk;
}

it('names the clients of a loop, once', () => {
  const [finding, ...others] = argsOf(alternating(0.02));
  expect(others).toEqual([]);
  expect(finding).toMatchObject({
    key: 'messages-go-round',
    args: { topic: 'a', clients: [{ client: 'right' }, { client: 'left' }] },
  });
});

it('claims no loop of clients that publish the same value at their own times', () => {
  expect(argsOf(alternating(0.9))).toEqual([]);
  const many = connected('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
  const streams = Array.from({ length: 8 }, (_, at) => at + FIRST);
  for (let turn = 0; turn < 80; turn += 1) {
    many.on(FIRST + (turn % 8)).send(message('x'));
    for (const stream of streams) many.on(stream).get(message('x'));
    many.wait(0.1);
  }
  expect(argsOf(many)).toEqual([]);
});

it('claims no loop of a client that publishes the same value regularly and receives it', () => {
  const talk = connected('sensor').on(FIRST);
  for (let turn = 0; turn < 50; turn += 1) talk.send(message('x')).get(message('x')).wait(0.05);
  expect(argsOf(talk)).toEqual([]);
});

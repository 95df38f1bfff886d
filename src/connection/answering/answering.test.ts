import { describe, expect, test } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts';
import type { PublishPacket } from '../../mqtt/tables/packet.ts';
import type { AnswerRule } from '../../profiles/settings/answerRule.ts';
import type { PeerConnection } from '../peer.testkit.ts';
import type { AnswerStatus } from '../protocol/answerProtocol.ts';
import { type ConnectOptions, connected, type Scene, scene } from '../scene.testkit.ts';

const RULE: AnswerRule = {
  id: 'r',
  name: '',
  isOn: true,
  when: { kind: 'topic', text: 'ask/+' },
  alsoRetained: false,
  topic: 'reply',
  payload: 'yes',
  format: 'text',
  qos: 0,
  retain: false,
  properties: [],
  correlates: true,
  perSecond: 1000,
};

interface Begun extends Scene {
  readonly far: PeerConnection;
}

async function begin(
  rules: readonly Partial<AnswerRule>[],
  more: ConnectOptions = {},
): Promise<Begun> {
  const one = await scene(5);
  const answers = rules.map((rule, at) => ({ ...RULE, id: `r${at}`, ...rule }));
  const far = await connected(one, 5, { ...more, settings: { answers, ...more.settings } });
  // The rules are in effect.
  await one.client.event('answering');
  return { ...one, far };
}

const message = (
  topic: string,
  payload = '',
  more: Partial<PublishPacket> = {},
): PublishPacket => ({
  type: 'publish',
  dup: false,
  qos: 0,
  retain: false,
  topic,
  payload: encodeUtf8(payload),
  properties: [],
  ...more,
});

const text = ({ topic, payload }: PublishPacket): string => `${topic} ${decodeUtf8(payload)}`;

async function statusOf({ client, clock }: Scene): Promise<AnswerStatus> {
  const from = client.events.length;
  clock.advance(200);
  return (await client.event('answering', from)).status;
}

describe('an answer by rule', () => {
  test('uses payload, topic, response topic and correlation data of the message', async () => {
    const { far } = await begin([
      {
        topic: '{{response}}',
        payload:
          '{"got": {{payload v}}, "from": "{{topic 2}}", "all": {{topic}}, "id": "{{correlation}}", "n": {{n}}}',
        format: 'json',
        qos: 1,
        properties: [{ name: 'contentType', value: 'application/json' }],
      },
    ]);
    far.send(
      message('ask/lamp', '{"v": 21.50}', {
        properties: [
          { name: 'responseTopic', value: 'back/7' },
          { name: 'correlationData', value: encodeUtf8('c-1') },
        ],
      }),
    );
    const answer = await far.next('publish');
    expect(text(answer)).toBe(
      'back/7 {"got": 21.50, "from": "lamp", "all": "ask/lamp", "id": "c-1", "n": 1}',
    );
    expect(answer.qos).toBe(1);
    expect(answer.properties).toEqual([
      { name: 'contentType', value: 'application/json' },
      { name: 'correlationData', value: encodeUtf8('c-1') },
    ]);
  });

  test('is sent for messages that match its topic filter or display filter, except retained ones', async () => {
    const { far } = await begin([
      { topic: 'one' },
      { when: { kind: 'filter', text: 'payload.t > 30' }, topic: 'hot' },
      { when: { kind: 'topic', text: 'kept' }, topic: 'old', alsoRetained: true },
    ]);
    far.send(
      message('other', '{"t": 30}'),
      message('ask/a', 'x', { retain: true }),
      message('kept', '', { retain: true }),
      message('s', '{"t": 31}'),
      message('ask/b'),
    );
    expect(await answers(far)).toEqual(['old yes', 'hot yes', 'one yes']);
  });

  test('reports why it could not be made, and the outcome of the others', async () => {
    const one = await begin([{ topic: '{{response}}' }]);
    one.far.send(
      message('ask/a'),
      message('ask/b', '', { properties: [{ name: 'responseTopic', value: 'back' }] }),
    );
    expect(await answers(one.far)).toHaveLength(1);
    const { rules, log } = await statusOf(one);
    expect(rules).toMatchObject([{ answered: 1, failed: 1, leftOut: 0 }]);
    expect(log).toMatchObject([
      { rule: 'r0', topic: 'back', outcome: { kind: 'sent' } },
      {
        topic: 'ask/a',
        outcome: {
          kind: 'not-made',
          why: {
            of: 'topic',
            error: { why: { key: 'not-in-message', args: { what: 'response' } } },
          },
        },
      },
    ]);
    expect(log.map(({ packet }) => packet)).toEqual([4, 3]);
  });

  test('is not sent by a read-only connection', async () => {
    const { far, client, clock } = await begin([{}], { settings: { readOnly: true } });
    const told = client.events.length;
    far.send(message('ask/a'));
    expect(await answers(far)).toEqual([]);
    clock.advance(200);
    expect(client.events).toHaveLength(told);
  });

  test('respects the limit per second', async () => {
    const one = await begin([{ perSecond: 2 }]);
    one.far.send(message('ask/a'), message('ask/a'), message('ask/a'));
    expect(await answers(one.far)).toHaveLength(2);
    one.clock.advance(1000);
    one.far.send(message('ask/b'));
    expect(await answers(one.far)).toHaveLength(3);
    expect((await statusOf(one)).rules).toMatchObject([{ answered: 3, leftOut: 1 }]);
  });

  test('ends with its rule; an unchanged rule continues', async () => {
    const one = await begin([{ topic: '{{n}}' }, { topic: 'second' }]);
    one.far.send(message('ask/a'));
    await answers(one.far);
    const from = one.client.events.length;
    one.client.send({ kind: 'answer-by', rules: [{ ...RULE, id: 'r0', topic: '{{n}}' }] });
    await one.client.event('answering', from);
    one.far.send(message('ask/a'));
    expect(await answers(one.far)).toEqual(['1 yes', 'second yes', '2 yes']);
  });
});

describe('a message of this connection', () => {
  test('is not answered: neither an answer of the rule nor one of another rule', async () => {
    const one = await begin([
      { when: { kind: 'topic', text: 'own' }, topic: 'own' },
      { when: { kind: 'topic', text: 'a' }, topic: 'b' },
      { when: { kind: 'topic', text: 'b' }, topic: 'a' },
    ]);
    one.far.send(message('own'), message('a'));
    expect(await answers(one.far)).toEqual(['own yes', 'b yes']);
    // The broker delivers them twice, for overlapping subscriptions.
    for (const topic of ['own', 'b', 'own', 'b']) one.far.send(message(topic, 'yes'));
    expect(await answers(one.far)).toHaveLength(2);
    one.far.send(message('b', 'of another client'));
    expect(await answers(one.far)).toEqual(['own yes', 'b yes', 'a yes']);
    const { rules } = await statusOf(one);
    expect(rules.map(({ answered }) => answered)).toEqual([1, 1, 1]);
  });

  test('is not answered if the user published it, and is later one of another client', async () => {
    const { far, client, clock } = await begin([{}]);
    const publish = message('ask/a', 'by hand');
    client.send({ kind: 'publish', message: { ...publish, id: 1 } });
    expect(await far.next('publish')).toMatchObject({ topic: 'ask/a' });
    far.send(publish);
    expect(await answers(far)).toEqual(['ask/a by hand']);
    clock.advance(10_000);
    far.send(publish);
    expect(await answers(far)).toEqual(['ask/a by hand', 'reply yes']);
  });
});

test('a stopped rule does not answer until the user allows it', async () => {
  const when = { kind: 'topic', text: 'a' } as const;
  const one = await begin([
    { when, isStopped: true },
    { when, topic: 'other' },
  ]);
  one.far.send(message('a'));
  expect(await answers(one.far)).toEqual(['other yes']);
  expect((await one.client.event('answering')).status.rules).toMatchObject([
    { answered: 0, stopped: {} },
    { stopped: undefined },
  ]);
  one.client.send({ kind: 'answer-again', id: 'r0' });
  one.far.send(message('a'));
  expect(await answers(one.far)).toEqual(['other yes', 'reply yes', 'other yes']);
  // The rules are set again without it, and the others continue without a restart.
  const from = one.client.events.length;
  const rules = [{ ...RULE, id: 'r0', when }];
  one.client.send({ kind: 'answer-by', rules });
  expect((await one.client.event('answering', from)).status.rules).toMatchObject([
    { answered: 1, stopped: undefined },
  ]);
});

/** Answers to everything sent to the client before. */
async function answers(far: PeerConnection): Promise<readonly string[]> {
  const seen = far.packets.length;
  far.send(message('settled', '', { qos: 1, packetId: 9 }));
  await far.until(() => far.packets.slice(seen).some(({ packet }) => packet.type === 'puback'));
  return far.packets.flatMap(({ packet }) => (packet.type === 'publish' ? [text(packet)] : []));
}

describe('a draft rule', () => {
  const previewed = async ({ client }: Scene, part: Partial<AnswerRule>) => {
    const said = await client.ask({ kind: 'preview-answer', rule: { ...RULE, ...part } });
    return said.to && [said.to.packet, said.to.said.ok ? said.to.said.text : said.to.said.of];
  };

  test('shows the answer to the last matching message, and sends nothing', async () => {
    const one = await begin([]);
    one.far.send(message('ask/a', '{"t": 1}'));
    one.far.send(message('ask/b', '{"t": 2}'));
    one.far.send(message('ask/kept', '{"t": 9}', { retain: true }));
    one.far.send(message('other', '{"t": 3}'));
    const payload = '{{n}} {{topic}} {{payload t}}';
    const last = { kind: 'topic', text: 'other' } as const;
    await expect.poll(() => previewed(one, { payload, when: last })).toEqual([6, '1 other 3']);
    expect(await previewed(one, { payload })).toEqual([4, '1 ask/b 2']);
    const when = { kind: 'filter', text: 'payload.t == 1' } as const;
    expect(await previewed(one, { payload, when })).toEqual([3, '1 ask/a 1']);
    expect(await previewed(one, { payload, alsoRetained: true })).toEqual([5, '1 ask/kept 9']);
    expect(await previewed(one, { payload: '{{payload none}}' })).toEqual([4, 'payload']);
    expect(await previewed(one, { when: { kind: 'topic', text: 'nobody' } })).toBeUndefined();
  });
});

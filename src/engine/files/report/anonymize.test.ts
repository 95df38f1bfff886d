import { describe, expect, it } from 'vitest';
import { encode } from '../../../mqtt/codec/encode.ts';
import type { Packet } from '../../../mqtt/tables/packet.ts';
import { topicMatches } from '../../../mqtt/tables/topics.ts';
import { corpusCapture, reportsOf } from '../captureFile.testkit.ts';
import type { CaptureEvent } from '../events/captureEvents.ts';

const text = (value: string) => new TextEncoder().encode(value);

const packets: readonly Packet[] = [
  {
    type: 'connect',
    protocolName: 'MQTT',
    protocolLevel: 5,
    cleanStart: true,
    keepAlive: 60,
    clientId: 'c',
    will: {
      topic: 'fabrik/tot',
      payload: text('fabrik ist weg'),
      qos: 0,
      retain: false,
      properties: [{ name: 'responseTopic', value: 'fabrik/antwort' }],
    },
    properties: [],
  },
  {
    type: 'subscribe',
    packetId: 1,
    properties: [],
    subscriptions: ['$share/g/fabrik/+/temp', '$SYS/#'].map((filter) => ({
      filter,
      qos: 0,
      noLocal: false,
      retainAsPublished: false,
      retainHandling: 0,
    })),
  },
  {
    type: 'publish',
    dup: false,
    qos: 0,
    retain: false,
    topic: 'fabrik/ofen/temp',
    properties: [{ name: 'topicAlias', value: 3 }],
    payload: text('{"fabrik":1}'),
  },
  {
    type: 'publish',
    dup: false,
    qos: 0,
    retain: false,
    topic: '',
    properties: [{ name: 'topicAlias', value: 3 }],
    payload: text('fabrik'),
  },
];

const events = packets.map(
  (packet, at): CaptureEvent => ({
    kind: 'packet',
    stream: 1,
    direction: 'out',
    time: at,
    bytes: encode(packet, 5),
  }),
);

describe('stand-ins', () => {
  const options = { withSecrets: true, withStandIns: true };

  it('contain nothing of topics and payloads at any position', () => {
    expect(JSON.stringify(reportsOf(events, options))).not.toMatch(/fabrik|66616272696b/);
    expect(JSON.stringify(reportsOf(events, { withSecrets: true }))).toMatch(/fabrik/);
  });

  it('keep every length, and every topic matches the same filters', () => {
    const reports = reportsOf(events, options);
    expect(reports.map(({ size }) => size)).toEqual(
      events.map((event) => (event.kind === 'packet' ? event.bytes.length : 0)),
    );
    const topics = reports.map(({ fields }) => fields['mqtt.topic']);
    const [, filters, topic, aliased] = topics;
    expect(filters).toEqual([
      expect.stringMatching(/^\$share\/[a-z]\/[a-z]{6}\/\+\/[a-z]{4}$/),
      '$SYS/#',
    ]);
    expect(topic).toMatch(/^[a-z]{6}\/[a-z]{4}\/[a-z]{4}$/);
    expect(aliased).toBe(topic);
    const filter = Array.isArray(filters) ? String(filters[0]) : '';
    expect(topicMatches(filter.split('/').slice(2).join('/'), String(topic))).toBe(true);
    expect(reports.map(({ masked }) => masked)).toEqual([true, true, true, true]);
  });

  it('do not change the problems of the corpus', () => {
    const corpus = corpusCapture(300).events;
    const rulesOf = (withStandIns: boolean) =>
      reportsOf(corpus, { withSecrets: true, withStandIns }).map(({ problems }) =>
        problems.map(({ rule }) => rule),
      );
    expect(rulesOf(true)).toEqual(rulesOf(false));
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tries } from '../../../base/runs.testkit.ts';
import { publish, Session } from '../../../engine/capture/capture.testkit.ts';
import type { ExchangeDetail } from '../../../engine/exchanges/exchange.ts';
import { timeline } from '../../../engine/timeline/timeline.ts';
import { verdict } from '../../../engine/timeline/verdict.ts';
import { en } from '../../../i18n/en/texts.ts';
import type { Packet } from '../../../mqtt/tables/packet.ts';
import { diagramLayout } from './diagramLayout.ts';
import { explain } from './explain.ts';
import { momentSentences, plain } from './momentSentences.ts';

const t = en.handshakes;

function details({ capture, time }: Session): ExchangeDetail[] {
  const all = { first: 0, count: 1000, show: 'all', search: '' } as const;
  const { rows = [] } = capture.window({ exchanges: all }, time).exchanges ?? {};
  return rows.flatMap(
    ({ exchange }) => capture.window({ exchange: { exchange } }, time).exchange ?? [],
  );
}

/** All texts of the view about an exchange. */
function words(detail: ExchangeDetail, now: number): readonly string[] {
  return [
    ...timeline(detail)
      .flatMap((moment) => momentSentences(moment, t.sentences, { detail, origin: 0, now }))
      .map(plain),
    ...explain(detail).map(({ line, statement }) => `${t.explained(line)} ${statement ?? ''}`),
    t.verdicts(verdict(detail), now, undefined),
  ];
}

test('MQTT-4.4.0-1: a PUBREL that was cut off continues in the next connection', () => {
  const session = new Session(5);
  session.connect();
  session.send(publish('a/b', { qos: 2, packetId: 7 }));
  session.get({ type: 'pubrec', packetId: 7 });
  session.send({ type: 'pubrel', packetId: 7 });
  session.reconnect(true);
  session.send({ type: 'pubrel', packetId: 7 });
  session.get({ type: 'pubcomp', packetId: 7 });
  const detail = details(session).find(({ row }) => row.kind === 'publish');
  const said = detail === undefined ? [] : words(detail, session.time);
  const shown = said.map((sentence) => sentence.replace(/^\d\d:\d\d:\d\d\.\d{3}, /, ''));
  expect(shown.slice(0, 9)).toEqual([
    'client to broker: PUBLISH No. 3, packet identifier 7, QoS 2',
    'broker to client: PUBREC No. 4, packet identifier 7, reason code 0x00 Success, 1.0 ms after the previous packet',
    'client to broker: PUBREL No. 5, packet identifier 7, reason code 0x00 Success, 1.0 ms after the previous packet',
    'No PUBCOMP seen: PUBREL or its answer was lost.',
    'connection lost: no DISCONNECT seen',
    'connected again: CONNECT No. 6 with clean start 0, session present 1',
    'client to broker: PUBREL No. 8, packet identifier 7, reason code 0x00 Success, 3.0 ms after the previous packet',
    'broker to client: PUBCOMP No. 9, packet identifier 7, reason code 0x00 Success, 1.0 ms after the previous packet',
    'The exchange is complete, after a packet was sent again',
  ]);
  expect(shown).toContain('Session present: unacknowledged packets are sent again MQTT-4.4.0-1');
  expect(shown.at(-1)).toBe('Conforms as seen here: complete after one packet was sent again.');
});

test('MQTT-4.4.0-1: a packet not sent before the cut is not called resent', () => {
  const session = new Session(4);
  session.connect();
  session.send(publish('a/b', { qos: 2, packetId: 7 }));
  session.get({ type: 'pubrec', packetId: 7 });
  session.reconnect(true);
  session.send({ type: 'pubrel', packetId: 7 });
  session.get({ type: 'pubcomp', packetId: 7 });
  const [detail] = details(session).filter(({ row }) => row.kind === 'publish');
  const said = detail === undefined ? [] : words(detail, session.time);
  expect(detail?.row.state).toBe('retried');
  expect(said).toContain('No PUBREL was sent on this connection.');
  expect(said).toContain('The exchange is complete, after a reconnect');
  expect(said.at(-1)).toBe('Conforms as seen here: complete after a reconnect.');
});

interface Move {
  readonly kind: number;
  readonly incoming: boolean;
  readonly packetId: number;
  readonly bad: boolean;
}

const ACKS = ['puback', 'pubrec', 'pubrel', 'pubcomp'] as const;

/** Packet of an exchange, in order or out of order. */
function packetOf({ kind, packetId, bad }: Move, version: 4 | 5): Packet {
  const ack = ACKS[kind];
  const refusal = version === 5 && bad ? { reasonCode: 0x80 } : {};
  if (ack !== undefined) return { type: ack, packetId, ...refusal };
  const code = bad ? 0x80 : 1;
  switch (kind) {
    case 4:
    case 5:
    case 6:
      return publish('a/b', { qos: bad ? 1 : 2, packetId, dup: kind === 6 });
    case 7:
      return { type: 'suback', packetId, properties: [], reasonCodes: [code] };
    case 8:
      return { type: 'unsubscribe', packetId, properties: [], filters: ['a/#'] };
    case 9:
      return { type: 'unsuback', packetId, properties: [], reasonCodes: version === 5 ? [17] : [] };
    case 10:
      return bad ? { type: 'pingresp' } : { type: 'pingreq' };
    default:
      return version === 5
        ? { type: 'auth', reasonCode: bad ? 0x18 : 0x19, properties: [] }
        : { type: 'pingreq' };
  }
}

const moves = fc.array(
  fc.record({
    kind: fc.nat(12),
    incoming: fc.boolean(),
    packetId: fc.integer({ min: 1, max: 3 }),
    bad: fc.boolean(),
  }),
  { maxLength: 40 },
);

test('any packets have whole sentences', () => {
  fc.assert(
    fc.property(moves, fc.constantFrom<4 | 5>(4, 5), (made, version) => {
      const session = new Session(version);
      session.connect();
      for (const move of made) {
        if (move.kind === 12) session.reconnect(move.bad);
        else if (move.incoming) session.get(packetOf(move, version));
        else session.send(packetOf(move, version));
      }
      for (const detail of details(session)) {
        const said = words(detail, session.time);
        expect(said.filter((sentence) => /undefined|NaN|\[object|^\W*$/.test(sentence))).toEqual(
          [],
        );
        const tops = diagramLayout(detail).placed.map(({ top }) => top);
        expect(tops).toEqual(tops.toSorted((a, b) => a - b));
      }
    }),
    { numRuns: tries(200) },
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tries } from '../../../base/runs.testkit.ts';
import { publish, Session } from '../../../engine/capture/capture.testkit.ts';
import type { ExchangeDetail } from '../../../engine/exchanges/exchange.ts';
import { verdict } from '../../../engine/timeline/verdict.ts';
import { en } from '../../../i18n/en/texts.ts';
import type { Packet } from '../../../mqtt/tables/packet.ts';
import { exchangeLadder } from './exchangeLadder.ts';
import { explain } from './explain.ts';
import { ladderLayout, type Places, placesOf } from './ladderLayout.ts';
import type { LadderRow } from './ladderModel.ts';

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
  const at = said.indexOf('No PUBCOMP seen: PUBREL or its answer was lost ');
  expect(said.slice(at, at + 5)).toEqual([
    'No PUBCOMP seen: PUBREL or its answer was lost ',
    'The connection ended, and no DISCONNECT was seen ',
    'Session present: unacknowledged packets are sent again MQTT-4.4.0-1',
    'The client sends PUBREL again MQTT-4.4.0-1',
    'PUBREL is unacknowledged until PUBCOMP MQTT-4.3.3-5',
  ]);
  expect(said.at(-1)).toBe('Conforms as seen here: complete after one packet was sent again.');
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
  expect(said).toContain('No PUBREL was sent on this connection ');
  expect(said.at(-1)).toBe('Conforms as seen here: complete after a reconnect.');
});

/** Each row is below the one before it, and none of its words is cut. */
function expectStacked(rows: readonly LadderRow[], places: Places): void {
  const { placed } = ladderLayout(rows, places);
  const ends = placed.map(({ top, height }) => top + height);
  expect(placed.slice(1).map(({ top }) => top)).toEqual(ends.slice(0, -1));
  const notes = placed.flatMap(({ row, lines }) =>
    row.kind === 'note' ? { text: row.text, drawn: lines.flat().join(' ') } : [],
  );
  expect(notes.map(({ drawn }) => drawn)).toEqual(notes.map(({ text }) => text));
}

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
        const { rows } = exchangeLadder(
          { detail, texts: en, origin: 0, now: session.time },
          undefined,
        );
        for (const width of [300, 450, 1000]) expectStacked(rows, placesOf(width, 2, false));
      }
    }),
    { numRuns: tries(200) },
  );
});

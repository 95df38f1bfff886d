import { describe, expect, test } from 'vitest';
import { compileFilter } from '../filter/compile.ts';
import { FilteredRows } from '../filtering/filteredRows.ts';
import { publishBytes } from '../topics/messages.testkit.ts';
import { Session } from './capture.testkit.ts';

const message = (session: Session, topic: string, payload: string, direction = 'in' as const) =>
  session.raw(direction, publishBytes(topic, payload));

describe('the previous message on the topic', () => {
  test('is found despite any number of other messages', () => {
    const session = new Session();
    session.connect();
    const first = message(session, 'meter', '{"kW":325.9,"n":205,"gone":1}');
    for (let at = 0; at < 600; at += 1) message(session, 'other', String(at));
    const last = message(session, 'meter', '{"n":206,"kW":326.6,"fresh":true}');
    expect(session.detail(last)?.before).toEqual({
      packet: first,
      time: 3_000,
      changes: {
        members: [
          { start: 5, was: '205', gap: '+1' },
          { start: 14, was: '325.9', gap: '+0.7' },
          { start: 28, was: undefined },
        ],
        total: 4,
        removed: ['payload.gone'],
      },
    });
    expect(session.detail(first)?.before).toBeNull();
  });

  test('has the same direction, and is no retransmission', () => {
    const session = new Session();
    session.connect();
    message(session, 't', '1');
    session.raw('out', publishBytes('t', '2'));
    session.raw('in', publishBytes('t', '3', { qos: 1, packetId: 7 }));
    const again = session.raw('in', publishBytes('t', '3', { qos: 1, packetId: 7, dup: true }));
    expect(session.detail(again)?.before?.changes?.members).toEqual([
      { start: 0, was: '1', gap: '+2' },
    ]);
  });

  test('is a neighbour, like the next one', () => {
    const session = new Session();
    session.connect();
    const [a, , b, , c] = ['t', 'u', 't', 'u', 't'].map((topic) => message(session, topic, 'x'));
    const neighbours = (packet: number) =>
      session.capture.window({ neighbours: packet }, session.time).neighbours;
    expect(neighbours(b ?? 0)).toEqual({ before: a, after: c });
    expect(neighbours(c ?? 0)).toEqual({ before: b, after: null });
    expect(neighbours(1)).toEqual({ before: null, after: null });
  });
});

describe('the message of a packet', () => {
  const found = (session: Session, packet: number) =>
    session.capture.window({ message: packet }, session.time).message?.found;

  test('is returned with its predecessor, even a distant one', () => {
    const session = new Session();
    session.connect();
    const first = message(session, 'meter', '325.9');
    const last = message(session, 'meter', '"326"');
    for (let at = 0; at < 600; at += 1) message(session, 'meter', String(at));
    expect(found(session, last)).toMatchObject({
      topic: 'meter',
      message: { packet: last, payload: new TextEncoder().encode('"326"'), sent: false, qos: 0 },
      before: { packet: first },
    });
    expect(found(session, first)?.before).toBeNull();
  });

  test('is that of the exchange of an acknowledgement', () => {
    const session = new Session();
    session.connect();
    const publish = session.raw('in', publishBytes('t', '3', { qos: 1, packetId: 7 }));
    const puback = session.send({ type: 'puback', packetId: 7 });
    expect(found(session, puback)?.message.packet).toBe(publish);
    expect(found(session, 1)).toBeUndefined();
  });
});

describe('values of a row', () => {
  const values = (...payloads: string[]) => {
    const session = new Session();
    for (const payload of payloads) message(session, 't', payload);
    return session.rows().at(-1)?.values;
  };

  test('start with the changed measurements', () => {
    expect(
      values(
        '{"id":"1","params":{"rpm":1470,"pressure":2.32,"temperature":72.5}}',
        '{"id":"2","params":{"rpm":1474,"pressure":2.32,"temperature":71.9}}',
      ),
    ).toEqual([
      {
        key: 'temperature',
        path: 'payload.params.temperature',
        text: '71.9',
        change: { was: '72.5' },
      },
      { key: 'rpm', path: 'payload.params.rpm', text: '1474', change: { was: '1470' } },
      { key: 'pressure', path: 'payload.params.pressure', text: '2.32' },
      { key: 'id', path: 'payload.id', text: '"2"', change: { was: '"1"' } },
    ]);
  });

  test('show the old value of a scalar, also of a text', () => {
    expect(values('405.9', '405.7')).toEqual([{ text: '405.7', change: { was: '405.9' } }]);
    expect(values('405.9', '"421.0"')).toEqual([{ text: '"421.0"', change: { was: '405.9' } }]);
    expect(values('idle', 'run')).toEqual([{ text: 'run', change: { was: 'idle' } }]);
    expect(values('run', 'run')).toEqual([{ text: 'run' }]);
  });

  test('are absent if the preview is better', () => {
    expect(values('[1,2]')).toBeUndefined();
    expect(values('')).toBeUndefined();
  });

  test('keep invisible characters visible', () => {
    expect(JSON.stringify(values('{"a\u202eb":"c\u202ed"}'))).not.toContain('\u202e');
  });
});

test('a ping later in a run has the position of the run', () => {
  const session = new Session();
  session.connect();
  session.send({ type: 'pingreq' });
  session.get({ type: 'pingresp' });
  session.send({ type: 'pingreq' });
  const last = session.get({ type: 'pingresp' });
  session.capture.filter.set(compileFilter(''), FilteredRows, 'exchanges');
  session.capture.filter.advance(() => true);
  const position = (packet: number) =>
    session.capture.window({ packetPosition: packet, packets: { first: 0, count: 9 } }, 9)
      .packetPosition?.position;
  expect(position(last)).toBe(position(3));
  expect(position(3)).not.toBeNull();
});

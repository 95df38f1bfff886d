/** A capture whose log is spilled to a file gives the same answers as one in memory. */
import { expect, test } from 'vitest';
import { compileFilter } from '../filter/compile.ts';
import { FilteredRows } from '../filtering/filteredRows.ts';
import { MemoryFile, OF_FILE } from '../log/spill/spillFile.testkit.ts';
import type { WindowReply } from '../window/window.ts';
import { publish, Session } from './capture.testkit.ts';
import { spillTo } from './spillTo.ts';

const BUDGET = 96 * 1024;
const payload = (text: string) => new TextEncoder().encode(text);

function spilled(version: 4 | 5, limit = Infinity) {
  const session = new Session(version, { logBudget: BUDGET });
  const file = new MemoryFile();
  session.capture.join((parts) => {
    spillTo(parts, { file, limit, ...OF_FILE });
  });
  return { session, file };
}

function withoutChanges(rows: ReturnType<Session['rows']>) {
  return rows.map(({ values, ...row }) => ({
    ...row,
    values: values?.map(({ change: _change, ...value }) => value),
  }));
}

/** A day's traffic: values, handshakes that end long after they began, secrets, random bytes. */
function live(session: Session, from: number, to: number): void {
  const isV5 = session.version === 5;
  for (let at = from; at < to; at += 1) {
    if (at % 300 === 0) session.reconnect(at % 600 === 0);
    if (at % 500 === 0) session.send(publish('late', { qos: 2, packetId: 60_000 }));
    if (at % 500 === 499) {
      session.get({ type: 'pubrec', packetId: 60_000, reasonCode: 0, properties: [] });
    }
    if (at % 7 === 0) {
      const packetId = 1 + (at % 50_000);
      session.send(publish(`out/${at % 5}`, { qos: 1, packetId, payload: payload(`${at}`) }));
      session.get({ type: 'puback', packetId, reasonCode: 0, properties: [] });
    }
    if (at % 101 === 0)
      session.get({ type: 'puback', packetId: 65_535, reasonCode: 0, properties: [] });
    const token = { name: 'userProperty', value: ['api-token', `hush-hush-${at}`] } as const;
    const plain = { name: 'userProperty', value: ['room', `${at % 4}`] } as const;
    const properties = isV5 ? (at % 53 === 0 ? [token] : at % 3 === 0 ? [plain] : []) : [];
    const value = `{"t":${at % 100},"n":${at}}`;
    session.get(
      publish(`plant/${at % 31}/temp`, {
        properties,
        payload: payload(value),
        retain: at % 11 === 0,
      }),
    );
    if (at % 400 === 17) session.get(publish('large', { payload: new Uint8Array(9_000).fill(at) }));
  }
}

function all(session: Session) {
  const { capture, time } = session;
  const { newest } = capture;
  const rows = [0, 0.2, 0.5, 0.9].map((part) => session.rows(Math.floor(newest * part), 40));
  const details = [3, newest >> 2, newest >> 1, newest - 1].map((packet) => session.detail(packet));
  const show = { show: 'all', first: 10, count: 30, search: '' } as const;
  const reply = capture.window(
    {
      topics: { first: 0, count: 100 },
      topic: { name: 'plant/7/temp', history: { first: 0, count: 100 } },
      streams: { first: 0, count: 100 },
      exchanges: show,
      latency: { kind: 'all', direction: 'both' },
      problems: { rule: undefined, first: 0, count: 100 },
    },
    time,
  );
  // Texts, because comparing thousands of objects takes seconds.
  const saved: string[] = [];
  for (const { bytes, ...one } of capture.packetsFrom(0))
    saved.push(`${JSON.stringify(one)} ${bytes.join()}`);
  return { rows, details, saved, ...withoutBudgets(reply) };
}

/** Only the budgets reveal where packets are stored and when histories copy them. */
function withoutBudgets({ counters, ...reply }: WindowReply) {
  return { ...reply, counters: { ...counters, logBudget: 0, onDisk: undefined, topicBytes: 0 } };
}

const FILTERS = [
  'type == publish and topic ~ "plant/7/#"',
  'payload.t > 97',
  'size > 5000 or problem',
  'exchange.state == open or exchange.latency > 1ms',
  'mqtt.prop_key == "room" and payload.t == 50',
  'hush-hush',
  'no > 100 and no < 200 and id > 0',
];

/** Numbers of all packets that match. */
function passing(session: Session, text: string): readonly number[] {
  const { filter } = session.capture;
  if (filter.set(compileFilter(text), FilteredRows)) throw new Error(`This is no filter: ${text}`);
  while (!filter.advance(() => true));
  const numbers = filter.list.numbers(0, filter.list.total);
  filter.set(compileFilter(''), FilteredRows);
  return numbers;
}

const allPassing = (session: Session) => FILTERS.map((text) => [text, passing(session, text)]);

test.each([4, 5] as const)(
  'MQTT %i: windows, details, filters, files and Undo',
  (version) => {
    const whole = new Session(version);
    const { session, file } = spilled(version);
    live(whole, 0, 2_000);
    live(session, 0, 2_000);
    expect(session.counters.onDisk?.bytes).toBeGreaterThan(BUDGET);
    expect(session.counters.discarded).toBe(0);
    expect(all(session)).toEqual(all(whole));
    expect(allPassing(session)).toEqual(allPassing(whole));

    whole.capture.clear();
    session.capture.clear();
    live(whole, 2_000, 2_600);
    live(session, 2_000, 2_600);
    expect(all(session)).toEqual(all(whole));
    whole.capture.restore();
    session.capture.restore();
    expect(all(session)).toEqual(all(whole));
    expect(allPassing(session)).toEqual(allPassing(whole));
    const secrets = version === 5 ? 2_600 / 53 : 0;
    expect(passing(session, 'hush-hush')).toHaveLength(Math.ceil(secrets));
    expect(Buffer.from(file.bytes).includes('hush-hush')).toBe(false);
    expect(Buffer.from(file.bytes).includes('plant/7/temp')).toBe(true);
  },
  60_000,
);

test('does not write passwords of clients to the file, and keeps them in the capture', () => {
  const { session, file } = spilled(4);
  session.send({
    type: 'connect',
    protocolName: 'MQTT',
    protocolLevel: 4,
    cleanStart: true,
    keepAlive: 60,
    clientId: 'me',
    userName: 'somebody',
    password: payload('open sesame'),
    properties: [],
  });
  live(session, 1, 2_000);
  const held = session.capture.bytesOf(1) ?? new Uint8Array();
  expect(Buffer.from(held).includes('open sesame')).toBe(true);
  expect(Buffer.from(file.bytes).includes('somebody')).toBe(true);
  expect(Buffer.from(file.bytes).includes('open sesame')).toBe(false);
});

test('discards and counts the oldest packets above a limit', () => {
  const whole = new Session(5);
  const { session, file } = spilled(5, 200_000);
  live(whole, 0, 3_000);
  live(session, 0, 3_000);
  const { discarded, onDisk } = session.counters;
  expect(discarded).toBeGreaterThan(100);
  expect(onDisk?.error).toBe('full');
  expect(file.bytes.length).toBeLessThanOrEqual(200_000);
  // Without the earlier messages, the previous value is unknown.
  expect(withoutChanges(session.rows(discarded + 1, 500))).toEqual(
    withoutChanges(whole.rows(discarded + 1, 500)),
  );
});

import { expect, test } from 'vitest';
import { reportPayload } from '../../engine/files/report/payloadReport.ts';
import { PacketCursor } from '../../engine/filtering/packetCursor.ts';
import type { WrittenMetric } from '../../payload/formats/sparkplug/sparkplugMetrics.ts';
import { memberAt } from '../../payload/json/memberAt.ts';
import { parseJson } from '../../payload/json/parseJson.ts';
import { EdgeNode } from './edgeNode.testkit.ts';
import { BirthBudget, NodeBirths } from './nodeBirths.ts';
import { topicOf } from './topics.ts';
import { MOTOR, NODE, Wire } from './wire.testkit.ts';

const metric = (name: string, alias: number, type: 'Int32' | 'UInt32' = 'Int32') =>
  ({ name, alias, type, value: 1 }) satisfies WrittenMetric;
/** With its alias only; the BIRTH has the type. */
const called = (alias: number): WrittenMetric => ({ ...metric('-', alias), value: -7 });

/** The reading of a message: values by name, and the later packet that declared them, if any. */
async function read(wire: Wire, number: number) {
  const detail = wire.capture.window({ packet: number }, 0).packet;
  const of = () => wire.capture.chosen.of(detail?.row.topic, { number });
  of();
  await wire.capture.chosen.load();
  const report = reportPayload(detail?.fields ?? [], of());
  const metrics = memberAt(parseJson(report?.value ?? ''), ['metrics']);
  const values = Object.entries(metrics ?? {}).map(
    ([name, one]) => [name, memberAt(one, ['value'])] as const,
  );
  // Filters, and views that it is posted to, read the same.
  const cursor = new PacketCursor(wire.capture.join(({ filter }) => filter.facts));
  cursor.moveTo(number);
  expect(cursor.chosen()).toBe(of());
  expect(detail?.reads?.later).toBe(report?.laterBirth);
  const later = report?.laterBirth;
  return { ...Object.fromEntries(values), ...(later !== undefined && { later }) };
}

type Place = Parameters<typeof topicOf>[0];
type Kind = Parameters<typeof topicOf>[1];

const UNSIGNED = 2 ** 32 - 7;

/** A node whose second NBIRTH assigns alias 1 to another metric of another type. */
function reborn() {
  const wire = new Wire();
  const say = (payload: Uint8Array, kind: Kind, place: Place = NODE, stream?: number) =>
    wire.say(topicOf(place, kind), payload, stream === undefined ? {} : { stream });
  return { wire, say, first: new EdgeNode(0), second: new EdgeNode(1) };
}

test('a message is read by the BIRTH before it, regardless of later ones', async () => {
  const { wire, say, first, second } = reborn();
  say(first.nbirth([metric('Temp', 1)]), 'BIRTH');
  const old = say(first.data([called(1)]), 'DATA');
  const command = say(first.data([called(1)]), 'CMD');
  say(second.nbirth([metric('Speed', 1, 'UInt32')]), 'BIRTH');
  const now = say(second.data([called(1)]), 'DATA');
  // A BIRTH without metrics removes no names of earlier ones.
  say(new EdgeNode(2).nbirth(), 'BIRTH');
  const unnamed = say(second.data([called(1)]), 'DATA');
  expect(await read(wire, old)).toEqual({ Temp: -7 });
  expect(await read(wire, command)).toEqual({ Temp: -7 });
  expect(await read(wire, now)).toEqual({ Speed: UNSIGNED });
  expect(await read(wire, unnamed)).toEqual({ 1: UNSIGNED });
});

test('a message without an earlier BIRTH is read by the first later one, and marked', async () => {
  const { wire, say, first, second } = reborn();
  const early = say(first.data([called(1)]), 'DATA');
  expect(await read(wire, early)).toEqual({ 1: UNSIGNED });
  const birth = say(first.nbirth([metric('Temp', 1)]), 'BIRTH');
  say(second.nbirth([metric('Speed', 1)]), 'BIRTH');
  expect(await read(wire, early)).toEqual({ Temp: -7, later: birth });
});

test('a DBIRTH belongs to its node’s session, and ends with the next NBIRTH', async () => {
  const { wire, say, first, second } = reborn();
  say(first.nbirth(), 'BIRTH');
  say(first.dbirth([metric('Count', 2)]), 'BIRTH', MOTOR);
  const old = say(first.data([called(2)]), 'DATA', MOTOR);
  say(second.nbirth([metric('Level', 2)]), 'BIRTH');
  const between = say(second.data([called(2)]), 'DATA', MOTOR);
  expect(await read(wire, between)).toEqual({ 2: UNSIGNED });
  const birth = say(second.dbirth([metric('Speed', 2)]), 'BIRTH', MOTOR);
  const now = say(second.data([called(2)]), 'DATA', MOTOR);
  expect(await read(wire, old)).toEqual({ Count: -7 });
  expect(await read(wire, between)).toEqual({ Speed: -7, later: birth });
  expect(await read(wire, now)).toEqual({ Speed: -7 });
});

test('each connection has its own order', async () => {
  const { wire, say, first, second } = reborn();
  const [edge, listener, late] = [wire.open(), wire.open(), wire.open()];
  const one = first.nbirth([metric('Temp', 1)]);
  const device = first.dbirth([metric('Count', 2)]);
  for (const stream of [edge, listener]) {
    say(one, 'BIRTH', NODE, stream);
    say(device, 'BIRTH', MOTOR, stream);
  }
  const two = second.nbirth([metric('Speed', 1)]);
  say(two, 'BIRTH', NODE, edge);
  // It was sent before.
  const old = say(first.data([called(1)]), 'DATA', NODE, listener);
  const ofDevice = say(first.data([called(2)]), 'DATA', MOTOR, listener);
  say(two, 'BIRTH', NODE, listener);
  say(second.dbirth([metric('Level', 2)]), 'BIRTH', MOTOR, edge);
  const now = say(second.data([called(1)]), 'DATA', NODE, listener);
  // A connection without a BIRTH, or with one missing from its session, uses the BIRTHs of other connections.
  const elsewhere = say(second.data([called(1)]), 'DATA', NODE, late);
  const missed = say(second.data([called(2)]), 'DATA', MOTOR, listener);
  expect(await read(wire, old)).toEqual({ Temp: -7 });
  expect(await read(wire, ofDevice)).toEqual({ Count: -7 });
  expect(await read(wire, now)).toEqual({ Speed: -7 });
  expect(await read(wire, elsewhere)).toEqual({ Speed: -7 });
  expect(await read(wire, missed)).toEqual({ Level: -7 });
});

test('BIRTHs survive Clear, and processing the remaining messages again', async () => {
  const { wire, say, first, second } = reborn();
  say(first.nbirth([metric('Temp', 1)]), 'BIRTH');
  wire.capture.clear();
  const old = say(first.data([called(1)]), 'DATA');
  wire.capture.clear();
  say(second.nbirth([metric('Speed', 1)]), 'BIRTH');
  const now = say(second.data([called(1)]), 'DATA');
  wire.capture.restore();
  expect(await read(wire, old)).toEqual({ Temp: -7 });
  expect(await read(wire, now)).toEqual({ Speed: -7 });
});

test('BIRTHs take limited memory, and messages of dropped ones use a later one', () => {
  const budget = new BirthBudget(4000);
  const node = new NodeBirths(budget);
  const place = (number: number) => ({ number, stream: 1, direction: 'in' }) as const;
  const births = node.of(undefined);
  const table = (name: string) => [{ name, alias: 1n, datatype: 3 }];
  for (let at = 1; at <= 100; at += 1) {
    node.begin(place(at * 10), at);
    births.learn(place(at * 10), table(`metric ${at}`));
  }
  expect(budget.used).toBeLessThanOrEqual(budget.most);
  const told = (number: number) => births.at(place(number))?.chain;
  expect(told(1005)?.files?.[0]?.text).toContain('metric 100"');
  expect(told(1005)?.later).toBeUndefined();
  expect(told(15)?.later).toBeGreaterThan(900);
  // Even if it exceeds the budget, the last one is kept.
  const other = new NodeBirths(budget).of('device');
  other.learn(place(2000), table('x'.repeat(5000)));
  other.learn(place(2001), table('y'.repeat(5000)));
  expect(other.at(place(2000))?.chain.later).toBe(2001);
  for (let at = 1; at <= 2000; at += 1) other.learn(place(3000 + at), table(`${at % 2}`));
  expect(other.at(place(4500))?.chain.later).toBeDefined();
});

test('a repeated BIRTH counts once', () => {
  const budget = new BirthBudget();
  const births = new NodeBirths(budget).of(undefined);
  const place = { number: 7, stream: 1, direction: 'in' } as const;
  const table = (name: string) => [{ name, alias: 1n, datatype: 3 }];
  births.learn(place, table('a'));
  const { used } = budget;
  for (const name of ['b', 'c', 'b', 'a']) births.learn(place, table(name));
  expect(budget.used).toBe(used);
});

test('keeps the devices with the most recent BIRTHs', () => {
  const budget = new BirthBudget(100_000, 50);
  const node = new NodeBirths(budget);
  const place = (number: number) => ({ number, stream: 1, direction: 'in' }) as const;
  const table = (name: string) => [{ name, alias: 1n, datatype: 3 }];
  const named = (device: string) => node.of(device).at(place(9999))?.chain.files?.[0]?.text ?? '';
  for (let at = 1; at <= 1000; at += 1) {
    node.of(undefined).learn(place(at), table('node'));
    node.of(`d${at}`).learn(place(at), table(`metric ${at}`));
  }
  expect(named('d1000')).toContain('metric 1000"');
  expect(named('')).toContain('node');
  expect(named('d900')).toBe('');
  const few = budget.used;
  node.of('d900').learn(place(2000), table('metric 900'));
  expect(named('d900')).toContain('metric 900"');
  expect(budget.used).toBeLessThan(2 * few);
  // The total size of the last ones is limited as well.
  for (let at = 1; at <= 40; at += 1)
    node.of(`x${at}`).learn(place(3000), table('x'.repeat(20_000)));
  expect(budget.used).toBeLessThanOrEqual(2 * budget.most);
  expect(named('x40')).toContain('xxx');
});

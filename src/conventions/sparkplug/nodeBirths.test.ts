import { expect, test } from 'vitest';
import { DeviceMemory } from '../../engine/devices/deviceMemory.ts';
import { reportPayload } from '../../engine/files/report/payloadReport.ts';
import { PacketCursor } from '../../engine/filtering/packetCursor.ts';
import type { WrittenMetric } from '../../payload/formats/sparkplug/sparkplugMetrics.ts';
import { memberAt } from '../../payload/json/memberAt.ts';
import { parseJson } from '../../payload/json/parseJson.ts';
import { EdgeNode } from './edgeNode.testkit.ts';
import { NodeBirths } from './nodeBirths.ts';
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
  const say = (payload: Uint8Array, kind: Kind, place: Place = NODE) =>
    wire.say(topicOf(place, kind), payload);
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

test('a device is read by its own last DBIRTH', async () => {
  const { wire, say, first, second } = reborn();
  say(first.nbirth([metric('Temp', 1)]), 'BIRTH');
  say(first.dbirth([metric('Count', 2)]), 'BIRTH', MOTOR);
  const old = say(first.data([called(2)]), 'DATA', MOTOR);
  say(second.nbirth([metric('Level', 2)]), 'BIRTH');
  say(second.dbirth([metric('Speed', 2)]), 'BIRTH', MOTOR);
  const now = say(second.data([called(2)]), 'DATA', MOTOR);
  expect(await read(wire, old)).toEqual({ Count: -7 });
  expect(await read(wire, now)).toEqual({ Speed: -7 });
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

const table = (name: string) => [{ name, alias: 1n, datatype: 3 }];
/** The table that a message is read by, and the later packet that declared it, if any. */
const readBy = (births: NodeBirths, number: number) => {
  const chain = births.at({ number })?.chain;
  return [chain?.files?.[0]?.text, chain?.later];
};

test('the newest 20 BIRTHs are kept, and earlier messages use the first of them', () => {
  const births = new NodeBirths(new DeviceMemory());
  for (let at = 1; at <= 100; at += 1) births.learn(at * 10, table(`metric ${at}`));
  expect(readBy(births, 1005)).toEqual([expect.stringContaining('metric 100"'), undefined]);
  expect(readBy(births, 815)).toEqual([expect.stringContaining('metric 81"'), undefined]);
  expect(readBy(births, 15)).toEqual([expect.stringContaining('metric 81"'), 810]);
});

test('BIRTHs take limited memory, and one that does not fit leaves no outdated names', () => {
  const births = new NodeBirths(new DeviceMemory(2000));
  for (let at = 1; at <= 100; at += 1) {
    expect(births.learn(at, table(`metric ${at}`))).toBe(true);
    expect(readBy(births, at)[0]).toContain(`metric ${at}"`);
  }
  expect(births.learn(101, table('x'.repeat(5000)))).toBe(false);
  expect(births.at({ number: 102 })).toBeUndefined();
  expect(births.learn(103, table('small'))).toBe(true);
});

test('a repeated BIRTH, and one that is processed again, take no more memory', () => {
  const births = new NodeBirths(new DeviceMemory(1000));
  for (let at = 1; at <= 50; at += 1) births.learn(at, table('a'));
  for (const name of ['b', 'c', 'b', 'a']) births.learn(51, table(name));
  expect(readBy(births, 1)[1]).toBeUndefined();
});

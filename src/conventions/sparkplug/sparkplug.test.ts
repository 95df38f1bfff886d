import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Lazy } from '../../base/lazy.ts';
import { tries } from '../../base/runs.testkit.ts';
import { payloadReader } from '../../payload/formats/reading.ts';
import { compressed } from '../../payload/formats/sparkplug/compressed.testkit.ts';
import { readSparkplug } from '../../payload/formats/sparkplug/sparkplugReading.ts';
import { Talk } from '../files/talk.testkit.ts';
import { COUNT, EdgeNode, TEMP } from './edgeNode.testkit.ts';
import { MEANING } from './meaning.ts';
import { rebirthRequest } from './rebirth.ts';
import { sparkplug } from './sparkplug.ts';
import { aPump, nbirth, PUMP, templates } from './templates.testkit.ts';
import { topicOf } from './topics.ts';

const NODE = { group: 'plant', node: 'press', device: undefined };
const MOTOR = { ...NODE, device: 'motor' };

const ID = 'sparkplug';
const NODE_ID = 'plant/press';
const MOTOR_ID = 'plant/press/motor';

const talking = () => new Talk(sparkplug(Lazy.of(MEANING)));

/** An edge node with a device, both after their BIRTHs. */
function born() {
  const talk = talking();
  const node = new EdgeNode();
  talk.say('in', topicOf(NODE, 'BIRTH'), node.nbirth([TEMP]));
  talk.say(
    'in',
    topicOf(MOTOR, 'BIRTH'),
    node.dbirth([{ ...COUNT, properties: { engUnit: 'rpm' } }]),
  );
  return { talk, node };
}

const stateOf = (talk: Talk, id: string) => {
  const { state, said } = talk.device(ID, id)?.row ?? {};
  return [state, said];
};

const partOf = (talk: Talk, id: string, part: string) =>
  talk.device(ID, id)?.parts.rows.find(({ name }) => name === part);

const alarmsOf = (talk: Talk) =>
  talk.device(ID, NODE_ID)?.alarms.map(({ what }) => (typeof what === 'string' ? what : what.en));

test('topics identify edge nodes, devices and hosts', () => {
  const { talk } = born();
  talk.say('in', 'spBv1.0/STATE/scada', { online: true, timestamp: 1_700_000_000_000 }, true);
  talk.say('in', 'STATE/old', 'OFFLINE', true);
  const rows = talk.devices().map(({ id, name, parent, state }) => ({ id, name, parent, state }));
  expect(rows).toEqual([
    { id: 'STATE/old', name: 'old', parent: undefined, state: 'offline' },
    { id: NODE_ID, name: 'press', parent: undefined, state: 'online' },
    { id: MOTOR_ID, name: 'motor', parent: NODE_ID, state: 'online' },
    { id: 'STATE/scada', name: 'scada', parent: undefined, state: 'online' },
  ]);
  expect(talk.kindOf('spBv1.0/plant/DCMD/press/motor')).toBe('DCMD');
  expect(talk.kindOf('STATE/a/b')).toBeUndefined();
  const { facts } = talk.device(ID, 'STATE/scada') ?? {};
  expect(facts).toEqual([['timestamp', '2023-11-14T22:13:20.000Z']]);
});

test('metrics take name, type and unit from the BIRTH, also by alias', () => {
  const { talk, node } = born();
  const packet = talk.say('in', topicOf(MOTOR, 'DATA'), node.data([{ ...COUNT, value: -1500 }]));
  expect(partOf(talk, MOTOR_ID, 'Count')).toEqual({
    key: 'Count',
    depth: 0,
    source: { topic: topicOf(MOTOR, 'DATA'), path: ['metrics', 'Count', 'value'] },
    name: 'Count',
    kind: 'Int32 · alias 2',
    unit: 'rpm',
    value: '-1500',
    time: talk.time,
    packet,
    // The BIRTH has the type and the properties, the message has the time.
    told: {
      stamp: 1_700_000_000_002,
      declaredBy: packet - 1,
      type: 'Int32',
      alias: '2',
      properties: [['engUnit', 'rpm']],
    },
    trend: { times: [talk.time - 1_000, talk.time], values: [-3, -1500], breaks: [] },
  });
  expect(partOf(talk, NODE_ID, 'Node Control/Rebirth')).toMatchObject({
    kind: 'Boolean',
    value: 'false',
    command: 'spBv1.0/plant/NCMD/press',
  });
});

test('truncates long properties of metrics', () => {
  const { talk, node } = born();
  const long = 'x'.repeat(100_000);
  const metrics = [{ ...COUNT, properties: { engUnit: long, [long]: long } }];
  talk.say('in', topicOf(MOTOR, 'BIRTH'), node.dbirth(metrics));
  const { unit = '', told } = partOf(talk, MOTOR_ID, 'Count') ?? {};
  const kept = [unit, ...(told?.properties ?? []).flat()];
  expect(kept.map(({ length }) => length)).toEqual([501, 7, 501, 501, 501]);
});

test('a historical value is not the last one', () => {
  const { talk, node } = born();
  const old = { ...TEMP, value: 1, isHistorical: true };
  talk.say('in', topicOf(NODE, 'DATA'), node.data([old]));
  expect(partOf(talk, NODE_ID, 'Temp')?.value).toBe('21.5');
});

test('NDEATH makes the node and its devices offline and their values stale, DDEATH a single device', () => {
  const { talk, node } = born();
  talk.say('in', topicOf(MOTOR, 'DEATH'), node.ddeath());
  expect(stateOf(talk, MOTOR_ID)).toEqual(['offline', 'DDEATH']);
  expect(partOf(talk, MOTOR_ID, 'Count')?.isStale).toBe(true);
  expect(stateOf(talk, NODE_ID)).toEqual(['online', 'NBIRTH']);
  talk.say('in', topicOf(NODE, 'DEATH'), node.ndeath());
  expect(stateOf(talk, NODE_ID)).toEqual(['offline', 'NDEATH']);
  expect(partOf(talk, NODE_ID, 'Temp')).toMatchObject({ isStale: true, value: '21.5' });
  talk.say('in', topicOf(NODE, 'BIRTH'), new EdgeNode(1).nbirth([TEMP]));
  expect(partOf(talk, NODE_ID, 'Temp')?.isStale).toBeUndefined();
});

test('an NDEATH of an earlier session does not end the current one', () => {
  const { talk } = born();
  talk.say('in', topicOf(NODE, 'DEATH'), new EdgeNode(7).ndeath());
  expect(stateOf(talk, NODE_ID)).toEqual(['online', 'NBIRTH']);
});

test('each rebirth cause is an alarm until the rebirth', () => {
  const causes: readonly [string, (talk: Talk, node: EdgeNode) => void][] = [
    [
      'Messages are missing',
      (talk, node) => {
        node.data([TEMP]);
        talk.say('in', topicOf(NODE, 'DATA'), node.data([TEMP]));
      },
    ],
    [
      'A metric has an alias',
      (talk, node) => talk.say('in', topicOf(NODE, 'DATA'), node.data([{ ...TEMP, alias: 9 }])),
    ],
    [
      'A metric was not in the BIRTH',
      (talk, node) => {
        const other = { ...TEMP, alias: undefined, name: 'Other' };
        talk.say('in', topicOf(NODE, 'DATA'), node.data([other]));
      },
    ],
    [
      'A device sends data without a DBIRTH',
      (talk, node) =>
        talk.say('in', topicOf({ ...NODE, device: 'pump' }, 'DATA'), node.data([TEMP])),
    ],
    [
      'It sends after its NDEATH',
      (talk, node) => {
        talk.say('in', topicOf(NODE, 'DEATH'), node.ndeath());
        talk.say('in', topicOf(NODE, 'DATA'), node.data([TEMP]));
      },
    ],
  ];
  for (const [cause, bring] of causes) {
    const { talk, node } = born();
    expect(alarmsOf(talk)).toEqual([]);
    bring(talk, node);
    expect(alarmsOf(talk)).toEqual([expect.stringMatching(cause)]);
    talk.say('in', topicOf(NODE, 'BIRTH'), node.nbirth([TEMP]));
    expect(alarmsOf(talk)).toEqual([]);
  }
});

test('a late listener knows no aliases, and an edge node that sends is online', () => {
  const talk = talking();
  const node = new EdgeNode();
  node.nbirth();
  talk.say('in', topicOf(NODE, 'DATA'), node.data([TEMP]));
  expect(stateOf(talk, NODE_ID)).toEqual(['online', 'NDATA']);
  expect(alarmsOf(talk)).toEqual([]);
  // A Sparkplug-aware server stores a copy of the BIRTH.
  const copy = `$sparkplug/certificates/${topicOf(NODE, 'BIRTH')}`;
  talk.say('in', copy, new EdgeNode().nbirth([TEMP]), true);
  talk.say('in', topicOf(NODE, 'DATA'), node.data([TEMP]));
  expect(partOf(talk, NODE_ID, 'Temp')?.value).toBe('21.5');
});

test('data of a device shows a late listener that its edge node is online', () => {
  const talk = talking();
  const node = new EdgeNode();
  node.nbirth();
  const topic = topicOf({ ...NODE, device: 'pump' }, 'DATA');
  talk.say('in', topic, node.data([TEMP]));
  expect(stateOf(talk, NODE_ID)).toEqual(['online', 'DDATA']);
  expect(alarmsOf(talk)).toEqual([]);
});

test('sequence numbers may wrap, and a duplicate message counts once', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(300), (count, lost) => {
      const { talk, node } = born();
      for (let at = 0; at < count; at += 1) {
        const payload = node.data([{ ...TEMP, value: at }]);
        if (at === lost) continue;
        talk.say('in', topicOf(NODE, 'DATA'), payload);
        if (at % 7 === 0) talk.say('in', topicOf(NODE, 'DATA'), payload);
      }
      const isSeen = lost < count - 1;
      expect(alarmsOf(talk)).toHaveLength(isSeen ? 1 : 0);
    }),
    { numRuns: tries(60, 6) },
  );
});

test('nothing throws on any payload', () => {
  const topics = ['NBIRTH', 'NDEATH', 'NDATA', 'NCMD', 'X', ''].map(
    (type) => `spBv1.0/g/${type}/n`,
  );
  const others = [
    'spBv1.0/STATE/h',
    'STATE/h',
    'spBv1.0/',
    'spBv1.0/g/DBIRTH/n/d',
    'spBv1.0/g/DDATA/n/d',
  ];
  const messages = fc.array(
    fc.tuple(fc.constantFrom(...topics, ...others), fc.uint8Array({ maxLength: 40 }), fc.boolean()),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(messages, (all) => {
      const { talk } = born();
      for (const [topic, payload, retain] of all) talk.say('in', topic, payload, retain);
      expect(talk.devices().length).toBeGreaterThan(1);
    }),
    { numRuns: tries(300, 25) },
  );
});

test('filters and columns find metrics by name, even if the payload has only aliases', async () => {
  const { talk, node } = born();
  const temp = payloadReader(['metrics', 'Temp']);
  const count = payloadReader(['metrics', 'Count']);
  const { chosen } = talk.capture;
  const read = async (topic: string, payload: Uint8Array, reader: typeof temp) => {
    const format = chosen.of(topic);
    await chosen.load();
    return reader(payload, format);
  };
  const data = node.data([{ ...TEMP, value: 30.5 }]);
  expect(await read(topicOf(NODE, 'DATA'), data, temp)).toBe(30.5);
  const ofMotor = node.data([{ ...COUNT, value: -1500 }]);
  expect(await read(topicOf(MOTOR, 'DATA'), ofMotor, count)).toBe(-1500);
  talk.say('in', topicOf(NODE, 'BIRTH'), node.nbirth([{ ...TEMP, alias: 5 }]));
  const later = node.data([{ ...TEMP, alias: 5, value: 31 }]);
  expect(await read(topicOf(NODE, 'DATA'), later, temp)).toBe(31);
});

test('compressed messages declare, update and name metrics like plain ones', async () => {
  const talk = talking();
  const node = new EdgeNode();
  talk.say('in', topicOf(NODE, 'BIRTH'), compressed(node.nbirth([TEMP])));
  talk.say('in', topicOf(NODE, 'DATA'), compressed(node.data([{ ...TEMP, value: 30.5 }])));
  expect(stateOf(talk, NODE_ID)).toEqual(['online', 'NBIRTH']);
  expect(partOf(talk, NODE_ID, 'Temp')?.value).toBe('30.5');
  expect(alarmsOf(talk)).toEqual([]);
  const { chosen } = talk.capture;
  const topic = topicOf(NODE, 'DATA');
  chosen.of(topic);
  await chosen.load();
  const later = compressed(node.data([{ ...TEMP, value: 31 }]));
  expect(payloadReader(['metrics', 'Temp'])(later, chosen.of(topic))).toBe(31);
  const request = rebirthRequest('plant', 'press', 1_700_000_000_000);
  talk.say('out', request.topic, compressed(request.payload));
  expect(talk.device(ID, NODE_ID)?.facts).toContainEqual(['rebirths asked for', '1']);
});

test('a BIRTH that was not seen is no cause of a rebirth any more once it is seen', () => {
  const talk = talking();
  const node = new EdgeNode();
  const cause = () =>
    talk.device(ID, NODE_ID)?.facts.find(([name]) => name === 'cause of rebirth')?.[1];
  talk.say('in', topicOf(NODE, 'DATA'), node.data([{ ...TEMP, alias: 5 }]));
  expect(cause()).toBe('no-birth');
  talk.say('in', topicOf(NODE, 'BIRTH'), node.nbirth([{ ...TEMP, alias: 5 }]));
  expect(cause()).toBeUndefined();
  // A fault of the edge node stays the reason of its last rebirth.
  talk.say('in', topicOf(NODE, 'DATA'), node.data([{ ...TEMP, alias: 9 }]));
  talk.say('in', topicOf(NODE, 'BIRTH'), node.nbirth([{ ...TEMP, alias: 9 }]));
  expect(cause()).toBe('unknown-alias');
});

test('names survive Clear, and devices return with their next message', () => {
  const { talk, node } = born();
  talk.capture.clear();
  expect(talk.devices()).toEqual([]);
  talk.say('in', topicOf(MOTOR, 'DATA'), node.data([COUNT]));
  expect(partOf(talk, MOTOR_ID, 'Count')?.value).toBe('-3');
  talk.capture.restore();
  expect(stateOf(talk, NODE_ID)).toEqual(['online', 'NBIRTH']);
  expect(alarmsOf(talk)).toEqual([]);
});

test('an NCMD requests a rebirth, and the NBIRTH replies to it', () => {
  const { talk, node } = born();
  const { topic, payload } = rebirthRequest('plant', 'press', 1_700_000_000_000.4);
  expect(topic).toBe('spBv1.0/plant/NCMD/press');
  const { metrics, seq, timestamp } = readSparkplug(payload);
  expect([seq, timestamp]).toEqual([undefined, 1_700_000_000_000n]);
  expect(metrics).toMatchObject([{ name: 'Node Control/Rebirth', datatype: 11, value: true }]);
  const request = talk.say('out', topic, payload);
  const reply = talk.say('in', topicOf(NODE, 'BIRTH'), node.nbirth([TEMP]));
  expect(talk.pairs(ID)).toMatchObject([
    { kind: 'NCMD', identifier: 'Rebirth', request, reply, state: 'answered' },
  ]);
  expect(talk.device(ID, NODE_ID)?.facts).toContainEqual(['rebirths asked for', '1']);
});

test('births and deaths are stored with their packets, for a device with those of its edge node', () => {
  const { talk, node } = born();
  talk.say('in', topicOf(MOTOR, 'DATA'), node.data([COUNT]));
  talk.say('in', topicOf(NODE, 'DEATH'), node.ndeath());
  talk.say('in', topicOf(NODE, 'BIRTH'), node.nbirth([TEMP]));
  // Requested: a second BIRTH without a death before.
  talk.say('in', topicOf(NODE, 'BIRTH'), node.nbirth([{ ...TEMP, value: 22 }]));
  const lines = talk.device(ID, MOTOR_ID)?.lines;
  expect(lines?.map(({ name }) => name)).toEqual(['press', 'motor']);
  const told = lines?.map(({ changes }) =>
    changes.map(({ said, state, packet }) => [said, state, packet]),
  );
  expect(told).toEqual([
    [
      ['NBIRTH', 'online', 1],
      ['NDEATH', 'offline', 4],
      ['NBIRTH', 'online', 5],
      ['NBIRTH', 'online', 6],
    ],
    [
      ['DBIRTH', 'online', 2],
      ['NDEATH', 'offline', 4],
    ],
  ]);
  expect(talk.device(ID, NODE_ID)?.lines).toEqual(lines);
});

test('numbers keep their last values with times', () => {
  const { talk, node } = born();
  const values = Array.from({ length: 60 }, (_, at) => at);
  for (const value of values) {
    talk.say('in', topicOf(MOTOR, 'DATA'), node.data([{ ...COUNT, value }]));
  }
  talk.say('in', topicOf(MOTOR, 'DEATH'), node.ddeath());
  const { trend } = partOf(talk, MOTOR_ID, 'Count') ?? {};
  expect(trend?.values).toEqual(values.slice(-48));
  // Values arrive one per millisecond, after both BIRTHs. The message that makes it stale adds no value.
  expect(trend?.times.at(-1)).toBe(62_000);
});

test('values received by alias belong to the metric of the later BIRTH', () => {
  const talk = talking();
  const node = new EdgeNode();
  const names = () => talk.device(ID, NODE_ID)?.parts.rows.map(({ name }) => name);
  talk.say('in', topicOf(NODE, 'DATA'), node.data([TEMP]));
  expect(names()).toEqual(['#1']);
  talk.say('in', topicOf(NODE, 'BIRTH'), node.nbirth([TEMP]));
  expect(names()).toEqual(['bdSeq', 'Node Control/Rebirth', 'Temp']);
});

test('contents of a template are below it, and definition and instances are linked', () => {
  const talk = talking();
  talk.say('in', topicOf(MOTOR, 'DATA'), templates(9, { p1: aPump() }));
  const tiesOf = (id: string, part: string) => {
    const { template, definedBy, isDefined, madeAfter } = partOf(talk, id, part) ?? {};
    return { template, definedBy, isDefined, madeAfter };
  };
  const instance = {
    template: { isDefinition: false },
    definedBy: { device: NODE_ID, part: 'Pump' },
    isDefined: false,
    madeAfter: undefined,
  };
  expect(tiesOf(MOTOR_ID, 'p1')).toEqual(instance);
  talk.say('in', topicOf(NODE, 'BIRTH'), nbirth({ Pump: PUMP }));
  talk.say('in', topicOf(MOTOR, 'BIRTH'), templates(1, { p1: aPump(), p2: aPump() }));
  const pump = (part: string) => ({ device: MOTOR_ID, part });
  expect(tiesOf(NODE_ID, 'Pump')).toEqual({
    template: { isDefinition: true, version: '1.2' },
    madeAfter: { some: [pump('p1'), pump('p2')], count: 2 },
  });
  expect(tiesOf(MOTOR_ID, 'p1')).toEqual({ ...instance, isDefined: true });
  const part = { depth: 1, under: 'p1' };
  const rows = () => talk.device(ID, MOTOR_ID)?.parts.rows ?? [];
  expect(rows().slice(0, 5)).toMatchObject([
    { name: 'p1', depth: 0 },
    { ...part, name: 'max', value: '1500', kind: 'Int32', isParameter: true },
    { ...part, name: 'rpm', value: '1480', kind: 'Int16' },
    { ...part, name: 'runs', value: 'true', kind: 'Boolean' },
    { name: 'p2', depth: 0 },
  ]);
  // DATA has only the changed members, and the place of a part can be queried.
  const data = aPump({ metrics: { rpm: { value: -3, datatype: 'Int16' } }, parameters: {} });
  talk.say('in', topicOf(MOTOR, 'DATA'), templates(2, { p1: data }));
  expect(rows()[2]).toMatchObject({
    name: 'rpm',
    value: '-3',
    trend: { values: [1480, 1480, -3] },
  });
  expect(rows()).toHaveLength(8);
  const found = {
    convention: ID,
    id: MOTOR_ID,
    parts: { first: 0, count: 1 },
    find: rows()[6]?.key,
  };
  expect(talk.capture.window({ device: found }, talk.time).device?.found).toBe(6);
  // A BIRTH has all members.
  const less = aPump({ metrics: { rpm: { value: 1, datatype: 'Int16' } } });
  talk.say('in', topicOf(MOTOR, 'BIRTH'), templates(3, { p1: less }));
  expect(rows().map(({ name }) => name)).toEqual(['p1', 'max', 'rpm', 'p2', 'max', 'rpm', 'runs']);
  talk.say('in', topicOf(NODE, 'DEATH'), new EdgeNode().ndeath());
  expect(rows().every(({ isStale }) => isStale)).toBe(true);
});

test('nested templates become nested parts', () => {
  const talk = talking();
  const inner = { datatype: 'Template', value: { template_ref: 'Drive', is_definition: false } };
  const pump = aPump({ metrics: { drive: inner } });
  talk.say('in', topicOf(MOTOR, 'DATA'), templates(9, { p1: pump }));
  const rows = talk.device(ID, MOTOR_ID)?.parts.rows.map(({ name, depth, definedBy }) => {
    return [name, depth, definedBy?.part];
  });
  expect(rows).toEqual([
    ['p1', 0, 'Pump'],
    ['max', 1, undefined],
    ['drive', 1, 'Drive'],
  ]);
});

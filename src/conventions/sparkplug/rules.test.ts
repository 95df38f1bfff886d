/** Tests each rule with messages that break it, and with similar ones that do not. */
import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { publish, Talk } from '../../engine/problems/talk.testkit.ts';
import { foundWrong } from '../../i18n/en/facts/findings.ts';
import { compressed, envelope } from '../../payload/formats/sparkplug/compressed.testkit.ts';
import { writeMetrics } from '../../payload/formats/sparkplug/sparkplugMetrics.ts';
import { COUNT, EdgeNode, TEMP } from './edgeNode.testkit.ts';
import type { SparkplugRuleId } from './findings.ts';
import { REBIRTH, rebirthRequest } from './rebirth.ts';
import { SPARKPLUG_RULES } from './rules.ts';
import { nbirth, templates } from './templates.testkit.ts';
import { topicOf } from './topics.ts';
import { MOTOR, NODE, Wire } from './wire.testkit.ts';

type Script = (wire: Wire) => unknown;

interface Scenes {
  /** Scripts that each break the rule once. */
  readonly breaks: readonly (readonly [statement: string, script: Script])[];
  readonly keeps: Script;
}

const BIRTH = topicOf(NODE, 'BIRTH');
const DEATH = topicOf(NODE, 'DEATH');
const DATA = topicOf(NODE, 'DATA');
const MOTOR_BIRTH = topicOf(MOTOR, 'BIRTH');
const MOTOR_DATA = topicOf(MOTOR, 'DATA');
const CMD = topicOf(NODE, 'CMD');
const HOST = 'spBv1.0/STATE/scada';
const ONLINE = { online: true, timestamp: 1_700_000_000_000 };
const WRITTEN = { timestamp: 1_700_000_000_000, metrics: [] };
const askRebirth = () => rebirthRequest('plant', 'press', 1_700_000_000_000).payload;
const rebirthMetric = (change: object) =>
  writeMetrics({
    ...WRITTEN,
    seq: 0,
    metrics: [
      { name: 'bdSeq', type: 'Int64', value: 0, timestamp: 1, saysType: true },
      { name: REBIRTH, type: 'Boolean', value: false, timestamp: 1, saysType: true, ...change },
    ],
  });
const BD_SEQ = { name: 'bdSeq', type: 'Int64', value: 0 } as const;
const willOf = (node = new EdgeNode()) =>
  ({ topic: DEATH, payload: node.ndeath(), qos: 1, retain: false }) as const;

/** A DBIRTH with a metric, among correct messages. */
const motorWith =
  (metric: object): Script =>
  (wire) => {
    wire.say(BIRTH, nbirth({}));
    wire.say(MOTOR_BIRTH, templates(1, {}, { odd: { timestamp: 1, ...metric } }));
  };
const A_TABLE = {
  num_of_columns: 2,
  columns: ['at', 'what'],
  types: ['Int64', 'String'],
  rows: [[1, 'a']],
};

/** A host writes to the edge node and to its device. */
const commands =
  (topic: string, metrics: object): Script =>
  (wire) => {
    wire.born().say(topic, templates(0, {}, metrics), { direction: 'out' });
  };
const MOTOR_CMD = topicOf(MOTOR, 'CMD');

const SCENES: Readonly<Record<SparkplugRuleId, Scenes>> = {
  'sparkplug-topic': {
    breaks: [
      [
        'tck-id-topic-structure',
        (wire) => wire.say('spBv1.0/plant/NSTATE/press', new Uint8Array()),
      ],
      ['tck-id-topic-structure', (wire) => wire.say('spBv1.0/plant/NDATA', new Uint8Array())],
      [
        'tck-id-topic-structure-namespace-device-id-associated-message-types',
        (wire) => wire.say('spBv1.0/plant/DDATA/press', wire.node.data([])),
      ],
      [
        'tck-id-topic-structure-namespace-device-id-non-associated-message-types',
        (wire) => wire.say('spBv1.0/plant/NDATA/press/motor', wire.node.data([])),
      ],
    ],
    keeps: (wire) => wire.born().say('STATE/of/another', 'x'),
  },
  'sparkplug-payload': {
    breaks: [
      ['tck-id-topics-ndata-payload', (wire) => wire.born().say(DATA, '{"Temp": 21.5}')],
      [
        'tck-id-message-flow-edge-node-birth-publish-nbirth-payload',
        (wire) => wire.say(BIRTH, wire.node.nbirth([TEMP]).subarray(0, 20)),
      ],
    ],
    keeps: (wire) => wire.born().say(topicOf(MOTOR, 'DEATH'), wire.node.ddeath()),
  },
  'sparkplug-delivery': {
    breaks: [
      ['tck-id-payloads-nbirth-qos', (wire) => wire.say(BIRTH, wire.node.nbirth(), { qos: 1 })],
      [
        'tck-id-payloads-nbirth-retain',
        (wire) => wire.say(BIRTH, wire.node.nbirth(), { retain: true }),
      ],
      [
        'tck-id-topics-ddeath-mqtt',
        (wire) => wire.born().say(topicOf(MOTOR, 'DEATH'), wire.node.ddeath(), { qos: 2 }),
      ],
      [
        'tck-id-payloads-ndeath-will-message-qos',
        (wire) => wire.born().say(DEATH, wire.node.ndeath(), { qos: 2 }),
      ],
      [
        'tck-id-host-topic-phid-birth-qos',
        (wire) => wire.say(HOST, ONLINE, { direction: 'out', retain: true }),
      ],
      [
        'tck-id-host-topic-phid-death-retain',
        (wire) => wire.say(HOST, { ...ONLINE, online: false }, { direction: 'out', qos: 1 }),
      ],
    ],
    keeps: (wire) => {
      wire.born().say(DEATH, wire.node.ndeath());
      wire.say(HOST, ONLINE);
      wire.say(HOST, ONLINE, { direction: 'out', qos: 1, retain: true });
    },
  },
  'sparkplug-timestamp': {
    breaks: [
      [
        'tck-id-payloads-ndata-timestamp',
        (wire) => wire.born().say(DATA, wire.node.data([TEMP], { timestamp: undefined })),
      ],
      [
        'tck-id-payloads-name-birth-data-requirement',
        (wire) => wire.born().say(DATA, wire.node.data([{ ...TEMP, timestamp: undefined }])),
      ],
    ],
    keeps: (wire) => wire.born().say(DEATH, wire.node.ndeath()),
  },
  'sparkplug-seq-field': {
    breaks: [
      [
        'tck-id-payloads-ndata-seq',
        (wire) => wire.born().say(DATA, wire.node.data([TEMP], { seq: undefined })),
      ],
      [
        'tck-id-payloads-ndata-seq-inc',
        (wire) => wire.born().say(DATA, wire.node.data([TEMP], { seq: 256 })),
      ],
      ['tck-id-topics-nbirth-seq-num', (wire) => wire.say(BIRTH, wire.node.nbirth([], { seq: 4 }))],
      ['tck-id-payloads-ncmd-seq', (wire) => wire.say(CMD, writeMetrics({ ...WRITTEN, seq: 1 }))],
      [
        'tck-id-payloads-ndeath-seq',
        (wire) =>
          wire.connect({ ...willOf(), payload: writeMetrics({ metrics: [BD_SEQ], seq: 0 }) }),
      ],
    ],
    keeps: (wire) => wire.born().say(CMD, writeMetrics(WRITTEN)),
  },
  'sparkplug-seq': {
    breaks: [
      [
        'tck-id-payloads-sequence-num-incrementing',
        (wire) => {
          wire.born().node.data([TEMP]);
          wire.say(DATA, wire.node.data([TEMP]));
          wire.say(DATA, wire.node.data([TEMP]));
        },
      ],
      [
        'tck-id-payloads-sequence-num-incrementing',
        (wire) => {
          wire.connect(willOf());
          wire.say(BIRTH, wire.node.nbirth([TEMP]), { direction: 'out' });
          const data = wire.node.data([TEMP]);
          for (let count = 0; count < 2; count += 1) wire.say(DATA, data, { direction: 'out' });
        },
      ],
    ],
    keeps: (wire) => {
      wire.born();
      for (let count = 0; count < 600; count += 1) wire.say(DATA, wire.node.data([TEMP]));
      wire.say(BIRTH, wire.node.nbirth([TEMP]));
      wire.say(DATA, wire.node.data([TEMP]));
    },
  },
  'sparkplug-bdseq': {
    breaks: [
      [
        'tck-id-payloads-nbirth-bdseq',
        (wire) => wire.say(BIRTH, writeMetrics({ ...WRITTEN, seq: 0 })),
      ],
      ['tck-id-payloads-ndeath-bdseq', (wire) => wire.born().say(DEATH, new EdgeNode(9).ndeath())],
      // It may be a late one of the session before, until the next NBIRTH shows that the session ended.
      [
        'tck-id-payloads-ndeath-bdseq',
        (wire) => {
          wire.node.bdSeq = 6;
          wire.born().say(DEATH, new EdgeNode(5).ndeath());
          wire.say(BIRTH, new EdgeNode(7).nbirth());
        },
      ],
      // The node sends it itself: a will of an earlier session cannot arrive on its own connection.
      [
        'tck-id-payloads-ndeath-bdseq',
        (wire) => {
          wire.node.bdSeq = 6;
          wire.connect({ ...willOf(), payload: wire.node.ndeath() });
          wire.say(BIRTH, wire.node.nbirth(), { direction: 'out' });
          wire.say(DEATH, new EdgeNode(5).ndeath(), { direction: 'out', qos: 1 });
        },
      ],
      [
        'tck-id-payloads-nbirth-bdseq-repeat',
        (wire) => {
          wire.connect(willOf());
          wire.say(BIRTH, new EdgeNode(9).nbirth(), { direction: 'out' });
        },
      ],
      [
        'tck-id-message-flow-edge-node-birth-publish-will-message-payload-bdSeq',
        (wire) => wire.connect({ ...willOf(), payload: writeMetrics(WRITTEN) }),
      ],
    ],
    keeps: (wire) => {
      wire.connect(willOf());
      wire.say(BIRTH, wire.node.nbirth(), { direction: 'out' });
      wire.say(BIRTH, wire.node.nbirth(), { direction: 'out' });
      wire.say(DEATH, wire.node.ndeath(), { direction: 'out', qos: 1 });
      wire.node.bdSeq = 1;
      wire.born().say(DEATH, new EdgeNode(0).ndeath());
      wire.say(DATA, wire.node.data([TEMP]));
      wire.say(BIRTH, wire.node.nbirth());
    },
  },
  'sparkplug-bdseq-increment': {
    breaks: [
      [
        'tck-id-topics-nbirth-bdseq-increment',
        (wire) => {
          wire.node.bdSeq = 5;
          wire.born().say(DEATH, wire.node.ndeath());
          wire.say(BIRTH, new EdgeNode(5).nbirth());
        },
      ],
      ...(
        [
          [3, 3],
          [3, 5],
          [0, 0],
        ] as const
      ).map(([before, next]): Scenes['breaks'][number] => [
        'tck-id-topics-nbirth-bdseq-increment',
        (wire) => {
          wire.connect(willOf(new EdgeNode(before)));
          wire.say(BIRTH, new EdgeNode(before).nbirth(), { direction: 'out' });
          wire.connect(willOf(new EdgeNode(next)));
          wire.say(BIRTH, new EdgeNode(next).nbirth(), { direction: 'out' });
        },
      ]),
    ],
    keeps: (wire) => {
      // The last one has restarted.
      for (const bdSeq of [254, 255, 0, 1, 0]) wire.connect(willOf(new EdgeNode(bdSeq)));
      wire.connect({ ...willOf(new EdgeNode(7)), topic: DEATH.replace('press', 'other') });
      wire.node.bdSeq = 255;
      wire.born().say(DEATH, wire.node.ndeath());
      wire.say(BIRTH, new EdgeNode(0).nbirth());
      wire.say(DEATH, new EdgeNode(0).ndeath());
      wire.say(BIRTH, new EdgeNode(1).nbirth());
    },
  },
  'sparkplug-death-payload': {
    breaks: [
      [
        'tck-id-topics-ndeath-payload',
        (wire) => {
          wire.born().say(DEATH, writeMetrics({ metrics: [BD_SEQ, TEMP] }));
        },
      ],
      [
        'tck-id-topics-ndeath-payload',
        (wire) => wire.connect({ ...willOf(), payload: writeMetrics({ metrics: [BD_SEQ, TEMP] }) }),
      ],
    ],
    keeps: (wire) => {
      wire.connect(willOf());
      wire.born().say(DEATH, wire.node.ndeath());
    },
  },
  'sparkplug-rebirth-metric': {
    breaks: [
      [
        'tck-id-operational-behavior-data-commands-rebirth-name',
        (wire) => wire.say(BIRTH, rebirthMetric({ name: 'Rebirth' })),
      ],
      [
        'tck-id-operational-behavior-data-commands-rebirth-datatype',
        (wire) => wire.say(BIRTH, rebirthMetric({ type: 'Int32', value: 0 })),
      ],
      [
        'tck-id-operational-behavior-data-commands-rebirth-value',
        (wire) => wire.say(BIRTH, rebirthMetric({ value: true })),
      ],
      [
        'tck-id-operational-behavior-data-commands-rebirth-name-aliases',
        (wire) => wire.say(BIRTH, rebirthMetric({ alias: 7 })),
      ],
    ],
    keeps: (wire) => wire.say(BIRTH, rebirthMetric({})),
  },
  'sparkplug-birth-metric': {
    breaks: [
      [
        'tck-id-topics-nbirth-metrics',
        (wire) => wire.say(BIRTH, wire.node.nbirth([{ ...TEMP, name: undefined }])),
      ],
      [
        'tck-id-payloads-metric-datatype-req',
        (wire) => wire.say(BIRTH, wire.node.nbirth([{ ...TEMP, saysType: false }])),
      ],
      [
        'tck-id-payloads-metric-datatype-value',
        (wire) => wire.say(BIRTH, wire.node.nbirth([{ ...TEMP, type: 'Unknown', value: 'x' }])),
      ],
    ],
    keeps: (wire) => wire.say(BIRTH, wire.node.nbirth([{ ...TEMP, value: null }])),
  },
  'sparkplug-metric-name': {
    breaks: [
      [
        'tck-id-payloads-name-requirement',
        (wire) => {
          const nameless = { ...TEMP, name: undefined, alias: undefined };
          wire.born().say(DATA, wire.node.data([nameless]));
        },
      ],
      [
        'tck-id-payloads-alias-data-cmd-requirement',
        (wire) => {
          const metrics = [{ ...TEMP, timestamp: 1 }];
          wire.born().say(DATA, writeMetrics({ ...WRITTEN, seq: 2, metrics }));
        },
      ],
    ],
    keeps: (wire) => wire.born().say(DATA, wire.node.data([TEMP])),
  },
  'sparkplug-alias': {
    breaks: [
      [
        'tck-id-payloads-alias-uniqueness',
        (wire) => wire.say(BIRTH, wire.node.nbirth([TEMP, { ...COUNT, alias: 1 }])),
      ],
      [
        'tck-id-payloads-alias-uniqueness',
        (wire) => {
          wire.say(BIRTH, wire.node.nbirth([TEMP]));
          wire.say(MOTOR_BIRTH, wire.node.dbirth([{ ...COUNT, alias: 1 }]));
        },
      ],
    ],
    keeps: (wire) => {
      wire.born().say(MOTOR_BIRTH, wire.node.dbirth([COUNT]));
      wire.say(BIRTH, wire.node.nbirth([{ ...TEMP, alias: 2 }]));
    },
  },
  'sparkplug-unknown-metric': {
    breaks: [
      [
        'tck-id-topics-nbirth-metric-reqs',
        (wire) => {
          wire.born().say(DATA, wire.node.data([{ ...TEMP, alias: 9 }]));
          wire.say(DATA, wire.node.data([{ ...TEMP, alias: 9 }]));
        },
      ],
      [
        'tck-id-topics-dbirth-metric-reqs',
        (wire) => {
          const other = { ...COUNT, alias: undefined, name: 'Other' };
          wire.born().say(MOTOR_DATA, wire.node.data([other]));
        },
      ],
    ],
    keeps: (wire) => {
      wire.born().say(MOTOR_DATA, wire.node.data([{ ...COUNT, alias: undefined }]));
      wire.say(MOTOR_DATA, wire.node.data([COUNT]));
    },
  },
  'sparkplug-command-metric': {
    breaks: [
      [
        'tck-id-operational-behavior-data-commands-ncmd-metric-name',
        commands(CMD, { Speed: { datatype: 'Int32', value: 1 } }),
      ],
      [
        'tck-id-operational-behavior-data-commands-dcmd-metric-name',
        commands(MOTOR_CMD, { Temp: { datatype: 'Float', value: 1 } }),
      ],
      [
        'tck-id-operational-behavior-data-commands-dcmd-metric-name',
        (wire) => {
          const metrics = [{ ...COUNT, name: undefined, alias: 9 }];
          wire.born().say(MOTOR_CMD, writeMetrics({ ...WRITTEN, metrics }));
        },
      ],
    ],
    keeps: (wire) => {
      // The contents of its BIRTH are unknown.
      wire.say(MOTOR_CMD, templates(0, {}, { Speed: { datatype: 'Int32', value: 1 } }));
      wire.born().say(CMD, askRebirth());
      wire.say(MOTOR_CMD, writeMetrics({ ...WRITTEN, metrics: [{ ...COUNT, name: undefined }] }));
    },
  },
  'sparkplug-command-value': {
    breaks: [
      [
        'tck-id-operational-behavior-data-commands-ncmd-metric-value',
        commands(CMD, { Temp: { datatype: 'String', value: 'warm' } }),
      ],
      [
        'tck-id-operational-behavior-data-commands-ncmd-metric-value',
        commands(CMD, { [REBIRTH]: { datatype: 'Int32', value: 1 } }),
      ],
      [
        'tck-id-operational-behavior-data-commands-ncmd-metric-value',
        commands(CMD, { Temp: { datatype: 'Float' } }),
      ],
      [
        'tck-id-operational-behavior-data-commands-dcmd-metric-value',
        commands(MOTOR_CMD, { Count: { datatype: 'Float', value: 1.5 } }),
      ],
      [
        'tck-id-operational-behavior-data-commands-dcmd-metric-value',
        commands(MOTOR_CMD, { Count: { datatype: 'Int64', value: 2 ** 31 } }),
      ],
      [
        'tck-id-operational-behavior-data-commands-dcmd-metric-value',
        commands(MOTOR_CMD, { Count: { datatype: 'DataSet', value: A_TABLE } }),
      ],
    ],
    keeps: (wire) => {
      wire.born();
      for (const metric of [
        { datatype: 'Int32', value: -(2 ** 31) },
        { datatype: 'Int64', value: 7 },
        { int_value: 7 },
        { datatype: 'Int32', is_null: true },
      ]) {
        wire.say(MOTOR_CMD, templates(0, {}, { Count: metric }));
      }
      wire.say(CMD, templates(0, {}, { Temp: { datatype: 'Double', value: 20.5 } }));
    },
  },
  'sparkplug-value': {
    breaks: [
      ['tck-id-topics-dbirth-metrics', motorWith({ datatype: 'UInt8', int_value: 300 })],
      ['tck-id-topics-dbirth-metrics', motorWith({ datatype: 'Int32', string_value: 'hot' })],
      ['tck-id-topics-dbirth-metrics', motorWith({ datatype: 'Boolean', int_value: 1 })],
      [
        'tck-id-topics-nbirth-metrics',
        (wire) => wire.say(BIRTH, wire.node.nbirth([{ ...TEMP, type: 'UInt16', value: 70_000 }])),
      ],
      [
        'tck-id-topics-ndata-payload',
        (wire) => {
          wire.say(BIRTH, wire.node.nbirth([TEMP]));
          wire.say(DATA, wire.node.data([{ ...TEMP, type: 'String', value: 'warm' }]));
          wire.say(DATA, wire.node.data([{ ...TEMP, type: 'String', value: 'hot' }]));
        },
      ],
      [
        'tck-id-topics-ddata-payload',
        (wire) => {
          wire.born();
          wire.say(MOTOR_DATA, wire.node.data([{ ...COUNT, type: 'Boolean', value: true }]));
        },
      ],
    ],
    // Hosts accept either width of numbers.
    keeps: (wire) => {
      wire.say(BIRTH, wire.node.nbirth([TEMP]));
      wire.say(MOTOR_BIRTH, wire.node.dbirth([COUNT]));
      wire.say(DATA, wire.node.data([{ ...TEMP, type: 'Double', value: 2.5 }]));
      wire.say(MOTOR_DATA, wire.node.data([{ ...COUNT, type: 'Int64', value: 7 }]));
    },
  },
  'sparkplug-before-birth': {
    breaks: [
      [
        'tck-id-payloads-ndata-order',
        (wire) => {
          wire.born().say(DEATH, wire.node.ndeath());
          wire.say(DATA, wire.node.data([TEMP]));
          wire.say(DATA, wire.node.data([TEMP]));
        },
      ],
      [
        'tck-id-message-flow-device-birth-publish-nbirth-wait',
        (wire) => {
          wire.connect(willOf());
          wire.say(MOTOR_BIRTH, wire.node.dbirth([COUNT]), { direction: 'out' });
        },
      ],
      [
        'tck-id-payloads-ddata-order',
        (wire) => {
          wire.say(BIRTH, wire.node.nbirth([TEMP]));
          wire.say(MOTOR_DATA, wire.node.data([COUNT]));
        },
      ],
      [
        'tck-id-payloads-ddata-order',
        (wire) => {
          wire.born().say(topicOf(MOTOR, 'DEATH'), wire.node.ddeath());
          wire.say(MOTOR_DATA, wire.node.data([COUNT]));
        },
      ],
    ],
    // A late listener has missed it.
    keeps: (wire) => wire.say(MOTOR_DATA, wire.node.data([COUNT])),
  },
  'sparkplug-datatype-in-data': {
    breaks: [
      [
        'tck-id-payloads-metric-datatype-not-req',
        (wire) => {
          wire.born().say(DATA, wire.node.data([{ ...TEMP, saysType: true }]));
          wire.say(DATA, wire.node.data([{ ...TEMP, saysType: true }]));
        },
      ],
    ],
    keeps: (wire) => wire.born().say(DATA, wire.node.data([TEMP])),
  },
  'sparkplug-case': {
    breaks: [
      [
        'tck-id-case-sensitivity-metric-names',
        (wire) => wire.say(BIRTH, wire.node.nbirth([TEMP, { ...COUNT, name: 'TEMP' }])),
      ],
    ],
    keeps: (wire) => wire.born(),
  },
  'sparkplug-state': {
    breaks: [
      ['tck-id-host-topic-phid-birth-payload', (wire) => wire.say(HOST, 'ONLINE')],
      ['tck-id-host-topic-phid-birth-payload', (wire) => wire.say(HOST, { timestamp: 1 })],
      ['tck-id-host-topic-phid-death-payload', (wire) => wire.say(HOST, { online: false })],
      ['tck-id-host-topic-phid-birth-topic', (wire) => wire.say('STATE/scada', ONLINE)],
    ],
    keeps: (wire) => {
      wire.say(HOST, ONLINE, { retain: true });
      wire.say('STATE/scada', 'ONLINE', { retain: true });
      wire.say('STATE/scada', 'OFFLINE', { retain: true });
    },
  },
  'sparkplug-state-old': {
    breaks: [
      ['tck-id-host-topic-phid-birth-topic', (wire) => wire.say('STATE/scada', 'ONLINE')],
      ['tck-id-host-topic-phid-death-topic', (wire) => wire.say('STATE/scada', 'OFFLINE')],
    ],
    keeps: (wire) => wire.say(HOST, ONLINE, { retain: true }),
  },
  'sparkplug-will': {
    breaks: [
      ['tck-id-payloads-ndeath-will-message-qos', (wire) => wire.connect({ ...willOf(), qos: 0 })],
      [
        'tck-id-payloads-ndeath-will-message-retain',
        (wire) => wire.connect({ ...willOf(), retain: true }),
      ],
      ['tck-id-principles-persistence-clean-session-311', (wire) => wire.connect(willOf(), false)],
      [
        'tck-id-payloads-state-will-message-retain',
        (wire) => {
          const payload = new TextEncoder().encode('{"online":false,"timestamp":1}');
          wire.connect({ topic: HOST, payload, qos: 1, retain: false });
        },
      ],
      [
        'tck-id-message-flow-edge-node-birth-publish-will-message',
        (wire) => {
          wire.connect({ ...willOf(), topic: 'other/will' });
          wire.say(BIRTH, wire.node.nbirth(), { direction: 'out' });
          wire.say(BIRTH, wire.node.nbirth(), { direction: 'out' });
        },
      ],
      [
        'tck-id-operational-behavior-edge-node-intentional-disconnect-ndeath',
        (wire) => {
          wire.connect(willOf());
          wire.say(BIRTH, wire.node.nbirth(), { direction: 'out' });
          wire.disconnect();
        },
      ],
    ],
    keeps: (wire) => {
      wire.connect(willOf());
      wire.say(BIRTH, wire.node.nbirth(), { direction: 'out' });
      // A connection whose CONNECT is not in the capture, and a listener.
      const stream = wire.open();
      wire.say(BIRTH, wire.node.nbirth(), { direction: 'out', stream });
      wire.say(BIRTH, wire.node.nbirth(), { stream });
      // An edge node without BIRTH is not online.
      wire.connect(willOf());
      wire.disconnect();
    },
  },
  'sparkplug-rebirth-request': {
    breaks: [
      [
        'tck-id-operational-behavior-data-commands-ncmd-rebirth-name',
        (wire) => wire.born().say(CMD, askRebirth()),
      ],
    ],
    keeps: (wire) => wire.born().say(CMD, writeMetrics(WRITTEN)),
  },
  'sparkplug-rebirth-ignored': {
    breaks: [
      [
        'tck-id-operational-behavior-data-commands-rebirth-action-2',
        (wire) => {
          wire.born().say(CMD, askRebirth());
          wire.wait(6);
          wire.say(DATA, wire.node.data([TEMP]));
          wire.say(DATA, wire.node.data([TEMP]));
        },
      ],
    ],
    keeps: (wire) => {
      wire.born().say(CMD, askRebirth());
      wire.say(DATA, wire.node.data([TEMP]));
      wire.wait(6);
      wire.say(BIRTH, wire.node.nbirth([TEMP]));
      wire.say(DATA, wire.node.data([TEMP]));
    },
  },
};

const all = Object.entries(SCENES);
const breaks = all.flatMap(([id, scenes]) =>
  scenes.breaks.map(([statement, script], at) => ({ id, statement, script, at })),
);

describe('a rule of Sparkplug B', () => {
  it.each(breaks)('$id finds a violation of $statement ($at)', ({ id, statement, script }) => {
    const wire = new Wire();
    script(wire);
    const found = wire.found.filter(({ rule }) => rule === id);
    expect(found.map((one) => one.statement)).toEqual([statement]);
    const severities = new Map(Object.entries(SPARKPLUG_RULES));
    for (const one of found) {
      expect(one.severity).toBe(severities.get(id)?.severity);
      expect(foundWrong(one)).toMatch(/^(?!.*undefined).+ .+\.$/);
      expect(wire.capture.foundOn(one.packet)).toContain(one);
    }
  });

  it.each(all)('%s finds nothing in correct messages', (id, { keeps }) => {
    const wire = new Wire();
    keeps(wire);
    expect(wire.rules).not.toContain(id);
  });
});

test('a correct edge node breaks no rule, on its own connection and on a listener’s', () => {
  const wire = new Wire();
  wire.connect(willOf());
  const passes = (topic: string, payload: Uint8Array, qos: 0 | 1 = 0) => {
    wire.say(topic, payload, { direction: 'out', qos });
    wire.say(topic, payload, { qos });
  };
  const { node } = wire;
  for (let session = 0; session < 3; session += 1) {
    passes(BIRTH, node.nbirth([TEMP]));
    passes(MOTOR_BIRTH, node.dbirth([COUNT]));
    for (let count = 0; count < 300; count += 1) {
      passes(count % 2 === 0 ? DATA : MOTOR_DATA, node.data([count % 2 === 0 ? TEMP : COUNT]));
    }
  }
  passes(DEATH, node.ndeath(), 1);
  expect(wire.found).toEqual([]);
});

test('the rules judge the payload in a compressed body', () => {
  const wire = new Wire();
  wire.say(BIRTH, compressed(wire.node.nbirth([TEMP])));
  wire.say(DATA, compressed(wire.node.data([TEMP])));
  wire.node.data([TEMP]);
  expect(wire.rules).toEqual([]);
  wire.say(DATA, compressed(wire.node.data([TEMP])));
  wire.say(DATA, envelope(Uint8Array.of(1, 2, 3), 'GZIP'));
  expect(wire.rules).toEqual(['sparkplug-seq', 'sparkplug-payload']);
});

test('a rebirth request names its cause', () => {
  const causeAfter = (script: Script) => {
    const wire = new Wire();
    script(wire);
    wire.say(CMD, askRebirth(), { direction: 'out' });
    const found = wire.found.find(({ rule }) => rule === 'sparkplug-rebirth-request');
    return found?.finding.key === 'of-convention' && found.finding.args.found.args['cause'];
  };
  expect([
    causeAfter((wire) => {
      wire.born().node.data([TEMP]);
      wire.say(DATA, wire.node.data([TEMP]));
    }),
    causeAfter((wire) => wire.born().say(DATA, wire.node.data([{ ...TEMP, alias: 9 }]))),
    causeAfter((wire) => wire.say(DATA, wire.node.data([TEMP]))),
    causeAfter((wire) => wire.born().say(HOST, ONLINE)),
    causeAfter((wire) => wire.born()),
  ]).toEqual(['seq-gap', 'unknown-alias', 'no-birth', 'host-back', 'unseen']);
});

test.each([
  [undefined, 0, ['sparkplug-will']],
  [0x04, 0, []],
  // The server publishes the will after any error.
  [0x80, 0, []],
  [undefined, 1, []],
] as const)('DISCONNECT %s after %i NDEATHs', (reasonCode, deaths, rules) => {
  const node = new EdgeNode();
  const talk = new Talk(5).begin({ will: { ...willOf(node), properties: [] } });
  talk.send(publish(BIRTH, { payload: node.nbirth() }));
  for (let n = 0; n < deaths; n += 1) talk.send(publish(DEATH, { payload: node.ndeath() }));
  talk.send({ type: 'disconnect', ...(reasonCode !== undefined && { reasonCode }) }).close();
  expect(talk.rules.filter((rule) => rule.startsWith('sparkplug-will'))).toEqual(rules);
});

test('a will is known after 10,000 connections were lost', () => {
  const talk = new Talk(5);
  const node = new EdgeNode();
  const lost = { ...willOf(node), topic: DEATH.replace('press', 'lost'), properties: [] };
  for (let count = 0; count < 10_001; count += 1) {
    talk
      .begin({ clientId: `lost-${count}`, will: lost })
      .close()
      .open();
  }
  talk.begin({ will: { ...willOf(node), properties: [] } });
  talk.send(publish(BIRTH, { payload: node.nbirth() })).end();
  expect(talk.rules.filter((rule) => rule === 'sparkplug-will')).toHaveLength(1);
});

test('docs/sparkplug.md names every checked statement', () => {
  const page = readFileSync(new URL('../../../docs/sparkplug.md', import.meta.url), 'utf8');
  const judged = new Set([
    ...Object.values(SPARKPLUG_RULES).map(({ statement }) => statement),
    ...breaks.map(({ statement }) => statement),
  ]);
  const rows = page.split('\n').filter((line) => line.startsWith('| `tck-id-'));
  for (const statement of judged) {
    const row = rows.find((line) => line.startsWith(`| \`${statement}\` |`));
    expect([statement, row]).toEqual([statement, expect.stringMatching(/`sparkplug-[a-z-]+`/)]);
  }
  const named = new Set(page.match(/`sparkplug-[a-z-]+`/g));
  expect([...named].toSorted()).toEqual(
    Object.keys(SPARKPLUG_RULES)
      .map((id) => `\`${id}\``)
      .toSorted(),
  );
});

/** All recordings with broker, client, conversation and network faults. */
import type { BrokerKind } from './brokers.ts';
import {
  bridge,
  broken,
  everyday,
  idle,
  pahoC,
  pahoCTools,
  properties,
  quickScript,
  refusals,
  restart,
  type Script,
  session,
  takeOver,
  tools,
  wills,
} from './conversations.ts';
import type { Mishap } from './cuttingRelay.ts';

export interface Recording {
  readonly name: string;
  readonly broker: BrokerKind;
  readonly mishaps?: readonly Mishap[];
  /** Recorded between relay and broker instead of client and relay. */
  readonly atBroker?: true;
  readonly script: Script;
}

/** Cuts the connection instead of one packet of each type. */
const CUTS: readonly Mishap[] = [
  { direction: 'in', type: 5, what: 'cut' },
  { direction: 'in', type: 7, what: 'cut' },
  { direction: 'in', type: 4, what: 'cut' },
  { direction: 'out', type: 6, what: 'cut' },
];
/** The same for the server's deliveries. */
const CUTS_OF_DELIVERY: readonly Mishap[] = [
  { direction: 'out', type: 5, what: 'cut' },
  { direction: 'out', type: 7, what: 'cut' },
  { direction: 'in', type: 6, what: 'cut' },
];
const CUTS_OF_QOS1: readonly Mishap[] = [
  { direction: 'in', type: 4, what: 'cut' },
  { direction: 'out', type: 4, what: 'cut' },
];

const each = (
  broker: BrokerKind,
  ...parts: readonly (readonly [string, Script, Recording['mishaps']?])[]
) =>
  parts.map(
    ([name, script, mishaps]): Recording => ({
      name: `${broker}-${name}`,
      broker,
      script,
      ...(mishaps && { mishaps }),
    }),
  );

export const RECORDINGS: readonly Recording[] = [
  ...each(
    'mosquitto',
    ['mqttjs5-v5', everyday('mqtt.js 5', 5)],
    ['mqttjs2-v31', everyday('mqtt.js 2', 3)],
    ['pahopy1-v5', everyday('Paho Python 1', 5)],
    ['pahopy2-v31', everyday('Paho Python 2', 3)],
    ['pahogo-v31', everyday('Paho Go', 3)],
    ['pahojs-v311', everyday('Paho JS', 4)],
    ['tools-v31', tools(3)],
    ['tools-v5', tools(5)],
    ['pahoc-v31', pahoC(3, 2)],
    [
      'pahoc-v31-retry-pubrel',
      pahoC(3, 2, 10),
      [{ direction: 'in', type: 7, what: { hold: 12_000 } }],
    ],
    ['pahoc-v311-retry-publish', pahoC(4, 1, 10), [{ direction: 'in', type: 4, what: 'lose' }]],
    [
      'pahoc-v31-lost-pubrec',
      pahoC(3, 2, 10),
      [{ direction: 'in', type: 5, what: { hold: 12_000 } }],
    ],
    ['pahoctools-v5', pahoCTools('5')],
    ['properties', properties],
    ['session-pahopy1-v5', session('Paho Python 1', 5)],
    ['session-mqttjs5-v31', session('mqtt.js 5', 3)],
    ['session-pahogo-v311', session('Paho Go', 4)],
    ['takeover-v5', takeOver('mqtt.js 5', 5)],
    ['takeover-v311', takeOver('mqtt.js 4', 4)],
    ['fight-v5', takeOver('mqtt.js 5', 5, true)],
    ['wills-v5', wills('Paho Python 1', 5)],
    ['wills-v311', wills('mqtt.js 2', 4)],
    ['restart-v5', restart('mqtt.js 5', 5)],
    ['restart-v311', restart('Paho Python 2', 4)],
    ['broken-mqttjs5-v5', broken('mqtt.js 5', 5), CUTS],
    ['broken-mqttjs4-v311', broken('mqtt.js 4', 4), CUTS],
    ['broken-pahopy1-v31', broken('Paho Python 1', 3), CUTS],
    ['broken-pahopy2-v5', broken('Paho Python 2', 5), CUTS_OF_DELIVERY],
    ['broken-pahogo-v311', broken('Paho Go', 4), CUTS_OF_DELIVERY],
    ['broken-mqttjs2-v31', broken('mqtt.js 2', 3), CUTS_OF_DELIVERY],
    ['script-v311', quickScript(4)],
    ['script-v5', quickScript(5)],
    ['idle-pahopy2-v311', idle('Paho Python 2', 4)],
    ['bridge-v5', bridge('mqttv50', false)],
    ['bridge-private-v311', bridge('mqttv311', true)],
    ['refusals-v5', refusals('mqtt.js 5', 5)],
  ),
  ...each(
    'mosquitto-limited',
    ['mqttjs5-v5', everyday('mqtt.js 5', 5)],
    ['pahopy2-v5', everyday('Paho Python 2', 5, 1)],
    ['idle-v5', idle('mqtt.js 5', 5)],
  ),
  ...each(
    'rabbitmq',
    ['mqttjs5-v311', everyday('mqtt.js 5', 4)],
    ['pahopy1-v31', everyday('Paho Python 1', 3)],
    ['tools-v311', tools(4)],
    ['session-pahogo-v311', session('Paho Go', 4)],
    ['takeover-v311', takeOver('Paho Python 2', 4)],
    ['wills-v311', wills('mqtt.js 4', 4)],
    ['broken-mqttjs5-v311', broken('mqtt.js 5', 4), CUTS_OF_QOS1],
    ['refusals-v311', refusals('mqtt.js 4', 4)],
    ['bridge-private-v311', bridge('mqttv311', true)],
    ['v5-refused', everyday('mqtt.js 5', 5)],
  ),
  ...each(
    'ejabberd',
    ['mqttjs5-v5', everyday('mqtt.js 5', 5)],
    ['pahopy2-v311', everyday('Paho Python 2', 4)],
    ['pahoctools-v5', pahoCTools('5')],
    ['properties', properties],
    ['session-pahopy2-v5', session('Paho Python 2', 5)],
    ['takeover-v5', takeOver('mqtt.js 5', 5)],
    ['fight-v311', takeOver('mqtt.js 5', 4, true)],
    ['wills-v5', wills('mqtt.js 5', 5)],
    ['broken-mqttjs5-v5', broken('mqtt.js 5', 5), CUTS],
    ['broken-pahopy1-v311', broken('Paho Python 1', 4), CUTS_OF_DELIVERY],
    ['bridge-v5', bridge('mqttv50', true)],
    ['v31-refused', tools(3)],
  ),
  ...each(
    'nats',
    ['mqttjs4-v311', everyday('mqtt.js 4', 4, 1)],
    ['pahogo-v311', everyday('Paho Go', 4, 1)],
    ['session-mqttjs5-v311', session('mqtt.js 5', 4, 1)],
    ['takeover-v311', takeOver('mqtt.js 2', 4)],
    ['broken-pahopy2-v311', broken('Paho Python 2', 4, 1), CUTS_OF_QOS1],
    ['wills-v311', wills('Paho Python 1', 4)],
    ['refusals-v311', refusals('mqtt.js 5', 4)],
  ),
  ...each(
    'aedes-0.51',
    ['mqttjs2-v311', everyday('mqtt.js 2', 4)],
    ['pahojs-v31', everyday('Paho JS', 3)],
    ['pahoctools-v31', pahoCTools('31')],
    ['session-mqttjs4-v311', session('mqtt.js 4', 4)],
    ['takeover-v311', takeOver('Paho Go', 4)],
    ['broken-mqttjs4-v311', broken('mqtt.js 4', 4), CUTS],
    ['wills-v31', wills('Paho Python 1', 3)],
  ),
  ...each(
    'aedes-2',
    ['mqttjs5-v5', everyday('mqtt.js 5', 5)],
    ['pahopy2-v311', everyday('Paho Python 2', 4)],
    ['session-pahopy1-v311', session('Paho Python 1', 4)],
    ['broken-pahogo-v311', broken('Paho Go', 4), CUTS_OF_DELIVERY],
    ['fight-v311', takeOver('mqtt.js 4', 4, true)],
    ['restart-v311', restart('mqtt.js 5', 4)],
    ['bridge-v311', bridge('mqttv311', true)],
  ),
  ...each(
    'mosca',
    ['mqttjs2-v31', everyday('mqtt.js 2', 3, 1)],
    ['session-pahopy1-v31', session('Paho Python 1', 3, 1)],
    ['takeover-v311', takeOver('mqtt.js 5', 4)],
    ['wills-v31', wills('mqtt.js 2', 3)],
  ),
];

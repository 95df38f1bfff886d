/** What a host sees that comes to an edge node which was born before: aliases without names, until it asks for a rebirth. */
import type { Said } from '../files/talk.testkit.ts';
import { COUNT, EdgeNode, TEMP } from './edgeNode.testkit.ts';
import { rebirthRequest } from './rebirth.ts';
import { topicOf } from './topics.ts';

type Place = Parameters<typeof topicOf>[0];
type Kind = Parameters<typeof topicOf>[1];

const NODE: Place = { group: 'plant', node: 'press', device: undefined };
const MOTOR: Place = { ...NODE, device: 'motor' };

const before = new EdgeNode();
before.seq = 6;
const after = new EdgeNode();
const asked = rebirthRequest('plant', 'press', 1_700_000_000_200);

const heard = (place: Place, kind: Kind, payload: Uint8Array): Said => [
  'in',
  topicOf(place, kind),
  payload,
];

export const SPARKPLUG: readonly Said[] = [
  ['in', 'spBv1.0/STATE/scada', { online: true, timestamp: 1_700_000_000_000 }, 'retained'],
  heard(NODE, 'DATA', before.data([{ ...TEMP, value: 21 }])),
  heard(MOTOR, 'DATA', before.data([COUNT])),
  ['out', asked.topic, asked.payload],
  heard(NODE, 'BIRTH', after.nbirth([TEMP])),
  heard(MOTOR, 'BIRTH', after.dbirth([{ ...COUNT, properties: { engUnit: 'rpm' } }])),
  heard(NODE, 'DATA', after.data([{ ...TEMP, value: 35.5 }])),
  heard(MOTOR, 'DATA', after.data([{ ...COUNT, value: -1500 }])),
  heard(MOTOR, 'DEATH', after.ddeath()),
];

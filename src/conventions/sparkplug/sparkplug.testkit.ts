/**
 * Messages seen by a host that connects to a running edge node: aliases without names, until it requests a
 * rebirth.
 */
import type { Said } from '../files/talk.testkit.ts';
import { COUNT, EdgeNode, TEMP } from './edgeNode.testkit.ts';
import { rebirthRequest } from './rebirth.ts';
import { aPump, PUMP, templates } from './templates.testkit.ts';
import { topicOf } from './topics.ts';

type Place = Parameters<typeof topicOf>[0];
type Kind = Parameters<typeof topicOf>[1];

const NODE: Place = { group: 'plant', node: 'press', device: undefined };
const MOTOR: Place = { ...NODE, device: 'motor' };
const STATION: Place = { ...NODE, device: 'station' };

const before = new EdgeNode();
before.seq = 6;
const after = new EdgeNode();
const asked = rebirthRequest('plant', 'press', 1_700_000_000_200);

const heard = (place: Place, kind: Kind, payload: Uint8Array): Said => [
  'in',
  topicOf(place, kind),
  payload,
];

/** Concatenated Protobuf messages merge: repeated fields are appended, other fields take the last value. */
const together = (...all: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(all.flatMap((bytes) => [...bytes]));

/** Takes the next sequence number for a payload that is written elsewhere. */
function nextSeq(node: EdgeNode): number {
  node.seq += 1;
  return node.seq - 1;
}

export const SPARKPLUG: readonly Said[] = [
  ['in', 'spBv1.0/STATE/scada', { online: true, timestamp: 1_700_000_000_000 }, 'retained'],
  heard(NODE, 'DATA', before.data([{ ...TEMP, value: 21 }])),
  heard(MOTOR, 'DATA', before.data([COUNT])),
  ['out', asked.topic, asked.payload],
  heard(NODE, 'BIRTH', together(after.nbirth([TEMP]), templates(0, { Pump: PUMP }))),
  heard(MOTOR, 'BIRTH', after.dbirth([{ ...COUNT, properties: { engUnit: 'rpm' } }])),
  heard(STATION, 'BIRTH', templates(nextSeq(after), { 'Pump 1': aPump(), 'Pump 2': aPump() })),
  heard(NODE, 'DATA', after.data([{ ...TEMP, value: 35.5 }])),
  heard(MOTOR, 'DATA', after.data([{ ...COUNT, value: -1500 }])),
  heard(MOTOR, 'DEATH', after.ddeath()),
];

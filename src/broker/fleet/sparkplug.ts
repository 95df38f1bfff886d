/** Sparkplug B edge node with two devices, and its host application. */

import {
  type WrittenMetric,
  writeMetrics,
} from '../../payload/formats/sparkplug/sparkplugMetrics.ts';
import { readSparkplug } from '../../payload/formats/sparkplug/sparkplugReading.ts';
import type { MessageSource } from '../core/contract/message.ts';
import {
  bytesMessage,
  type DeviceModel,
  fieldOf,
  jsonMessage,
  type Moment,
  USUAL,
  Wandering,
} from './model.ts';

const GROUP = 'hz-4';
const NODE = 'edge-01';
const HOST = 'scada';
const REBIRTH = 'Node Control/Rebirth';
const FAULTS = ['lose-ddata', 'wrong-bdseq'] as const;
/** Offset of a wrong bdSeq. */
const WRONG = 7;

type Fault = (typeof FAULTS)[number];

const topicOf = (type: string, device?: string): string =>
  `spBv1.0/${GROUP}/${type}/${NODE}${device === undefined ? '' : `/${device}`}`;

/** A metric of a device, and its alias in the whole edge node. */
interface Gauge {
  readonly name: string;
  readonly alias: number;
  readonly unit: string;
  readonly value: Wandering;
}

const gauge = (
  name: string,
  alias: number,
  unit: string,
  middle: number,
  reach: number,
): Gauge => ({
  name,
  alias,
  unit,
  value: new Wandering(middle, reach),
});

const metricOf = (
  { name, alias, unit, value }: Gauge,
  { wall, random }: Moment,
  isBirth: boolean,
): WrittenMetric => ({
  ...(isBirth && { name, saysType: true, properties: { engUnit: unit } }),
  alias,
  timestamp: wall,
  type: 'Float',
  value: value.next(random),
});

class Edge {
  readonly #devices: ReadonlyMap<string, readonly Gauge[]> = new Map([
    ['mixer', [gauge('Speed', 1, 'rpm', 740, 40), gauge('Torque', 2, 'Nm', 61, 9)]],
    ['dryer', [gauge('Temperature', 3, '°C', 84, 6), gauge('Humidity', 4, '%', 22, 5)]],
  ]);
  #bdSeq = -1;
  #seq = 0;
  readonly #faults = new Set<Fault>();

  /** The user requests it; it happens once. */
  plan(fault: Fault): void {
    this.#faults.add(fault);
  }

  will(): MessageSource {
    this.#bdSeq = (this.#bdSeq + 1) % 256;
    return this.death();
  }

  death(): MessageSource {
    const metrics = [{ name: 'bdSeq', type: 'Int64', value: this.#bdSeq } as const];
    return bytesMessage(topicOf('NDEATH'), writeMetrics({ metrics }), { qos: 1 });
  }

  births(moment: Moment): readonly MessageSource[] {
    this.#seq = 0;
    const { wall } = moment;
    const wrong = this.#faults.delete('wrong-bdseq') ? WRONG : 0;
    const common = { timestamp: wall, saysType: true };
    const own: readonly WrittenMetric[] = [
      { name: 'bdSeq', type: 'Int64', value: (this.#bdSeq + wrong) % 256, ...common },
      { name: REBIRTH, type: 'Boolean', value: false, ...common },
      { name: 'Properties/Hardware', type: 'String', value: 'simulated', ...common },
    ];
    return [
      this.#message('NBIRTH', undefined, own, moment),
      ...[...this.#devices].map(([device, gauges]) => {
        const metrics = gauges.map((one) => metricOf(one, moment, true));
        return this.#message('DBIRTH', device, metrics, moment);
      }),
    ];
  }

  data(device: string, moment: Moment): readonly MessageSource[] {
    if (this.#faults.has('wrong-bdseq')) return this.births(moment);
    const gauges = this.#devices.get(device) ?? [];
    const metrics = gauges.map((one) => metricOf(one, moment, false));
    const message = this.#message('DDATA', device, metrics, moment);
    return this.#faults.delete('lose-ddata') ? [] : [message];
  }

  #message(
    type: string,
    device: string | undefined,
    metrics: readonly WrittenMetric[],
    { wall }: Moment,
  ): MessageSource {
    const seq = this.#seq;
    this.#seq = (seq + 1) % 256;
    return bytesMessage(topicOf(type, device), writeMetrics({ timestamp: wall, seq, metrics }));
  }
}

const asksForRebirth = (payload: Uint8Array): boolean =>
  readSparkplug(payload).metrics.some(({ name, value }) => name === REBIRTH && value === true);

function edgeNode(): DeviceModel {
  const edge = new Edge();
  const commands = topicOf('NCMD');
  return {
    ...USUAL,
    name: NODE,
    version: 4,
    statusTopic: topicOf('NDEATH'),
    listensTo: [commands, topicOf('DCMD', '+')],
    commandQoS: 1,
    losesConnectionEvery: 90_000,
    atConnect: (moment) => edge.births(moment),
    routines: [
      { every: 2000, run: (moment) => edge.data('mixer', moment) },
      { every: 3000, run: (moment) => edge.data('dryer', moment) },
    ],
    ways: {
      will: () => edge.will(),
      farewell: () => [edge.death()],
      hear: (topic, payload, moment) =>
        topic === commands && asksForRebirth(payload) ? edge.births(moment) : [],
    },
    obey: (command) => {
      const wanted = fieldOf(command, 'fault');
      const fault = FAULTS.find((one) => one === wanted);
      if (fault === undefined) {
        return { ok: false, error: `Expected {"fault": "${FAULTS.join('" or "')}"}.` };
      }
      edge.plan(fault);
      return { ok: true, fault };
    },
  };
}

/** Requests a rebirth after a skipped sequence number, or if an edge node starts in the middle. */
function host(): DeviceModel {
  const topic = `spBv1.0/STATE/${HOST}`;
  let since = 0;
  let seq: number | undefined;
  const state = (online: boolean) =>
    jsonMessage(topic, { online, timestamp: since }, { qos: 1, retain: true });
  return {
    ...USUAL,
    name: HOST,
    version: 4,
    statusTopic: topic,
    listensTo: [topic, `spBv1.0/${GROUP}/#`],
    routines: [],
    atConnect: () => [state(true)],
    ways: {
      will: ({ wall }) => {
        since = wall;
        seq = undefined;
        return state(false);
      },
      farewell: () => [state(false)],
      hear: (heard, payload, { wall }) => {
        const [, , type = ''] = heard.split('/');
        const found = Number(readSparkplug(payload).seq ?? -1n);
        if (found < 0 || !['NBIRTH', 'DBIRTH', 'DDATA'].includes(type)) return [];
        const isNext = type === 'NBIRTH' || (seq !== undefined && found === (seq + 1) % 256);
        seq = found;
        if (isNext) return [];
        const common = { timestamp: wall, saysType: true } as const;
        const metrics = [{ name: REBIRTH, type: 'Boolean', value: true, ...common } as const];
        return [bytesMessage(topicOf('NCMD'), writeMetrics({ timestamp: wall, metrics }))];
      },
    },
  };
}

/** The host is first, so it receives the first BIRTH. */
export const sparkplugPlant = (): readonly DeviceModel[] => [host(), edgeNode()];

/** ms after the start of the others, so these do not delay a first visit. */
export const SPARKPLUG_AFTER = 15_000;

/** Finds reasons for a host to request a rebirth of an edge node (specification 3.0, 5.9 and 5.15). */
import type { Wording } from '../../engine/devices/device.ts';
import type {
  SparkplugMetric,
  SparkplugRead,
} from '../../payload/formats/sparkplug/sparkplugMessages.ts';
import type { Births } from './births.ts';
import type { Lane } from './lane.ts';
import type { NodeTopic } from './topics.ts';

export const CAUSES = {
  'seq-gap': {
    en: 'Messages are missing: their sequence numbers were skipped. A rebirth is needed.',
    zh: '有消息缺失：序列号不连续。需要请求 Rebirth。',
  },
  'after-death': {
    en: 'It sends after its NDEATH, without a new NBIRTH. A rebirth is needed.',
    zh: '在 NDEATH 之后未发布新的 NBIRTH 就继续发送。需要请求 Rebirth。',
  },
  'unknown-device': {
    en: 'A device sends data without a DBIRTH. A rebirth is needed.',
    zh: '设备未发布 DBIRTH 就发送数据。需要请求 Rebirth。',
  },
  'unknown-alias': {
    en: 'A metric has an alias that no BIRTH gave. A rebirth is needed.',
    zh: '某个度量的别名未在任何 BIRTH 中给出。需要请求 Rebirth。',
  },
  'unknown-metric': {
    en: 'A metric was not in the BIRTH. A rebirth is needed.',
    zh: '某个度量未包含在 BIRTH 中。需要请求 Rebirth。',
  },
} as const satisfies Record<string, Wording>;

/** `no-birth`: its BIRTH was not seen, so that metrics have no names. */
export type Cause = keyof typeof CAUSES | 'no-birth';

/**
 * The cause in a message; undefined if there is none.
 * @param lane the state before the message
 * @param shared the state of the edge node over all connections
 */
export function causeIn(
  topic: NodeTopic,
  read: SparkplugRead,
  lane: Lane,
  shared: Births,
): Cause | undefined {
  const { type, device } = topic;
  if (type === 'NBIRTH' || type === 'NDEATH' || type === 'NCMD' || type === 'DCMD')
    return undefined;
  if (lane.isAlive === false) return 'after-death';
  const next = lane.nextSeq;
  if (next !== undefined && read.seq !== undefined && read.seq !== BigInt(next)) return 'seq-gap';
  if (type === 'DBIRTH') return undefined;
  const isUnknown = device !== undefined && lane.devices.get(device) !== true;
  if (lane.isAlive === true && isUnknown) return 'unknown-device';
  if (type === 'DDEATH') return undefined;
  // There was no memory for its BIRTH.
  if (lane.isAlive === true && !lane.births.has(device)) return undefined;
  const metric = unknownMetric(read, lane.isAlive === true ? lane.births : shared, device);
  if (metric === undefined) return undefined;
  if (lane.isAlive !== true) return metric.name === undefined ? 'no-birth' : undefined;
  return metric.name === undefined ? 'unknown-alias' : 'unknown-metric';
}

/** The first metric that is not in the last BIRTH. */
export function unknownMetric(
  { metrics }: SparkplugRead,
  births: Births,
  device: string | undefined,
): SparkplugMetric | undefined {
  const known = births.known(device);
  return metrics.find((metric) => known(metric) === undefined);
}

/**
 * Brokers' topics below `$SYS`, by vendor: Mosquitto (mosquitto(8), BROKER STATUS), EMQX (docs.emqx.com,
 * System Topic), HiveMQ's extension (the list at github.com/mqtt/mqtt.org/wiki/SYS-Topics) and VerneMQ's
 * systree (names of its metrics). The standard only reserves `$` (4.7.2).
 */

import type { SysValue } from '../../session/broker/sysValues.ts';

type Kind =
  /** Unchanged text. */
  | 'text'
  /** Seconds; other texts are shown unchanged. */
  | 'duration'
  /** A number that can rise and fall. */
  | 'count'
  | 'bytes'
  /** A number that only grows, shown with its rate. */
  | 'counter'
  | 'byte-counter';

type SysGroup = 'broker' | 'clients' | 'messages' | 'traffic' | 'held';
type SysKey =
  | 'version'
  | 'description'
  | 'uptime'
  | 'time'
  | 'connected'
  | 'mostConnected'
  | 'disconnected'
  | 'sessions'
  | 'publishIn'
  | 'publishOut'
  | 'dropped'
  | 'packetsIn'
  | 'packetsOut'
  | 'bytesIn'
  | 'bytesOut'
  | 'subscriptions'
  | 'shared'
  | 'retained'
  | 'stored'
  | 'topics'
  | 'memory'
  | 'mostMemory';

interface Known {
  readonly group: SysGroup;
  readonly key: SysKey;
  readonly kind: Kind;
  /** Levels and words after the node, in lower case, separated by `/`. The first path that exists is used. */
  readonly paths: readonly string[];
}

/** In display order, each group together. */
const KNOWN: readonly Known[] = [
  { group: 'broker', key: 'version', kind: 'text', paths: ['version'] },
  { group: 'broker', key: 'description', kind: 'text', paths: ['sysdescr'] },
  { group: 'broker', key: 'uptime', kind: 'duration', paths: ['uptime'] },
  { group: 'broker', key: 'time', kind: 'text', paths: ['datetime', 'time'] },
  {
    group: 'clients',
    key: 'connected',
    kind: 'count',
    paths: [
      'clients/connected',
      'clients/active',
      'stats/live/connections/count',
      'stats/connections/count',
      'active/mqtt/connections',
      'mqtt/connections',
    ],
  },
  {
    group: 'clients',
    key: 'mostConnected',
    kind: 'count',
    paths: ['clients/maximum', 'stats/connections/max'],
  },
  {
    group: 'clients',
    key: 'disconnected',
    kind: 'count',
    paths: ['clients/disconnected', 'clients/inactive'],
  },
  {
    group: 'clients',
    key: 'sessions',
    kind: 'count',
    paths: ['clients/total', 'stats/sessions/count', 'queue/processes'],
  },
  {
    group: 'messages',
    key: 'publishIn',
    kind: 'counter',
    paths: [
      'publish/messages/received',
      'messages/publish/received',
      'metrics/messages/received',
      'mqtt/publish/received',
    ],
  },
  {
    group: 'messages',
    key: 'publishOut',
    kind: 'counter',
    paths: [
      'publish/messages/sent',
      'messages/publish/sent',
      'metrics/messages/sent',
      'mqtt/publish/sent',
    ],
  },
  {
    group: 'messages',
    key: 'dropped',
    kind: 'counter',
    paths: [
      'publish/messages/dropped',
      'messages/publish/dropped',
      'metrics/messages/dropped',
      'queue/message/drop',
    ],
  },
  {
    group: 'messages',
    key: 'packetsIn',
    kind: 'counter',
    paths: ['metrics/packets/received', 'messages/received'],
  },
  {
    group: 'messages',
    key: 'packetsOut',
    kind: 'counter',
    paths: ['metrics/packets/sent', 'messages/sent'],
  },
  {
    group: 'traffic',
    key: 'bytesIn',
    kind: 'byte-counter',
    paths: ['bytes/received', 'metrics/bytes/received', 'load/bytes/received'],
  },
  {
    group: 'traffic',
    key: 'bytesOut',
    kind: 'byte-counter',
    paths: ['bytes/sent', 'metrics/bytes/sent', 'load/bytes/sent'],
  },
  {
    group: 'held',
    key: 'subscriptions',
    kind: 'count',
    paths: ['subscriptions/count', 'stats/subscriptions/count', 'router/subscriptions'],
  },
  {
    group: 'held',
    key: 'shared',
    kind: 'count',
    paths: ['shared/subscriptions/count', 'stats/subscriptions/shared/count'],
  },
  {
    group: 'held',
    key: 'retained',
    kind: 'count',
    paths: [
      'retained/messages/count',
      'messages/retained/count',
      'stats/retained/count',
      'retain/messages',
    ],
  },
  {
    group: 'held',
    key: 'stored',
    kind: 'count',
    paths: ['store/messages/count', 'messages/stored'],
  },
  { group: 'held', key: 'topics', kind: 'count', paths: ['stats/topics/count'] },
  {
    group: 'held',
    key: 'memory',
    kind: 'bytes',
    paths: ['heap/current/size', 'heap/current', 'retain/memory'],
  },
  { group: 'held', key: 'mostMemory', kind: 'bytes', paths: ['heap/maximum/size', 'heap/maximum'] },
];

export interface SysFact {
  readonly key: SysKey;
  readonly topic: string;
  readonly text: string;
  /** undefined: it is text. */
  readonly number: number | undefined;
  readonly isBytes: boolean;
  /** Rate per second between the last two values. undefined if unknown or meaningless. */
  readonly rate: number | undefined;
}

export interface SysNode {
  /** Name of a cluster node. Undefined for a broker without nodes. */
  readonly name: string | undefined;
  readonly groups: ReadonlyMap<SysGroup, readonly SysFact[]>;
}

/** Splits a topic into node and fact, by its leading levels. */
function placeOf(topic: string): { readonly node: string | undefined; readonly path: string } {
  const [, first = '', second, ...rest] = topic.split('/');
  const words = (levels: readonly (string | undefined)[]) =>
    levels.join('/').toLowerCase().replaceAll(/[._ ]/g, '/');
  if (first === 'brokers') return { node: second, path: words(rest) };
  if (first.includes('@')) return { node: first, path: words([second, ...rest]) };
  return { node: undefined, path: words([second, ...rest]) };
}

const NUMBER = /^-?\d+(?:\.\d+)?$/;

function numberOf(text: string): number | undefined {
  return NUMBER.test(text) ? Number(text) : undefined;
}

/** Writes seconds in words. */
type Span = (seconds: number) => string;

/** Nodes in the order of their topics, each with its known facts. */
export function sysNodes(values: readonly SysValue[], span: Span): readonly SysNode[] {
  const byNode = new Map<string | undefined, Map<string, SysValue>>();
  for (const value of values) {
    const { node, path } = placeOf(value.topic);
    const paths = byNode.get(node) ?? new Map<string, SysValue>();
    byNode.set(node, paths);
    if (!paths.has(path)) paths.set(path, value);
  }
  return [...byNode].flatMap(([name, paths]) => {
    const groups = new Map<SysGroup, SysFact[]>();
    for (const { group, key, kind, paths: all } of KNOWN) {
      const value = all.map((path) => paths.get(path)).find((found) => found !== undefined);
      if (value === undefined) continue;
      groups.set(group, [...(groups.get(group) ?? []), factOf(key, kind, value, span)]);
    }
    return groups.size > 0 ? [{ name, groups }] : [];
  });
}

const SECONDS = /^(\d{1,12})(?:\.\d+)?(?: ?s| seconds?)?$/;

function shownText(kind: Kind, text: string, span: Span): string {
  const [, seconds] = (kind === 'duration' && SECONDS.exec(text)) || [];
  return seconds === undefined ? text : span(Number(seconds));
}

function factOf(key: SysKey, kind: Kind, value: SysValue, span: Span): SysFact {
  const { topic, time, before } = value;
  const text = shownText(kind, value.text, span);
  const number = kind === 'text' || kind === 'duration' ? undefined : numberOf(text);
  const isBytes = kind === 'bytes' || kind === 'byte-counter';
  const earlier = before && numberOf(before.text);
  const seconds = before === undefined ? 0 : (time - before.time) / 1e6;
  const grown = number === undefined || earlier === undefined ? -1 : number - earlier;
  // Retained values arrive at once, others at their interval. Less than a second gives no meaningful rate.
  const isRate = kind.endsWith('counter') && grown >= 0 && seconds >= 1;
  return { key, topic, text, number, isBytes, rate: isRate ? grown / seconds : undefined };
}

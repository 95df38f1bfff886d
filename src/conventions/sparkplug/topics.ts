/** Topics of Sparkplug B (specification 3.0, chapter 4). */

const NODE_TYPES = ['NBIRTH', 'NDEATH', 'NDATA', 'NCMD'] as const;
const DEVICE_TYPES = ['DBIRTH', 'DDEATH', 'DDATA', 'DCMD'] as const;

type NodeType = (typeof NODE_TYPES)[number];
type DeviceType = (typeof DEVICE_TYPES)[number];
export type MessageType = NodeType | DeviceType;

export interface NodeTopic {
  readonly of: 'node';
  readonly type: MessageType;
  readonly group: string;
  readonly node: string;
  /** undefined: it is of the node itself. */
  readonly device: string | undefined;
  /** A copy that a server which knows Sparkplug retains. */
  readonly isCopy: boolean;
}

export interface HostTopic {
  readonly of: 'host';
  readonly host: string;
  /** As before version 3.0. */
  readonly isOld: boolean;
}

/** Of the namespace, but of no form that it has. */
interface WrongTopic {
  readonly of: 'wrong';
  readonly type: string;
  readonly why: 'type' | 'device-missing' | 'device-given' | 'levels';
}

export type SparkplugTopic = NodeTopic | HostTopic | WrongTopic;

const COPIES = '$sparkplug/certificates/';
const NAMESPACE = 'spBv1.0';

/** undefined: it is another's. */
export function sparkplugTopic(name: string): SparkplugTopic | undefined {
  const isCopy = name.startsWith(COPIES);
  const levels = (isCopy ? name.slice(COPIES.length) : name).split('/');
  const [namespace, group = '', type = '', node = '', device] = levels;
  if (namespace === 'STATE') return oldState(levels);
  if (namespace !== NAMESPACE) return undefined;
  if (group === 'STATE') return host(levels.slice(2).join('/'), type);
  const known = typeOf(type);
  if (known === undefined) return { of: 'wrong', type, why: 'type' };
  if (group === '' || node === '' || device === '' || levels.length > 5) {
    return { of: 'wrong', type, why: 'levels' };
  }
  const isOfDevice = DEVICE_TYPES.some((each) => each === known);
  if (isOfDevice && device === undefined) return { of: 'wrong', type, why: 'device-missing' };
  if (!isOfDevice && device !== undefined) return { of: 'wrong', type, why: 'device-given' };
  return { of: 'node', type: known, group, node, device, isCopy };
}

/** Others have topics that begin so, too. */
function oldState(levels: readonly string[]): HostTopic | undefined {
  const [, name = ''] = levels;
  return levels.length === 2 && name !== '' ? { of: 'host', host: name, isOld: true } : undefined;
}

function host(rest: string, name: string): HostTopic | WrongTopic {
  return rest === name && name !== ''
    ? { of: 'host', host: name, isOld: false }
    : { of: 'wrong', type: 'STATE', why: 'levels' };
}

const TYPES: readonly MessageType[] = [...NODE_TYPES, ...DEVICE_TYPES];

const typeOf = (text: string): MessageType | undefined => TYPES.find((type) => type === text);

type Place = Pick<NodeTopic, 'group' | 'node' | 'device'>;

/** `spBv1.0/plant/DDATA/press/motor` */
export function topicOf({ group, node, device }: Place, kind: 'BIRTH' | 'DATA' | 'DEATH' | 'CMD') {
  return device === undefined
    ? `${NAMESPACE}/${group}/N${kind}/${node}`
    : `${NAMESPACE}/${group}/D${kind}/${node}/${device}`;
}

/** All that an edge node and its devices say, or a device, and what is said to them. */
export const filterOf = ({ group, node, device }: Place): string =>
  `${NAMESPACE}/${group}/+/${node}/${device ?? '#'}`;

/** By which the book has nodes and their devices. */
export const idOf = ({ group, node, device }: Place): string =>
  device === undefined ? `${group}/${node}` : `${group}/${node}/${device}`;

export const hostId = (name: string): string => `STATE/${name}`;

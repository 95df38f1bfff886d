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
  /** undefined for the node itself. */
  readonly device: string | undefined;
  /** A copy that a Sparkplug-aware server retains. */
  readonly isCopy: boolean;
}

export interface HostTopic {
  readonly of: 'host';
  readonly host: string;
  /** The form before version 3.0. */
  readonly isOld: boolean;
}

/** A topic in the namespace with an invalid form. */
interface WrongTopic {
  readonly of: 'wrong';
  readonly type: string;
  readonly why: 'type' | 'device-missing' | 'device-given' | 'levels';
}

export type SparkplugTopic = NodeTopic | HostTopic | WrongTopic;

const COPIES = '$sparkplug/certificates/';
const NAMESPACE = 'spBv1.0';

/** undefined if the topic is not in the namespace. */
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

/** Other topics may begin like this, too. */
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

/** Filter for all messages of an edge node and its devices, or of one device, and for commands to them. */
export const filterOf = ({ group, node, device }: Place): string =>
  `${NAMESPACE}/${group}/+/${node}/${device ?? '#'}`;

/** Id of nodes and devices in the book. */
export const idOf = ({ group, node, device }: Place): string =>
  device === undefined ? `${group}/${node}` : `${group}/${node}/${device}`;

export const hostId = (name: string): string => `STATE/${name}`;

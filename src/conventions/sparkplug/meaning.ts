/** Meaning of Sparkplug B topics, in the engine's terms. */
import type {
  Meaning,
  MessageFacts,
  NamedLevel,
  TopicMeaning,
} from '../../engine/conventions/convention.ts';
import type { Wording } from '../../engine/devices/device.ts';
import { follow } from './follow.ts';
import { asksForRebirth } from './rebirth.ts';
import {
  hostId,
  idOf,
  type MessageType,
  type NodeTopic,
  sparkplugTopic,
  topicOf,
} from './topics.ts';

const ABOUT: Readonly<Record<MessageType | 'STATE', Wording>> = {
  NBIRTH: {
    en: 'The edge node begins a session: all its metrics with names, data types and values.',
    zh: '边缘节点开始会话：给出其全部度量的名称、数据类型和值。',
  },
  NDEATH: {
    en: 'The edge node is gone, and its devices with it; its will.',
    zh: '边缘节点及其设备已离线；为其遗嘱。',
  },
  NDATA: {
    en: 'Metrics of the edge node that changed.',
    zh: '边缘节点中发生变化的度量。',
  },
  NCMD: {
    en: 'A host writes metrics of the edge node.',
    zh: '主机写入边缘节点的度量。',
  },
  DBIRTH: {
    en: 'A device is there: all its metrics with names, data types and values.',
    zh: '设备上线：给出其全部度量的名称、数据类型和值。',
  },
  DDEATH: { en: 'The edge node has lost the device.', zh: '边缘节点与设备失去联系。' },
  DDATA: { en: 'Metrics of the device that changed.', zh: '设备中发生变化的度量。' },
  DCMD: { en: 'A host writes metrics of the device.', zh: '主机写入设备的度量。' },
  STATE: {
    en: 'Whether the host application is online; retained, and its will.',
    zh: '主机应用是否在线；为保留消息，也是其遗嘱。',
  },
};

const CHAIN = 'sparkplug';

export function meaningOf(name: string): TopicMeaning | undefined {
  const topic = sparkplugTopic(name);
  if (topic === undefined) return undefined;
  const plain = { identifier: undefined, replyTopic: undefined, read: () => undefined };
  if (topic.of === 'wrong') {
    return { ...plain, kind: topic.type, device: '', isForDevice: false };
  }
  if (topic.of === 'host') {
    const { host } = topic;
    const levels = [{ name: 'host', value: host }];
    const state = { kind: 'STATE', about: ABOUT.STATE, levels, device: hostId(host) };
    return { ...plain, ...state, isForDevice: false, root: name };
  }
  return {
    ...plain,
    ...rebirth(topic),
    kind: topic.type,
    about: ABOUT[topic.type],
    levels: levelsOf(topic),
    chain: CHAIN,
    device: idOf(topic),
    root: topicOf(topic, 'DATA'),
    isForDevice: topic.type === 'NCMD' || topic.type === 'DCMD',
  };
}

function levelsOf({ group, node, device }: NodeTopic): readonly NamedLevel[] {
  return [
    { name: 'group', value: group },
    { name: 'edge node', value: node },
    ...(device === undefined ? [] : [{ name: 'device', value: device }]),
  ];
}

const NOTHING_MORE = {
  id: undefined,
  code: undefined,
  isFailure: false,
  message: undefined,
} as const;

/** A host requests a rebirth, and the edge node replies with its NBIRTH. */
function rebirth(topic: NodeTopic): Partial<TopicMeaning> {
  const { type } = topic;
  if (type === 'NCMD') {
    const asked: MessageFacts = { ...NOTHING_MORE, role: 'request', wantsReply: true };
    return {
      identifier: 'Rebirth',
      replyTopic: topicOf(topic, 'BIRTH'),
      read: (payload) => (asksForRebirth(payload) ? asked : undefined),
    };
  }
  if (type !== 'NBIRTH') return {};
  const born: MessageFacts = {
    ...NOTHING_MORE,
    role: 'reply',
    wantsReply: false,
    comesUnasked: true,
  };
  return { read: () => born };
}

export const MEANING: Meaning = { of: meaningOf, follow };

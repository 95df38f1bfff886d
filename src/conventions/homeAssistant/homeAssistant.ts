/**
 * Home Assistant's discovery (home-assistant.io/integrations/mqtt): retained messages that name devices,
 * their entities and the topics of these. Those topics carry values and availability.
 */

import type { Meaning, TopicMeaning } from '../../engine/conventions/convention.ts';
import { Discoveries, STATUS } from './discoveries.ts';

const CONFIG = /^homeassistant\/([^/]+)\/(?:([^/]+)\/)?([^/]+)\/config$/;
/** Another number of levels, or an empty one. */
const MISPLACED = /^homeassistant\/(?:.*\/)?([^/]*)\/config$/;

const ABOUT_CONFIG = {
  en: 'Names a device and its entities, with their topics; retained. An empty message takes them away.',
  zh: '声明设备、实体及其主题；为保留消息。空消息表示删除。',
} as const;
const ABOUT_STATUS = {
  en: 'Whether Home Assistant is connected: its birth message and its will.',
  zh: 'Home Assistant 是否在线：上线消息和遗嘱。',
} as const;

const NOTHING = {
  device: '',
  identifier: undefined,
  replyTopic: undefined,
  isForDevice: false,
  read: () => undefined,
} as const;

export const homeAssistant: Meaning = {
  of: (topic) => {
    if (topic === STATUS) return { kind: 'status', about: ABOUT_STATUS, ...NOTHING };
    return configMeaning(topic);
  },
  follow: (book, reports) => {
    const followed = new Discoveries(book, reports);
    return (message, onTooMuch) => followed.take(message, onTooMuch);
  },
};

function configMeaning(topic: string): TopicMeaning | undefined {
  const [, component, node, object] = CONFIG.exec(topic) ?? [];
  if (component === undefined || object === undefined) {
    const [, last] = MISPLACED.exec(topic) ?? [];
    if (last === undefined) return undefined;
    return { ...NOTHING, kind: 'discovery', about: ABOUT_CONFIG, identifier: last };
  }
  const levels = [
    { name: 'component', value: component },
    ...(node === undefined ? [] : [{ name: 'node', value: node }]),
    { name: 'object', value: object },
  ];
  return { ...NOTHING, kind: 'discovery', about: ABOUT_CONFIG, levels, identifier: object };
}

/**
 * Meshtastic (meshtastic.org/docs/software/integrations/mqtt): messages that gateways receive, as JSON, or as
 * Protobuf encrypted with the key of its channel. Nodes are identified by code: JSON has their numbers,
 * everything else has `!` and hexadecimal digits.
 */
import type { ConventionFile, TopicForm } from '../files/conventionFile.ts';

/** @param root the root topic, which names a region unless the user shortened it */
function topicsBelow(root: string): readonly TopicForm[] {
  const filled = root.replace('...', '');
  const gateway = (below: string) => ({
    topic: `${root}/${below}`,
    device: '{gateway}',
    root: `${filled}/${below}`,
  });
  const downlink = {
    kind: 'downlink',
    about: { en: 'A message to be sent over radio.', zh: '要通过无线电发送的消息。' },
    toDevice: true,
  };
  return [
    { topic: `${root}/2/json/mqtt/`, ...downlink },
    { topic: `${root}/2/json/mqtt`, ...downlink },
    {
      ...gateway('2/json/{channel}/{gateway}'),
      kind: 'packet',
      about: {
        en: 'A packet that the gateway heard: text, position, telemetry or who a node is.',
        zh: '网关收到的数据包：文本、位置、遥测或节点信息。',
      },
      isAlive: true,
    },
    {
      ...gateway('2/e/{channel}/{gateway}'),
      kind: 'Protobuf packet',
      chain: 'meshtastic',
      about: {
        en: 'A packet as Protobuf. If it is encrypted, read it with meshtastic(KEY), the key of its channel.',
        zh: 'Protobuf 数据包。若已加密，可用信道密钥以 meshtastic(密钥) 解析。',
      },
      isAlive: true,
    },
    {
      ...gateway('2/c/{channel}/{gateway}'),
      kind: 'Protobuf packet',
      chain: 'meshtastic',
      about: { en: 'A packet as Protobuf, in the older form.', zh: '旧形式的 Protobuf 数据包。' },
      isAlive: true,
    },
    {
      topic: `${root}/2/map/`,
      kind: 'map report',
      chain: 'meshtastic',
      about: {
        en: 'The name and place of a node, for maps; Protobuf that is never encrypted.',
        zh: '用于地图的节点名称和位置，从不加密的 Protobuf。',
      },
    },
    {
      ...gateway('2/stat/{gateway}'),
      kind: 'availability',
      about: {
        en: 'Whether the gateway is connected; retained, and its will.',
        zh: '网关是否在线；为保留消息，也是其遗嘱。',
      },
      state: { at: '', is: { online: 'online', offline: 'offline' } },
    },
  ];
}

export const meshtastic: ConventionFile = {
  convention: 'meshtastic',
  name: 'Meshtastic',
  topics: [...topicsBelow('msh'), ...topicsBelow('msh/{region...}')],
};

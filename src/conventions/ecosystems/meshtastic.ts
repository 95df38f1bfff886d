/**
 * Meshtastic (meshtastic.org/docs/software/integrations/mqtt): messages that gateways receive, as JSON, or as
 * Protobuf encrypted with the key of its channel. Nodes are identified by code: JSON has their numbers,
 * everything else has `!` and hexadecimal digits.
 */
import type { ConventionFile } from '../files/conventionFile.ts';

const GATEWAY = { device: '{gateway}', root: 'msh/{region}/2/json/{channel}/{gateway}' } as const;

export const meshtastic: ConventionFile = {
  convention: 'meshtastic',
  name: 'Meshtastic',
  topics: [
    {
      topic: 'msh/{region...}/2/json/mqtt/',
      kind: 'downlink',
      about: { en: 'A message to be sent over radio.', zh: '要通过无线电发送的消息。' },
      toDevice: true,
    },
    {
      topic: 'msh/{region...}/2/json/mqtt',
      kind: 'downlink',
      about: { en: 'A message to be sent over radio.', zh: '要通过无线电发送的消息。' },
      toDevice: true,
    },
    {
      topic: 'msh/{region...}/2/json/{channel}/{gateway}',
      kind: 'packet',
      about: {
        en: 'A packet that the gateway heard: text, position, telemetry or who a node is.',
        zh: '网关收到的数据包：文本、位置、遥测或节点信息。',
      },
      ...GATEWAY,
      isAlive: true,
    },
    {
      topic: 'msh/{region...}/2/e/{channel}/{gateway}',
      kind: 'encrypted packet',
      chain: 'meshtastic',
      about: {
        en: 'A packet as Protobuf, encrypted with the key of its channel unless the gateway sends it plain: read it with meshtastic(KEY).',
        zh: 'Protobuf 数据包，除非网关设为明文，否则以信道密钥加密：可用 meshtastic(密钥) 解析。',
      },
      ...GATEWAY,
      isAlive: true,
    },
    {
      topic: 'msh/{region...}/2/c/{channel}/{gateway}',
      kind: 'encrypted packet',
      chain: 'meshtastic',
      about: { en: 'A packet as Protobuf, in the older form.', zh: '旧形式的 Protobuf 数据包。' },
      ...GATEWAY,
      isAlive: true,
    },
    {
      topic: 'msh/{region...}/2/map/',
      kind: 'map report',
      about: { en: 'Where a node is, for maps; Protobuf.', zh: '用于地图的节点位置，Protobuf。' },
    },
    {
      topic: 'msh/{region...}/2/stat/{gateway}',
      kind: 'availability',
      about: {
        en: 'Whether the gateway is connected; retained, and its will.',
        zh: '网关是否在线；为保留消息，也是其遗嘱。',
      },
      ...GATEWAY,
      root: 'msh/{region}/2/stat/{gateway}',
      state: { at: '', is: { online: 'online', offline: 'offline' } },
    },
  ],
};

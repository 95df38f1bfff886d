import type { Words } from '../../../base/message.ts';
import { visibleName } from '../../../base/visibleText.ts';
import type { FileFacts, LeftOutFacts, SkipFacts } from '../../../profiles/files/importFacts.ts';
import { bytes, grouped } from '../../numbers.ts';

const FORMS = { yaml: 'YAML', xml: 'XML', csv: 'CSV', excel: 'Excel' } as const;

export const fileFacts: Words<FileFacts> = {
  'too-large': ({ bytes: size, most }) =>
    `文件过大：${bytes(size)}。连接配置文件最大为 ${bytes(most)}。`,
  'not-json': ({ looks }) =>
    looks === 'other'
      ? '文件不是 JSON，或不完整。请选择 MQTT Explorer 的 settings.json、MQTTX 导出的 JSON 文件，或 mqttscope 的连接配置文件。'
      : `文件像是 ${FORMS[looks]}。MQTTX 可将同样的内容导出为 JSON：请选择 JSON。`,
  unknown: () => '文件可以读取，但其中没有 MQTT Explorer、MQTTX 或 mqttscope 的连接。',
  empty: () => '文件中没有连接。',
  'too-many': ({ count, most }) => `文件中有 ${count} 个连接；最多读取 ${most} 个。`,
  'newer-version': ({ version }) =>
    `文件版本为 ${version}，来自更新的 mqttscope。请先更新，再导入。`,
  damaged: ({ path }) => `文件在“${path}”处损坏。`,
  'wrong-passphrase': () => '密码不正确，或文件已被更改。',
  'unknown-encryption': () => '此版本无法读取该文件的加密方式。',
  'no-web-crypto': () =>
    '此页面无法解密文件：浏览器只在 HTTPS 页面或本机（localhost）页面中提供解密。',
};

export const skipFacts: Words<SkipFacts> = {
  'not-a-profile': () => '不是连接',
  'other-type': ({ type }) => `不是 MQTT：类型为“${type}”`,
  'bad-host': () => '缺少主机，或不是主机名',
  'bad-port': () => '端口不是 1 至 65535 的数字',
  newer: () => '来自更新的 mqttscope：请先更新，再导入',
  damaged: ({ path }) => `在“${path}”处损坏`,
  'too-long': ({ path, most }) => `“${path}”过长：请缩短到最多 ${grouped(most)} 个字符或条目`,
};

const MOST_FILTERS = 5;
const quoted = (filter: string): string => `“${visibleName(filter.slice(0, 100))}”`;
const list = (names: readonly string[]): string => names.join('、');

export const leftOutFacts: Words<LeftOutFacts> = {
  'not-websocket': () =>
    '浏览器无法打开此地址：由配套程序提供应用时，配套程序可以打开；否则表单会建议同一 Broker 的其他地址。',
  'ca-certificate': ({ name }) =>
    `CA 证书 ${name}：文件中没有 PEM。请在表单的“配套程序”中重新选择。`,
  'client-certificate': ({ name }) =>
    `客户端证书 ${name}：文件中没有 PEM 及其私钥。请在表单的“配套程序”中重新选择。`,
  'certificate-files': ({ names }) =>
    `证书以路径导入：配套程序在其所在的机器上读取 ${list(names)}。`,
  unchecked: () => '原来不校验证书。此处会校验；证书显示之后，可选择让配套程序接受。',
  'generated-client-id': () => '自动生成的客户端 ID 已换成新的。',
  'client-id-time': () => '原来在客户端 ID 后附加时间。此处保持不变。',
  reconnect: ({ isOff }) =>
    isOff
      ? '原来不重新连接。mqttscope 会在连接丢失后重试；“停止”可结束重试。'
      : '两次重试之间的时间。mqttscope 自行决定。',
  'connect-timeout': () => '连接超时。',
  'odd-values': ({ names }) => `无效的值：${list(names)}。`,
  properties: ({ names }) => `CONNECT 属性：${list(names)}。`,
  'will-properties': ({ names }) => `遗嘱属性：${list(names)}。`,
  will: () => '遗嘱：其主题或载荷无效。',
  'subscription-details': ({ names }) => `订阅的附加信息：${list(names)}。`,
  'disabled-subscriptions': ({ filters }) => `已停用的订阅：${list(filters)}。`,
  'bad-filters': ({ filters }) => {
    const more = filters.length - MOST_FILTERS;
    const named = list(filters.slice(0, MOST_FILTERS).map(quoted));
    return `无效的主题过滤器：${named}${more > 0 ? `，以及另外 ${more} 个` : ''}。`;
  },
  'publish-properties': ({ names }) => `发布表单的属性：${list(names)}。`,
  'connect-at-start': () => '“启动时连接”已关闭，导入后可在配置中开启。',
  'auto-replies': ({ count }) => `${count} 条响应规则已关闭，可在“自动响应”中开启。`,
  messages: ({ count }) => `${count} 条已记录的消息。`,
  folder: () => '所在文件夹：文件中没有文件夹名称。',
};

/** 对日志的四个回答：进行到哪一步、信息来源、违反了什么规则、签名是否正确。 */
import type { BrokenRules } from '../../../alibaba/logs/brokenRules.ts';
import type { Detail, Speaker } from '../../../alibaba/logs/logStatement.ts';
import type { SignatureVerdicts } from '../../../alibaba/logs/verdict.ts';
import type { Stage } from '../../../alibaba/stages.ts';
import type { Words } from '../../../base/message.ts';
import { type LogReadingWords, shownCode } from '../../en/facts/logReading.ts';
import { countedCauses } from './logCauses.ts';

const DETAILS: Readonly<Record<Detail, string>> = {
  certificate: '证书未通过校验',
  'client-silent': 'Broker 未在规定时间内收到客户端的数据',
  'closed-by-client': '由客户端一侧或途中断开',
  'closed-by-server': '对端关闭了连接',
  'invalid-parameter': '参数无效',
  'keep-alive-lost': 'PINGREQ 没有得到响应',
  'network-closed': '模组的数据连接没有打开',
  'not-tls': '对端的响应不是 TLS，该端口不使用 TLS',
  opened: 'TCP 已连上',
  'own-disconnect': '设备自己断开，或并未连接',
  'send-failed': '发送失败',
  'socket-create': '创建 socket 失败',
  'taken-over': '同一设备的另一个连接将其挤下线',
  timeout: '超时',
  unspecific: '未说明原因',
};

const STAGES: Readonly<Record<Exclude<Stage, 'connack' | 'http'>, string>> = {
  at: 'AT 指令被模组拒绝，CONNECT 没有发出',
  dns: 'DNS：域名解析失败，CONNECT 没有发出',
  tcp: 'TCP：没有连上，CONNECT 没有发出',
  tls: 'TLS 失败，CONNECT 没有发出',
  websocket: 'WebSocket 握手被拒绝，CONNECT 没有发出',
  connect: 'CONNECT 已发出，没有收到 CONNACK',
  closed: '登录成功，之后连接断开',
  failed: '连接失败，文中没有说明在哪一步',
};

const CODES: ReadonlyMap<number, string> = new Map([
  [0, '登录成功'],
  [1, '被拒，协议版本不支持'],
  [2, '被拒，客户端 ID 不被接受，不是密码'],
  [3, '被拒，Broker 不可用，不是密码'],
  [4, '被拒，用户名或密码错误'],
  [5, '被拒，未授权'],
  [0x80, '被拒，未指明的错误'],
  [0x81, '被拒，CONNECT 格式错误'],
  [0x82, '被拒，协议错误'],
  [0x83, '被拒，平台自定义的错误'],
  [0x84, '被拒，协议版本不支持'],
  [0x85, '被拒，客户端 ID 无效'],
  [0x86, '被拒，用户名或密码错误'],
  [0x87, '被拒，未授权'],
  [0x88, '被拒，Broker 不可用，不是密码'],
  [0x89, '被拒，平台繁忙，不是密码'],
  [0x8a, '被拒，已被禁用：设备或账号被封禁'],
  [0x8c, '被拒，认证方法不受支持'],
  [0x90, '被拒，遗嘱的 topic 无效'],
  [0x95, '被拒，CONNECT 过大'],
  [0x97, '被拒，超出配额'],
  [0x99, '被拒，遗嘱的内容格式无效'],
  [0x9a, '被拒，不支持保留消息'],
  [0x9b, '被拒，不支持遗嘱的 QoS'],
  [0x9c, '被拒，请暂时改用其他地址'],
  [0x9d, '被拒，地址已永久变更'],
  [0x9f, '被拒，连接过于频繁'],
]);

/** 平台另有所指的返回码。 */
const PLATFORM_CODES: ReadonlyMap<number, string> = new Map([
  [2, '被拒，客户端 ID 或其扩展参数有误，不是密码'],
  [3, '被拒，Broker 不可用，即客户端 ID 取值不正确或心跳间隔不合理，不是密码'],
]);

const broken: Words<BrokenRules> = {
  'keep-alive': ({ seconds }) =>
    `心跳间隔 ${seconds} 秒，不在平台要求的 30 至 1200 秒之内，会被拒绝`,
  'keep-alive-default': ({ library, seconds }) =>
    `没有设置心跳间隔，${library} 默认为 ${seconds} 秒，不在平台要求的 30 至 1200 秒之内：请设置，例如 60（PubSubClient 为 setKeepAlive(60)）`,
  port: ({ port }) => `端口 ${port}：设备密钥认证使用 1883（TCP 与 TLS）或 443（TLS、WebSocket）`,
  'plain-for-tls-mode': ({ address }) => `securemode=2（TLS），而连接不加密（${address}）`,
  'tls-for-plain-mode': ({ address }) => `securemode=3（不经 TLS），而连接使用 TLS（${address}）`,
  'host-without-product-key': ({ host }) =>
    `主机 ${host} 缺少 ProductKey 前缀：应为 {productKey}.iot-as-mqtt.{region}.aliyuncs.com`,
  'host-of-another-product': ({ host, productKey }) =>
    `主机 ${host} 属于其他产品，而用户名属于 ${productKey}`,
  'host-of-another-service': ({ host }) =>
    `主机 ${host} 属于其他服务：物联网平台的设备使用 {productKey}.iot-as-mqtt.{region}.aliyuncs.com 或 {instance}.mqtt.iothub.aliyuncs.com`,
  'at-line-too-long': ({ bytes, most }) =>
    `AT 指令有 ${bytes} 字节，ESP-AT 最多 ${most} 字节：请用 AT+MQTTLONGCLIENTID、AT+MQTTLONGUSERNAME、AT+MQTTLONGPASSWORD 分开设置`,
  'at-field-too-long': ({ field, bytes, most }) =>
    `AT+MQTTUSERCFG 中的 ${field} 有 ${bytes} 字节，ESP-AT 最多 ${most} 字节`,
  'at-comma': () => 'AT+MQTTUSERCFG 参数里的逗号没有转义：请写成“\\,”，或改用 AT+MQTTCLIENTID',
  'url-encoded': ({ found }) =>
    `文中的 | 写成了 ${found}，是 URL 编码：设备若就这样发送，会因格式不符被拒绝；以下针对解码后的文本`,
  'html-escaped': () => '用户名里的 & 写成了 &amp;，是从网页或 XML 复制的',
};

const verdicts: Words<SignatureVerdicts> = {
  right: () => '正确：客户端 ID、用户名和密码三者与此 DeviceSecret 相符',
  'right-by-product-secret': () =>
    '正确：这是动态注册，签名与此 ProductSecret 相符（不用 DeviceSecret）',
  'right-of-module': () => '正确：模组用 aliauth 的三元组自己签名，其中的 DeviceSecret 与此处相同',
  'right-of-sub-device': () => '正确：这是网关替子设备登录，sign 与此 DeviceSecret 相符',
  wrong: () => '不正确',
  'wrong-by-product-secret': () => '不正确：这是动态注册，签名与此 ProductSecret 不符',
  unexplained: ({ tried }) =>
    `不正确：与此 DeviceSecret 不符，已知的错误都得不出此密码（已尝试 ${tried} 种方式）`,
  token: () =>
    '未校验：免预注册设备的正常登录（connwl），密码是平台下发的 deviceToken，不是签名，不能用 DeviceSecret 校验',
  certificate: () => '未校验：X.509 证书认证（authType=x509）没有用户名和密码，凭客户端证书认证',
  masked: () =>
    '未校验：登录字段在日志中已隐藏（如 ******），不是没有填写。可用 mqttscope sign 算出应有的密码对照（timestamp 照抄）；请先核对三元组',
  'product-secret-missing': () =>
    '未校验：这是动态注册，用 ProductSecret 签名，请一并给出（--product-secret）',
  incomplete: ({ fields }) =>
    `未校验：文中没有 ${fields}。请打印传给 MQTT 库的值，或从其配置中取得`,
};

const kinds: Readonly<Record<Speaker['kind'], string>> = {
  server: 'Broker',
  library: '库',
  module: '模组',
  browser: '浏览器',
  system: '网络或操作系统',
};

export const logReading: LogReadingWords = {
  names: {
    how: '进行到哪一步',
    who: '信息来源',
    cause: '原因',
    broken: '违反规则之处',
    signature: '签名',
  },
  line: (name, text) => `${name}：${text}`,
  how: (statement, meaning, isAlibaba) => {
    if (statement === undefined) return '文中没有说明';
    const { stage, code, detail } = statement;
    if (stage === 'http') return `HTTPS 返回 code ${code}${meaning ? `：${meaning}` : ''}`;
    if (stage === 'connack') {
      if (code === undefined) return 'CONNACK：被拒，没有返回码';
      const own = isAlibaba ? PLATFORM_CODES.get(code) : undefined;
      return `CONNACK ${shownCode(code)}：${own ?? CODES.get(code) ?? '被拒'}`;
    }
    if (detail === 'opened') return 'TCP 已连上，文中没有说明之后的情况';
    if (stage === 'connect' && detail === 'send-failed') return 'TCP 已连上，但 CONNECT 没能发出';
    return STAGES[stage] + (detail === undefined ? '' : `（${DETAILS[detail]}）`);
  },
  who: (statement, isAlibaba) => {
    if (statement === undefined) return '无';
    const { by, quote } = statement;
    const kind = isAlibaba && by.kind === 'server' ? '平台' : kinds[by.kind];
    return `${kind}${by.name === undefined ? '' : ` ${by.name}`}：“${quote}”`;
  },
  broken,
  noneBroken: '文中没有发现',
  causes: countedCauses,
  joined: (rules) => rules.join('；'),
  verdicts,
  withMistake: (verdict, mistake) => `${verdict}：${mistake}`,
};

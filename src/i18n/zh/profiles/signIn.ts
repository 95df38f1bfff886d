/** 连接认证调试，以及在操作之处说明的平台规则。 */

import type { Texts } from '../../en/texts.ts';
import { grouped } from '../../numbers.ts';
import { otherReasons } from '../codes/otherReasons.ts';
import { logReading } from '../facts/logReading.ts';
import { mistakes } from '../facts/mistakes.ts';
import { suspicions } from '../facts/suspicions.ts';
import { editor } from './editor.ts';

const PASTED = ['clientId', 'userName', 'password'] as const;
type Pasted = (typeof PASTED)[number];
const PASTED_NAMES = { clientId: '客户端 ID', userName: '用户名', password: '密码' } as const;

const NEEDED = {
  clientId: '客户端 ID',
  productKey: 'ProductKey',
  deviceName: 'DeviceName',
  deviceSecret: 'DeviceSecret',
} as const;

export const signIn: Texts['signIn'] = {
  title: editor.signInDebugger,
  toForm: '返回表单',
  complete: '已填齐',
  completeButRefused: (code) => `已填齐，但登录被拒（${code}）`,
  missing: (fields) => `还缺 ${fields.map((field) => NEEDED[field]).join('、')}`,
  empty: '（空）',
  copyReport: '复制报告（密钥已隐藏）',
  reportName: '报告（密钥已隐藏）',
  bytes: (count) => `${count} B`,

  fields: '字段，按名称排序',
  fieldCount: (count) => `${count} 个字段`,
  clientIdHint: '客户端 ID，第一个 | 之前的部分',
  timestampHint: '1970 年以来的毫秒数，可省略',
  content: '待签名字符串',
  contentHint: '名称与值依次拼接，无分隔符',
  hmac: 'HMAC',
  hmacMethod: (method) => `签名算法 ${method}`,
  hmacLine: (hash, secret, message) => `${hash}(密钥 DeviceSecret，${secret} B；消息 ${message} B)`,
  password: '密码',
  passwordForm: (digits) => `${digits} 位十六进制，小写`,
  masked: (digits) => `${digits} 个字符，已隐藏`,
  moment: (time) => `按 ${time} 签名；每次 CONNECT 都会重新签名。`,
  signNow: '按当前时刻签名',
  footer: '签名在本标签页内完成；除 CONNECT 外不发出任何内容。',

  sign: '请求的签名',
  request: '请求',
  requestHint: 'HTTPS 认证',
  answer: '响应',
  answeredAt: (time) => `${time} 的响应`,
  notAsked: '每次 CONNECT 之前请求；目前尚未请求。',
  notGranted: '上次请求没有得到 ID 和 token；原因见表单上方的提示。',
  fromAnswer: (field) => `响应中的 ${field}`,
  footerHttps: '签名在本标签页内完成；除请求的表单和 CONNECT 外不发出任何内容。',

  receives: '实际发送的连接参数',
  clientId: '客户端 ID',
  userName: '用户名',
  endpoint: '接入域名',

  endpoints: '接入域名一览',
  hosts: {
    public: (region) => `公共实例，${region}`,
    instance: '实例',
    own: '自定义地址',
  },
  noPublic: (region) => `${region}没有公共实例：主机由实例 ID 决定。`,
  noInstance: '填写实例 ID 后，还有该实例自己的主机。',
  transport: '传输方式',
  address: '地址',
  inBrowser: '浏览器',
  transports: { tcp: 'TCP', tls: 'TLS', ws: 'WebSocket', wss: 'WebSocket TLS' },
  secureMode: (mode) => `securemode=${mode}`,
  opens: '可以连接',
  cannotOpen: '无法连接：需要 mosquitto_pub 之类的程序',
  cannotOpenHere: '无法连接：本页面来自 HTTPS',
  inUse: '使用中',
  endpointNotes: {
    'plain-new-accounts': '未加密。2022 年 8 月以后开通的账号会被拒绝；传输的内容可能被他人读取。',
    'tls-same-port': 'TLS，与普通 TCP 同一端口。根证书为 GlobalSign R1。',
    'tls-443': 'TLS，使用 HTTPS 的端口，防火墙通常放行；厂商的 C SDK 使用它。',
    'web-socket-443': '浏览器能连接的唯一加密地址。',
  },

  commands: '现成命令',
  commandFor: '命令用于',
  command: '命令',
  withSecret: '包含密钥',
  commandsDirect: '这些命令使用直连，不经 HTTPS 认证。',
  noEndpoint: '本页面之外的程序无法连接页面内置 Broker。',
  portAssumed: '命令使用 TCP，端口按 1883 填写。',
  portKnown: '命令使用 TCP，端口是本配套程序监听的端口。',
  noCommand: '某个字段含有控制字符，终端会执行这些字符。',
  secretMasked: '密钥和密码已隐藏，只显示长度。',
  secretShown: '密钥和密码以明文显示：任何人得到它们，就能冒充该设备。',

  region: (region) => region.chineseName,

  verify: '校验已有的 MQTT 连接参数',
  verifyAction: '校验 MQTT 连接参数',
  maskedInCapture: '抓包文件中的密码已被隐藏，只能看到长度。请另行填写。',
  paste: '粘贴日志文本',
  pastePlaceholder: '设备日志、其他工具的输出、JSON，或十六进制 / Base64 的 CONNECT 字节',
  pasteHint: '从中找出客户端 ID、用户名和密码并填入下方。内容不会离开本标签页。',
  found: ({ fields, from, earlier, kept }) => {
    const missing = PASTED.filter((field) => !fields.includes(field));
    const names = (list: readonly Pasted[]) => list.map((field) => PASTED_NAMES[field]).join('、');
    const before = kept.length === 0 ? '' : `沿用之前的${names(kept)}。`;
    if (fields.length === 0) return `其中没有找到客户端 ID、用户名或密码。${before}`;
    const what =
      missing.length === 0 ? '三项均已找到' : `已找到：${names(fields)}；未找到：${names(missing)}`;
    const place = from === 'connect' ? '（来自 CONNECT 报文）' : '';
    return `${what}${place}。${earlier > 0 ? '其中有多次登录，取最后一次。' : ''}${before}`;
  },
  productSecret: 'ProductSecret',
  productSecretHint: '有则填写，可用于判断是否误用为 DeviceSecret。',
  same: '一致',
  differs: '不同',
  differsIn: (parts) =>
    `不同：${parts.map((part) => (part === 'base' ? '| 之前的部分' : part)).join('、')}`,
  secretNeeded: '请在“设备”中填写 DeviceSecret：没有它只能判断格式。',
  refused: {
    'broken-rule': {
      title: '签名正确，但登录被拒',
      text: '日志中有违反平台规则之处（见上），请先改正。若仍被拒，再按下列顺序检查。',
    },
    credentials: {
      title: '此处填写的 DeviceSecret 可能有误',
      text: '密码确实是用此 DeviceSecret 对这些字段的签名，但 Broker 拒绝了登录。请先核对 DeviceSecret：从控制台重新复制。若相同，再按下列顺序检查。',
    },
    other: {
      title: '签名正确，但登录被拒',
      text: '被拒的原因不是密码。请按下列顺序检查。',
    },
  },
  right: '这些 MQTT 连接参数正确',
  rightText: '密码正是用此 DeviceSecret 对这些字段的签名。',
  whatElse: '设备被拒绝的其他可能原因（请依次检查）',
  reasons: otherReasons,
  likely: '（很可能）',
  otherSignIn: '属于另一种登录方式',
  toMend: {
    clientId: '需要修正客户端 ID',
    userName: '需要修正用户名',
    password: '密码不匹配',
    secret: '密码不匹配：使用了另一个密钥',
    packet: '需要修正 CONNECT 的写法',
  },
  reproduced: '按此方式计算，结果与该密码完全一致。',
  signedInstead: '实际签名：',
  platformSigns: '平台签名：',
  notFound: '密码不匹配，且已知的错误都得不出此密码',
  notFoundText: '可能的原因，最有可能的在前：',
  tried: (count) => `尝试了 ${grouped(count)} 种得出此密码的方式。`,
  trying: '正在尝试已知的错误…',
  takeOver: '填入表单',
  mistakes,
  suspicions,
  logReading,
  report: {
    title: '阿里云物联网平台：MQTT 登录（mqttscope 报告）',
    clientId: '客户端 ID',
    userName: '用户名',
    password: '密码',
    passwordLength: (length) => `${length} 个字符，不显示`,
    expectedLength: (length, method) => `${method} 应为 ${length} 个字符`,
    deviceSecret: 'DeviceSecret',
    signMethod: '签名算法',
    signContent: '应签名',
    signedInstead: '实际签名',
    verdict: '结论',
    right: '对此密钥而言正确。',
    wrong: (tried) => `不正确，且已知的错误都得不出此密码（已尝试 ${tried} 种方式）。可能的原因：`,
    likely: '很可能',
    other: '设备被拒绝的其他可能原因，请依次检查：',
  },
};

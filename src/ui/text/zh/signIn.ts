/** 登录调试器，以及在操作之处说明的平台规则。 */
import type { Texts } from '../en.ts';

const NEEDED = {
  clientId: '客户端 ID',
  productKey: 'ProductKey',
  deviceName: 'DeviceName',
  deviceSecret: 'DeviceSecret',
} as const;

export const signIn: Texts['signIn'] = {
  title: '登录调试器',
  complete: '已齐全',
  missing: (fields) => `还缺 ${fields.map((field) => NEEDED[field]).join('、')}`,
  empty: '（空）',
  copyReport: '复制报告（密钥已遮盖）',
  report: '报告（密钥已遮盖）',
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
  masked: (digits) => `${digits} 个字符，已遮盖`,
  moment: (time) => `按 ${time} 签名；每次 CONNECT 都会重新签名。`,
  signNow: '按当前时刻签名',
  footer: '签名在本标签页内完成；除 CONNECT 外不发出任何内容。',

  receives: 'Broker 将收到',
  clientId: '客户端 ID',
  userName: '用户名',
  endpoint: '接入点',

  endpoints: '接入点一览',
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
  transports: { tcp: 'TCP', tls: 'TLS', ws: 'WebSocket', wss: 'WebSocket, TLS' },
  secureMode: (mode) => `securemode=${mode}`,
  opens: '可以打开',
  cannotOpen: '无法打开：需要 mosquitto_pub 之类的程序',
  cannotOpenHere: '无法打开：本页面来自 HTTPS',
  inUse: '使用中',
  endpointNotes: {
    'plain-new-accounts': '未加密。2022 年 8 月以后开通的账号在此被拒绝；发送的内容途中可被读取。',
    'tls-same-port': 'TLS，与普通 TCP 同一端口。根证书为 GlobalSign R1。',
    'tls-443': 'TLS，使用 HTTPS 的端口，防火墙通常放行；厂商的 C SDK 使用它。',
    'web-socket-443': '浏览器能打开的唯一加密地址。',
  },

  commands: '现成命令',
  commandFor: '命令用于',
  programs: {
    mosquitto_pub: 'mosquitto_pub',
    'mqtt.js': 'mqtt.js',
    'c-linkkit': 'C SDK 3',
    'c-link-sdk-4': 'C Link SDK 4',
  },
  command: '命令',
  withSecret: '包含密钥',
  noCommand: '某个字段含有控制字符，终端会执行它们。',
  secretMasked: '密钥和密码已遮盖，只显示长度。',
  secretShown: '密钥和密码按原文显示：得到它们的人就等同于该设备。',

  region: (region) => region.chineseName,
};

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
  copy: (what) => `复制${what}`,
  copied: (what) => `已复制：${what}`,
  notCopied: '浏览器不允许本页面复制。',
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

  region: (region) => region.chineseName,

  notes: {
    empty: '为空，而平台要求填写。',
    'blank-around': '首尾有空格或换行，它们会被当作内容的一部分。',
    'product-key-characters':
      'ProductKey 由字母和数字组成；这里含有 {found}，已知的 ProductKey 都不含它。',
    'product-key-length': '有 {length} 个字符。已知的 ProductKey 为 11 个字符，且不超过 20 个。',
    'device-name-length': '有 {length} 个字符。DeviceName 为 4 到 32 个字符。',
    'device-name-characters': '含有 {found}。DeviceName 只能由 A-Z a-z 0-9 以及 - _ @ . : 组成。',
    'device-secret-length':
      '有 {length} 个字符。DeviceSecret 为 32 个字符；ProductSecret 为 16 个字符，在此无效。',
    'client-id-length': '有 {length} 个字符。竖线之前的部分，平台最多接受 64 个字符。',
    'client-id-bar': '含有 |，签名部分到此为止。竖线中的部分会自动添加。',
    'timestamp-form': '时间戳是 1970 年以来的毫秒数，写成十进制数字。',
    'region-unknown': '这里不认识地域 {found}。请检查，或填写实例 ID。',
    'region-without-public-instance': '该地域没有公共实例，需要实例 ID 才能接入。',
    'secure-mode-3-new-account':
      '2022 年 8 月以后开通的账号不能不经 TLS 登录。请使用安全模式 2 与 wss://。',
    'secure-mode-channel': '安全模式 {mode} 对应 {meant}://，而地址是 {scheme}://。平台可能拒绝。',
    'keep-alive-range': '心跳不在 30 到 1200 秒之间时，平台拒绝 CONNECT；建议 300 秒以上。',
    'will-not-supported': '平台不支持遗嘱。',
    'retain-not-supported': '平台不保存保留消息。',
    'qos-2-not-supported': '平台不支持 QoS 2，可能会断开连接。',
    'payload-size': '消息内容有 {length} 字节。平台最多接受 262144 字节（256 KB）。',
    'topic-length': '主题有 {length} 字节。平台最多接受 128 字节。',
    'topic-levels': '主题有 {length} 个斜杠。平台最多接受 7 个。',
    'topic-of-another-device': '设备只能使用含有自己 ProductKey 与 DeviceName 的主题。',
    'filters-per-subscribe': '一个 SUBSCRIBE 中有 {length} 个主题过滤器。平台最多接受 8 个。',
  },
  blank: '空白字符',
};

import { typeName } from '../../../engine/window/packetTypes.ts';
import { UNSUBSCRIBE } from '../../../mqtt/tables/typeNumbers.ts';
import type { CopyFormat } from '../../../profiles/copies/formats.ts';
import type { Texts } from '../../en/texts.ts';
import { bytes, grouped } from '../../numbers.ts';

/** The tool for each kind of packet, by packet type; other packets use the tool's name. */
const COMMANDS: Readonly<
  Record<Exclude<CopyFormat, 'hex' | 'c'>, Readonly<Record<number, string>>>
> = {
  mosquitto: {
    1: 'mosquitto_pub 和 mosquitto_sub 选项',
    3: 'mosquitto_pub 命令',
    8: 'mosquitto_sub 命令',
  },
  mqttx: { 1: 'mqttx conn 命令', 3: 'mqttx pub 命令', 8: 'mqttx sub 命令' },
  mqttjs: { 1: 'mqtt.js 连接选项' },
};

const TOOLS = {
  mosquitto: 'mosquitto 命令',
  mqttx: 'mqttx 命令',
  mqttjs: 'mqtt.js 代码片段',
} as const;

function formatName(format: CopyFormat, packetType: number): string {
  if (format === 'hex') return '十六进制';
  if (format === 'c') return 'C 数组';
  return COMMANDS[format][packetType] ?? TOOLS[format];
}

export const copies: Texts['copies'] = {
  menu: '复制',
  connection: '复制为命令',
  connectionAs: (command) => `复制为 ${command} 命令`,
  connectionCopied: (command) => `已复制为 ${command} 命令`,
  notValid: '请先改正表单中的错误。',
  packet: (packet) => `报文 ${grouped(packet)}`,
  field: (label) => `字段 ${label}`,
  packetAs: (format, packetType) => `将报文复制为 ${formatName(format, packetType)}`,
  json: '以 JSON 格式复制消息',
  jsonCopied: '已以 JSON 格式复制消息',
  payload: '复制载荷',
  payloadCopied: '已复制载荷',
  topic: '复制主题',
  topicCopied: '已复制主题',
  fieldAsValue: '复制字段的值',
  fieldAsHex: '将字段复制为十六进制',
  fieldAsFilter: '将字段复制为过滤条件',
  copied: (format, packetType) => `已复制为 ${formatName(format, packetType)}`,
  done: { copied: '已复制', masked: '已复制，敏感信息已隐藏', failed: '未复制' },
  valueCopied: '已复制值',
  hexCopied: (size) => `已将 ${bytes(size)} 复制为十六进制`,
  filterCopied: (filter) => `已复制过滤条件：${filter}`,
  noFilter: '显示过滤器没有此字段',
  secretField: '敏感信息：请先显示',
  masked: '密码等以 * 隐藏',
  notes: (notes) => notes.join('；'),
  showSecrets: '显示敏感信息',
  overwritten: '已隐藏',
  overwrittenTitle: '抓包保存之前，其中的敏感信息已用 * 隐藏',
  refusal: (why) => {
    switch (why.kind) {
      case 'no-command':
        if (why.packetType === UNSUBSCRIBE) return '此工具没有只取消订阅的命令。';
        return `没有命令能单独发送 ${typeName(why.packetType)}：协议需要时由客户端和 Broker 自行发送。`;
      case 'broken':
        return '报文损坏严重，无法说明其含义；可以将字节复制为十六进制。';
      case 'unknown-topic':
        return '其主题用别名表示，而此抓包中没有该别名的定义。';
      case 'control-characters':
        return `${why.field} 含有控制字符，终端会执行这些字符。`;
      case 'binary':
        return `${why.field} 是二进制，而此工具只接受文本。`;
      case 'too-large':
        return `载荷为 ${bytes(why.size)}，对命令行过大（最多 ${bytes(why.most)}）：请保存为文件。`;
      case 'too-large-to-copy':
        return `${bytes(why.size)} 过大，无法以此形式复制（最多 ${bytes(why.most)}）：请将载荷保存为文件。`;
    }
  },
  note: (note) => {
    switch (note.kind) {
      case 'port-assumed':
        return `该工具使用 TCP 而非 WebSocket：假定端口为 ${note.port}`;
      case 'address-unknown':
        return '抓包未说明 Broker 的地址：假定为 localhost';
      case 'address-of-tab':
        return '其他程序无法访问页面内置 Broker：假定为 localhost';
      case 'without-sign-in':
        return '不含用户名和密码';
      case 'without-password':
        return '不含密码';
      case 'without-tokens':
        return '请将每个“…”替换为您的 token';
      case 'password-in-variable':
        return '请将密码设为 MQTTSCOPE_PASSWORD';
      case 'left-out':
        return `该工具不支持 ${note.what.join('、')}`;
    }
  },
};

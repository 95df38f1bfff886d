import { versionName } from '../../../mqtt/tables/packetNames.ts';
import type { Texts } from '../../en/texts.ts';
import { packetCount } from './captures.ts';

export const captureFiles: Texts['captureFiles'] = {
  saveDialog: {
    format: '格式',
    formats: {
      mqttscope: 'mqttscope：全部内容，可再次打开',
      pcapng: 'pcapng：用于 Wireshark',
      ndjson: 'NDJSON：供其他程序使用，每个报文一个 JSON 对象',
      csv: 'CSV：用于电子表格',
    },
    holds: (packets) => `${packetCount(packets)}，含原始字节和时间。`,
    exportTopic: '导出消息',
    holdsTopic: '此主题仍保存的全部消息（双向），含原始字节和时间。',
    /** By the contents of a format. */
    holdsOf: {
      all: '包含标记、备注和连接的建立过程。',
      comments: '问题以注释形式包含在内；此格式不含标记、说明和连接设置。',
      packets: '此格式不含标记和连接设置，不能再次打开。',
    },
    discarded: (packets) => `最早的 ${packetCount(packets)}之前已丢弃，无法再保存。`,
    secrets: '包含密码和密钥',
    secretsOff: '密码、认证数据和设备密钥以 * 隐藏。',
    secretsOn: '得到文件的人都能读出其中的密码、认证数据和设备密钥。',
    standIns: '替换主题和载荷',
    standInsText:
      '主题和载荷替换为等长的内容，便于分享报文而不透露其内容。客户端 ID、用户属性和您的备注不变。',
    filtered: '仅显示过滤器的结果',
    filteredText: (shown) => `现有 ${packetCount(shown)}。`,
    cancel: '取消',
    save: '保存',
  },
  reading: (name) => `正在读取 ${name}`,
  readSoFar: (read, size, packets) => `${read} / ${size}，${packetCount(packets)}`,
  stopReading: '停止读取',
  stopped: '已停止读取',
  stoppedText: (packets) => `已读入前 ${packetCount(packets)}。`,
  unreadable: (name) => `无法将 ${name} 作为抓包读取`,
  unreadableHint:
    '可以打开 mqttscope、tcpdump 和 Wireshark 的抓包，以及浏览器的 HAR 文件，含 gzip、zstd 和 LZ4 压缩。',
  lost: (name) => `${name} 未能读完`,
  lostHint: '文件可能已被移动、修改，或被其他程序锁定。请重新打开。',
  notes: (notes) => `关于此文件的 ${notes} 条说明`,
  moreNotes: (notes) => `另有 ${notes} 条`,
  noPackets: '此文件中没有 MQTT 报文',
  noPacketsHint:
    '如果连接是加密的，请将文件与连接一端的密钥日志（SSLKEYLOGFILE）一起打开，或在不用 TLS 时抓包。',
  showSensors: '查看 MQTT-SN',
  choices: {
    label: '此文件的读取方式',
    withoutConnect: '没有 CONNECT 的连接',
    inferred: (versions) => `${versions.map(versionName).join('、')}（推断）`,
    infer: '推断版本',
    decode: '按 MQTT 解码',
    port: (port) => `端口 ${port}`,
    reveal: '显示被隐藏的内容',
  },
  openedFile: (name, packets) => `已打开 ${name}：${packetCount(packets)}`,
  tapGone: '刷新页面前的内容已丢失。',
  watchAgain: '重新查看',
  savePayload: '保存载荷',
  payloadSaved: (size, name) => `已保存 ${size}：${name}`,
};

import type { Texts } from '../en/texts.ts';
import { grouped } from '../numbers.ts';
import { spaced } from './spaced.ts';

const count = (packets: number): string => `${grouped(packets)} 个报文`;

export const captures: Texts['captures'] = {
  save: '保存抓包',
  saveAs: '另存为',
  open: '打开抓包',
  openFile: '打开抓包文件',

  saveDialog: {
    format: '格式',
    formats: {
      mqttscope: 'mqttscope：全部内容，可再次打开',
      pcapng: 'pcapng：用于 Wireshark',
      ndjson: 'NDJSON：每个报文一个 JSON 对象',
      csv: 'CSV：用于电子表格',
    },
    holds: (packets) => `${count(packets)}，含原始字节和时间。`,
    holdsMore: '包含标记、备注和连接的建立过程。',
    holdsMarks: '标记和问题以注释形式包含在内。',
    holdsLess: '此格式不含标记和连接设置。',
    discarded: (packets) => `最早的 ${count(packets)}此前已丢弃，无法再保存。`,
    secrets: '保留密码和密钥',
    secretsOff: '密码、认证数据和设备密钥以 * 覆盖。',
    secretsOn: '得到文件的人都能读出其中的密码、认证数据和设备密钥。',
    standIns: '替换主题和载荷',
    standInsText:
      '替换为等长的内容，他人能看到报文而看不到其中的内容。客户端标识符、用户属性和您的备注不变。',
    filtered: '仅显示过滤器的结果',
    filteredText: (shown) => `现有 ${count(shown)}。`,
    cancel: '取消',
    save: '保存',
  },
  saving: {
    title: '正在保存',
    progress: (examined, packets) => `${grouped(examined)} / ${count(packets)}`,
    done: (packets, size, name) => `已保存 ${count(packets)}，${size}：${name}`,
    failed: (name, why) => spaced(`无法写入 ${name}：${why}`, '已捕获的内容仍在这里。'),
    stop: '停止保存',
    stopped: '已停止保存，未写入文件。',
  },

  drop: '拖放文件到此处，作为抓包打开',
  reading: (name) => `正在读取 ${name}`,
  readSoFar: (read, size, packets) => `${read} / ${size}，${count(packets)}`,
  stopReading: '停止读取',
  stopped: '已停止读取',
  stoppedText: (packets) => `已读入前 ${count(packets)}。`,
  unreadable: (name) => `无法将 ${name} 作为抓包读取`,
  unreadableHint:
    '可读取：mqttscope 的抓包、tcpdump 和 Wireshark 的 pcap 与 pcapng（含 gzip），以及 mqttscope 的 NDJSON 和 CSV。TLS 密钥日志（SSLKEYLOGFILE）请与抓包一起打开。',
  lost: (name) => `${name} 未能读完`,
  lostHint: '它可能已被移动、修改，或被其他程序锁定。请重新打开。',
  notes: (notes) => `关于此文件的 ${notes} 条说明`,
  moreNotes: (notes) => `另有 ${notes} 条`,
  noPackets: '此文件中没有 MQTT 报文',
  noPacketsHint:
    '如果连接是加密的，请将文件与连接一端的密钥日志（SSLKEYLOGFILE）一起打开，或在不用 TLS 时抓包。',
  noTopics: '此文件中没有消息',
  noPublishing: '这是抓包文件：没有可用于发布的连接。',
  noPublishingHint: '请在另一个标签页中打开连接来发布，或在那里重放此文件的消息。',
  openedFile: (name, packets) => `已打开 ${name}：${count(packets)}`,

  marks: {
    mark: '标记此报文',
    unmark: '取消标记',
    marked: '已标记',
    note: '备注',
    notePlaceholder: '关于此报文的备注',
    next: '下一个标记',
    none: '没有已标记的报文。',
    said: (packet) => `已标记报文 ${packet}`,
    unsaid: (packet) => `已取消报文 ${packet} 的标记`,
  },
  savePayload: '保存载荷',
  payloadSaved: (size, name) => `已保存 ${size}：${name}`,

  closeSaves: '先保存',
  closeFile: (name) => `关闭 ${name}？`,
  closeFileLoses: '打开后所做的标记和备注不在任何文件中。',
  closeFileAction: '关闭文件',
};

import type { Texts } from '../../en/texts.ts';
import { grouped } from '../../numbers.ts';

export const streams: Texts['streams'] = {
  grid: '连接',
  empty: '尚无连接',
  emptyHint: '抓包中的每个传输连接在这里占一行。',
  columns: {
    stream: '序号',
    clientId: '客户端 ID',
    addresses: '地址',
    version: '版本',
    opened: '打开时间',
    duration: '时长',
    in: '▼ 收到',
    out: '▲ 发出',
    problems: '问题',
    notes: '备注',
  },
  unknown: '未知',
  open: '未断开',
  packets: (packets, size) => `${grouped(packets)} 个报文，${size}`,
  problems: (problems) => `${grouped(problems)} 个问题`,
  hint: '单击使显示过滤器只显示此连接；按 Enter 或双击还会转到其报文。',
  setUp: (stream) => `连接 ${grouped(stream)} 的建立过程`,
  flag: (isOn) => (isOn ? '开' : '关'),
  neverExpires: '永不过期',
  noUserName: '无用户名',
  retained: '保留',
  subscription: (number) => `订阅 ${number}`,
  showAll: '显示所有连接',
};

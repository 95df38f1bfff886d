/** Reasons for a host to request a rebirth of a Sparkplug edge node, as part of a sentence. */
import type { RebirthCause } from '../../../conventions/sparkplug/findings.ts';

export const rebirthCauses: Readonly<Record<RebirthCause, string>> = {
  'seq-gap': '序列号不连续',
  'after-death': '它在 NDEATH 之后没有 NBIRTH 就继续发送',
  'no-birth': '未见到其 BIRTH，不知道度量的名称',
  'unknown-device': '有设备没有 DBIRTH 就发送了数据',
  'unknown-alias': '某个度量的别名未在任何 BIRTH 中给出',
  'unknown-metric': '某个度量未包含在 BIRTH 中',
  'host-back': '主机刚刚上线',
  unseen: '本次抓包中看不出原因',
};

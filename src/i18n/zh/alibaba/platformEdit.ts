/** 平台视图：期望属性值、标签和透传数据。 */
import type { RawFacts } from '../../../broker/platform/devices/valueCommands.ts';
import type { platformEdit as english } from '../../en/alibaba/platformEdit.ts';
import { grouped } from '../../numbers.ts';

const RAW: Readonly<Record<RawFacts['kind'], string>> = {
  up: '设备上行',
  'up-reply': '给设备的响应',
  down: '下行到设备',
  'down-reply': '设备的响应',
};

export const platformEdit: typeof english = {
  desired: {
    grid: '期望属性值',
    none: '没有期望属性值',
    noneText:
      '期望属性值会一直保留，直到设备将其删除。设备在线时立即下发属性设置；否则由设备用 thing.property.desired.get 获取。',
    identifier: '标识符',
    value: '值',
    version: '版本',
    time: '设置时间',
    remove: (identifier) => `删除 ${identifier} 的期望值`,
    set: '设置期望属性值',
    title: (device) => `${device} 的期望属性值`,
    hint: '值为 null 则删除。',
    params: '期望属性值',
    done: (device) => `${device} 的期望属性值已设置`,
  },
  tags: {
    grid: '标签',
    none: '没有标签',
    noneText: '由设备通过 thing.deviceinfo.update 上报，或在此设置。',
    key: '标签名',
    keyFault: '最多 100 个字母、数字或 _，不能以数字开头。',
    value: '标签值',
    remove: (key) => `删除标签 ${key}`,
    set: '设置标签',
    done: (key) => `标签 ${key} 已设置`,
    removed: (key) => `标签 ${key} 已删除`,
  },
  raw: {
    list: '透传数据',
    none: '还没有透传数据',
    noneText: '设备发布到 thing/model/up_raw 的字节显示在这里。',
    kind: (kind) => RAW[kind],
    byRule: '按规则',
    cut: (shown) => `前 ${grouped(shown)} 字节`,
    send: '发送透传数据',
    bytes: '十六进制字节',
    bytesError: '每字节两位十六进制。',
    to: '发往',
    down: 'down_raw',
    reply: 'up_raw_reply',
    action: '发送',
    done: '透传数据已发送',
  },
};

/** 设备文件以及平台设置有什么问题。 */
import type {
  DevicesFileFault,
  DevicesFileFaults,
  FilePart,
  SettingFaults,
} from '../../../alibaba/devicesFileFaults.ts';
import { say, type Words } from '../../../base/message.ts';
import { jsonErrors } from '../facts/payloadErrors.ts';
import { tslFaults } from '../facts/thingModelErrors.ts';

/** 接在设置的名称之后。 */
export const settingFaults: Words<SettingFaults> = {
  unknown: () => '不是平台的设置',
  'one-of': ({ values }) => `应为 ${values.join(' 或 ')}`,
  range: ({ least, most, unit }) =>
    `应为 ${least} 至 ${most} 的整数${unit === undefined ? '' : `（${unit}）`}`,
};

const OBJECTS = {
  device: '设备应为对象 { … }',
  product: '产品应为对象 { … }',
  topic: 'Topic 类应为对象 { … }',
  model: 'model 应为 TSL 对象 { … }',
  settings: 'settings 应为对象 { … }',
} as const;

const PARTS: Readonly<Record<FilePart, string>> = {
  file: '文件',
  device: '设备',
  product: '产品',
  topic: 'Topic 类',
  settings: ' settings ',
};

/** 接在行号和列号之后。 */
export const devicesFileFaults: Words<DevicesFileFaults> = {
  'not-json': ({ what }) => `不是 JSON，${say(jsonErrors, what)}`,
  'neither-list-nor-object': () => '文件应为设备的数组 [ … ]，或对象 { … }',
  'not-object': ({ what }) => OBJECTS[what],
  'not-list': ({ name }) => `${name} 应为数组 [ … ]`,
  'not-allowed': ({ part, allowed }) => `${PARTS[part]}中只能有 ${allowed.join('、')}，不能有此项`,
  'given-twice': ({ part, name = '某个键' }) => `${PARTS[part]}中 ${name} 出现了两次`,
  missing: ({ part, name }) => `${PARTS[part]}缺少 ${name}`,
  'not-text': ({ name }) => `${name} 应为带引号的文本`,
  'empty-text': ({ name }) => `${name} 为空`,
  'not-a-name': ({ name }) => `${name} 含有空白字符或 & / + # 之一`,
  'not-a-truth': ({ name }) => `${name} 应为 true 或 false`,
  'two-models': () => '产品只能有 model 或 modelFile 之一',
  'too-many-topics': ({ most }) => `一个产品最多 ${most} 个 Topic 类`,
  'not-an-operation': () => 'operation 应为 PUB、SUB 或 ALL',
  'class-beginning': () => 'topic 应以斜杠、ProductKey 和 /${deviceName}/ 开头',
  'class-empty-level': () => 'Topic 中有空的层级',
  'class-wildcard': () => '通配符需要 operation 为 SUB',
  'class-hash': () => '# 只能是最后一层',
  'class-level': () => 'topic 的一层只能含字母、数字和 _',
  'no-model': ({ why }) => `model 不是 TSL 物模型：${say(tslFaults, why)}`,
  'not-a-setting': () => '设置应为文本、数字、true 或 false',
  setting: ({ why }) => `此设置${say(settingFaults, why)}`,
  repeated: ({ what, line }) => `${PARTS[what]}在文件中已经出现，在第 ${line} 行`,
};

export function devicesFileFault(fault: DevicesFileFault): string {
  if (fault.place === undefined) return '文件不是 UTF-8';
  const { line, column } = fault.place;
  return `第 ${line} 行第 ${column} 列：${say(devicesFileFaults, fault.why)}`;
}

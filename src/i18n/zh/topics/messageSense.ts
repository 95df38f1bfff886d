import type { Words } from '../../../base/message.ts';
import type { EventErrors } from '../../../conventions/events/cloudEvent.ts';
import type { TraceErrors } from '../../../conventions/events/traceContext.ts';
import type { Texts } from '../../en/texts.ts';

const eventErrors: Words<EventErrors> = {
  missing: ({ name }) => `属性“${name}”缺失或为空；CloudEvents 要求提供该属性。`,
  twice: ({ name }) => `属性“${name}”出现多次；只允许一个。`,
  version: ({ found }) => `“${found}”不是 CloudEvents 1.x 版本，此处按 1.x 读取。`,
  time: ({ found }) => `时间“${found}”不符合 RFC 3339 的写法：2026-01-31T12:00:00Z。`,
  json: () => '内容类型表明这是 JSON 格式的事件，但载荷不是 JSON 对象。',
};

const traceErrors: Words<TraceErrors> = {
  twice: () => '“traceparent”出现多次；接收方会开始新的链路。',
  form: ({ found }) =>
    `“${found}”不是有效的“traceparent”：应为 2、32、16 和 2 位小写十六进制数字，以“-”分隔。`,
  version: () => '“traceparent”的版本 ff 无效；接收方会开始新的链路。',
  zeros: ({ of }) =>
    of === 'trace'
      ? '链路 ID 全为零，无效；接收方会开始新的链路。'
      : 'Span ID 全为零，无效；接收方会开始新的链路。',
  state: ({ found }) =>
    `“${found}”不能出现在“tracestate”中：它不是“键=值”、重复出现，或总数超过 32 个。接收方会将其全部丢弃。`,
  alone: () => '没有“traceparent”时，“tracestate”没有意义。',
};

export const messageSense: Texts['messageSense'] = {
  title: '消息的含义',
  event: 'CloudEvents 事件',
  modes: { binary: '位于用户属性中', structured: '位于载荷中' },
  from: (source) => `来自 ${source}`,
  trace: '链路',
  span: '父 Span',
  sampled: '已采样',
  notSampled: '未采样',
  follow: '显示其消息',
  followTitle: '列表中仅显示此链路的报文',
  eventErrors,
  traceErrors,
};

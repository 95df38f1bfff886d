/** Sparkplug B 的规则所发现的内容。 */

import { type Localizable, say, type Words } from '../../../base/message.ts';
import type { SparkplugFindings } from '../../../conventions/sparkplug/findings.ts';
import type { ConventionFinding } from '../../../engine/findings/findings.ts';
import { seconds } from '../codes/durations.ts';
import { rebirthCauses } from './rebirthCauses.ts';

/** How a value differs from the data type of its metric. */
const FOUNDS = {
  nothing: '没有值',
  range: '超出其范围',
  whole: '是整数',
  float: '是浮点数',
  boolean: '是布尔值',
  text: '是文本',
  bytes: '是字节',
  'data-set': '是数据集',
  template: '是模板',
  'property-set': '是属性集',
};

export const sparkplugFindings: Words<SparkplugFindings> = {
  'sparkplug-topic': ({ type, why }) => {
    const whys = {
      type: '不是 Sparkplug 的消息类型',
      'device-missing': '属于设备，而主题中没有设备',
      'device-given': '属于边缘节点，而主题中有设备',
      levels: '的主题层级过少、过多或为空',
    };
    return `“${type}”${whys[why]}。`;
  },
  'sparkplug-payload': ({ type }) => `${type} 的载荷不是 Sparkplug B。`,
  'sparkplug-delivery': ({ type, flag, wanted, found }) =>
    flag === 'qos'
      ? `${type} 的 QoS 为 ${found}，应为 ${wanted}。`
      : `${type} ${found === 1 ? '带有保留标志，而它不应保留' : '没有保留标志，而它应当保留'}。`,
  'sparkplug-timestamp': ({ type, metric }) =>
    metric === undefined ? `${type} 没有时间戳。` : `${type}：度量“${metric}”没有时间戳。`,
  'sparkplug-seq-field': ({ type, why, found = '' }) => {
    const whys = {
      missing: '没有序列号',
      range: `的序列号为 ${found}，大于 255`,
      unwanted: `带有序列号 ${found}，而它不应有`,
      'not-zero': `的序列号为 ${found}，应为 0`,
    };
    return `${type} ${whys[why]}。`;
  },
  'sparkplug-seq': ({ type, expected, found }) => `${type} 的序列号为 ${found}，应为 ${expected}。`,
  'sparkplug-bdseq': ({ type, found, expected }) => {
    const name = type === 'will' ? '遗嘱' : `${type} `;
    if (found === undefined) return `${name}没有 bdSeq。`;
    const other = type === 'NBIRTH' ? '遗嘱中' : 'NBIRTH 中';
    return `${name}的 bdSeq 为 ${found}，${other}为 ${expected ?? ''}。`;
  },
  'sparkplug-bdseq-increment': ({ type, before, found }) =>
    `${type === 'will' ? '遗嘱' : type} 的 bdSeq 为 ${found}，上一个会话为 ${before}。`,
  'sparkplug-death-payload': ({ metric }) => `NDEATH 还有另一个度量“${metric}”。`,
  'sparkplug-rebirth-metric': ({ why }) => {
    const whys = {
      missing: 'NBIRTH 中没有',
      datatype: '数据类型不是 Boolean',
      value: '值不是 false',
      alias: '带有别名',
    };
    return `Node Control/Rebirth：${whys[why]}。`;
  },
  'sparkplug-birth-metric': ({ type, metric, lacks }) => {
    const whats = {
      name: '没有名称',
      datatype: '没有数据类型',
      'known-datatype': '的数据类型不存在',
      value: '没有值',
    };
    return `${type}：度量“${metric}”${whats[lacks]}。`;
  },
  'sparkplug-metric-name': ({ type, metric }) =>
    metric === undefined
      ? `${type} 有一个既无名称也无别名的度量。`
      : `${type} 同时给出了度量“${metric}”的名称和别名。`,
  'sparkplug-alias': ({ alias, metric, other }) =>
    `别名 ${alias} 既属于“${metric}”，也属于“${other}”。`,
  'sparkplug-unknown-metric': ({ type, metric }) =>
    `${type} 含有未包含在 BIRTH 中的度量“${metric}”。`,
  'sparkplug-command-metric': ({ type, metric }) =>
    `${type} 写入了未包含在 BIRTH 中的度量“${metric}”。`,
  'sparkplug-command-value': ({ type, metric, wanted, found, value }) => {
    const what = value === undefined ? '所写的值' : `“${value}”`;
    return found === 'nothing'
      ? `${type} 没有给度量“${metric}”写入值，其类型为 ${wanted}。`
      : `${type} 写入度量“${metric}”，其类型为 ${wanted}，而${what}${FOUNDS[found]}。`;
  },
  'sparkplug-value': ({ type, metric, wanted, found, value }) => {
    const what = value === undefined ? '其值' : `“${value}”`;
    return `${type}：度量“${metric}”的类型为 ${wanted}，而${what}${FOUNDS[found]}。`;
  },
  'sparkplug-before-birth': ({ type, why }) => {
    const whys = {
      node: '早于其边缘节点的 NBIRTH',
      'after-death': '在其边缘节点的 NDEATH 之后，而没有新的 NBIRTH',
      device: '早于其设备的 DBIRTH',
      'device-death': '在其设备的 DDEATH 之后，而没有新的 DBIRTH',
    };
    return `${type} ${whys[why]}。`;
  },
  'sparkplug-datatype-in-data': ({ type, metric }) =>
    `${type} 再次给出了度量“${metric}”的数据类型。`,
  'sparkplug-case': ({ name, other }) => `“${name}”和“${other}”仅大小写不同。`,
  'sparkplug-state': ({ why }) => {
    const whys = {
      json: '不是 JSON 对象',
      online: '没有值为 true 或 false 的 online',
      timestamp: '没有值为数字的 timestamp',
      old: '使用了 2.2 版的主题，但既不是 ONLINE 也不是 OFFLINE',
    };
    return `STATE ${whys[why]}。`;
  },
  'sparkplug-state-old': () => 'STATE 采用 2.2 版的格式。',
  'sparkplug-will': ({ type, why }) => {
    const whys = {
      qos: '的 QoS 不是 1',
      retain: type === 'STATE' ? '没有保留' : '被保留',
      session: '属于恢复会话的客户端',
    };
    if (why === 'unsent')
      return `边缘节点断开前没有发布其 ${type}，而此 DISCONNECT 又取消了遗嘱：主机仍会认为它在线。`;
    if (why === 'none') return `发布此 NBIRTH 的连接没有以该边缘节点的 ${type} 作为遗嘱。`;
    return `遗嘱 ${type} ${whys[why]}。`;
  },
  'sparkplug-rebirth-request': ({ node, cause }) =>
    `有主机请求“${node}”Rebirth：${rebirthCauses[cause]}。`,
  'sparkplug-rebirth-ignored': ({ node, after }) =>
    `被请求 Rebirth 后 ${seconds(after)}，“${node}”仍在继续发送。`,
};

/** undefined：属于更新的程序的约定。 */
export function conventionFinding(found: ConventionFinding): string | undefined {
  return isKnown(found) ? say(sparkplugFindings, found) : undefined;
}

const isKnown = (
  found: ConventionFinding,
): found is ConventionFinding & Localizable<SparkplugFindings> =>
  Object.hasOwn(sparkplugFindings, found.key);

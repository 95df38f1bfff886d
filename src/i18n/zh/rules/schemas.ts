/** 用户提供的 JSON Schema 和规范文件，以及载荷。 */

import { say, type Words } from '../../../base/message.ts';
import type { ConventionLimit } from '../../../engine/findings/conventionLimit.ts';
import type { SuppliedFindings } from '../../../engine/findings/findings.ts';
import type { SuppliedRuleId } from '../../../engine/rules/rules.ts';
import type { MeantAsJson } from '../../../payload/json/meantAsJson.ts';
import type { ValueType } from '../../../payload/shape/valueTypes.ts';
import { grouped } from '../../numbers.ts';
import type { RuleTexts } from '../../ruleWords.ts';
import { nameOf, quoted } from './findingWords.ts';
import { breachText, notJudged } from './schemaBreaches.ts';

export const schemas: RuleTexts<SuppliedRuleId> = {
  'schema-breach': {
    title: '消息不符合其 Schema',
    explanation:
      '您为此主题指定的 JSON Schema 要求不同。对 MQTT 而言载荷只是字节；但接收方可能因此出错。',
    remedy: '修正发送方，或在“载荷格式…”中修改 Schema。',
  },
  'schema-off': {
    title: 'Schema 已停用',
    explanation:
      '按主题的 JSON Schema 检查此消息超过一秒，或嵌套过深，因此检查已终止。这些主题之后的消息也不再检查，因为下一条可能同样耗时。',
    remedy:
      '在“载荷格式…”中简化 Schema：能以多种方式匹配同一文本的正则表达式、逐层翻倍的引用，以及嵌套的 anyOf 或 oneOf 开销最大。修改后的 Schema 会重新启用。',
  },
  'convention-limit': {
    title: '按约定读取时，消息或设备过大',
    explanation:
      '按其主题的约定，会从此消息读取设备的值。它的字节数或值的数量超过一条消息可读取的上限，或其设备的组成部分、信息、告警或声明超过一个设备可保存的上限。其余部分已略去；同一设备只报告一次。下一条消息仍会读取。',
    remedy:
      '请在发送方拆分消息，或将各部分作为单独的设备上报。如果约定文件是您自己的，其中的形式可能重复读取相同的值：请删去重复的形式。',
  },
  'out-of-step': {
    title: '报文边界错位',
    explanation:
      '报文的长度指向其他报文的中间，因此其后的内容都解析错误。从另一个字节开始解析，内容全部合法：错误就发生在该处。该连接中之后发现的问题都是其后果。',
    remedy:
      '每个报文要完整写出后再写下一个：检查 write 或 send 的返回值，并且同一时刻只让一个任务写入连接。',
  },
  'value-type-changed': {
    title: '值的类型改变',
    explanation:
      '此主题消息中的某个值，类型与之前的许多消息不同，例如带引号的 "21.5" 而不是 21.5。用此值计算的程序会跳过该消息或出错。同一个值的每种新类型只报告一次。整数和小数都是数值。null 以及表示缺值的文本（例如 unavailable）不报告。此规则由应用判断，命令 `problems` 不判断。',
    remedy: '修正发送方，或将另一类值发布到其他主题或键。',
  },
  'payload-nul': {
    title: '载荷文本的前面或后面有 NUL',
    explanation:
      '除一端的 NUL 字节（0x00）外，载荷是文本。对 MQTT 而言载荷只是字节，但 JSON 解析器会拒绝它，与该文本的比较也不相等。文本前的 NUL 通常有两种原因：写主题时带上了 C 字符串的结束符，因此载荷以它开头；或客户端在 MQTT 3.1.1 的连接上写入了 MQTT 5 的空属性。文本后的 NUL 是 C 字符串的结束符，或整个缓冲区被发送时的剩余部分。每个主题只报告一次。',
    remedy:
      '在文本前：写主题时不带结束符，长度用 strlen，并按连接的版本构造报文。在文本后：载荷长度用 strlen(payload)，不要用 sizeof。',
  },
  'meant-as-json': {
    title: '本应为 JSON 的文本',
    explanation:
      '载荷不是 JSON，却像是某个程序处理 JSON 之后的样子：shell 会去掉参数中的引号，或在其两端留下单引号（cmd.exe）；Python 输出 dict 时使用单引号；JavaScript 把任何对象输出为 [object Object]。解析 JSON 的接收方会拒绝它。仅对此前没有收到 JSON 的主题报告，每个主题一次。',
    remedy:
      '在 shell 中用单引号括起载荷；在 cmd.exe 中用双引号括起，其中的引号写作 \\"；或通过文件（-f）、标准输入传递。Python 中使用 json.dumps，JavaScript 中使用 JSON.stringify。',
  },
  'packet-in-payload': {
    title: '载荷中有另一个报文',
    explanation:
      '此 PUBLISH 的长度包含了另一个报文的开头，因此接收方把它当作载荷的一部分。此报文本身是合法的。通常是发送方把两条消息写进了同一个缓冲区；文本的其余部分和另一个报文的其余部分已丢失。',
    remedy:
      '每条消息使用各自的缓冲区，并且同一时刻只让一个任务发布。如果载荷本来就应是一个报文，则没有问题。',
  },
};

const TYPES: Readonly<Record<ValueType, string>> = {
  number: '数值',
  text: '文本',
  boolean: '真或假',
  null: 'null',
  bytes: '字节',
  object: '对象',
  array: '数组',
};

const keptOf =
  (what: string) =>
  (convention: string, most: string): string =>
    `按 ${convention}，一个设备最多保存 ${most} ${what}：此设备的其余内容已略去。`;

const LIMITS: Readonly<Record<ConventionLimit, (convention: string, most: string) => string>> = {
  bytes: (convention, most) => `此载荷超过 ${most} 字节，按 ${convention} 没有读取任何值。`,
  values: (convention, most) => `按 ${convention} 只读取了此消息的前 ${most} 个值。`,
  parts: keptOf('个组成部分'),
  facts: keptOf('项信息'),
  alarms: keptOf('条告警'),
  topics: keptOf('条声明'),
  memory: (convention, most) =>
    `按 ${convention}，所有设备合计最多保存 ${most} 字节：其余内容已略去。`,
};

const MEANT: Readonly<Record<MeantAsJson, string>> = {
  shell: '载荷不是 JSON，像是 shell 去掉了引号，或在文本两端留下了单引号。',
  python: '载荷是 Python 的 dict 文本，不是 JSON：请使用 json.dumps。',
  javascript: '载荷是 JavaScript 的对象文本，没有内容：请使用 JSON.stringify。',
};

/** Findings of these rules. */
export const suppliedFindings: Words<SuppliedFindings> = {
  'schema-breach': ({ filter, path, keyword, wanted, more }) =>
    `${breachText(path, keyword, wanted)}，不符合 ${quoted(filter)} 的 Schema${
      more === 0 ? '' : `（另有 ${grouped(more)} 处）`
    }。`,
  'schema-off': ({ filter, why }) =>
    `未按 ${quoted(filter)} 的 Schema 检查：${say(notJudged, why)}。在规则更改前停用此 Schema。`,
  'value-type-changed': ({ path, is, was, count }) =>
    `${path === '$' ? '' : `${path}：`}${TYPES[is]}；之前的 ${grouped(count)} 个均为${TYPES[was]}。`,
  'convention-limit': ({ convention, of, most }) => LIMITS[of](quoted(convention), grouped(most)),
  'payload-nul': ({ place, isJson, count, version, isTopicEnd }) => {
    const text = isJson ? 'JSON' : '文本';
    if (place === 'after') {
      const what = count === 1 ? '一个 NUL 字节' : `从 NUL 开始的 ${grouped(count)} 个字节`;
      return `载荷是${isJson ? ' ' : ''}${text}，其后有${what}：C 字符串的结束符，或缓冲区的剩余部分。`;
    }
    const causes = [
      ...(isTopicEnd ? ['作为 C 字符串的主题的结束符'] : []),
      ...(version === 5 ? [] : ['在没有属性的连接上写入的 MQTT 5 空属性']),
    ];
    return `载荷是一个 NUL 字节之后的${isJson ? ' ' : ''}${text}：${causes.join('，或')}。`;
  },
  'meant-as-json': ({ by }) => MEANT[by],
  'packet-in-payload': ({ byte, type, topic, size, there }) => {
    const what = topic === undefined ? nameOf(type) : `发往 ${quoted(topic)} 的 ${nameOf(type)}`;
    const part = there < size ? `，其中 ${grouped(there)} 个字节在此载荷中` : '';
    return `载荷的第 ${grouped(byte)} 字节处开始另一个报文：${what}，${grouped(size)} 字节${part}。`;
  },
};

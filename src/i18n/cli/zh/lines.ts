/** Output of the commands about captures and sign-ins for people. */

import { isAlinkCode } from '../../../alibaba/alink/codes.ts';
import { factOf } from '../../../alibaba/mistakes.ts';
import { say } from '../../../base/message.ts';
import { printable } from '../../../base/printable.ts';
import { ofBytes } from '../../../engine/findings/findings.ts';
import { UNJUDGED, type Unjudged } from '../../../engine/problems/unjudged.ts';
import type { SnRuleKey } from '../../../mqttsn/reading/snRules.ts';
import { fourAnswers, signatureText } from '../../signIn/signInLines.ts';
import { summaryText } from '../../summaryText.ts';
import { CODES } from '../../zh/alibaba/alinkTables.ts';
import { sn } from '../../zh/captures/sn.ts';
import { otherReasons } from '../../zh/codes/otherReasons.ts';
import { logReading } from '../../zh/facts/logReading.ts';
import { mistakes } from '../../zh/facts/mistakes.ts';
import { summaryParts } from '../../zh/facts/summary.ts';
import { suspicions } from '../../zh/facts/suspicions.ts';
import { explain } from '../../zh/packets/explain.ts';
import { typed } from '../../zh/publish/typed.ts';
import { RULE_IDS } from '../../zh/rules/all.ts';
import type { Lines } from '../en/lines.ts';

const packets: Lines['packets'] = {
  summary: (summary) => summaryText(summary, summaryParts),
  bytes: (count) => `${count} 字节`,
  bytesOfIt: (count) => `其中 ${count} 字节`,
  masked: '（已隐藏）',
  fault: (faults) => `| 故障：${faults}`,
  wrong: (severity, statement, breach) =>
    `| ${severity} ${statement}：${explain.foundWrong({ finding: ofBytes(breach) })}`,
};

const NOT_JUDGED: Readonly<Record<Unjudged, string>> = {
  boundary: '不知是否为报文的开头',
  masked: '已隐藏，因为无法确定其中的敏感信息在何处（带 --with-secrets 的抓包不隐藏）',
  gap: '在抓包中缺少一部分',
  'capture-end': '到抓包结束时尚未完整',
  'other-protocol': '属于其他协议，不是 MQTT',
};

const problems: Lines['problems'] = {
  text: (problem) => explain.foundWrong(problem),
  found: (problem) =>
    `${problem.severity} ${problem.rule} ${problem.statement}：${explain.foundWrong(problem)}`,
  ruleIds: () => RULE_IDS,
  rule: (id) => explain.rule(id) ?? { title: id, remedy: '' },
  statement: explain.statement,
  remedy: (text) => `如何处理：${text}`,
  none: (count) => `${count} 个报文中没有发现问题。`,
  all: (count, errors, warnings, notes) =>
    `${count} 个报文中有 ${errors + warnings + notes} 个问题：错误 ${errors} 个，警告 ${warnings} 个，提示 ${notes} 个。`,
  nothingJudged: '没有可判断的内容。',
  notJudged: (packets, counts) => {
    const reasons = UNJUDGED.flatMap((why) => {
      const count = counts.get(why);
      return count === undefined ? [] : [`${count} 个${NOT_JUDGED[why]}`];
    });
    const sum = [...counts.values()].reduce((total, one) => total + one, 0);
    return `${packets} 个报文中有 ${sum} 个未判断：${reasons.join('；')}。`;
  },
  cutOff: (isAlone) =>
    `文件被截断，只判断了之前的内容，因此不算通过${isAlone ? '（退出码 1）' : ''}。请使用完整的抓包。`,
  noPass: (isEncrypted, counts, isAlone) =>
    [
      `没有可判断的报文，因此不算通过${isAlone ? '（退出码 4）' : ''}。`,
      isEncrypted ? '请用 --key-log 给出 TLS 密钥，或在 MQTT 为明文处抓包。' : '',
      counts.has('boundary') || counts.has('gap') ? '请在客户端连接之前开始抓包。' : '',
      counts.has('capture-end') ? '请晚一些停止抓包。' : '',
      '如果抓包中本来就没有 MQTT，请用 --allow-empty 说明。',
    ].join(''),
};

const series: Lines['series'] = {
  capture: (names) => {
    const [first = '', second = ''] = names;
    if (names.length < 3) return names.length === 2 ? `${first}、${second}` : first;
    return `${first} 至 ${names.at(-1) ?? ''}（${names.length} 个文件）`;
  },
  total: (captures, unreadable, verdict) =>
    `${captures} 份抓包${unreadable > 0 ? `（其中 ${unreadable} 份无法读取）` : ''}：${verdict}`,
  order: (names) => `按第一个报文的时间依次读取：${printable(names.join('、'))}。`,
  missing: (from, to, before, after) =>
    `${printable(before)} 与 ${printable(after)} 之间缺少第 ${from === to ? from : `${from} 至 ${to}`} 个文件，不跨越此处判断。`,
  cut: (before, after) =>
    `${printable(before)} 被截断，它与 ${printable(after)} 之间缺少报文，不跨越此处判断。`,
  unread: (before, after) =>
    `${printable(before)} 与 ${printable(after)} 之间可能有一个无法读取的文件，不跨越此处判断。`,
  shared: (names, ends) =>
    `${printable(names.join('、'))} 中有同一个未断开的连接（${printable(ends)}），但它们是分别判断的。如果这些文件属于同一份抓包，请使用 --series。`,
};

const files: Lines['files'] = {
  note: (fact) => explain.note(fact),
  noPacket: '此文件中没有 MQTT 控制报文。',
  filterGivenUp: (count) =>
    `有 ${count} 个报文未输出：--filter 处理它们耗时过长。请减少比较，或使用更简单的正则表达式。`,
  missingPath: (path, suggestions) =>
    `前 1,000 条消息的 payload 中都没有 ${printable(path)}。${suggestions.length === 0 ? '' : `是否指 ${printable(suggestions.join(' 或 '))}？`}`,
  noWholePacket: '此文件中没有完整的 MQTT 控制报文。',
  leftOut: ({ bytes, places }) =>
    `已省略 ${bytes} 字节：它们不属于任何报文，其中可能有敏感信息。使用 --with-secrets 则保留。${places.map((place) => explain.note(place)).join('')}`,
  cannotHold: (format, { marks, notes, withheld }) =>
    `因 ${format} 不能保存而略去：${[
      ...(marks > 0 ? [`${marks} 个标记`] : []),
      ...(notes > 0 ? [`${notes} 条说明`] : []),
      ...(withheld > 0 ? [`${withheld} 个被故障规则扣下的报文`] : []),
    ].join('、')}。mqttscope 文件可以保存。`,
  written: (count, name) => `已将 ${count} 个报文写入 ${name}。`,
  standardOutput: '标准输出',
};

function codeMeaning(code: number): string | undefined {
  if (code >= 100_000 && code <= 110_000) return DEVICE_CODE;
  if (!isAlinkCode(code)) return undefined;
  const { meaning, remedy } = CODES[code];
  return remedy === '' ? meaning : `${meaning}。${remedy}`;
}

const DEVICE_CODE = '设备自己定义的返回码（100000 至 110000）';

const answerTexts = { logReading, mistakes, codeMeaning };

const signIns: Lines['signIns'] = {
  regionLeftAside: '已用 --instance 指定主机，因此忽略 --region。',
  platformNote: (of, note) => `${of}：${typed.platformNote(note)}`,
  deviceSecret: '设备密钥',
  manySignIns: (count) => `日志中有 ${count} 次登录；判断的是最后一次。`,
  mistake: (found) => say(mistakes, factOf(found)),
  fourAnswers: (reading, verdict) => fourAnswers(reading, verdict, answerTexts),
  answer: ({ name, text }) => logReading.line(name, text),
  brokenRule: (rule) => say(logReading.broken, rule),
  verdict: (verdict) => signatureText(verdict, answerTexts),
  codeMeanings: (text) => {
    const meaning = codeMeaning(Number(/^\d{3,6}$/.exec(text)?.[0] ?? Number.NaN));
    return meaning === undefined ? [] : [`${text}：${meaning}`];
  },
  refused: {
    'broken-rule': '签名正确，但日志显示设备被拒绝，且有违反平台规则之处：请先改正。',
    credentials: '密码与此密钥相符，但日志显示设备被拒绝：此处给出的密钥可能有误。',
    other: '签名正确，但日志显示设备因其他原因被拒绝。',
  },
  checkSignature: '密码与该设备的密钥不匹配。请用 mqttscope verify 校验。',
  nextSteps: '可能的原因，请依次检查：',
  suspicion: (found) => say(suspicions, found),
  otherReasons: '设备被拒绝的其他原因，请依次检查：',
  otherReason: (reason) => say(otherReasons, reason),
  likely: (reason) => `${reason}（很可能）`,
};

const SN_TITLES: Readonly<Record<SnRuleKey, string>> = {
  empty: '数据报为空',
  'wrong-length': '长度字段与数据报不符',
  'unknown-type': '报文类型为保留值',
  'too-short': '报文过早结束',
  'left-over': '报文之后还有字节',
  'reserved-flags': '设置了没有意义的标志',
  'reserved-topic-kind': 'TopicIdType 为保留值',
  'protocol-id': 'ProtocolId 不为 1',
  'client-id-length': '客户端 ID 不是 1 至 23 个字符',
  'client-id-nul': '客户端 ID 含有 U+0000',
  'return-code': '返回码为保留值',
  'topic-id': '主题 ID 为保留值',
  'message-id': 'QoS 1 和 2 的报文 ID 为 0',
  'qos-without-session': 'QoS -1 使用了需要会话的主题',
  'not-utf8': '文本不是 UTF-8',
  'topic-name': '主题名或主题过滤器格式不正确',
  'long-form': '长度用了三个字节，而一个字节即可',
  'unknown-topic-id': '主题 ID 未注册',
  'not-connected': '客户端尚未连接',
  'sent-to-sleeper': '发送给了正在休眠的客户端',
  'sent-asleep': '由已声明休眠的客户端发送',
  overslept: '静默时间超过声明的休眠时间',
  'two-at-once': '同时有两条 QoS 1 和 2 的消息未确认',
  'other-topic-id': 'PUBACK 带另一消息的主题 ID',
  'accepted-without-id': 'REGACK 接受注册却没有主题 ID',
  'rejected-topic-id': 'PUBLISH 使用了被拒绝的主题 ID',
  'answers-nothing': '没有对应请求的响应',
  'again-without-dup': '再次发送却没有 DUP',
  rejected: '被对方拒绝',
};

const sensors: Lines['sensors'] = {
  title: (key) => SN_TITLES[key],
  text: (breach) => sn.fact(breach),
  wrong: (severity, section, breach) => `| ${severity} ${section}：${sn.fact(breach)}`,
  leftOut: (count) =>
    `略去 ${count} 个 MQTT-SN 报文：逐行格式只含控制报文，传感器的内容也没有替代内容。`,
  forgotten: (count) =>
    `此文件中的传感器过多，静默最久的记录已被清除（${count} 次）：它们此后的报文可能缺少主题名，也不再根据之前的内容判断。`,
  kept: (count) => `${count} 个 MQTT-SN 报文已原样写入。`,
};

export const lines: Lines = { packets, problems, series, files, signIns, sensors };

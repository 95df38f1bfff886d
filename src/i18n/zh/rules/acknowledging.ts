/** Packet identifiers, acknowledgements and redelivery (2.2.1, 3.3.1, 4.3, 4.4, 4.6). */

import type { Words } from '../../../base/message.ts';
import type { AcknowledgingFindings } from '../../../engine/findings/findings.ts';
import type { ACKNOWLEDGING } from '../../../engine/rules/acknowledging.ts';
import { packetName } from '../../../mqtt/tables/packetNames.ts';
import { hexWord } from '../../numbers.ts';
import type { RuleTexts } from '../../ruleWords.ts';
import { seconds } from '../codes/durations.ts';
import { spaced } from '../codes/spaced.ts';
import { codeText, named, odd, SIDES } from './findingWords.ts';

export const acknowledging: RuleTexts<keyof typeof ACKNOWLEDGING> = {
  'unexpected-ack': {
    title: '未经请求的确认',
    explanation: '双方的会话状态不一致。',
    remedy: '检查两个方向的报文标识符是否分开管理，以及会话是否只在一侧被丢弃。',
  },
  'puback-for-qos2': {
    title: '用 PUBACK 确认 QoS 2 消息',
    explanation: '发送方会一直等待 PUBREC，并重发消息。',
    remedy: '按收到的 PUBLISH 的 QoS 确认。',
  },
  'pubrec-for-qos1': {
    title: '用 QoS 2 的报文确认 QoS 1 消息',
    remedy: '按收到的 PUBLISH 的 QoS 确认。',
  },
  'publish-unanswered': {
    title: 'QoS 1 或 2 的消息没有得到确认',
    explanation:
      '某个 PUBLISH 没有得到 PUBACK 或 PUBREC，而接收方已确认了很久之后才发送的报文。发送方只能一直保存这条消息，可同时发送的其他消息也因此减少。',
    remedy:
      '查看接收方如何处理该消息：处理程序可能卡住，或没有确认。该消息要到下一个连接才会重发。',
  },
  'unanswered-at-end': {
    title: '连接断开时消息仍未确认',
    explanation:
      '连接断开或抓包结束时，QoS 1 或 2 的 PUBLISH、PUBREC 或 PUBREL 已等待交互中的下一个报文数秒。确认丢失时，许多客户端会卡住，然后重新连接。',
    remedy:
      '查看接收方是否收到该报文以及如何处理。客户端等待确认时应设超时，并在下一个连接上重发消息。',
  },
  'pubrel-without-pubrec': {
    title: '没有 PUBREC 的 PUBREL',
    explanation:
      'PUBREL 释放接收方已用 PUBREC 确认的消息。没有 PUBREC，消息可能从未到达，无法保证“恰好一次”。',
    remedy: '只作为对 PUBREC 的响应发送 PUBREL。',
  },
  'pubcomp-without-pubrel': {
    title: '没有 PUBREL 的 PUBCOMP',
    explanation: '收到 PUBREL 之前，报文标识符必须一直占用。',
    remedy: '只作为对 PUBREL 的响应发送 PUBCOMP。',
  },
  'answered-twice': {
    title: '同一报文确认了两次',
    explanation: '若报文标识符此时已用于其他消息，会误认为那条消息已送达。',
    remedy: '每个报文只确认一次；重发的报文须单独确认。',
  },
  'identifier-in-use': {
    title: '报文标识符在交互完成前再次使用',
    explanation: '新报文使用了仍在等待确认的报文标识符，无法分辨确认对应哪一个报文。',
    remedy: '使用空闲的报文标识符；收到最终确认后才能释放。',
  },
  'redelivery-differs': {
    title: '重发与首次发送不同',
    remedy: '按发送时的内容保存消息，重发时除 DUP 外不作改动。',
  },
  'redelivery-without-dup': {
    title: '重发没有 DUP',
    explanation: 'PUBLISH 重发时 DUP 为 0，会被视为另一条消息。',
    remedy: '重发的每个 PUBLISH 都将 DUP 置为 1。',
  },
  'not-sent-again': {
    title: '重连后没有重发',
    explanation:
      '会话已恢复，而未得到确认的 PUBLISH（QoS 1 和 2）或 PUBREL 没有以原来的报文标识符重发。消息可能丢失，报文标识符也一直被占用。',
    remedy:
      '未确认的报文须保存到收到最终确认，重启后也不能丢失；CONNACK 表明会话仍在之后，重新发送这些报文。',
  },
  'redelivery-in-connection': {
    title: '连接未断开就重发',
    explanation:
      '在 MQTT 5 中只有重连之后才重发：传输层不会丢失任何内容，重发只会加重处理较慢的接收方的负担。',
    remedy: '关闭重试定时器；等待确认，或等待连接断开。',
  },
  'resend-in-connection': {
    title: '连接未断开就重发',
    explanation:
      'MQTT 3.1.1 只要求在重连之后重发。传输层不会丢失任何内容，重试定时器多半只会产生重复。',
    remedy: '除非 Broker 需要，否则关闭重试定时器。',
  },
  'dup-on-first': {
    title: '首次发送就带 DUP',
    explanation: 'DUP 不会从发布者传给订阅者。',
    remedy: '只有本端重发时才设置 DUP。',
  },
  'publish-after-pubrec': {
    title: '收到 PUBREC 后又发送 PUBLISH',
    explanation: '接收方收到 PUBREL 后，会把再次发送的 PUBLISH 当作新消息，订阅者因此收到两次。',
    remedy: '保存“已收到 PUBREC”或“已发送 PUBREL”的状态（重连后仍有效），并重发 PUBREL。',
  },
  'redelivery-of-answered': {
    title: '已确认的消息又重发',
    explanation:
      '接收方确认了该消息，发送方却再次发送。确认没有到达发送方，或发送方没有保存。接收方会再次处理该消息，因此会出现两次。少数情况下，这是内容相同的新消息，而抓包中缺少其首次发送。',
    remedy:
      '接收方应能识别重复的消息，例如根据载荷中的编号；或用 QoS 2 代替 QoS 1。若每次都是如此，检查发送方是否保存确认。',
  },
  'redelivery-after-answer': {
    title: '收到确认后又重发消息',
    explanation:
      '发送方已收到确认，不应再重发：本应用收到了确认，或 Broker 响应了客户端之后的报文。QoS 为 1 时接收方会再次处理该消息，因此会出现两次。',
    remedy: '收到确认后，发送方应从存储中删除该消息。',
  },
  'ack-order': {
    title: '确认的顺序与接收的顺序不同',
    explanation: '确认必须保持消息的顺序。否则重连后消息会以不同的顺序再次到达。',
    remedy: '按顺序确认，即使消息是并行处理的。',
  },
  'server-ack-order': {
    title: 'Broker 确认的顺序与接收的顺序不同',
    explanation:
      '标准只规定客户端确认的顺序，对 Broker 没有规定，所以这不违反规则。这说明 Broker 并行处理消息；是否也以不同的顺序转发（有序主题上不允许），只能从订阅者的连接看出。',
    remedy: '用报文标识符匹配确认，不要依赖顺序。若消息顺序重要，请查看订阅者收到的内容。',
  },
  'identifier-not-found': {
    title: '找不到报文标识符',
    explanation:
      '接收方没有此报文所属的交互（0x92）。重连之后这不是错误，此处不报告；其他时候说明其中一侧丢失了状态。',
    remedy: '检查是否有一侧丢弃了会话。',
  },
  'receive-maximum-exceeded': {
    title: '超出 Receive Maximum',
    explanation: '接收方可以断开连接（0x93）。',
    remedy: '在得到确认之前暂缓发送后续消息，或声明更大的 Receive Maximum。',
  },
  'publish-refused': {
    title: '消息被拒绝',
    explanation: '消息不会送达。',
    remedy: '原因码说明原因：多为权限、配额，或对载荷的要求。',
  },
  'no-matching-subscribers': {
    title: '没有客户端订阅此主题',
    remedy: '逐字符比较主题与接收方的订阅。',
  },
};

/** Findings of these rules. */
export const acknowledgingFindings: Words<AcknowledgingFindings> = {
  'answer-says': ({ said, ...packet }) => `${named(packet)}：${codeText(said)}。`,
  'refuses-message': ({ said, ...packet }) => `${named(packet)} 拒绝消息：${codeText(said)}。`,
  'unanswered-at-end': ({ awaited, waited, ...packet }) =>
    `连接断开或抓包结束时，${named(packet)} 等待 ${packetName(awaited)} 已有 ${seconds(waited)}。`,
  'publish-unanswered': ({ packetId, qos, later }) =>
    `PUBLISH ${packetId} 没有得到 ${qos === 1 ? 'PUBACK' : 'PUBREC'}；而 ${seconds(later)}之后发送的报文已得到确认。`,
  'not-sent-again': (packet) => `${named(packet)} 在上一个连接断开时尚未确认，却没有重发。`,
  'unexpected-ack': ({ swapped, ...packet }) => {
    const text = odd('此报文标识符没有进行中的交互')(packet);
    if (swapped === undefined) return text;
    return `${text}进行中的是 ${swapped}：报文标识符的字节顺序颠倒了（${hexWord(packet.packetId ?? 0)}，应为 ${hexWord(swapped)}）。`;
  },
  'puback-for-qos2': odd('用于确认 QoS 2 的 PUBLISH，而该 PUBLISH 须以 PUBREC 确认'),
  'pubrec-for-qos1': odd('用于确认 QoS 1 的 PUBLISH，而该 PUBLISH 只须以 PUBACK 确认'),
  'pubrel-without-pubrec': odd('之前没有 PUBREC'),
  'pubcomp-without-pubrel': odd('之前没有 PUBREL'),
  'answered-twice': odd('对应的报文之前已得到确认'),
  'identifier-in-use': odd('报文标识符已在使用中'),
  'redelivery-differs': odd('带 DUP，却与首次发送的 PUBLISH 不同'),
  'redelivery-without-dup': odd('再次发送，而 DUP 为 0'),
  'redelivery-in-connection': odd('在同一连接上再次发送'),
  'dup-on-first': odd('带 DUP，而之前没有发送过'),
  'redelivery-of-answered': odd('带有 DUP；标识符相同的同一消息之前已被确认'),
  'redelivery-after-answer': odd('发送方已收到确认，却再次发送'),
  'publish-after-pubrec': odd('已收到 PUBREC，却再次发送'),
  'ack-order': odd('先于更早消息的确认到达'),
  'server-ack-order': odd('后发送的消息先得到确认'),
  'receive-maximum-exceeded': ({ unanswered, receiver, maximum }) =>
    `${unanswered} 条 QoS 1 和 2 的消息未确认；${spaced(SIDES[receiver], '的')} Receive Maximum 为 ${maximum}。`,
};

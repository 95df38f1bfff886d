/** 遗嘱的发布（3.1.2.5、3.1.3.2.2）。 */

import type { Words } from '../../../base/message.ts';
import type { WillFindings } from '../../../engine/findings/findings.ts';
import type { WILLS } from '../../../engine/rules/wills.ts';
import type { RuleTexts } from '../../ruleWords.ts';
import { seconds } from '../codes/durations.ts';
import { quoted } from './findingWords.ts';

export const wills: RuleTexts<keyof typeof WILLS> = {
  'will-after-disconnect': {
    title: '遗嘱已被丢弃却仍发布',
    explanation:
      '客户端以 DISCONNECT（MQTT 5 中原因码为 0x00）断开连接，或在遗嘱延迟间隔内恢复会话后，就不应再发布遗嘱。接收者会误以为客户端已掉线。',
    remedy: '请修正 Broker；查看是否另有客户端发布了同样的消息。',
  },
  'will-before-delay': {
    title: '遗嘱在延迟间隔之内就已发布',
    explanation: '只要会话还在，客户端可以在遗嘱延迟间隔内重连。接收者会过早地认为客户端已掉线。',
    remedy: '查看 Broker 是否因内存不足提前结束了会话；若没有，请修正 Broker。',
  },
  'will-not-published': {
    title: '遗嘱应发布而未发布',
    explanation:
      '连接没有 DISCONNECT 就断开，Broker 应发布遗嘱，而有匹配订阅的已连接客户端没有收到。接收者会认为该客户端仍在线。',
    remedy:
      '检查掉线的客户端是否有权在遗嘱主题上发布，以及订阅者是否有权读取。若 Clean Start 在延迟间隔内结束了会话，有些 Broker 不发布遗嘱。',
  },
  'will-changed': {
    title: '遗嘱发布时载荷不同',
    explanation: '应发布遗嘱时，其主题上收到一条消息，抓包中没有客户端发布过，载荷也与遗嘱不同。',
    remedy: '查看抓包之外是否有客户端发布了该消息；若没有，请修正 Broker。',
  },
  'will-topic-without-retain': {
    title: '遗嘱带 RETAIN，其主题上的消息却没有',
    explanation:
      'Broker 会保留遗嘱，不带 RETAIN 的消息不会替换它。遗嘱发布一次后，即使客户端已连接，新的订阅收到的仍是遗嘱。',
    remedy: '表示客户端在线的消息应与遗嘱一样带 RETAIN 发布。',
  },
  'will-discarded': {
    title: 'DISCONNECT 取消了遗嘱，保留消息仍在',
    explanation:
      'Broker 只在连接没有 DISCONNECT 就断开时发布遗嘱。DISCONNECT 之后，客户端的保留消息仍在该主题上，因此新的订阅者会认为它仍在线。',
    remedy:
      '在 DISCONNECT 之前带 RETAIN 发布遗嘱的载荷。在 MQTT 5 中，原因码为 0x04 的 DISCONNECT 会让 Broker 发布遗嘱。',
  },
  'will-replaces-retained': {
    title: '旧连接的遗嘱替换了新连接的保留消息',
    explanation:
      '在 Broker 断开旧连接之前，客户端 ID 不同但遗嘱相同的客户端已经连接，并发布了带 RETAIN 的消息。此后直到设备再次带 RETAIN 发布，保留消息都表明设备已掉线，而设备仍然连接着。',
    remedy:
      '每次连接使用同一客户端 ID：Broker 会先断开旧连接。否则请订阅该主题，收到遗嘱时再次带 RETAIN 发布。',
  },
};

/** Findings of these rules. */
export const willFindings: Words<WillFindings> = {
  'will-after-disconnect': ({ topic, after, isResumed }) =>
    isResumed
      ? `客户端恢复会话 ${seconds(after)}后，${quoted(topic)} 的遗嘱到达。`
      : `DISCONNECT 之后 ${seconds(after)}，${quoted(topic)} 的遗嘱到达。`,
  'will-before-delay': ({ topic, after, delay }) =>
    `连接断开 ${seconds(after)}后，${quoted(topic)} 的遗嘱到达；其延迟间隔为 ${delay} 秒。`,
  'will-not-published': ({ topic, waited, receiver, isStored }) =>
    `${quoted(topic)} 的遗嘱应已发布，在${isStored ? ' Broker 恢复会话后' : ''} ${seconds(waited)}内没有到达连接 ${receiver}。`,
  'will-topic-without-retain': ({ topic }) =>
    `${quoted(topic)} 的遗嘱带 RETAIN，此消息却没有：遗嘱一旦发布，就一直是保留消息。`,
  'will-discarded': ({ topic }) =>
    `DISCONNECT 取消了 ${quoted(topic)} 的遗嘱，因此客户端自己的消息仍保留在该主题上。`,
  'will-replaces-retained': ({ topic, after, client }) =>
    `${quoted(topic)} 的遗嘱替换了客户端 ${quoted(client)} 在 ${seconds(after)}前设置的保留消息；该客户端的遗嘱相同，且仍然连接着。`,
  'will-changed': ({ topic, by }) =>
    `${quoted(topic)} 的遗嘱应已发布；收到的是报文 ${by}，载荷不同。`,
};

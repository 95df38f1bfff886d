import type { RecipeId } from '../../../broker/recipes/recipe.ts';
import type { Texts } from '../../en/texts.ts';

type RecipeWords = Texts['faults']['recipes']['words'][RecipeId];

const waitsTo =
  (packet: string): RecipeWords['waitsFor'] =>
  (client) =>
    `等待下一个发往 ${client} 的 ${packet}。`;

const waitsFrom =
  (packet: string): RecipeWords['waitsFor'] =>
  (client) =>
    `等待下一个来自 ${client} 的${packet}。`;

const lostTo =
  (packet: string): RecipeWords['happened'] =>
  (client) =>
    `发往 ${client} 的 ${packet} 已丢失，其连接被切断。`;

const AT_QOS_2 = '请让该客户端以 QoS 2 发布。';
const never = (): string => '';

export const recipeWords: Texts['faults']['recipes']['words'] = {
  'lost-puback': {
    name: 'PUBACK 丢失',
    text: '下一个发往客户端的 PUBACK 丢失且连接断开；重新连接后，客户端必须带 DUP 重发 PUBLISH。',
    waitsFor: waitsTo('PUBACK'),
    todo: '请让该客户端以 QoS 1 发布。',
    happened: lostTo('PUBACK'),
    look: '客户端带 DUP 以相同的报文标识符重发 PUBLISH，并得到确认。',
  },
  'lost-pubrec': {
    name: 'PUBREC 丢失',
    text: '下一个发往客户端的 PUBREC 丢失且连接断开；客户端必须带 DUP 重发 PUBLISH，消息只送达一次。',
    waitsFor: waitsTo('PUBREC'),
    todo: AT_QOS_2,
    happened: lostTo('PUBREC'),
    look: '客户端带 DUP 重发 PUBLISH，随后是 PUBREC、PUBREL 和 PUBCOMP。',
  },
  'lost-pubrel': {
    name: 'PUBREL 丢失',
    text: '下一个来自客户端的 PUBREL 丢失且连接断开；客户端必须重发 PUBREL，而不是 PUBLISH。',
    waitsFor: waitsFrom(' PUBREL'),
    todo: AT_QOS_2,
    happened: (client) => `来自 ${client} 的 PUBREL 已丢失，其连接被切断。`,
    look: 'CONNACK 之后客户端重发 PUBREL，随后是 PUBCOMP。',
  },
  'lost-pubcomp': {
    name: 'PUBCOMP 丢失',
    text: '下一个发往客户端的 PUBCOMP 丢失且连接断开；客户端必须重发 PUBREL。',
    waitsFor: waitsTo('PUBCOMP'),
    todo: AT_QOS_2,
    happened: lostTo('PUBCOMP'),
    look: 'CONNACK 之后客户端重发 PUBREL，随后是 PUBCOMP，MQTT 5 中带 0x92：Broker 之前已完成交互。',
  },
  'duplicated-publish': {
    name: '重复 PUBLISH',
    text: '下一个发往客户端、QoS 1 或 2 的 PUBLISH 到达两次，第二次带 DUP；QoS 2 时客户端必须视为同一条消息。',
    waitsFor: (client) => `等待下一个发往 ${client}、QoS 1 或 2 的 PUBLISH。`,
    todo: '请以 QoS 1 或 2 发布到该客户端订阅的主题，订阅的 QoS 也须为 1 或 2。',
    happened: (client) => `${client} 两次收到同一个 PUBLISH。`,
    look: '第二个 PUBLISH 带 DUP，报文标识符相同。',
  },
  'restart-with-sessions': {
    name: 'Broker 重启，会话仍在',
    text: '所有连接在没有 DISCONNECT 的情况下断开，一秒内客户端无法连接；会话、排队的消息和保留消息仍在。',
    waitsFor: never,
    todo: '',
    happened: () => 'Broker 已停止并重启，会话仍在。',
    look: '有会话的客户端重新连接时 Session Present 为 1，从中断处继续。',
  },
  'restart-without-sessions': {
    name: 'Broker 重启，会话丢失',
    text: '所有连接在没有 DISCONNECT 的情况下断开，一秒内客户端无法连接；会话、排队的消息和保留消息全部丢失。',
    waitsFor: never,
    todo: '',
    happened: () => 'Broker 已停止并重启，会话和消息均已丢失。',
    look: 'CONNACK 的 Session Present 为 0：客户端必须重新订阅。',
  },
  'keep-alive-lost': {
    name: '心跳丢失',
    text: '从客户端的下一个 PINGREQ 起，双向数据全部丢弃，但连接不断开；客户端应能自行发现。',
    waitsFor: waitsFrom(' PINGREQ'),
    todo: '客户端在一个心跳间隔内没有发送任何内容时，会发送 PINGREQ。',
    happened: (client) => `PINGREQ 之后，${client} 与 Broker 之间在该连接上再无报文经过。`,
    look: 'PINGREQ 一直没有响应，直到客户端断开连接。',
  },
  'take-over': {
    name: '客户端 ID 冲突（被挤下线）',
    text: '另一个客户端以相同的客户端 ID 接入，Broker 因此断开前一个连接，MQTT 5 中带 0x8E。',
    waitsFor: waitsFrom('报文'),
    todo: '请让该客户端连接并发送任意内容。',
    happened: (client) => `另一个客户端以 ${client} 的身份连接，随后断开。`,
    look: 'MQTT 5 中为 DISCONNECT 0x8E，否则连接直接断开；会话由新连接恢复。',
  },
  'quota-exceeded': {
    name: '超出配额',
    text: '客户端下一个 QoS 1 或 2 的 PUBLISH 被拒绝（0x97）；MQTT 5 之前没有对应的原因码，因此照常确认并丢弃。',
    waitsFor: (client) => `等待下一个来自 ${client}、QoS 1 或 2 的 PUBLISH。`,
    todo: '请让该客户端以 QoS 1 或 2 发布。',
    happened: (client) => `来自 ${client} 的 PUBLISH 被拒绝。`,
    look: '带 0x97 的 PUBACK 或 PUBREC；MQTT 5 之前看起来与平常无异。',
  },
  'not-authorised': {
    name: '未授权',
    text: '下一个 SUBSCRIBE 或 QoS 1、2 的 PUBLISH 被拒绝（0x87）；MQTT 5 之前为 0x80（3.1 看似授予），PUBLISH 照常确认并丢弃。',
    waitsFor: (client) => `等待下一个来自 ${client} 的 SUBSCRIBE，或 QoS 1 或 2 的 PUBLISH。`,
    todo: '请让该客户端订阅，或以 QoS 1 或 2 发布。',
    happened: (client) => `${client} 的请求被拒绝。`,
    look: '带 0x87 的确认；MQTT 3.1.1 中为带 0x80 的 SUBACK，MQTT 3.1 中返回所请求的 QoS，但实际没有订阅。',
  },
  'server-moved': {
    name: 'Broker 已迁移',
    text: 'Broker 以 DISCONNECT 0x9D 断开连接，并给出另一个 Broker 的名称；MQTT 5 之前连接直接断开。',
    waitsFor: waitsFrom('报文'),
    todo: '请让该客户端连接或发送任意内容。',
    happened: (client) => `已要求 ${client} 改连另一个 Broker。`,
    look: '带 Server Reference 的 DISCONNECT 0x9D；若客户端正在连接，则在 CONNACK 中。',
  },
};

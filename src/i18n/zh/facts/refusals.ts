/** Broker 为何没有执行命令。 */

import { isLocalizable } from '../../../base/knownMessage.ts';
import { say, type Words } from '../../../base/message.ts';
import { REFUSAL_SHAPES, type Refusals } from '../../../broker/core/commands/refusals.ts';
import { hexByte } from '../../../mqtt/tables/reasonCodes.ts';
import { closed } from '../../closed.ts';
import type { Texts } from '../../en/texts.ts';
import { memberErrors } from './memberErrors.ts';
import { topicErrors } from './topicErrors.ts';

const WHERE = '除非用 --token 指定，配套程序在启动时会打印 token。';

const BAD_TAP: Readonly<Record<Refusals['bad-device-tap']['what'], string>> = {
  listen: '这不是可监听的地址：应为端口，或 mqtts://0.0.0.0:8883。',
  to: '这不是 Broker 的地址：应为 mqtt://、mqtts://、ws:// 或 wss://。',
  names: '只有设备使用 TLS 时才能按服务器名称区分 Broker，且每个名称须对应一个 Broker。',
  identity: '这不是相互匹配的证书和私钥：应为 PEM，且没有密码。',
};

export const refusals: Words<Refusals> = {
  'no-interface': () => '此 Broker 没有控制接口。',
  'not-open': () => 'Broker 的控制接口未打开。',
  late: () => 'Broker 的控制接口没有及时响应。',
  closed: () => 'Broker 的控制接口已关闭。',
  'not-understood': () => '无法理解 Broker 的响应。',
  'no-answer': () => 'Broker 的控制接口没有响应。',
  'no-token': () => 'Broker 的控制接口要求 token。',

  'tab-not-loaded': () => '无法加载页面内置 Broker 的 Worker。请重新加载页面。',
  'tab-part-not-loaded': () => '未能加载页面内置 Broker 的控制接口。',

  'hello-first': () => '第一条消息必须是 hello。',
  'hello-twice': () => 'hello 只能发送一次。',
  'hello-form': () =>
    '第一条消息必须是文本帧中的 JSON {"kind": "hello", "version": …, "token": …}。',
  'hello-large': () => '在 hello 得到响应之前，只能发送少量内容。',
  'hello-late': ({ seconds }) => `${seconds} 秒内没有收到 hello。`,
  'other-version': ({ version }) => `该处控制接口的版本为 ${version}。`,
  'token-missing': () => `控制接口要求 token。${WHERE}`,
  'token-wrong': () => `这不是本次启动的 token。${WHERE}`,
  'token-later': ({ seconds }) => `错误的 token 过多；请在 ${seconds} 秒后重试。`,
  'answers-unread': () => '未读取的响应过多。',
  'taps-unread': () => '报文监听的内容未被读取。',
  unread: () => '发出的内容长时间未被读取。',
  'many-others': () => '有过多其他连接没有发送 hello。',
  'broker-ends': () => 'Broker 正在停止。',
  'companion-ended': () => '配套程序已结束。',

  invalid: ({ path, why }) => closed(`${path} ${say(memberErrors, why)}`, '。'),
  failed: () => 'Broker 出错，请查看运行 Broker 的终端。',
  down: () => 'Broker 已停止。',

  'not-connected': () => '没有使用此客户端 ID 的连接。',
  'no-session': () => '没有使用此客户端 ID 的会话。',
  'not-a-servers-code': ({ code }) =>
    `${hexByte(code)} 不能出现在 Broker 的 DISCONNECT 中（MQTT 5，3.14.2.1）。`,
  'stray-reference': () => 'Server Reference 只能与 0x9C 或 0x9D 一起发送（MQTT 5，4.11）。',
  'long-farewell': ({ most }) => `此处原因字符串和 Server Reference 的 UTF-8 最多 ${most} 字节。`,
  'reserved-topic': () => '$SYS 属于 Broker 自身。',
  'not-retained': () => '没有这条保留消息。',
  'not-a-topic': ({ why }) => say(topicErrors, why),
  'no-device-tap': () => '没有此编号的抓包代理。',
  'bad-filter': () => '这不是显示过滤器。',
  'no-sensors': () => '这里没有 MQTT-SN 网关：只有以 --sn 启动的配套程序才有。',
  'no-device-taps': () => '这里没有设备抓包功能：只有配套程序才有，且启动时不能带 --no-bridge。',
  'bad-device-tap': ({ what }) => BAD_TAP[what],
  'no-fleet': () => '这里没有演示设备。',

  'no-rule': () => '没有此 id 的规则。',
  member: ({ why }) => say(memberErrors, why),
  'not-waiting': () => '此报文已不再等待。',
  'not-one-packet': () => '这些字节不是恰好一个报文，其后的内容都会解析错误。',
  'packet-too-large': () => '此报文超过 Broker 接受的大小。',
  'many-recipes': () => '等待中的预设场景过多。请先停止一些。',
  'no-run': () => '此次执行的记录已不再保存。',
  'broker-elsewhere': () => '此操作需要 mqttscope 自己的 Broker，而这里连接的是其他 Broker。',
  'no-wire': () => '没有这个抓包代理，或没有代理连接。',

  'needs-line': () => '只有控制连接才能收到通知。',
  'no-tap': () => '没有此编号的报文监听。',
  'tap-taken': () => '已有此编号的报文监听。',
  'tap-number': ({ most }) => `报文监听的编号为 0 至 ${most}。`,
  'many-taps': ({ most }) => `一个控制连接最多有 ${most} 个报文监听。`,

  'no-platform': () => '这里没有平台。',
  'no-device': () => '此处没有这个名称的设备。',
  'not-subscribed': () => '设备没有订阅此 Topic，因此未发送。',
  'device-offline': () => '设备不在线，QoS 0 的消息不会为设备保存：没有发送。请用 QoS 1。',
  'may-not-receive': () => '设备无权接收此 Topic 的消息：请查看其 Topic 权限。',
  'large-payload': ({ most }) => `此处消息内容最多 ${most} 字节。`,
  'not-an-object': () => '要发送的内容不是 JSON 对象。请写成 {"name": value}。',
  'deep-object': () => '要发送的内容嵌套过深。请写成 {"name": value}。',
  'service-name': () => '服务的标识符不能为空，也不能含 /、+ 或 #。',
  'no-file': () => '配套程序启动时没有指定设备文件。',
  'devices-file': ({ why }) => `设备文件未能读取，一切保持不变：${why}`,
  'not-in-model': ({ name }) => `物模型中没有属性 ${name}。`,
  'service-not-in-model': ({ name }) => `物模型中没有服务 ${name}。`,
  'parameter-not-in-model': ({ name, service }) => `物模型中服务 ${service} 没有参数 ${name}。`,
  'not-fitting': ({ name, expected, came }) =>
    `${name} 不符合物模型：应为 ${expected}，实际为 ${came}。`,
  'read-only-property': ({ name }) => `${name} 在物模型中为只读：只能由设备设置。`,
};

/** A newer broker may send unknown reasons, which are shown in its words. */
export const refusal: Texts['explain']['refusal'] = ({ fact, reason }) =>
  isLocalizable(REFUSAL_SHAPES, fact) ? say(refusals, fact) : reason;

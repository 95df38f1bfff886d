/** 连接编辑器中随后出现的字段的文字。 */
import type { editorFields as english } from '../../en/profiles/editorFields.ts';

export const editorFields: typeof english = {
  namePlaceholder: '例如 plant-hz',
  manageProfiles: '连接配置的更多操作',
  protocolDevice: '仅企业版实例和新版公共实例支持 MQTT 5.0。',
  deviceClientId: '客户端 ID 中第一个竖线之前的部分。',
  secretHint: '仅保存在本标签页的内存中，不写入存储，也不写入地址。',
  sessionAndWill: '会话与遗嘱',
  goOnAfterMalformed: '收到格式错误的报文后继续',
  goOnAfterMalformedTitle:
    '与不符合标准的 Broker 保持连接。格式错误的报文会显示出来，但不会被处理，也不会被响应。',
  keepAliveDevice: '平台接受 30 至 1200 秒。',
  keepAliveHint: '即 Keep Alive；0 表示关闭。',
  sessionExpiryHint: '0：会话随连接结束。4294967295：永不过期。',
  willOn: '设置遗嘱',
  willHint: '此连接未发送 DISCONNECT 就断开时，由 Broker 发布。',
  onConnect: '连接后订阅',
  filterNone: '主题过滤器，例如 sensors/#',
  filterMore: '再添加一个主题过滤器',
  filterRefused: '被拒绝',
  filterQoS: '连接后订阅的 QoS',
  addFilter: '添加主题过滤器',
  raised: '先 QoS 0',
  raisedTitle:
    '先以 QoS 0 订阅；保留消息到齐后，再以 Broker 允许的最高 QoS 订阅，这样可以看到交互。',
  removeFilter: (filter) => `移除 ${filter}`,
  mqtt5Now: (scram, properties) =>
    [scram, properties === 0 ? '无属性' : `${properties} 个属性`]
      .filter((part) => part !== '')
      .join('，'),
  lineNow: ({ hasCa, hasCertificate, hasProxy }) =>
    [
      hasCa ? '自定义 CA' : '本机的 CA',
      hasCertificate ? '有客户端证书' : '无客户端证书',
      ...(hasProxy ? ['经代理'] : []),
    ].join('；'),
};

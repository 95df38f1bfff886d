import type { FirstTexts } from '../en/first.ts';

export const editor: FirstTexts['editor'] = {
  connection: '连接',
  name: '名称',
  namePlaceholder: '例如 plant-hz',
  notice: '请注意',
  connect: '连接',
  reconnectChanged: '以新设置重新连接',
  disconnect: '断开连接',
  stopConnecting: '停止连接',
  save: '保存配置',
  duplicate: '复制一份',

  profiles: '连接配置',
  chooseProfile: '选择已保存的连接',
  findProfile: '查找连接配置',
  noProfiles: '尚无已保存的连接。填写表单后点击“保存配置”。',
  newProfile: '新建连接',
  importProfiles: '导入…',
  manageProfiles: '连接配置的更多操作',
  profilesKept: (count) => `${count} 个连接配置，保存在此浏览器中`,
  storageFailed: (reason) => `此浏览器未能保存：${reason}。连接本身不受影响。`,

  address: '地址',
  url: 'URL',
  urlPlaceholder: 'ws://host:port/mqtt、host:port 或一条 mosquitto_sub 命令',
  protocol: '协议版本',
  protocolDevice: '仅平台的新版实例支持 MQTT 5。',
  clientId: '客户端 ID',
  clientIdHint: '在本标签页内唯一。两个客户端使用同一 ID 会互相挤下线。',
  deviceClientId: '客户端 ID 中第一个竖线之前的部分。',
  newClientId: '生成新的客户端 ID',

  signInAs: '登录方式',
  userAndPassword: '用户名和密码',
  alibaba: '阿里云物联网平台',
  userName: '用户名',
  password: '密码',
  secretHint: '仅保留在本标签页：不存储，也不写入地址。',
  remember: '在此设备上记住',

  sessionAndWill: '会话与遗嘱',
  sessionAndWillNow: (keepAlive, cleanStart, will) =>
    [
      `心跳间隔 ${keepAlive} s`,
      cleanStart ? '全新会话' : '沿用会话',
      will ? '有遗嘱' : '无遗嘱',
    ].join(' · '),
  session: '会话',
  goOnAfterMalformed: '收到格式错误的报文后继续',
  goOnAfterMalformedTitle:
    '与不符合标准的服务器保持连接。格式错误的报文会显示出来，但不会被处理，也不会被响应。',
  cleanStart: (version) => (version === 5 ? 'Clean Start' : 'Clean Session'),
  keepAlive: '心跳间隔',
  keepAliveDevice: '平台接受 30 至 1200 s。',
  keepAliveHint: '0 表示关闭。',
  sessionExpiry: '会话过期时间',
  sessionExpiryHint: '0：会话随连接结束。4294967295：永不过期。',
  seconds: 's',

  will: '遗嘱',
  willOn: '设置遗嘱',
  willHint: '此连接未发 DISCONNECT 就断开时，由 Broker 发布。',

  onConnect: '连接后订阅',
  onConnectNone: '无',
  filter: '连接后订阅的主题过滤器',
  filterQoS: '连接后订阅的 QoS',
  addFilter: '添加主题过滤器',
  removeFilter: (filter) => `移除 ${filter}`,

  faultCount: (count) => `${count} 个字段需要修改`,
};

import type { editor as english } from '../../en/profiles/editor.ts';

export const editor: typeof english = {
  connection: '连接',
  name: '名称',
  notice: '请注意',
  connect: '连接',
  reconnectChanged: '以新设置重新连接',
  disconnect: '断开连接',
  stopConnecting: '停止连接',
  save: '保存配置',
  duplicate: '复制一份',

  profiles: '连接配置',
  findProfile: '查找连接配置',
  noProfiles: '尚无已保存的连接。填写表单后点击“保存配置”。',
  newProfile: '新建连接',
  importProfiles: '导入…',
  profilesKept: (count) => `${count} 个连接配置，保存在此浏览器中`,
  storageFailed: (reason) => `此浏览器未能保存：${reason}。连接本身不受影响。`,

  address: '地址',
  url: 'URL',
  urlPlaceholder: 'ws://host:port/mqtt、host:port 或一条 mosquitto_sub 命令',
  protocol: '协议版本',
  clientId: '客户端 ID',
  newClientId: '生成新的客户端 ID',

  signInAs: '登录方式',
  userAndPassword: '用户名和密码',
  signInDebugger: '连接认证调试',
  alibaba: '阿里云物联网平台',
  userName: '用户名',
  password: '密码',
  remember: '在此设备上记住',

  moreOptions: '更多选项',
  sessionAndWillNow: (keepAlive, cleanStart, will) =>
    [
      `心跳间隔 ${keepAlive} 秒`,
      cleanStart ? '全新会话' : '沿用会话',
      will ? '有遗嘱' : '无遗嘱',
    ].join(' · '),
  session: '会话',
  cleanStart: (version) => (version === 5 ? 'Clean Start' : 'Clean Session'),
  keepAlive: '心跳间隔',
  sessionExpiry: '会话过期时间',
  seconds: 's',

  will: '遗嘱',

  filter: '连接后订阅的主题过滤器',

  errorCount: (count) => `${count} 个字段需要修改`,
};

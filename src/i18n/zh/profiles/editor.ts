import type { editor as english } from '../../en/profiles/editor.ts';
import { roughly } from '../codes/durations.ts';

export const editor: typeof english = {
  connection: '连接',
  name: '名称',
  notice: '请注意',
  connect: '连接',
  reconnectChanged: '以新设置重新连接',
  disconnect: '断开连接',
  stopConnecting: '停止连接',
  tryAgain: '重试',
  save: '保存连接配置',
  deleteProfile: '删除连接配置…',
  unsaved: '尚未保存为连接配置。',
  savedAs: (name) => `连接配置 ${name}。修改后请点击“保存连接配置”。`,
  duplicate: '复制一份',

  profiles: '连接配置',
  findProfile: '查找连接配置',
  noProfiles: '尚无已保存的连接。填写表单后点击“保存连接配置”。',
  newProfile: '新建连接',
  importProfiles: '导入…',
  profilesKept: (count) => `${count} 个连接配置，保存在此浏览器中`,
  storageFailed: (reason) => `此浏览器未能保存：${reason}。连接本身不受影响。`,

  address: '地址',
  broker: 'Broker',
  version: '版本',
  subscribe: '订阅',
  url: 'URL',
  urlPlaceholder: 'ws://host:port/mqtt、host:port 或粘贴一条命令',
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

  sessionAndWillNow: (keepAlive, cleanStart, will) =>
    [
      `心跳间隔 ${keepAlive} 秒`,
      cleanStart ? '全新会话' : '恢复会话',
      will ? '有遗嘱' : '无遗嘱',
    ].join(' · '),
  needsAttention: '需要修改',
  seeAbove: '见上方说明',
  session: '会话',
  cleanStart: (version) => (version === 5 ? 'Clean Start' : 'Clean Session'),
  keepAlive: '心跳间隔',
  sessionExpiry: '会话过期间隔',
  seconds: '秒',

  will: '遗嘱消息',

  filter: '连接后订阅的主题过滤器',

  tried: '已尝试的步骤',
  took: (ms) => `用时 ${roughly(ms * 1000)}`,
  ms: (ms) => `${ms} ms`,
  trying: '正在尝试…',
  triedAddresses: '已尝试的地址',
  open: '可连接',
  notOpen: '无法连接',
  notAwaited: '未及时响应',
  stopSearch: '停止',
  plainPassword: '以明文发送密码？',
  plainPasswordText: '没有 TLS 时，沿途任何人都能读到密码。目前尚未发送任何内容。',
  sendPlain: (url) => `经 ${url} 发送`,
  nothingTried: '尚无记录。下次连接的每一步及其耗时会显示在这里。',
  openedByBrowser: '由浏览器自行连接，浏览器不提供各步骤及其耗时。',

  errorCount: (count) => `${count} 个字段需要修改`,
};

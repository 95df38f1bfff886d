import type { deviceForm as english } from '../../en/alibaba/deviceForm.ts';

export const deviceForm: typeof english = {
  platform: '平台',
  localPlatform: '本地平台',
  cloud: '阿里云',
  device: '设备',
  productKey: 'ProductKey',
  deviceName: 'DeviceName',
  deviceSecret: 'DeviceSecret',
  region: '地域',
  instance: '实例',
  instanceHint: '留空：该地域的公共实例。',
  instanceNeeded: '该地域没有公共实例：请填写您的实例 ID，例如 iot-06z00ab1cd2ef3g。',
  edgeBlank: (place) =>
    `第 ${place} 个字符是空白，位于首尾，会被当作内容的一部分。是复制时带入的吗？`,
  removeBlanks: (what) => `删除首尾的空白：${what}`,
  remove: '删除首尾的空白',
  how: '认证方式',
  hows: { direct: '直连', https: 'HTTPS 认证再连接' },
  howDirect: '一机一密：以设备密钥计算的签名作为密码。',
  howHttps:
    '每次 CONNECT 之前，先通过 HTTPS 提交签名，换取 iotId 和 iotToken，作为用户名和密码登录。',
  authUrl: 'HTTPS 认证 URL',
  authUrlTab: '页面内置 Broker',
  authUrlTabHint:
    '留空：由页面内置 Broker 直接发放 iotId 和 iotToken，不使用 HTTPS。只填路径（如 /auth/devicename）时也一样。',
  authUrlHint:
    '留空：该地域的地址。平台不允许网页读取其响应，因此由本机的配套程序代为请求；若地址在本页面自己的服务器上，则直接请求。',

  asDevice: (isCleared) =>
    `若设备在线，将被挤下线，${isCleared ? '会话会被丢弃' : '排队的消息会发到这里'}。建议使用测试设备。`,
  cleanOn: '打开：丢弃该设备的会话和为其排队的消息；按标准，其订阅也一并丢弃。',
  cleanOff:
    '关闭：恢复该设备的会话。为其排队的消息会发到这里，设备不再收到；在此处的订阅会留在该设备的会话中。',
  signature: '签名',
  signMethod: '签名算法',
  secureMode: '安全模式',
  secureModes: { two: '2 · TLS（wss）', three: '3 · 明文（ws）' },
  timestamp: '时间戳',
  timestamps: { now: '发送 CONNECT 的时间', none: '不发送', fixed: '固定值' },
  timestampValue: '时间戳，1970 年起的毫秒数',
};

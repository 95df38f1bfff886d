/** Options shared by several commands. */
import type { shared as english } from '../en/shared.ts';

export const shared: typeof english = {
  lang: '输出给人看的内容所用的语言；不指定时按 LC_ALL、LC_MESSAGES 或 LANG',
  withSecrets: '不隐藏密码、认证数据和下发的密钥',
  formats: 'JSON 文件：主题过滤器及其载荷的解析步骤；schema 和主题约定文件放在同一目录',
  snTopics: 'MQTT-SN 中无需 REGISTER 即有编号的主题：文件中每行一个编号和一个主题',
  mqttPort: '连接为 MQTT 的端口，1883 之外；用于未能识别的连接',
  assumeVersion: '抓包中没有 CONNECT 的连接所用的 MQTT 版本；默认根据其报文推断',
  keylog: '用于解密的 TLS 密钥文件，即 SSLKEYLOGFILE 所写的文件；- 表示标准输入',
  file: '抓包文件，- 表示标准输入',
  jsonLines: '每行一个 JSON 对象',
  jsonObject: '一个 JSON 对象',
  deviceSecret: '设备密钥 DeviceSecret；- 表示从标准输入读取',
};

/** Errors of `passwd`, `sign` and `verify`. Neither secret nor password is repeated. */
import type { signIn as english } from '../en/signInRefusals.ts';

export const signIn: typeof english = {
  nameEmpty: () => 'NAME 不得为空。',
  nameOfComment: () => 'NAME 不得以 # 开头，那是注释。',
  nameStrange: () => 'NAME 中不得有冒号或控制字符。',
  passwordEmpty: () => '密码为空。没有作任何修改。',
  passwordLong: (most) => `密码最多 ${most} 字节。没有作任何修改。`,
  passwordNotAlone: () => '标准输入中只能有密码，且只有一行。',
  nothingChanged: () => '没有作任何修改。',
  twoDiffer: () => '两次输入不同。没有作任何修改。',

  isMissing: (option) => `缺少 ${option}。`,
  isLeftEmpty: (option) => `${option} 为空；没有时请不要写此选项。`,
  ampersand: (option) => `${option} 中不得有 &，它在用户名中用来连接 DeviceName 和 ProductKey。`,
  bar: (option) => `${option} 中不得有 |，它是客户端 ID 中参与签名部分的结尾。`,
  control: (option) => `${option} 中有控制字符。`,
  lettersAndDigits: '字母和数字',
  lettersDigitsAndSigns: '字母、数字和 - _ @ . :',
  holdsAnother: (option, what, place) => `${option} 中只能有${what}；第 ${place} 个字符不是。`,
  baseLong: (length, most) => `--client-id 有 ${length} 个字符；平台最多接受 ${most} 个。`,
  notATime: () => '--timestamp 必须是以十进制数字表示的 1970 年以来的毫秒数，或 none。',
  notASecureMode: () => '使用设备密钥登录时，--secure-mode 必须是 2（TLS）或 3（不加密）。',
  notOfAHost: (option) => `${option} 会成为主机名的一部分：只能有字母、数字和 -。`,
  notAnExtra: () => '--extra 必须形如 NAME=VALUE，不含逗号，例如 ext=1；NAME 中不得有 |。',
  extraTwice: (name) => `--extra ${name}=… 会重复出现；它有自己的选项。`,
  inputTaken: () => '标准输入不能既是日志又是设备密钥。',
  secretMissing: () =>
    '缺少设备密钥：请用 --device-secret、MQTTSCOPE_DEVICE_SECRET 或标准输入给出。',
  secretNotAlone: () => '标准输入中只能有设备密钥，且只有一行。',
  secretOnInput: '标准输入中的设备密钥',
  notDigits: () => '--timestamp 必须是十进制数字。',
  logAndConnect: () => '--log 与 --connect 不能同时使用。',
  notHex: () => '--connect 必须是十六进制数字，每字节两位。',
  noConnect: () => '--connect 中没有完整的 MQTT 3.1、3.1.1 或 5.0 的 CONNECT 报文。',
  explainWhat: () => '请给出返回码或一行日志，或用 --log 给出文件。',
  explainNoFile: (name) =>
    `文件 ${name} 不存在，它也不是返回码或一行日志。请给出已有日志的路径（也可用 --log），或用引号给出那一行日志。`,
  notFound: (option) => `缺少 ${option}：既没有给出，日志或 CONNECT 报文中也没有找到。`,
};

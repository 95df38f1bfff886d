/** Errors for invalid arguments. */

import { say } from '../../../base/message.ts';
import { printable } from '../../../base/printable.ts';
import { closed } from '../../closed.ts';
import { settingFaults } from '../../zh/alibaba/devicesFile.ts';
import { filterError } from '../../zh/facts/filterError.ts';
import { topicErrors } from '../../zh/facts/topicErrors.ts';
import type { asked as english } from '../en/askedRefusals.ts';

const quoted = (text: string): string => JSON.stringify(text);

const either = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join('、')} 或 ${words.at(-1)}`;

const address = '--url 必须是地址，例如 mqtt://localhost:1883、mqtts://、ws:// 或 wss://';

export const asked: typeof english = {
  seeHelp: (said, command) =>
    `${said}参见 mqttscope help${command === undefined ? '' : ` ${command}`}。`,
  unknownOption: (option, similar) =>
    `没有选项 '${option}'。${similar === undefined ? '' : `是否指 ${similar}？`}`,
  optionOfCommand: (option) =>
    `'${option}' 在 COMMAND 之后。如果它属于 COMMAND，请在 COMMAND 前写 --；否则请把它移到 COMMAND 前面。`,
  addressForCommand: () =>
    'COMMAND 是程序，而不是 Broker 的地址。要使用某个 Broker：mqttscope run --to <URL> -- COMMAND。',
  noValue: (flags) => `选项 '${flags}' 缺少值。`,
  takesNoValue: (option) => `${option} 不带值。`,
  noArgument: (name) => `缺少参数 '${name}'。`,
  noBytes: () =>
    '--hex 的文本不是可识别形式的字节，或省略了部分字节。请给出全部字节：十六进制（每字节两位）、十六进制转储、括号中 -128 到 255 的数字、带 \\x 转义的字符串或 Base64。',
  noOption: (flags) => `缺少必填选项 '${flags}'。`,
  tooManyArguments: (most, given, suggested) =>
    `参数过多：应有 ${most} 个，给了 ${given} 个。${suggested === undefined ? '' : `是否指 ${suggested}？`}`,
  addressForFile: () =>
    'FILE 是抓包文件，而不是 Broker 的地址。要记录 Broker 的报文：mqttscope record --url <URL>。',
  bytesForFile: () =>
    'FILE 是抓包文件，但没有这个名称的文件。要读取报文的字节：mqttscope dissect --hex TEXT。',
  addressForServe: () =>
    '由应用连接 Broker：请不带地址启动 mqttscope，然后在应用中输入地址。要记录 Broker 的报文：mqttscope record --url <URL>。要记录设备的报文：mqttscope tap --to <URL>。',
  fileForServe: () =>
    '由应用打开抓包文件：请不带文件启动 mqttscope，然后把文件拖入应用。要在此读取：mqttscope problems FILE 或 mqttscope dissect FILE。',
  notUnderstood: () => '无法理解这些参数。',
  noSubcommand: (name, similar) =>
    `没有子命令 ${quoted(name)}。${similar === undefined ? '' : `是否指 ${similar}？`}`,
  notANumber: (option, least, most, text) =>
    `${option} 必须是 ${least} 至 ${most} 的整数，而不是 ${quoted(text)}。`,
  notAChoice: (option, choices, text) =>
    `${option} 必须是 ${either(choices)}${text === undefined ? '' : `，而不是 ${quoted(text)}`}。`,
  isEmpty: (option) => `${option} 为空。`,
  needsBeside: (option, others) => `${option} 须与 ${others.join(' 和 ')} 同时使用。`,

  notAHost: (text) => `--host 必须是地址或主机名，而不是 ${quoted(text)}。`,
  hostWithoutUsers: (option) =>
    `${option} 会让其他机器连入，而没有用户时，网络上的任何人都可连接。请加上 --user name:password；或用 --tls-client-ca 只允许有证书的客户端；或用 --alibaba 让设备凭签名登录。`,
  notAPlace: (option, text) =>
    `${option} 须为 host、host:port、host:* 或 Unix 域套接字的路径，而不是 ${quoted(text)}。`,
  tooMuchKept: (most) =>
    `使用 --data 时，--memory 最大为 ${most}：启动时要一次读入整个文件，而 Node.js 无法读取 2 GiB 及以上的文件。`,
  snWithoutUser: () =>
    '--sn 在此需要 --sn-user NAME：MQTT-SN 没有密码，能访问该端口的客户端都使用该用户的身份。',
  notAPort: (option, text) => `${option} 必须是 0 至 65535 的端口，而不是 ${quoted(text)}。`,
  samePorts: (first, second, port) =>
    first === second
      ? `${first} 指定了两次：每个监听地址须使用各自的端口。`
      : `${first} 和 ${second} 都使用端口 ${port}：每个监听地址须使用各自的端口。`,
  notAPrefix: () => '--client-id-prefix 必须是 1 至 100 个可见字符，例如 %u- 表示用户名加短横线。',
  noFolderName: (option) => `${option} 需要文件夹的名称。`,
  noLogFile: () => '--log 需要文件名，或用 - 表示标准输出。',
  notAnOrigin: (text) =>
    `--allow-origin 必须是网页的源，例如 https://app.example，而不是 ${quoted(text)}。`,
  notAToken: (source) =>
    `${source} 必须是 1 至 256 个可见的 ASCII 字符，不含空白；不指定时由 mqttscope 自行生成。`,
  notATopicFilter: (text, why) =>
    `--refuse-filter 必须是主题过滤器，而 ${quoted(text)} 不是：${say(topicErrors, why)}`,
  entryOf: (variable, entry) => `${variable} 的第 ${entry} 项`,
  lineOf: (path, line) => `${path} 第 ${line} 行`,
  pairWithoutColon: (source) => `${source} 必须形如 name:password，而其中没有冒号。`,
  pairWithoutName: (source) => `${source} 必须形如 name:password，而用户名为空。`,
  pairWithoutPassword: (source) => `${source} 必须形如 name:password，而密码为空。`,
  needsBroker: (option) => `${option} 需要 Broker：请去掉 --no-broker。`,
  noPlatformFile: () => '--alibaba 后面应是文件名，或什么都不写。',
  notASetting: (option, text) =>
    `${option} 必须形如 name=value，例如 connectsPerMinute=5，而不是 ${quoted(text)}。`,
  noSuchSetting: (option, name, names) =>
    `${option}：平台没有设置项 ${quoted(name)}；有 ${names.join('、')}。`,
  wrongSetting: (option, name, why) => `${option}：${name} ${say(settingFaults, why)}。`,
  wrongSettings: () => '--alibaba-setting 中有错误的设置。',

  wrongFilter: (option, error, meant) => {
    const place = `${option} 第 ${error.column} 列：`;
    return meant.length === 0
      ? closed(place + filterError(error), '。')
      : `${place}${filterError({ fact: error.fact })}是否指 ${printable(meant.join(' 或 '))}？`;
  },
  noSuchRule: (rule) =>
    `--mute：没有规则 '${rule}'。用 mqttscope problems --list-rules 可打印所有规则名。`,
  formatUnknown: (file, extensions) =>
    `从 ${file} 的名称看不出格式。请使用扩展名 ${either(extensions)}，或用 --format 指定格式。`,
  formatUnnamed: (formats) => `标准输出没有扩展名。请用 --format 指定 ${either(formats)}。`,

  noTextForTerminal: (format) =>
    `${format} 格式的文件不是文本，终端可能会执行其中的控制字符。请指定文件，或将标准输出重定向到文件或其他程序。`,

  tooLong: (option, text) => `${option} 最长 24 天，而不是 ${text}。`,
  notADuration: (option, text) =>
    `${option} 必须是时长，例如 500ms、30s、5m 或 1h，而不是 ${quoted(text)}。`,
  notASubscription: (filter, why) =>
    `--subscribe 的主题过滤器 ${quoted(filter)} 有误：${say(topicErrors, why)}`,
  notAnAddress: () => `${address}。`,
  notAScheme: (scheme) => `${address}，而不是 ${scheme}//。`,
  noHost: () => `${address}；其中没有主机。`,
  addressWithFragment: () => '--url 中不得有 # 之后的部分。',
  addressWithPath: () => 'TCP 地址的 --url 没有路径：mqtt://host:port。',
  addressWithPercent: () => '--url 的用户名或密码中有 %，但不是转义的开头。',
  noSession: () => '--no-clean 会恢复会话：请用 --client-id 指明是哪个客户端的会话。',
  filterEmpty: (option) => `${option} 为空；它需要一个显示过滤器。`,
  noPcap: (file) => `${file} 不会是 pcap。请命名为 .pcapng，Wireshark 也能打开。`,
  forTlsOnly: (option) => `${option} 只用于 mqtts:// 和 wss://。`,
  goTogether: (first, second) => `${first} 和 ${second} 须一起指定。`,
  notAListenAddress: (option, text) =>
    `${option} 应为端口，或形如 mqtts://0.0.0.0:8883 的地址，而不是 ${quoted(text)}。`,
  notATarget: (option) =>
    `${option} 应为 Broker 的地址，例如 mqtts://broker:8883；如按设备请求的服务器名称区分，则在前面加 NAME=。`,
  notAConfig: (path) => `${path} 应为以选项名为键的 JSON 对象：{"http": 8080, "no-demo": true}。`,
  unknownConfigKey: (path, key, similar) =>
    `${path}：没有可在文件中设置的选项 ${quoted(key)}。${similar === undefined ? '请使用 --help 中的选项名，不带横线。' : `是否指 ${quoted(similar)}？`}`,
  wrongIn: (source, reason) => `${source}：${reason}`,
  misspeltVariable: (variable, similar) => `${variable} 不是选项，已忽略。是否指 ${similar}？`,
  wrongConfigValue: (path, key) =>
    `${path}：${quoted(key)} 的值类型不对。开关用 true 或 false，取值用文本或数字，可重复的选项还可用列表。`,
  notASwitch: (variable) => `${variable} 必须是 1 或 0，或者 true 或 false。`,
  notAHealthAddress: () => 'URL 应为应用的地址，例如 http://127.0.0.1:8080。',
  notABroker: (option) =>
    `${option} 应为 Broker 的地址，例如 mqtt://broker:1883、mqtts://、ws:// 或 wss://。`,
  needsAFile: (option) => `${option} 应为文件名：标准输出属于 COMMAND。`,
  notASize: (option, text) =>
    `${option} 应为不小于 10k 的大小，例如 500k、100MB 或 1G，而不是 ${quoted(text)}。`,
  notAnAuthority: (option, text) =>
    `${option} 应为 mqttscope 所建证书颁发机构的名称，由字母、数字、点、- 和 _ 组成，而不是 ${quoted(text)}。证书文件用 --tls-cert 和 --tls-key 指定。`,
  listenNeedsTls: (option) => `${option} 用于设备的 TLS 连接：请以 mqtts:// 或 wss:// 监听。`,
  targetTwice: (name) =>
    name === undefined ? '只能有一个 --to 不带 NAME=。' : `--to 两次指定了 ${quoted(name)}。`,
  keepNeedsRotation: () => '--keep 需要 --rotate-size 或 --rotate-time。',
  rotationNeedsFiles: () =>
    '--rotate-size 和 --rotate-time 会生成多个文件：请用 -o FILE 指定文件名，而不是 -。',
  namesNeedTls: () => '--to NAME=URL 依据 TLS 的服务器名称：请以 mqtts:// 或 wss:// 监听。',
  tapToItself: (address) =>
    `${address} 是此抓包代理自己的地址：--to 指定 Broker，--listen 指定设备连接的地址。`,
  notAFingerprint: (option, text) =>
    `${option} 应为 SHA-256 指纹（64 位十六进制数字，可含冒号），而不是 ${quoted(text)}。`,
  noExtcapInterface: (name) => `没有接口 ${quoted(name)}：--extcap-interfaces 会列出所有接口。`,
  extcapWhat: () =>
    'extcap 需要 --extcap-interfaces、--extcap-dlts、--extcap-config 和 --capture 之一。',
};

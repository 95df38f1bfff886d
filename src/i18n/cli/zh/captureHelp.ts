/** `--help` of the commands that read or write captures. */

import { READ_EXTENSIONS, WRITTEN_EXTENSIONS } from '../../../engine/files/captureFormats.ts';
import type { CliTexts } from '../en/texts.ts';
import { shared } from './shared.ts';

type Help = CliTexts['help'];

const READ = READ_EXTENSIONS.join('、');
const WRITTEN = WRITTEN_EXTENSIONS.join('、');

const dissect: Help['dissect'] = {
  about: '逐行打印抓包文件中的控制报文。',
  args: { FILE: shared.file },
  options: {
    hex: 'FILE 是写成文本的字节：十六进制、十六进制转储、C 数组、Base64 等',
    filter: '只打印与此显示过滤器匹配的报文',
    json: shared.jsonLines,
    withSecrets: shared.withSecrets,
    formats: shared.formats,
    keylog: shared.keylog,
    mqttPort: shared.mqttPort,
    assumeVersion: shared.assumeVersion,
    snTopics: shared.snTopics,
    lang: shared.lang,
  },
  after: `
FILE 是 mqttscope、tcpdump 或 Wireshark 的抓包文件（${READ}），
或 --json 打印的各行；- 表示标准输入。密码、认证数据和下发的设备密钥以 * 隐藏，除非指定 --with-secrets。

使用 --hex 时，FILE 是文本本身、含有该文本的文件，或标准输入（省略 FILE，或 -）。可以是十六进制，
xxd、od、hexdump 或 Wireshark 的转储，括号中或单词之后的 -128 到 255 的数字，带 \\x 转义的字符串，
Node.js 的 <Buffer …>，含有上述内容的日志行，或 Base64。方向取自日志（TX、RX），否则由报文得出：
  mqttscope dissect --hex "10 11 00 04 4d 51 54 54 04 02 00 3c 00 05 73 6f 69 6c 37"

EXPR 可用 Wireshark 的字段名，也可用短名：
  type == publish && topic ~ "sensors/+/temp" && qos > 0 && dir == in
  mqtt.msgtype in {1, 2} or mqtt.clientid contains "dev" or payload matches "^[0-9]+$"
  payload.params.temperature > 30 and user["site"] == "north" and size > 1kB
  problem or time < 2.5 or exchange.state == retried or exchange.latency > 50ms

TLS 用 pcapng 文件中自带的密钥解密，或用 --key-log FILE 中的密钥。

过滤器中的 problem 指 mqttscope problems 在整个会话过程中发现的问题；--json 中的 "problems" 只指
报文自身的错误。过滤器用到 problem 或 exchange.* 时，FILE 会读两遍；标准输入此时经由一个临时
文件，他人不可读，结束后即消失。

--json 的每一行都有 "schema"（现为 2），说明见 docs/cli.md。

退出码：0 已读完，1 无法读取 FILE 或 FILE 被截断，2 参数错误。`,
};

const problems: Help['problems'] = {
  about: '逐行打印抓包文件中的问题。',
  args: { 'FILE...': shared.file },
  options: {
    failOn: '有此级别或更严重的问题时，退出码为 3',
    junit: '同时写入 JUnit XML，每条可判断的规则一个用例；- 表示标准输出',
    junitFailedOnly: 'JUnit 文件中只保留失败的测试用例',
    json: shared.jsonLines,
    mute: '不检查某条规则',
    keylog: shared.keylog,
    mqttPort: shared.mqttPort,
    assumeVersion: shared.assumeVersion,
    snTopics: shared.snTopics,
    allowEmpty: '没有可判断的报文时，退出码为 0 而不是 4',
    listRules: '列出每条规则及其标准条款、问题说明和处理方法后退出',
    lang: shared.lang,
  },
  after: `
FILE 与 mqttscope dissect 所读的相同。每行依次为：报文编号、距第一个报文的秒数、连接、级别
（error：标准所禁止；warn：已出错或将出错；note：值得知道）、规则、标准条款、问题所在。
--json 每行打印一个对象：
{"schema", "no", "time", "stream", "rule", "severity", "statement", "title", "text"}。
使用 --junit - 时，标准输出只有 XML。

多个文件（例如 tap --rotate-size 写的一系列文件）按给出的顺序作为一次抓包读取：未关闭的连接在下一个
文件中继续。此时每行以文件名开头（--json 中为 "file"，JUnit 中为 classname），报文编号是该文件中的编号。

对抓包中没有的内容不作判断：从中途开始抓取的连接，不会因之前的内容而判为有问题。

如果没有任何报文可供判断（已加密、端口不符、文件为空），就不算通过：退出码为 4，JUnit 文件中
记为错误，除非用 --allow-empty 说明这是正常的。被截断的文件也不算通过：只判断到截断处，退出码为 1，
JUnit 文件中记为错误。

退出码：0 已读完，且没有 --fail-on 级别的问题；1 无法读取 FILE、FILE 被截断，或无法写入 JUnit 文件；2 参数错误；
3 有该级别或更严重的问题；4 没有可判断的报文。`,
};

const convert: Help['convert'] = {
  about: '把抓包文件转换为另一种格式。',
  args: { FILE: shared.file },
  options: {
    output: '要写入的文件，- 表示标准输出',
    format: 'OUT 的格式',
    withSecrets: shared.withSecrets,
    keylog: shared.keylog,
    mqttPort: shared.mqttPort,
    assumeVersion: shared.assumeVersion,
    standIns: '用等长的替代内容替换主题和载荷',
    lang: shared.lang,
  },
  after: `
FILE 与 mqttscope dissect 所读的相同。OUT 的格式由扩展名决定（${WRITTEN}），
也可用 --format 指定；标准输出没有扩展名，必须指定。已有的 OUT 在新文件写完后才被替换。

退出码：0 已写完，1 无法读取 FILE、FILE 被截断（OUT 含截断处之前的报文），或无法写入 OUT，2 参数错误。`,
};

const record: Help['record'] = {
  about: '作为客户端连接 Broker，把收发的报文记录到抓包文件。',
  args: {},
  options: {
    url: 'Broker 的地址：mqtt://、mqtts://、ws:// 或 wss://',
    subscribe: '主题过滤器',
    output: '要写入的文件；已有的文件在结束时被替换；- 表示标准输出',
    for: '在此时间后结束：500ms、30s、5m、1h',
    count: '收到这么多 PUBLISH 报文后结束',
    until: '出现第一个与此显示过滤器匹配的报文时结束',
    format: 'FILE 的格式',
    qos: '订阅所用的 QoS',
    protocol: 'MQTT 版本',
    clientId: '客户端 ID；不指定时新生成一个',
    username: '用户名',
    passwordFile: '存有密码的文件；- 表示标准输入',
    password: '密码；本机的所有用户都看得到',
    keepAlive: '心跳间隔，单位秒；0 表示关闭',
    clean: '恢复 --client-id 的会话，并在断开后保存会话',
    reconnect: '连接断开后即结束',
    ca: '所信任的 CA 证书（PEM），用于 mqtts:// 和 wss://',
    insecure: '接受任何证书',
    cert: '向 Broker 出示的证书（PEM）',
    key: '证书的私钥（PEM）',
    withSecrets: shared.withSecrets,
    lang: shared.lang,
  },
  after: `
双向报文都按原始字节记录：Broker 发来的，以及本客户端响应的。报文随到随写，无论多久，内存占用
都有上限。格式由 FILE 的扩展名决定（${WRITTEN}），也可用
--format 指定；标准输出用 mqttscope 自己的格式。记录先写入 FILE 旁边自己的文件 FILE.XXXXXXXX.partial：已有的 FILE 保留到记录完成；始终
没能连接时，原文件不变。
密码、认证数据和下发的设备密钥以 * 隐藏，除非指定 --with-secrets。

记录在以下任一情况下结束：
  --for DURATION   连接被接受后经过此时间
  --count N        收到 N 个 PUBLISH 报文
  --until EXPR     有报文通过显示过滤器（它是最后一个），或有报文表明先前的某个报文现在
                   通过：exchange.state == retried
  Ctrl+C、SIGTERM、SIGHUP
未完成的握手会等到结束（最多一秒），然后断开连接。以上都没有时，一直记录。连接断开后会重新
连接，除非指定 --no-reconnect；因 Broker 违反规则而不得不结束的连接也是如此。一开始就连接不上
则是错误。仅有格式错误的报文不会使记录结束：记录正是为了发现它们。

密码取自 MQTTSCOPE_PASSWORD，或 --password-file（- 表示标准输入）。

示例：
  mqttscope record --url mqtt://localhost --subscribe '#' --for 30s -o all.mqttscope
  mqttscope record --url mqtts://broker:8883 --ca ca.pem --username me --subscribe 'a/#' --count 100 -o a.pcapng
  mqttscope record --url wss://broker/mqtt --subscribe 'jobs/+' --until 'payload contains "done"' -o jobs.ndjson
  mqttscope record --url mqtt://localhost --subscribe '#' --for 1m -o - | mqttscope problems -

退出码：0 已记录，1 无法连接、没有订阅成功、连接彻底断开或 FILE 无法写入（已收到的内容在
该 .partial 文件中），2 参数错误，3 在达到 --count 或 --until 之前，--for 的时间已到。`,
};

export const captureHelp = { dissect, problems, convert, record };

/** `run` 的 `--help`。 */
import type { CliTexts } from '../en/texts.ts';
import { captureHelp } from './captureHelp.ts';
import { shared } from './shared.ts';
import { tapHelp } from './tapHelp.ts';

const { problems } = captureHelp;

const run: CliTexts['help']['run'] = {
  about: '运行使用 MQTT 的程序，记录其所有连接并作出判断。',
  args: { 'COMMAND...': '程序及其参数，写在 -- 之后' },
  options: {
    to: 'COMMAND 要连接的 Broker：mqtt://（默认）、mqtts://、ws:// 或 wss://；不写此选项时启动自带的 Broker',
    toCa: tapHelp.tap.options.toCa,
    toCert: tapHelp.tap.options.toCert,
    toKey: tapHelp.tap.options.toKey,
    toFingerprint: tapHelp.tap.options.toFingerprint,
    faults: '对 COMMAND 与 Broker 之间的报文生效的故障规则（JSON）；见 docs/faults.md',
    failOn: problems.options.failOn,
    mute: problems.options.mute,
    expect: '没有报文匹配此显示过滤器时，退出码为 3',
    junit: '同时写入 JUnit XML，每条可判断的规则一个用例',
    junitFailedOnly: problems.options.junitFailedOnly,
    output: '同时把报文写入此文件',
    format: tapHelp.tap.options.format,
    timeout: '经过此时间后终止 COMMAND，退出码为 3；没有可判断的报文时为 4：500ms、30s、5m、1h',
    withSecrets: shared.withSecrets,
    lang: shared.lang,
  },
  after: `
COMMAND 从 MQTT_URL 以及 MQTT_HOST 和 MQTT_PORT 得到 Broker 的地址；MQTT_WS_URL 是同一 Broker 的
WebSocket 地址。即使 --to 是 mqtts://，COMMAND 也不使用 TLS 连接。--to 中的用户名和密码位于 MQTT_URL、
MQTT_USERNAME 和 MQTT_PASSWORD。无论由谁建立，每个连接都会记录和判断。标准输入、输出和错误属于
COMMAND；问题、未满足的期望和未发 DISCONNECT 就结束的连接写到标准错误。

COMMAND 结束时，其子进程也一并结束。SIGINT、SIGTERM 和 SIGHUP 会转给它。

示例：
  mqttscope run -- npm test
  mqttscope run --fail-on warn --junit mqtt.xml -o run.pcapng -- ./client
  mqttscope run --expect 'type == puback' --timeout 30s -- python3 device.py
  mqttscope run --to mqtts://broker.example --faults lost-puback.json -- sh -c './client "$MQTT_URL"'

退出码：COMMAND 的退出码不为 0 时即为该码；否则 0 通过，1 COMMAND 无法启动、无法连接 --to 的 Broker
或文件无法读写，2 参数错误，3 有 --fail-on 级别的问题、期望未满足或超时，4 没有可判断的报文，例如
COMMAND 从未连接。`,
};

export const runHelp = { run };

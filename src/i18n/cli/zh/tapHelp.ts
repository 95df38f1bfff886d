/** `tap` 和 `extcap` 的 `--help`。 */
import type { CliTexts } from '../en/texts.ts';
import { shared } from './shared.ts';

type Help = CliTexts['help'];

const tap: Help['tap'] = {
  about: '置于设备与 Broker 之间，原样转发字节，并记录其报文。',
  args: {},
  options: {
    listen: '设备连接的地址：[mqtt://|mqtts://|ws://|wss://][HOST:]PORT',
    to: 'Broker：mqtt://（默认）、mqtts://、ws:// 或 wss://；加 NAME= 时只用于请求该服务器名称（SNI）的设备，也可写 *.example.com',
    output: '同时把报文写入此文件；- 表示标准输出',
    format: 'FILE 的格式',
    rotateSize: '达到此大小后换新文件：500k、100MB、1G',
    rotateTime: '经过此时间后换新文件：10m、1h、24h',
    keep: '只保留本次运行的最后 N 个文件',
    keyLog: '把两侧的 TLS 密钥追加到此文件（SSLKEYLOGFILE），供 Wireshark 使用',
    faults: '对设备与 Broker 之间的报文生效的故障规则（JSON）；见 docs/faults.md',
    for: '经过此时间后结束：500ms、30s、5m、1h',
    readyFile: '开始监听后把地址写入此文件；结束时删除',
    authority: '为抓包代理签发证书的 CA 的名称；首次使用时生成',
    authorityDir: '存放其证书和密钥的文件夹；默认为您的数据文件夹中的 mqttscope/tap',
    showAuthority: '只打印该 CA 的证书：PEM、C 数组或十六进制（DER）',
    name: '设备访问本机所用的其他名称或地址，写入证书',
    tlsCert: '您自己的证书（PEM），代替 --authority 用于设备',
    tlsKey: '其私钥（PEM）',
    toCa: '连接 Broker 时信任的 CA 证书（PEM）',
    toCert: '向 Broker 出示的证书（PEM）',
    toKey: '其私钥（PEM）',
    toFingerprint: '接受具有此 SHA-256 指纹的 Broker 证书，无论其有何问题',
    withSecrets: shared.withSecrets,
    lang: shared.lang,
  },
  after: `
把设备的 Broker 地址改为抓包代理的地址，其他配置不变。不写协议时，端口 8883 和 8884 以 TLS 监听，
其他端口为明文 MQTT；不写 HOST 时，只有本机可以连接。

使用 TLS 时，设备必须信任抓包代理：在设备中安装其 CA 证书（mqttscope tap --show-authority c），或指定
--tls-cert 和 --tls-key。程序不会自行安装任何证书。CA 的私钥留在 --authority-dir 中；持有它的人可以对信任
该 CA 的设备冒充任何服务器。

抓包代理的地址以 "tap mqtt://127.0.0.1:1884" 的形式写到标准输出；指定 -o - 时写到标准错误。
每个连接断开时，标准错误输出一行：哪一方断开、原因和处理办法。报文随到随写，连续运行数日内存也有
上限；如果 FILE 来不及写，则略去部分报文并计数，设备不会因此变慢。指定 --rotate-size 或
--rotate-time 时，文件名为 FILE_00001_TIME.EXT，每个文件各自完整。密码、认证数据和下发的设备
密钥以 * 隐藏，除非指定 --with-secrets。

示例：
  mqttscope tap --listen 1884 --to mqtt://broker:1883
  mqttscope tap --listen mqtts://0.0.0.0:8883 --to mqtts://broker.example:8883 -o day.pcapng --rotate-time 1h --keep 48
  mqttscope tap --listen 1884 --to mqtt://broker -o - --format pcapng | wireshark -k -i -
  mqttscope tap --listen mqtts://:8883 --to a.example=mqtts://10.0.0.1 --to b.example=mqtts://10.0.0.2
  mqttscope tap --show-authority c > tap_ca.h

退出码：0 由信号或 --for 结束，1 无法监听或 FILE 无法写入，2 参数有误。`,
};

const extcap: Help['extcap'] = {
  about: '把抓包代理列为 Wireshark 的捕获接口；由 Wireshark 自行调用。',
  args: {},
  options: {
    extcapInterfaces: '列出接口',
    extcapDlts: '列出接口的链路类型',
    extcapConfig: '列出接口的选项',
    extcapInterface: '接口',
    extcapVersion: 'Wireshark 的版本',
    extcapCaptureFilter: '不使用',
    capture: '捕获到 --fifo，直到其关闭',
    fifo: 'Wireshark 读取的管道',
    listen: tap.options.listen,
    to: tap.options.to,
    toCa: tap.options.toCa,
    authority: tap.options.authority,
    authorityDir: tap.options.authorityDir,
    withSecrets: shared.withSecrets,
    lang: shared.lang,
  },
  after: `
把内容如下的文件放入 Wireshark 的个人 extcap 文件夹（“帮助”、“关于”、“文件夹”），设为可执行，
然后重新启动 Wireshark；接口列表中便有 “MQTT tap (mqttscope)”：
  #!/bin/sh
  exec mqttscope extcap "$@"

Wireshark 的 PATH 可能与您的 shell 不同。如果没有该接口，请把 mqttscope 换成 node 和
dist/companion/main.js 的完整路径。npx 也可以，但会使 Wireshark 的每次调用变慢。

退出码：0 已结束，1 无法监听，2 参数有误。`,
};

export const tapHelp = { tap, extcap };

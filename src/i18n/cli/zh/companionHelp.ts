/** `mqttscope --help`. */
import type { CliTexts } from '../en/texts.ts';
import { shared } from './shared.ts';

export const companionHelp: CliTexts['help']['companion'] = {
  about: '提供 MQTT 浏览器界面，以及带演示设备、支持 MQTT 3.1、3.1.1 和 5.0 的 Broker，供试用。',
  args: {},
  options: {
    host: '监听地址；若其他机器可达，须有用户、客户端证书或 --alibaba',
    http: '应用和 MQTT over WebSocket 的端口；0 表示自动选择空闲端口',
    mqtt: 'MQTT over TCP 的端口；0 表示自动选择空闲端口',
    listen:
      '另一个监听地址，例如 1883、mqtts://0.0.0.0:8883，或带应用的 ws://:8080；有了它，就不再使用同类的默认端口',
    sn: 'MQTT-SN（UDP）的端口：让传感器访问 Broker 的网关；0 表示自动选择空闲端口',
    snTopics: '无需 REGISTER 即有编号的主题：文件中每行一个编号和一个主题',
    snUser:
      '所有 MQTT-SN 客户端（没有密码）所使用的用户身份；已有用户、客户端证书或其他机器可访问的地址时必须提供',
    user: '允许连接的用户',
    users: '用户文件，由 mqttscope passwd 写入，其中密码为哈希值',
    userFile: '用户文件，每行一个 name:password',
    allowAnonymous: '有用户时也接受无用户名的客户端；--acl 中第一个 user 之前的行适用于它们',
    acl: '客户端可读写哪些主题，格式同 Mosquitto 的 acl_file',
    clientIdPrefix: '客户端 ID 必须以此开头，例如 %u- 表示用户名加短横线；否则以 CONNACK 0x85 拒绝',
    demo: '不运行演示设备',
    broker: '只提供应用，不运行 Broker',
    bridge: '不在应用网页与浏览器无法直连的 Broker 之间转发连接',
    bridgeAllow:
      '只允许转发到这里：host、host:port、host:* 或 Unix 域套接字的路径；不指定时除链路本地地址外均可',
    tlsCert: '证书（PEM）：--http 和 --mqtt 的端口改用 https、wss 和 mqtts',
    tlsKey: '证书的私钥（PEM）',
    tlsClientCa: '签发客户端证书的 CA 证书（PEM）：没有此类证书的客户端不得连接',
    tlsUserName: '以客户端证书的通用名（或第一个备用名称）作为用户名，不再要求密码',
    allowOrigin: '允许连接的其他网页的源（Origin），或本应用经代理或以其他主机名访问时的源',
    token: '控制接口的 token，程序可凭它观察和控制 Broker；不指定时每次启动新生成并打印',
    alibaba:
      '供阿里云物联网平台设备连接的本地平台：设备来自 JSON 文件；不指定文件时使用演示设备并打印出来；见 docs/alibaba.md',
    alibabaSetting: '本地平台的行为，例如 connectsPerMinute=5',
    seed: '使每次启动的演示设备相同',
    faults: '故障规则（JSON），用于故意制造故障；见 docs/faults.md',
    log: '把事件（登录、拒绝、限制、控制命令）追加到文件，每行一个 JSON 对象；- 表示标准输出；见 docs/events.md',
    data: '把会话、保留消息和排队的消息保存在此文件夹，重启或崩溃后仍在',
    metrics: '也向其他机器提供 /metrics，不需要密码；否则只向本机提供',
    open: '在浏览器中打开应用',
    config: '以选项名为键的 JSON 文件；环境变量和命令行优先',
    check: '只检查各项设置及其引用的文件，不启动：退出码为 0 或 2',
    serverKeepAlive: 'MQTT 5 客户端的最长心跳间隔，单位秒',
    receiveMaximum: '每个 MQTT 5 客户端未确认的 QoS 1 和 QoS 2 消息数上限',
    topicAliasMaximum: '每个 MQTT 5 客户端可用的主题别名数',
    maximumPacketSize: '可接受的最大报文，单位字节',
    maxConnections: '连接数上限；超出的以 CONNACK 0x97 拒绝',
    maxConnectionsPerAddress: '每个地址的连接数上限，含 HTTP；超出的立即关闭',
    maxHttpConnections: '除 MQTT 外的 HTTP 连接数上限',
    connectTimeout: 'TLS 握手、收到 HTTP 请求头、以及此后到 CONNECT 为止各自的时限，单位秒',
    requestTimeout: '收完一个 HTTP 请求（含请求体）的时限，单位秒',
    maxQueued: '为一个客户端排队的消息数上限',
    maxSubscriptions: '每个客户端的订阅数上限；超出的以 SUBACK 0x97 拒绝',
    messageRate: '每个客户端每秒可发送的消息数；超出的以 DISCONNECT 0x96 断开',
    memory: 'Broker 所保存内容的内存上限，单位 MiB；见 docs/limits.md',
    refuseFilter: '任何人都不得订阅的主题过滤器；以 SUBACK 0x80 拒绝',
    copyPerSubscription: '客户端的订阅重叠时，每个订阅各收到一份消息',
    sysInterval: '$SYS 主题的发布间隔，单位秒；0 表示不发布',
    lang: shared.lang,
  },
  after: `
用户也可写在环境变量中：MQTTSCOPE_USERS=name:password,name:password
没有用户时，本机的任何客户端都可连接，且 --host 只能是本机地址，除非用 --tls-client-ca 或 --alibaba
限定谁能连接。密码中可以有冒号。

其他选项也可按名称写在环境变量中：MQTTSCOPE_HTTP=8080、MQTTSCOPE_NO_DEMO=1、MQTTSCOPE_USER_FILE=FILE。
可重复的选项以空格分隔多个值。命令行优先于环境变量。

token 也可写在环境变量中：MQTTSCOPE_TOKEN=token。同一台机器上的其他人看得到命令行，但看不到
环境变量。

标准输出逐行给出地址和 token：
  app http://127.0.0.1:8080/#token=4X…
  mqtt mqtt://127.0.0.1:1883
  ws ws://127.0.0.1:8080/mqtt
  token qx…
第一行含有 token，由此打开的页面可观察和控制 Broker。只有新生成的 token 才有最后一行。
使用 --alibaba 而不给文件时，每个演示设备另有一行：
  device productKey deviceName deviceSecret
默认端口被占用时改用下一个空闲端口；标准错误不是终端时则启动失败，以免程序连到另一个 Broker。

退出码：0 收到信号后结束，1 无法启动，2 参数错误。`,
};

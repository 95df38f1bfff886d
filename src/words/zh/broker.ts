import type { ConnectionFacts, FlightRow } from '../../broker/control/views.ts';
import type { Texts } from '../en/texts.ts';
import { grouped } from '../numbers.ts';
import { span } from './durations.ts';

const TRANSPORTS: Readonly<Record<ConnectionFacts['transport'], string>> = {
  tcp: 'TCP',
  websocket: 'WebSocket',
  port: '本标签页',
};

const AWAITED: Readonly<Record<FlightRow['awaits'], string>> = {
  puback: 'PUBACK',
  pubrec: 'PUBREC',
  pubcomp: 'PUBCOMP',
};

const FOR_EVER = 0xff_ff_ff_ff;

export const broker: Texts['broker'] = {
  parts: 'Broker 的各部分',
  moreParts: '所有部分',
  part: {
    clients: '客户端',
    sessions: '会话',
    subscriptions: '订阅',
    retained: '保留消息',
    messages: '消息',
    faults: '故障',
    sys: '$SYS',
  },
  host: (host, version) =>
    host === 'companion' ? `mqttscope ${version}，配套程序` : `mqttscope ${version}，本标签页`,

  fleet: '演示设备',
  fleetTitle: '在此 Broker 上发布虚构数值的压机、烤炉和车辆',
  fleetNow: (isRunning) => (isRunning ? '演示设备已运行' : '演示设备已停止'),

  none: {
    title: '尚无 Broker',
    text: '请先连接：若对端是 mqttscope 的 Broker，此视图显示其内部情况。',
    action: '编辑连接',
  },
  elsewhere: {
    title: '无法查看此 Broker 的内部',
    text: '对于 mqttscope 的 Broker（配套程序中的或本标签页内的），此视图显示其客户端、会话、订阅、保留消息、每条消息的两端和 $SYS，并可人为破坏报文。此地址没有表明它是 mqttscope 的 Broker。',
    otherwise: '它其实是配套程序吗？它启动时打印了“token …”：填入该 token，本页面即向它查询。',
  },
  needsToken: {
    title: '此配套程序需要 token',
    text: '它启动时打印了“token …”，或由 --token 指定。',
    refused: '这不是本次启动的 token',
    refusedText:
      '除非用 --token 指定，配套程序每次启动都会生成新的 token。请复制它最后打印的“token …”一行。',
  },
  needsCode: {
    title: '请打开配套程序打印的地址',
    text: '该地址末尾的代码（#t=…）允许一个标签页查看和操控 Broker。本标签页没有代码，其他功能不受影响。',
    spent: '打开本页面所用的代码无效',
    spentText:
      '每个代码只能使用一次，且在打印后十分钟内有效。没有它，除 Broker 视图外均可使用；若上一个地址已用过，可在该视图中让配套程序再打印一个。',
    print: '让配套程序打印地址',
    printed: (minutes: number) =>
      `配套程序已在其启动终端打印：请在 ${minutes} 分钟内打开最后一行“app …#t=…”。`,
    isThere: (minutes: number) =>
      `未打印新地址：配套程序上次打印的地址尚未使用，请打开最后一行“app …#t=…”，该地址在打印后 ${minutes} 分钟内有效。`,
    noAnswer: '配套程序没有响应，请检查它是否在运行。',
    otherwise: '或填入其 token，即“token …”一行；若用 --token 指定过，则填入指定的值。',
  },
  token: 'Token',
  tokenHint: '仅保存在内存中，离开本页面即失效，不存储。',
  tokenSend: '打开 Broker',
  opening: '正在打开 Broker 的控制接口…',
  lost: {
    title: 'Broker 没有响应',
    hint: '正在自动重试。连接自身的抓包不受影响。',
  },

  dismiss: '关闭提示',
  refused: 'Broker 拒绝了',
  loading: '正在查询 Broker…',
  cancel: '取消',

  clients: {
    all: '所有客户端',
    grid: '客户端',
    search: '查找客户端',
    searchPlaceholder: '客户端 ID、用户名或地址',
    total: (value) => `${grouped(value)} 个客户端`,
    empty: '没有已连接的客户端',
    noMatch: '没有匹配的客户端',
    noMatchText: '按客户端标识符、用户名和地址查找。',
  },
  sessions: {
    grid: '会话',
    search: '查找会话',
    total: (value) => `${grouped(value)} 个会话`,
    empty: '没有会话',
    noMatch: '没有匹配的会话',
  },
  columns: {
    client: '客户端 ID',
    address: '地址',
    version: '版本',
    session: '会话',
    subscriptions: '订阅',
    queue: '队列',
    inFlight: '未确认',
    from: '▲ 客户端发出 /s',
    to: '▼ 发往客户端 /s',
    state: '连接',
    cleanStart: 'Clean Start',
    expiry: '过期',
    ends: '结束',
    receiving: 'QoS 2 收到',
  },
  columnNames: {
    subscriptions: '订阅数',
    from: '客户端发出的速率，每秒消息数和字节数',
    to: '发往客户端的速率，每秒消息数和字节数',
  },
  columnTitles: {
    subscriptions: '订阅数',
    queue: '会话中等待的消息及其占用的内存',
    inFlight: '已发给它但未完成的 QoS 1 和 2 消息',
    from: '客户端每秒发出的消息数和字节数',
    to: 'Broker 每秒发给它的消息数和字节数',
    receiving: '来自它、等待其 PUBREL 的 QoS 2 消息',
    ends: '会话何时结束',
  },
  ownTitle: '本应用的连接',
  own: '本应用',
  step: '单步模式',
  stepTitle: '其报文等待逐个放行',
  left: '已离开',
  leftTitle:
    '客户端已关闭连接。它此前发送的报文仍在等待：放行之后，或 30 秒后，Broker 才得知连接结束',
  connected: '已连接',
  away: '离线',
  yes: '是',
  no: '否',
  perSecond: (messages, size) => `每秒 ${messages} 条消息，${size}`,
  expiry: (seconds) =>
    seconds === 0 ? '随连接结束' : seconds === FOR_EVER ? '永久保留' : `保留 ${span(seconds)}`,
  expiryTitle: (seconds) =>
    seconds === 0
      ? '会话随连接结束'
      : seconds === FOR_EVER
        ? '会话不会自行结束'
        : `连接断开后会话再保留 ${span(seconds)}`,
  endsIn: (seconds) => `${span(seconds)} 后`,
  notWhileConnected: '客户端连接期间不会结束',
  never: '永不',

  detail: {
    name: '客户端',
    holds: 'Broker 为其保存的内容',
    choose: '选择客户端，查看 Broker 为其保存的内容。',
    gone: (client) => `${client} 已既无连接也无会话`,
    resize: '列表的高度',
    openTapped: '在检查器中打开',
    openAll: '全部在检查器中打开',
    openAllTitle: '在单独的标签页中显示现有及以后接入的所有客户端的报文',
    openTappedTitle: '在单独的标签页中显示它与 Broker 之间经过的报文',
    disconnect: '断开连接…',
    endSession: '结束会话',
    step: '单步模式',
    showWaiting: '查看等待的报文',
    close: '关闭详情',
    sections: {
      connection: '连接',
      session: '会话',
      traffic: '流量',
      will: '遗嘱',
      flights: '未确认（发往客户端）',
      queue: '会话中等待',
      subscriptions: '订阅',
    },
    address: '地址',
    transport: '传输',
    transports: (transport, secure) =>
      secure ? `${TRANSPORTS[transport]}，TLS` : TRANSPORTS[transport],
    protocol: '协议',
    userName: '用户名',
    none: '无',
    since: '连接于',
    heard: '最近报文',
    ago: (seconds) => (seconds < 1 ? '刚刚' : `${span(seconds)}前`),
    keepAlive: '心跳间隔',
    keepAliveText: (seconds) => (seconds === 0 ? '关闭' : `${seconds} s`),
    cleanStart: 'Clean Start',
    receiveMaximum: 'Receive Maximum',
    backlog: '待写出',
    expiry: '过期',
    ends: '结束',
    subscriptions: '订阅',
    queued: '队列',
    queuedText: (messages, size) =>
      `${grouped(messages)} 条消息${messages === 0 ? '' : `，占内存 ${size}`}`,
    inFlight: '未确认（发往客户端）',
    receiving: '来自它的 QoS 2',
    receivingText: (value) => `${grouped(value)} 条等待 PUBREL`,
    notConnected: '未连接：其会话在等待它。',
    noWill: '无',
    willDelay: (seconds) => `延迟 ${seconds} s`,
    awaits: (packet) => `等待 ${AWAITED[packet]}`,
    unknownTopic: '主题未保存',
    packetId: (id) => `报文标识符 ${id}`,
    identifier: (value) => `标识符 ${value}`,
    nothing: '无',
    oldest: (shown, all) =>
      shown < all ? `共 ${grouped(all)} 条，此处为最早的 ${grouped(shown)} 条` : '',
    traffic: {
      head: '自连接建立起',
      from: '▲ 客户端发出',
      to: '▼ 发往客户端',
      messages: 'PUBLISH',
      packets: '报文',
      bytes: '字节',
      messagesNow: '每秒 PUBLISH',
      bytesNow: '每秒字节',
    },
  },

  disconnecting: {
    title: (client) => `断开 ${client}`,
    reason: '原因码',
    reasonString: '原因字符串',
    reasonStringHint: '随原因码发送，除非客户端要求不提供问题信息。',
    serverReference: '服务器参考',
    serverReferenceHint: '客户端应改连的地址，格式为 host:port。',
    five: 'MQTT 5：客户端先收到带此原因码的 DISCONNECT，然后连接结束。',
    tooLong: '超过 MQTT 允许的 65,535 字节，请缩短。',
    older: (version) =>
      `${version} 没有服务端发出的 DISCONNECT：此客户端只能看到连接结束，收不到原因码和文字。`,
    own: '这是本应用的连接：它会像其他客户端一样收到通知。',
    action: '断开',
    done: (client, code) => `已断开 ${client}，原因码 ${code}`,
  },
  ending: {
    title: (client) => `结束 ${client} 的会话？`,
    text: '其订阅和排队的消息都将清除，遗嘱将发布，连接以 0x98 Administrative action 结束。',
    action: '结束会话',
    done: (client) => `已结束 ${client} 的会话`,
  },
  stepNow: (client, on) => (on ? `已对 ${client} 启用单步模式` : `已对 ${client} 关闭单步模式`),

  subscriptions: {
    grid: '订阅',
    search: '查找订阅',
    searchPlaceholder: '主题过滤器或客户端 ID',
    test: '匹配测试',
    testName: '对主题做匹配测试',
    testPlaceholder: '主题名，例如 sensors/hz-2/temperature',
    total: (value) => `${grouped(value)} 个订阅`,
    matches: (value, topic) => `${grouped(value)} 个订阅匹配 ${topic}`,
    noneMatches: (topic) => `没有订阅匹配 ${topic}`,
    noneMatchesText: '现在发布到它的消息不会有人收到。',
    overlap:
      '同一客户端有多个订阅匹配时，只收到一份，取其中最高的 QoS；共享订阅由其中一个成员收到。',
    clear: '清除匹配测试',
    empty: '没有订阅',
    noMatch: '没有符合查找内容的订阅',
    columns: {
      filter: '主题过滤器',
      client: '客户端 ID',
      state: '连接',
      qos: 'QoS',
      options: '选项',
      identifier: '标识符',
    },
    noLocal: '不回送',
    retainAsPublished: '按发布时保留',
    shared: '共享',
  },

  retained: {
    grid: '保留消息',
    search: '过滤保留消息',
    searchPlaceholder: '主题过滤器，或主题中的文本',
    total: (value) => `${grouped(value)} 条保留消息`,
    empty: '没有保留消息',
    emptyText: '带 RETAIN 的 PUBLISH 会为之后的订阅者留下一条。',
    noMatch: '没有匹配的保留消息',
    columns: {
      topic: '主题',
      payload: '载荷',
      size: '大小',
      qos: 'QoS',
      publisher: '发布者',
      time: '发布时间',
      expires: '过期',
      clear: '清除',
    },
    withSys: '含 $SYS',
    noFilter: (fault) => `这不是主题过滤器，因此按文本查找。${fault}`,
    emptyPayload: '空',
    itself: 'Broker 自身',
    clear: '清除',
    clearTitle: '清除保留消息（Delete）',
    readOnly: '此连接为只读：不清除保留消息。',
    ask: {
      title: (topic) => `清除 ${topic} 的保留消息？`,
      text: '之后的订阅者不再收到它。已订阅的客户端不会得到通知。',
      action: '清除',
    },
    cleared: (topic) => `已清除保留消息：${topic}`,
  },

  sys: {
    grid: '$SYS',
    search: '查找 $SYS',
    searchPlaceholder: '主题中的文本',
    columns: { topic: '主题', value: '值' },
    total: (value) => `${grouped(value)} 个值`,
    noMatch: '没有匹配的 $SYS 主题',
    changed: '上次查看后有变化',
  },
};

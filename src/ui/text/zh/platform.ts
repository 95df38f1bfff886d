/** 平台视图的文字。 */
import type {
  CallFacts,
  DeviceEvent,
  DeviceRow,
  Permission,
  SignInFacts,
} from '../../../broker/platform/commands.ts';
import type { Texts } from '../en.ts';
import { grouped } from '../numbers.ts';

const STATES: Readonly<Record<DeviceRow['state'], string>> = {
  online: '在线',
  offline: '离线',
  disabled: '已禁用',
  never: '未激活',
};

const TRANSPORTS: Readonly<Record<SignInFacts['transport'], string>> = {
  tcp: 'TCP',
  websocket: 'WebSocket',
  port: '本标签页',
};

const CALLS: Readonly<Record<CallFacts['state'], string>> = {
  waiting: '等待设备响应',
  answered: '设备已响应',
  'timed-out': '设备未在规定时间内响应',
  offline: '设备离线，未发送',
};

const EVENTS: Readonly<Record<DeviceEvent['kind'], string>> = {
  property: '属性',
  event: '事件',
  denied: '无权限',
  dropped: '已丢弃',
  refused: '被拒绝',
  other: '其他',
};

const ORIGINS: Readonly<Record<Permission['origin'], string>> = {
  system: '系统 Topic',
  custom: '产品自定义 Topic 类',
  broadcast: '广播',
};

const OPERATIONS: Readonly<Record<Permission['operation'], string>> = {
  PUB: '发布',
  SUB: '订阅',
  ALL: '发布和订阅',
};

export const platform: Texts['platform'] = {
  parts: '平台的各部分',
  part: { devices: '设备', products: '产品与设置' },
  online: (devices: number, all: number): string =>
    `${grouped(all)} 台设备，${grouped(devices)} 台在线`,
  refused: '平台拒绝了操作',
  loading: '正在查询平台…',
  cancel: '取消',
  send: '发送',
  asJson: 'JSON 方式',
  asForm: '表单方式',
  noJsonObject: '不是 JSON 对象：应以 { 开头、以 } 结尾。',
  notJson: (why: string): string => `不是有效的 JSON：${why}`,
  none: {
    title: '这里没有平台',
    text: '以 --alibaba 启动的 companion 同时是阿里云物联网设备的本地平台，本标签页中的 Broker 也是。连接到其中之一，即可查看其设备。',
    action: '编辑连接',
  },

  devices: {
    grid: '设备',
    search: '搜索设备',
    searchPlaceholder: 'DeviceName 或 ProductKey',
    product: '产品',
    everyProduct: '全部产品',
    total: (value: number): string => `${grouped(value)} 台设备`,
    empty: '没有设备',
    emptyText: '设备文件中没有设备。',
    noMatch: '没有匹配的设备',
    noMatchText: '搜索范围为 DeviceName 和 ProductKey。',
    choose: '选择一台设备，查看其登录情况、上报数据和权限。',
    columns: { device: '设备', product: '产品', state: '状态', signIn: '最近登录' },
  },
  state: (state: DeviceRow['state']): string => STATES[state],

  detail: {
    name: '设备',
    close: '关闭详情',
    gone: (device: string): string => `设备 ${device} 已不存在`,
    sections: '设备信息',
    moreSections: '设备的全部信息',
    section: {
      signIn: '登录',
      properties: '属性',
      services: '服务',
      shadow: '设备影子',
      messages: '消息',
      permissions: '权限',
    },
  },
  secret: {
    copy: '复制 DeviceSecret',
    copyTitle: 'DeviceSecret 将复制到剪贴板，不会显示',
    copied: (device: string): string => `${device} 的 DeviceSecret 已复制到剪贴板`,
    notCopied: '浏览器不允许页面复制',
    connectAs: '以此设备连接…',
    connectAsTitle: '打开一个新连接的编辑器，填好该设备的三元组；不会自动连接。',
  },
  enabling: {
    enable: '启用',
    disable: '禁用…',
    title: (device: string): string => `禁用 ${device}？`,
    text: '其连接将断开，重新启用之前平台拒绝其登录。已上报的数据保留。',
    done: (device: string, isEnabled: boolean): string =>
      isEnabled ? `${device} 已启用` : `${device} 已禁用`,
  },

  signIn: {
    never: '自平台启动以来未登录过',
    neverText:
      '设备一旦以其 DeviceName 和 ProductKey 发来 CONNECT，这里就会显示判定结果和平台所签名的原文。',
    refused: '登录被拒绝',
    accepted: '已通过',
    refusedWith: (code: number): string => `拒绝 ${code}`,
    device: '设备的错误',
    time: '时间',
    from: '来源',
    transport: (transport: SignInFacts['transport'], secure: boolean): string =>
      secure ? `${TRANSPORTS[transport]}，TLS` : TRANSPORTS[transport],
    clientId: 'Client ID',
    userName: '用户名',
    method: '签名方法',
    by: '登录方式',
    direct: '直连，密码由设备计算',
    token: '使用 HTTPS 预认证的令牌',
    password: '密码',
    lengths: (came: number | undefined, expected: number | undefined): string =>
      came === undefined
        ? '未携带'
        : expected === undefined
          ? `${grouped(came)} 个字符`
          : came === expected
            ? `${grouped(came)} 位，与预期一致`
            : `收到 ${grouped(came)} 个字符，预期 ${grouped(expected)} 位`,
    signed: '平台签名的原文',
    signedHint: '名称与值直接相连，中间没有分隔符',
    copySigned: '复制原文',
    copiedSigned: '原文已复制到剪贴板',
    notSigned: '登录在签名之前就被拒绝了。',
    notSignedToken: '使用令牌登录时不签名。',
    instead: '设备签名的原文',
    compare: '与设备签名的原文比较',
    compareLabel: '设备的原文',
    compareHint: '取自设备日志或调试器：传给 HMAC 的消息。内容不会离开本页面。',
    same: '两段原文一致：差别在于密钥、签名方法，或结果的写法。',
    differs: (at: number, place: string): string => `从第 ${at} 个字符起不同，位于${place}。`,
    inName: (name: string): string => `名称 ${name} 中`,
    inValue: (name: string): string => `${name} 的值中`,
    atEnd: '平台原文的末尾之后',
    platformHas: '平台',
    deviceHas: '设备',
    nothing: '没有更多内容',
    older: '历次登录',
    showThis: (time: string): string => `显示 ${time} 的登录`,
  },
  faults: {
    'no-tail': 'Client ID 没有 |…| 部分，无从得知安全模式和签名方法。',
    'open-tail': 'Client ID 的扩展部分没有以 | 结尾。',
    'empty-base': 'Client ID 的第一个 | 之前没有内容。',
    'long-base': 'Client ID 的第一个 | 之前超过 64 个字符。',
    stray: 'Client ID 扩展部分中有不是 name=value 的内容。',
    repeated: 'securemode、signmethod、timestamp 中有一项重复出现。',
    'secure-mode': 'Client ID 扩展部分的 securemode 必须是 2 或 3。',
    timestamp: 'Client ID 中的 timestamp 不是十进制数。',
    'sign-method': '签名方法不是 hmacmd5、hmacsha1、hmacsha256 之一。',
    'user-name': '用户名不是 deviceName&productKey 的形式。',
    'unknown-device': '没有这个 DeviceName 和 ProductKey 的设备。',
    'no-password': '没有密码。',
    'wrong-sign':
      '密码不是用该设备的密钥对这些字段的签名：密钥错误、签名方法错误，或签名的是另一段原文。',
    disabled: '设备已被禁用。',
  },

  properties: {
    grid: '已上报的属性',
    none: '尚未上报属性',
    noneText: '设备通过 thing.event.property.post 上报。',
    identifier: '标识符',
    title: '名称',
    type: '类型',
    value: '值',
    time: '时间',
    unmodelled: '不在物模型中',
    unmodelledTitle: '产品的物模型中没有此属性：云端会将其忽略，不作提示',
    notReported: '未上报',
    set: '设置…',
    setOne: (identifier: string): string => `设置 ${identifier}…`,
    setMany: '设置属性…',
    setTitle: (device: string): string => `设置 ${device} 的属性`,
    setHint: '平台发送 thing.service.property.set，并等待设备响应。',
    params: '属性及其值',
    readOnly: '只读',
    noModel: '产品没有物模型：属性值按原样显示，以 JSON 设置。',
  },
  field: {
    range: (min: number | undefined, max: number | undefined, unit: string): string => {
      const range =
        min === undefined && max === undefined
          ? ''
          : min === undefined
            ? `≤ ${max}`
            : max === undefined
              ? `≥ ${min}`
              : `${min} ~ ${max}`;
      return [range, unit].filter((part) => part !== '').join(' ');
    },
    textLength: (bytes: number): string => `最长 ${grouped(bytes)} 字节`,
    date: '自 1970 年起的毫秒数',
    array: 'JSON 数组',
    notNumber: '不是数字。',
    notWhole: '不是整数。',
    notArray: '不是 JSON 数组：应以 [ 开头、以 ] 结尾。',
    outOfRange: '超出物模型的取值范围，仍会发送。',
  },
  services: {
    none: '产品没有服务',
    noneText: '物模型中没有服务，仍可按标识符调用。',
    choose: '服务',
    other: '其他，按标识符…',
    identifier: '服务标识符',
    input: '输入参数',
    noInput: '没有输入参数。',
    call: (call: 'sync' | 'async'): string => (call === 'sync' ? '同步，通过 RRPC' : '异步'),
    invoke: '调用',
    badIdentifier: '只能包含字母、数字和 _。',
    calls: '历次调用',
  },
  calls: {
    name: '调用',
    state: (state: CallFacts['state']): string => CALLS[state],
    what: (what: CallFacts['what'], identifier: string): string =>
      what === 'property' ? '属性设置' : identifier,
    code: 'code',
    latency: (ms: number): string => `${grouped(Math.round(ms))} ms 后`,
    data: '响应的 data',
    forgotten: '平台已不记得此次调用。',
    dismiss: '关闭此次调用',
  },
  shadow: {
    none: '还没有影子文档',
    noneText: '设备更新影子，或在此设置期望值后出现。',
    document: '影子文档',
    version: (version: number): string => `版本 ${grouped(version)}`,
    desired: '期望值',
    desiredHint: '设备会在其影子 Topic 上收到。值为 null 的成员会被删除。',
    set: '设置期望值',
    done: (device: string): string => `${device} 的期望值已设置`,
  },
  messages: {
    publish: '向设备发布',
    topic: 'Topic',
    topicHint: '该设备的 Topic，或其产品的广播 Topic。',
    payload: '消息内容',
    qos: 'QoS',
    action: '发布',
    done: (topic: string): string => `已发布到 ${topic}`,
    list: '设备最近的消息',
    none: '尚未发送消息',
    kind: (kind: DeviceEvent['kind']): string => EVENTS[kind],
    replied: (code: number): string => `响应 ${code}`,
  },
  why: {
    'not-permitted': '设备无权使用此 Topic',
    rate: '每秒消息过多',
    'payload-size': '消息内容过大',
    'topic-length': 'Topic 过长',
    'topic-slashes': 'Topic 的斜杠过多',
    'not-json': '消息内容不是 JSON',
  },
  permissions: {
    grid: '设备可以使用的 Topic',
    topic: 'Topic',
    operation: '操作权限',
    origin: '来源',
    operations: (operation: Permission['operation']): string => OPERATIONS[operation],
    origins: (origin: Permission['origin']): string => ORIGINS[origin],
    test: '设备可以使用此 Topic 吗？',
    testHint: '发布用 Topic，订阅可用带 + 和 # 的主题过滤器。',
    yes: (operations: string): string => `可以：${operations}`,
    no: '不可以：既不能发布也不能订阅',
    pub: '发布',
    sub: '订阅',
    and: '和',
    by: (topic: string): string => `依据 ${topic}`,
    faulty: '既不是 Topic，也不是主题过滤器。',
    subscriptions: '会话保存的订阅',
    noSubscriptions: '无',
  },
  products: {
    list: '产品',
    devices: (devices: number, online: number): string =>
      `${grouped(devices)} 台设备，${grouped(online)} 台在线`,
    key: 'ProductKey',
    topics: '自定义 Topic 类',
    noTopics: '无：只能使用平台的系统 Topic',
    model: '物模型',
    noModel: '无：不校验属性',
    modelCounts: (properties: number, events: number, services: number): string =>
      `${grouped(properties)} 个属性，${grouped(events)} 个事件，${grouped(services)} 个服务`,
    showTsl: '显示 TSL',
    tsl: 'TSL',
    brokenModel: '无法读取 TSL',
    showDevices: '显示其设备',
  },
  settings: {
    title: '平台设置',
    hint: '写在设备文件中；与默认值不同的有标记。',
    name: '设置项',
    value: '值',
    changed: '已更改',
    defaultIs: (value: string): string => `默认值 ${value}`,
    yes: '是',
    no: '否',
    what: {
      secureModeChannel: 'securemode 与通道不符时',
      wrongSign: '密码错误时的返回码',
      unknownDevice: '设备不存在时的返回码',
      disabledDevice: '设备已禁用时的返回码',
      badKeepAlive: '心跳超出范围时的返回码',
      badToken: 'iotToken 错误时的返回码',
      keepAliveLeast: '最短心跳，秒',
      keepAliveMost: '最长心跳，秒',
      will: 'CONNECT 带遗嘱时',
      retain: 'PUBLISH 带 RETAIN 时',
      qos2: '收到 QoS 2 的 PUBLISH 时',
      qos2Granted: '对 QoS 2 主题过滤器的 SUBACK',
      deniedPublish: '无权限的 QoS 1 PUBLISH',
      oversizedPayload: '消息内容过大时',
      replyWithoutSubscription: '未订阅的设备也收到响应',
      cleanSessionClearsSubscriptions: 'Clean Session 为 1 时清除订阅',
      connectsPerMinute: '单设备每分钟 CONNECT 数',
      qos0PerSecond: '单设备每秒 QoS 0 PUBLISH 数',
      qos1PerSecond: '单设备每秒 QoS 1 PUBLISH 数',
      payloadBytes: '消息内容最大长度，字节',
      topicBytes: 'Topic 最大长度，字节',
      topicSlashes: 'Topic 中的斜杠数',
      filtersPerSubscribe: '单个 SUBSCRIBE 的主题过滤器数',
      subscriptionsPerDevice: '单设备订阅数',
      propertiesPerPost: '单次上报的属性数',
      callTimeout: '等待设备响应的时间，毫秒',
    },
  },
};

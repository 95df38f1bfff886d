import type { FaultAction, FaultMatch, PacketChange } from '../../../broker/faults/faultRule.ts';
import { packetName } from '../../../mqtt/tables/packetNames.ts';
import { hexByte } from '../../../mqtt/tables/reasonCodes.ts';
import type { Texts } from '../../en/texts.ts';
import { grouped } from '../../numbers.ts';
import { recipeWords } from './recipeWords.ts';

const DIRECTIONS = { 'from-client': '来自客户端', 'to-client': '发往客户端' } as const;

const COUNTED: Readonly<Record<NonNullable<FaultMatch['per']>, string>> = {
  client: '每个客户端',
  connection: '每个连接',
};

/** `sensor-* · 发往客户端 · PUBACK · 主题 a/# · QoS 1 · 仅每个客户端的第 1 个 · 概率 0.5`. */
function matchText(match: FaultMatch): string {
  const { client, direction, packet, topic, qos, filter, nth, per, chance } = match;
  const parts = [
    client,
    direction && DIRECTIONS[direction],
    packet?.map(packetName).join(' 或 '),
    topic === undefined ? undefined : `主题 ${topic}`,
    qos === undefined ? undefined : `QoS ${qos}`,
    filter,
    nth === undefined ? undefined : `仅${per === undefined ? '' : `${COUNTED[per]}的`}第 ${nth} 个`,
    chance === undefined ? undefined : `概率 ${chance}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? '所有报文' : parts.join(' · ');
}

function actionText(action: FaultAction): string {
  switch (action.action) {
    case 'drop':
      return '丢弃';
    case 'delay': {
      const { least, most } = action;
      return `延迟 ${least === most ? least : `${least} 至 ${most}`} ms`;
    }
    case 'duplicate':
      return '重复';
    case 'hold':
      return '拦截';
    case 'edit':
      return `更改：${changeText(action.set)}`;
    case 'answer':
      return `${action.with === 'disconnect' ? '以 DISCONNECT 响应' : '代 Broker 确认'}，原因码 ${hexByte(action.reasonCode)}`;
    case 'cut':
      return action.when === 'before' ? '在报文之前切断' : '在报文之后切断';
    case 'silent':
      return '静默';
  }
}

function changeText({ topic, payload, retain, reasonCode }: PacketChange): string {
  return [
    topic === undefined ? undefined : `主题为 ${topic}`,
    payload === undefined ? undefined : '载荷',
    retain === undefined ? undefined : `RETAIN 为 ${retain ? 1 : 0}`,
    reasonCode === undefined ? undefined : `原因码为 ${hexByte(reasonCode)}`,
  ]
    .filter((part) => part !== undefined)
    .join('、');
}

export const faults: Texts['faults'] = {
  title: '故障注入',
  parts: {
    label: '故障类型',
    recipes: '预设场景',
    rules: '规则',
    step: '单步模式',
    breakpoints: '断点',
    network: '弱网模拟',
  },
  closed: {
    title: '故障功能需要 Broker 的控制接口',
    text: '配套程序的 Broker 和页面内置 Broker 都有控制接口。',
  },
  refused: 'Broker 拒绝了此操作',

  actions: {
    recipes: '按预设场景制造故障',
    recipe: (name) => `预设场景：${name}`,
    rules: '编辑故障规则',
    step: '单步模式：逐个放行报文',
    letGo: '放行下一个等待的报文',
  },

  client: {
    label: '客户端',
    anybody: '最先出现的客户端',
    own: (client) => `${client}（此连接）`,
    away: (client) => `${client}（未连接）`,
    other: '其他客户端…',
    identifier: '客户端 ID',
  },

  recipes: {
    words: recipeWords,
    stop: '停止等待',
    runs: '执行记录',
    noRuns: '尚未执行。每个场景只触发一次。',
    states: { waiting: '等待中', done: '已触发', stopped: '已停止' },
    everybody: '所有客户端',
    anyClient: '任意客户端',
    look: '请观察：',
    exchange: '查看交互',
    streams: '在“连接”中查看',
    packets: '在“报文”中查看',
    bothEnds: '查看两端',
    openPackets: (client) => `打开 ${client} 的报文`,
    testTopic: 'mqttscope/test',
    testPayload: (name) => `测试消息：${name}`,
    publish: (qos) => `以 QoS ${qos} 向 mqttscope/test 发布`,
    receive: '订阅 mqttscope/test 并向其发布',
    sent: (qos) => `已将测试消息以 QoS ${qos} 发往 mqttscope/test。`,
    session: {
      ends: (client) => `${client} 的会话随连接结束`,
      discarded: (client) => `${client} 连接时丢弃其会话`,
      text: '因此无法重发，丢失的报文无法恢复。需要关闭 Clean Start，且 MQTT 5 中会话过期间隔大于 0。',
      starts: '“开始”会先重新连接，使会话在断开后不丢失。',
      untilItEnds: '会话随预设场景结束。',
      startsTitle: (why, isExamined) =>
        `${why}，因此无法重发。“开始”会重新连接：关闭 Clean Start，MQTT 5 中会话过期间隔为${isExamined ? '一小时' : '一分钟'}。`,
    },
    noKeepAlive: (client) => `${client} 已关闭心跳，因此从不发送 PINGREQ。`,
    shortKeepAlive: '以 5 秒的心跳间隔重新连接',
    keepAlive: (seconds) => `其心跳间隔为 ${seconds} 秒。`,
  },

  rules: {
    add: '添加规则',
    asJson: '以 JSON 编辑',
    hint: '报文由第一条匹配的规则处理，不再交给其后的规则。预设场景优先。',
    none: '没有故障规则',
    noneText: '规则选定报文并决定如何处理：丢弃、延迟、重复、拦截或拒绝。',
    match: matchText,
    does: actionText,
    counts: (matched, treated) => `匹配 ${grouped(matched)}，处理 ${grouped(treated)}`,
    up: (id) => `上移 ${id}`,
    down: (id) => `下移 ${id}`,
    edit: (id) => `编辑 ${id}`,
    duplicate: (id) => `复制 ${id}`,
    delete: (id) => `删除 ${id}`,
    deleted: (id) => `已删除故障规则 ${id}。`,
    newRule: '新建故障规则',
    editing: (id) => `故障规则 ${id}`,
    addThis: '添加此规则',
    save: '保存规则',
    cancel: '取消',
    enabled: '启用',
    fields: {
      id: '名称',
      client: '客户端 ID',
      everyClient: '所有客户端',
      clientHint: '* 代表任意字符',
      topic: '主题过滤器',
      everyTopic: '所有主题',
      direction: '方向',
      bothWays: '双向',
      fromClient: '来自客户端',
      toClient: '发往客户端',
      qos: 'QoS',
      everyQoS: '所有 QoS',
      packets: '报文类型；不选即全部',
      nth: '仅第几个',
      everyOne: '每一个',
      per: '计数范围',
      perAll: '所有客户端合计',
      perClient: '每个客户端',
      perConnection: '每个连接',
      chance: '概率（0 至 1）',
      always: '总是',
      seed: '随机种子',
      action: '处理方式',
      actions: {
        drop: '丢弃',
        delay: '延迟',
        duplicate: '重复',
        hold: '拦截',
        edit: '更改',
        answer: '代为响应',
        cut: '切断连接',
        silent: '静默',
      },
      actionHints: {
        drop: '报文丢失。',
        delay: '报文等待一段时间。',
        duplicate: '报文到达两次。',
        hold: '报文等待，直到在单步模式中放行。',
        edit: '报文改动这些内容后继续传递。',
        answer: 'Broker 收不到报文，客户端收到一个原因码。',
        cut: '连接在没有 DISCONNECT 的情况下断开。',
        silent: '该报文及其后双向的所有数据都被丢弃。',
      },
      filter: '显示过滤器',
      keepAlive: '期间避免两端超时断开',
      releaseAfter: '多久后原样发送（秒）',
      never: '从不',
      newTopic: '新主题',
      newPayload: '新载荷',
      newPayloadBase64: '新载荷（Base64）',
      unchanged: '不变',
      newRetain: 'RETAIN',
      retainOn: '开',
      retainOff: '关',
      newReason: '新原因码',
      least: '最短（ms）',
      most: '最长（ms）',
      same: '相同',
      overtake: '允许其后的报文先行',
      dup: '副本带 DUP',
      when: '时机',
      before: '报文之前',
      after: '报文之后',
      reasonCode: '原因码',
      answerWith: '响应方式',
      acknowledgement: '对应的确认报文',
      reasonString: '原因字符串',
      serverReference: 'Server Reference',
    },
    json: {
      title: 'JSON 形式的规则，与 --faults 的文件相同',
      apply: '应用',
      revert: '还原为 Broker 当前的规则',
      copy: '复制',
      copied: '已复制。',
      notCopied: '浏览器不允许复制。',
      save: '保存为文件',
      open: '打开文件',
      file: '故障规则文件',
      tooLarge: (name) => `${name} 超过 4 MiB：不是规则文件。`,
      applied: (count) => `${grouped(count)} 条规则已生效。`,
    },
  },

  step: {
    title: '单步模式',
    start: '启动单步模式',
    stop: '停止',
    stopOf: (client) => `停止 ${client} 的单步模式`,
    withPings: 'PINGREQ 和 PINGRESP 也等待',
    isOn: '已启用：',
    hint: '客户端与 Broker 之间的每个报文（双向）都等待您放行。停止后，等待的报文全部放行。',
    letNext: '放行下一个',
    letFromClient: '放行客户端的下一个',
    letToClient: '放行发往客户端的下一个',
    letGo: '放行',
    releaseAll: '全部放行',
    columns: {
      direction: '方向',
      packet: '报文',
      id: '标识符',
      topic: '主题',
      size: '大小',
      why: '等待原因',
    },
    waiting: '等待的报文',
    waitingCount: (count) => `${grouped(count)} 个报文等待中`,
    listed: (first, all) => `列表显示全部 ${grouped(all)} 个中的前 ${grouped(first)} 个。`,
    idle: '没有等待的报文',
    idleText: '选择客户端并启动单步模式，或用规则拦截报文。',
    nothing: (client) => `${client} 没有等待的报文`,
    nothingText: '请发布一条消息：QoS 2 从一端到另一端需要四个报文。',
    fromClient: '来自客户端',
    toClient: '发往客户端',
    noType: '保留类型',
    packetId: '报文标识符',
    client: '客户端 ID',
    noClient: '客户端未知',
    isNext: '下一个',
    waitsFor: (why, rule) => {
      const by = rule === undefined ? '某条规则' : `规则 ${rule} `;
      if (why === 'release') return `被${by}拦截`;
      if (why === 'time') return `被${by}延迟`;
      return why === 'step' ? '等待您放行' : '排在其他报文之后';
    },
    nextIs: (type, isFromClient, total) =>
      `${isFromClient ? '来自' : '发往'}客户端的 ${type} 等待中${total > 1 ? `，其后另有 ${grouped(total - 1)} 个` : ''}`,
    show: '查看',
    bytes: '报文的字节',
    secret: '不显示：此报文含有敏感信息。',
    cut: (shown, size) => `共 ${grouped(size)} 字节，此处为前 ${grouped(shown)} 字节`,
    passed: '已放行',
  },
};

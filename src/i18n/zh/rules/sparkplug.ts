/** Sparkplug B（Eclipse Sparkplug 3.0）。 */
import type { SparkplugRuleId } from '../../../conventions/sparkplug/findings.ts';
import type { RuleTexts } from '../../ruleWords.ts';

export const sparkplug: RuleTexts<SparkplugRuleId> = {
  'sparkplug-topic': {
    title: '主题不符合 Sparkplug 的格式',
    explanation:
      'spBv1.0 之下依次是组、消息类型和边缘节点；以 D 开头的类型还有设备。其他主题会被主机忽略。',
    remedy: '更正发布方的主题。',
  },
  'sparkplug-payload': {
    title: '载荷不是 Sparkplug B',
    explanation: '主机无法使用此载荷。',
    remedy: '用 Sparkplug B 的模式编码载荷，不要再包装。',
  },
  'sparkplug-delivery': {
    title: 'Sparkplug 消息的 QoS 或保留标志不对',
    explanation:
      '边缘节点的消息和命令使用 QoS 0 且不保留，边缘节点的遗嘱使用 QoS 1；STATE 使用 QoS 1 并保留。保留的 BIRTH 或 DATA 会让新的订阅者看到早已过时的状态。',
    remedy: '更正发布方的标志，并清除已保留的消息。',
  },
  'sparkplug-timestamp': {
    title: '缺少时间戳',
    explanation: '没有时间戳，主机会把值存到错误的时刻。',
    remedy: '设置时间戳：自 1970 年起的毫秒数（UTC）。',
  },
  'sparkplug-seq-field': {
    title: '序列号缺失、错误或多余',
    explanation: 'BIRTH、DATA 和 DDEATH 从 0 计到 255，NBIRTH 为 0。NDEATH 和命令不带序列号。',
    remedy: '让边缘节点只为自己的这些消息编号。',
  },
  'sparkplug-seq': {
    title: '序列号不连续',
    explanation: '序列号不是上一条消息的序列号加一：有消息丢失、乱序或未计数；主机会请求 Rebirth。',
    remedy: '查找消息丢失之处：队列已满、另一个发布方使用了相同的标识、多个线程同时发布。',
  },
  'sparkplug-bdseq': {
    title: 'bdSeq 缺失或不一致',
    explanation: 'bdSeq 不同的 NDEATH 会被主机忽略，边缘节点在主机看来仍然在线。',
    remedy: '在遗嘱中放入 bdSeq，并在该连接的每个 NBIRTH 中放入相同的值。',
  },
  'sparkplug-bdseq-increment': {
    title: 'bdSeq 没有递增',
    explanation: '重复的值会让主机把旧的 NDEATH 当作新的。',
    remedy: '保存上一次的 bdSeq，并在每次 CONNECT 时加一。',
  },
  'sparkplug-death-payload': {
    title: 'NDEATH 含有 bdSeq 以外的度量',
    remedy: '从遗嘱中去掉其他度量。',
  },
  'sparkplug-rebirth-metric': {
    title: 'NBIRTH 没有合规的 Node Control/Rebirth',
    explanation:
      '每个 NBIRTH 都含有度量 Node Control/Rebirth：类型为 Boolean，值为 false，没有别名。缺少它，主机无法请求 Rebirth。',
    remedy: '按规范加入该度量。',
  },
  'sparkplug-birth-metric': {
    title: 'BIRTH 中的度量不完整',
    explanation:
      'BIRTH 的每个度量都有名称、数据类型和当前值，或注明为空。此处缺少的信息在别处也得不到。',
    remedy: '在 BIRTH 中补全该度量。',
  },
  'sparkplug-metric-name': {
    title: '度量同时有名称和别名，或两者都没有',
    explanation: '在 DATA 和命令中，有别名的度量只用别名，否则只用名称。',
    remedy: '二者只发其一。',
  },
  'sparkplug-alias': {
    title: '别名重复',
    explanation:
      '在边缘节点及其全部设备中，一个别名只属于一个度量。按整个边缘节点查找别名的主机会混淆两个度量的值。',
    remedy: '为边缘节点及其设备的度量统一编号。',
  },
  'sparkplug-unknown-metric': {
    title: '度量未包含在 BIRTH 中',
    explanation:
      'BIRTH 含有该会话中会发送的全部度量。主机不知道其他度量的名称和类型，会请求 Rebirth。',
    remedy: '在 BIRTH 中列出全部度量；有新的度量时重新发布 BIRTH。',
  },
  'sparkplug-command-metric': {
    title: '命令写入了未包含在 BIRTH 中的度量',
    explanation:
      '命令须使用其边缘节点或设备的 BIRTH 中的度量名称，或其中给出的别名。边缘节点会忽略其他度量，并且不会返回任何提示。',
    remedy: '使用最近一次 BIRTH 中的名称或别名。每次 NBIRTH 之后别名都可能改变。',
  },
  'sparkplug-command-value': {
    title: '命令的值与度量的类型不符',
    explanation:
      '度量的数据类型由 BIRTH 给出。边缘节点按该类型从命令中读不到值，可能会写入 0、false 或空文本。',
    remedy: '写入与 BIRTH 中数据类型相符的值。',
  },
  'sparkplug-value': {
    title: '值与度量的数据类型不符',
    explanation:
      '主机按 BIRTH 中的数据类型读取对应的字段。值放在其他字段时，主机读不到，会显示 0、false 或空文本；数值超出范围时会被截断。',
    remedy: '把值放入其数据类型对应的字段，并声明足够容纳该值的类型。',
  },
  'sparkplug-before-birth': {
    title: '没有 BIRTH 就发送',
    explanation:
      '边缘节点以 NBIRTH 开始，设备以 DBIRTH 开始，DEATH 之后也是如此。在此之前的消息会被主机忽略，主机会请求 Rebirth。',
    remedy: '每次连接后先发布 NBIRTH，再发布各个 DBIRTH，然后才是数据。',
  },
  'sparkplug-datatype-in-data': {
    title: 'DATA 中重复了数据类型',
    explanation: '数据类型已在 BIRTH 中给出，在 DATA 中只会多占字节。',
    remedy: '从 DATA 中去掉数据类型。',
  },
  'sparkplug-case': {
    title: '名称仅大小写不同',
    explanation: '不区分大小写的主机会把这两个度量当作同一个。',
    remedy: '为其中一个度量改名。',
  },
  'sparkplug-state': {
    title: 'STATE 的格式不对',
    explanation:
      'STATE 是 JSON，含 online（true 或 false）和 timestamp（自 1970 年起的毫秒数），主题为 spBv1.0/STATE/ 加主机。在 2.2 版中它是 ONLINE 或 OFFLINE，主题为 STATE/ 加主机。',
    remedy: '让主机的主题和载荷采用同一版本。',
  },
  'sparkplug-state-old': {
    title: '2.2 版的 STATE',
    explanation:
      '主机在 STATE/ 加主机名的主题上发布 ONLINE 或 OFFLINE，符合 2.2 版。3.0 版的边缘节点等待 spBv1.0/STATE/ 上的 JSON，不理解这种消息。',
    remedy: '如果所有边缘节点都使用 2.2 版，则无需处理；否则请让主机和边缘节点使用同一版本。',
  },
  'sparkplug-will': {
    title: '遗嘱或会话不合规',
    explanation:
      '边缘节点的遗嘱是其 NDEATH，QoS 为 1 且不保留；主机的遗嘱是其 STATE，QoS 为 1 并保留。两者连接时都不恢复以前的会话。没有这样的遗嘱时，边缘节点断线后主机仍认为它在线。边缘节点主动断开前要先发布 NDEATH，因为普通的 DISCONNECT 会取消遗嘱。',
    remedy:
      '更正遗嘱，并以 Clean Start 连接（Session Expiry Interval 为 0）。DISCONNECT 之前先发布 NDEATH，或使用原因码 0x04。',
  },
  'sparkplug-rebirth-request': {
    title: '请求了 Rebirth',
    explanation:
      '主机请求边缘节点重新发布全部 BIRTH。次数多时代价很大：每个 BIRTH 都含有全部度量。',
    remedy: '查看所给出的原因。',
  },
  'sparkplug-rebirth-ignored': {
    title: 'Rebirth 没有发生',
    explanation:
      '已请求边缘节点 Rebirth，但它没有发布 NBIRTH 就继续发送数据：可能没有收到命令，或不执行该命令。',
    remedy: '检查边缘节点是否订阅了自己的 NCMD，并执行 Node Control/Rebirth。',
  },
};

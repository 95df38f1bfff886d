/** Tests for the terms that engineers use in both languages, and against those that they do not use. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { connecting as english } from '../en/rules/connecting.ts';
import { en } from '../en/texts.ts';
import { connecting as chinese } from './rules/connecting.ts';
import { zh } from './texts.ts';

const SRC = path.join(import.meta.dirname, '../..');

/** Each with its replacement. */
const REPLACED: readonly (readonly [wrong: RegExp, right: string])[] = [
  [/伴随程序/, '配套程序'],
  [/触发器/, '等待报文'],
  [/飞行|在途(?!中)/, '未确认'],
  [/登录信息/, 'MQTT 连接参数'],
  [/登录调试器/, '连接认证调试'],
  [/登录途径/, '认证方式'],
  [/接入点(?!的有线侧)/, '接入域名'],
  [/应答|回应|答复/, '响应'],
  [/尾部/, '扩展参数'],
  [/平台签名的原文/, '平台侧待签名字符串'],
  [/设备的原文/, '设备侧待签名字符串'],
  [/拒绝 \d|(?<!返回|状态|错误|原因|关闭)代码 \d/, '返回码'],
  [/别处登录 1000/, '（关闭码 1000）'],
  [/位，与预期一致/, '长度正确'],
  [/之后有 LF/, '之后有换行符（LF）'],
  [/得到返回码/, '返回码为'],
  [/忘记物模型/, '移除物模型'],
  [/已忘记最早/, '不再显示最早的'],
  [/主动告知/, '主动推送'],
  [/未告知/, '未返回'],
  [/NTP响应/, 'NTP 响应'],
  [/扣住|扣留/, '拦截'],
  [/吞掉|沉默/, '静默'],
  [/令牌/, 'token'],
  [/口令|密码短语/, '密码、私钥密码'],
  [/遮盖|掩盖|[以用] (?:\*|2a) 覆盖|已被覆盖/, '隐藏'],
  [/扩展部分|竖线部分|竖线中的/, '扩展参数'],
  [/旁路抓包|设备设备/, '设备抓包'],
  [
    /设备抓包(?:的证书|的 CA|支持|停止|正在|转发|签发|自己的)|信任(?:此)?设备抓包|由设备抓包/,
    '抓包代理（转发的程序）',
  ],
  [/(?:Broker |客户端)关闭，(?:此前|因为)|为：?断开，此前/, '断开了连接：…'],
  [/在 Broker 处/, '经过 Broker'],
  [/签名的文本|签名的原文|另一段原文/, '待签名字符串'],
  [/设备证书/, '三元组'],
  [/本标签页[内中]的? ?Broker/, '页面内置 Broker'],
  [/交换(?!机)|交互过程/, '交互'],
  [/导览/, '向导'],
  [/不作说明|一无所有/, '在没有 DISCONNECT 的情况下断开；均已丢失'],
  [/消息比较|比较两条|比较基准/, '对比'],
  [/符合的消息/, '匹配的消息'],
  [/'Token'/, 'token'],
  [/[\u4e00-\u9fff条点]\/s\b|字节\/s/, '/秒'],
  [/踢下线|抢占/, '挤下线'],
  [/(?<!匹)配方/, '预设场景'],
  [/犯个错/, '故意出错'],
  [/回放/, '重放'],
  [/回复/, '响应'],
  [/服务端(?!接收|发送|订阅)|客户端标识符/, 'Broker、客户端 ID'],
  [/服务器参考|接收最大值/, 'Server Reference、Receive Maximum'],
  [/QoS (?:0 以上|高于 0)/, 'QoS 1 和 2'],
  [/恶劣网络/, '弱网'],
  [/[^主分截交回轮数潮字]流 [\d$]|失步/, '连接 3、报文边界错位'],
  [/已放弃[：'，]|未完成即终止/, '已中止'],
  [/时序(?!图)/, '时序图'],
  [/静音/, '忽略（规则）'],
  [/在“检查”|检查工作台/, '分析'],
  [/(?:连接|Broker) #\$/, '连接 3'],
  [/机密/, '敏感信息'],
  [/捕获(?!接口|到 --fifo)/, '抓包、记录'],
  [/遗嘱(?:已)?到期/, '遗嘱应发布'],
  [/预认证|直接登录/, 'HTTPS 认证再连接、直连'],
  [/接管消息|响应 PUB(?:ACK|COMP)/, '承担投递责任、以 PUBACK 确认'],
  [/保留值(?!。|')|会话保留|保留(?:了)?(?:此|该|其)?(?:客户端的)?会话/, '保留消息、会话仍在'],
  [/新会话(?<!全新会话)|沿用会话|延续(?:该设备的)?会话/, '恢复会话、全新会话'],
  [/(?<!随)连接结束|结束了?连接(?!结束)/, '连接断开、断开连接'],
  [/标头|请求许可|隐私窗口|横带/, '请求头、请求授权、无痕窗口、分隔条'],
  [/毫秒`|\d ?～ ?\d/, 'ms、至'],
  [/(?:结果|错误|拒绝)码为?(?=[，。：])|此代码|用另一个代码/, '原因码、返回码、code'],
  [/最[短长]心跳(?!间隔)|心跳 (?:\d|\$)/, '心跳间隔'],
  // A kept message is not a retained one.
  [/保留(?:该|此)?消息直到/, '保存该消息'],
  [/给页面用/, '供网页调用'],
  [/'丢失(?:一个)? ?PUB/, 'PUBACK 丢失'],
  [/下面的按钮/, '按钮'],
  [/抽屉/, '面板'],
  [/十六进制书写/, '以十六进制填写'],
  [/并非所声明|错误的一侧/, '声明为 …，但内容不是；方向错误'],
  [/QoS 2 或更高/, 'QoS 2'],
  [/网络状况良好/, '未模拟弱网'],
  [/到来/, '到达、收到'],
  [/心跳时间/, '心跳间隔'],
  [/对比数据/, '关联数据'],
  [/(?:消息|会话)过期时间/, '过期间隔'],
  [/无从得知/, '无法得知'],
  [/转接/, '转发'],
  [/录制/, '记录'],
  [/环回/, '回环'],
  [/清除查找|清空搜索/, '清除搜索'],
  [/操控/, '控制'],
  [/每个设备只|每个设备的一个连接/, '每台设备'],
  [/扮演云端侧/, '模拟云端'],
  [/向平台要一次/, '向平台申请'],
  [/[\d}] s[`'。；，：）)]|[\d}] s 的|[\u4e00-\u9fff] ?[\d.]+ s\b|（s）/, '秒'],
];

/** Files with texts for readers. */
function readerFiles(): readonly string[] {
  const folders = ['i18n/zh', 'i18n/cli/zh'].flatMap((folder) =>
    readdirSync(path.join(SRC, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => path.join(SRC, folder, name)),
  );
  const documents = ['docs', 'docs/how-to', '.'].flatMap((folder) =>
    readdirSync(path.join(SRC, '..', folder))
      .filter((name) => name.endsWith('.zh.md'))
      .map((name) => path.join(SRC, '..', folder, name)),
  );
  expect(folders.length).toBeGreaterThan(50);
  expect(documents.length).toBeGreaterThan(2);
  return [...folders, ...documents];
}

test('unusual words do not occur', () => {
  const found = readerFiles().flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    return REPLACED.filter(([wrong]) => wrong.test(text)).map(
      ([wrong, right]) => `${path.basename(file)}: ${wrong.source}, say ${right}`,
    );
  });
  expect(found).toEqual([]);
});

/** Words of the code and of the standard, which readers know by another name. Each with its replacement. */
const REPLACED_IN_ENGLISH: readonly (readonly [wrong: RegExp, right: string])[] = [
  [/\bclient identifiers?\b/i, 'client ID'],
  // Fields and keys keep `stream`.
  [/(?<![-\w".])streams?(?![-\w".]| ?==)/i, 'connection'],
  // One TLS or WebSocket handshake is none of MQTT.
  [/\bhandshakes\b|\b(?:every|a) handshake\b/i, 'exchanges'],
  [/(?<!MQTT-)\bSN\b|\bMQTT ?SN\b/, 'MQTT-SN'],
];

const LITERAL = /'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g;
/** A key of a table or a path of an import has no blank and begins with a small letter. */
const NO_TEXT = /^['`][a-z./][^\s]*['`]$/;

test('English texts have the names that readers know', () => {
  const files = ['i18n/en', 'i18n/cli/en'].flatMap((folder) =>
    readdirSync(path.join(SRC, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => path.join(SRC, folder, name)),
  );
  expect(files.length).toBeGreaterThan(100);
  const found = files.flatMap((file) => {
    const code = readFileSync(file, 'utf8').replaceAll(/\/\*.*?\*\/|^\s*\/\/.*$/gms, '');
    const texts = code.replaceAll(/\$\{[^{}]*\}/g, '…').match(LITERAL) ?? [];
    return texts
      .filter((text) => !NO_TEXT.test(text))
      .flatMap((text) =>
        REPLACED_IN_ENGLISH.filter(([wrong]) => wrong.test(text)).map(
          ([, right]) => `${path.basename(file)}: ${text.slice(0, 80)}, say ${right}`,
        ),
      );
  });
  expect(found).toEqual([]);
});

/** Each with its replacement: correct, but not what an engineer writes. */
const STIFF: readonly (readonly [stiff: string, plain: string])[] = [
  ['以 --alibaba 启动的 companion', '用 --alibaba 启动的配套程序'],
  ['没有表明它是', '无法确认此地址是'],
  ['它其实是', '如果是配套程序'],
  ['让配套程序打印地址', '在终端中重新显示地址'],
  ['在本标签页内唯一', '每个标签页自动生成'],
  ['连同其选项', '以及其中的选项'],
  ['以签名的表单经 HTTPS', '先通过 HTTPS 提交签名'],
  ['取新值', '重新随机生成'],
  ['生成数值', '随机生成'],
  ['以 JSON 书写', '直接填写 JSON'],
  ['提供物模型', '导入物模型（TSL）'],
  ['书写方式', '编辑方式'],
  ['取自属性', '使用当前属性值'],
  ['取自本地平台', '从本地平台获取'],
  ['来得太快', '调用过于频繁'],
  ['已齐全', '已填齐'],
  ['Broker 将收到', '实际发送的连接参数'],
  ['恰好得到此密码', '结果与该密码完全一致'],
  ['它结束被签名的部分', '参与签名的部分到此为止'],
  ['只有一个连接能存活', '同一设备只能保持一个连接'],
  ['途中端口被关闭', '端口被防火墙或运营商拦截'],
  ['未按时放出', '未在规定时间内返回'],
  ['因此没有错', '地址无误'],
  ['无人监听', '没有服务在监听'],
  ['网络已到不了', '已无法到达'],
  ['必须自己发觉', '应能自行发现'],
  ['即告结束', '只触发一次'],
  ['都没有告别', '都未发送 DISCONNECT'],
  ['履行它的职责', '属正常现象'],
  ['险些超时', '接近超时'],
  ['无人请求的', '未经请求的、多余的'],
  ['不想要的', '未要求的'],
  ['无人订阅的消息', '收到未订阅的消息'],
  ['没有人知道哪个失败了', '无法判断哪一个失败'],
  ['浮层', '弹出框'],
  ['画法', '线型'],
  ['数字一位不少', '原始精度'],
  ['随到随显示', '自动滚动到最新值'],
  ['遗忘连接', '映射失效'],
  ['关闭延迟告知', '延迟通知关闭'],
  ['空文本处处都有', '空字符串会匹配所有报文'],
  ['不再可知', '已没有该设备的信息'],
  ['一旦可以即发送', '上线并订阅后立即发送'],
  ['有空层', '有空的层级'],
  ['网络中的机器', '局域网'],
  ['并不确知之处', '尚不确定的行为'],
  ['就是设备的认证', '设备用签名认证'],
  ['不在任何地方留下内容', '不保存任何内容'],
  ['人为破坏 Broker', '模拟 Broker 故障'],
  ['查看和操控', '查看和控制'],
  ['任取一个空闲端口', '自动选择空闲端口'],
  ['以之行事', '所使用的用户身份'],
  ['谁说的', '信息来源'],
  ['却说', '却表明'],
  ['死连接', '失效的连接'],
  ['请在那里启用', '请在控制台启用'],
  ['什么也没有发送', '没有发送任何内容'],
  ['会话已失', '会话已不存在'],
  ['切成报文', '切分成报文'],
  ['却使用了', '使用了 Broker 不支持的'],
  ['此处不认识', '未知'],
  ['没有已知的错误能', '已知的错误都得不出'],
  ['五分钟走一遍', '五分钟上手'],
];

test('stiff phrases do not occur', () => {
  const found = readerFiles().flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    return STIFF.filter(([stiff]) => text.includes(stiff)).map(
      ([stiff, plain]) => `${path.basename(file)}: ${stiff}, say ${plain}`,
    );
  });
  expect(found).toEqual([]);
});

test('brackets around words match the language', () => {
  const ui = path.join(SRC, 'ui');
  const parts = readdirSync(ui, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(?<!\.test)\.tsx$/.test(name),
  );
  const found = parts.filter((name) =>
    /> ?\(\{t\.|[\s`]\(\$\{t\.|\s\(\{t\./.test(readFileSync(path.join(ui, name), 'utf8')),
  );
  expect(parts.length).toBeGreaterThan(200);
  expect(found).toEqual([]);
});

test('a password of the right length is not called right', () => {
  const lengths = [en, zh].map(({ platform }) => platform.signIn.lengths(64, 64));
  expect(lengths).toEqual(['64 digits, the right length', '长度正确（64 位）']);
  for (const { platform } of [en, zh]) {
    expect(platform.signIn.lengths(63, 64)).toMatch(/63.*64/);
  }
});

test('a rejection does not suggest the clock if the time is not checked', () => {
  const remedies = [english, chinese].map((rules) => rules['refused-credentials'].remedy);
  expect(remedies[0]).toContain(
    'the clock if the server looks at the time (Alibaba Cloud IoT does not)',
  );
  expect(remedies[1]).toContain('阿里云物联网平台不校验');
});

test('ages have Chinese units', () => {
  expect(zh.topic.keys.ago(90)).toBe('1 分 30 秒前');
  expect(en.topic.keys.ago(90)).toBe('1 min 30 s ago');
  expect(zh.topic.change.when(-1_230_000)).toBe('1.2 秒前');
  expect(zh.broker.board.span(4380)).toBe('1 小时 13 分钟');
  expect(zh.broker.board.span(300)).toBe('5 分钟');
  expect(zh.topic.retainedList.expiresIn(90)).toBe('1 分 30 秒后');
  expect(zh.topic.age(100_000)).toBe('0.1 秒前');
  expect(zh.topic.change.compared('6 个键有变化', '报文 531', -1_200_000)).toBe(
    '与 1.2 秒前的报文 531 相比，6 个键有变化',
  );
  expect(zh.topic.change.when(568_000)).toBe('568 ms 后');
  expect(en.topic.change.compared('6 keys changed', 'No. 531', 568_000)).toBe(
    '6 keys changed compared with No. 531, 568 ms later',
  );
  expect(en.topic.change.when(1)).toBe('at the same time');
});

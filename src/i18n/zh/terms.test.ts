/** Tests for terms that engineers of Alibaba's platform use, and against those that they do not use. */
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
  [/旁路抓包|抓包代理|设备设备/, '设备抓包'],
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
  // A kept message is not a retained one.
  [/保留(?:该|此)?消息直到/, '保存该消息'],
  [/给页面用/, '供网页调用'],
  [/扮演云端侧/, '模拟云端'],
  [/向平台要一次/, '向平台申请'],
  [/[\d}] s[`'。；，：）)]|[\d}] s 的|[\u4e00-\u9fff] ?[\d.]+ s\b|（s）/, '秒'],
];

test('unusual words do not occur', () => {
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
  const found = [...folders, ...documents].flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    return REPLACED.filter(([wrong]) => wrong.test(text)).map(
      ([wrong, right]) => `${path.basename(file)}: ${wrong.source}, say ${right}`,
    );
  });
  expect(folders.length).toBeGreaterThan(50);
  expect(documents.length).toBeGreaterThan(2);
  expect(found).toEqual([]);
});

test('only the standard is quoted with its own words for broker and client ID', () => {
  const zhFolder = path.join(SRC, 'i18n/zh');
  const files = readdirSync(zhFolder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /(?<!\.test)\.ts$/.test(name) && !name.endsWith(path.join('rules', 'statements.ts')),
  );
  const found = files.filter((name) =>
    /服务端(?!接收|发送|订阅)|客户端标识符/.test(readFileSync(path.join(zhFolder, name), 'utf8')),
  );
  const documents = readdirSync(path.join(SRC, '../docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.zh.md'))
    .filter((name) =>
      /服务端(?!接收|发送|订阅)|客户端标识符/.test(
        readFileSync(path.join(SRC, '../docs', name), 'utf8'),
      ),
    );
  expect(files.length).toBeGreaterThan(50);
  expect([...found, ...documents]).toEqual([]);
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
  expect(zh.details.ago(90)).toBe('1 分 30 秒前');
  expect(en.details.ago(90)).toBe('1 min 30 s ago');
  expect(zh.broker.board.span(4380)).toBe('1 小时 13 分钟');
  expect(zh.broker.board.span(300)).toBe('5 分钟');
  expect(zh.topic.retainedList.expiresIn(90)).toBe('1 分 30 秒后');
});

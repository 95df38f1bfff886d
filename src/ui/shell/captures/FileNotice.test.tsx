import { afterEach, expect, test } from 'vitest';
import { setLanguage } from '#kit';
import type { NoteFact } from '../../../engine/log/columns/noteFacts.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { type OpenedFile, useConnections } from '../../session/connection/connections.ts';
import { FileNotice } from './FileNotice.tsx';

let shown: Shown | undefined;
afterEach(async () => {
  await shown?.end();
  setLanguage('en');
});

async function told(file: Partial<OpenedFile>): Promise<string> {
  setLanguage('zh');
  shown = await show(FileNotice, () => undefined);
  const { run, box } = shown;
  const whole: OpenedFile = {
    name: 'x.pcap',
    read: 1,
    size: 1,
    packets: 1,
    notes: [],
    noteCount: 0,
    state: { kind: 'done' },
    ...file,
  };
  await run(() => {
    useConnections.setState(({ list }) => ({ list: list.map((one) => ({ ...one, file: whole })) }));
  });
  return box.textContent ?? '';
}

test('notes on a file are in the app’s language', async () => {
  const fact: NoteFact = {
    key: 'of-stream',
    args: { stream: 1, note: { key: 'tls-no-key', args: { tls: 'TLS' } } },
  };
  const notes = [{ kind: 'note', note: 'encrypted', fact, stream: 1 }] as const;
  const said = await told({ notes, noteCount: 1 });
  expect(said).toContain('连接 1：已加密（TLS），而密钥日志中没有此连接的密钥');
});

test('the reason for an unreadable file is, too', async () => {
  const said = await told({ state: { kind: 'unreadable', why: { key: 'only-keys', args: {} } } });
  expect(said).toContain('其中只有 TLS 密钥，没有报文');
});

test.each([
  [{ key: 'sensors-only', args: { count: 2 } }, false, true],
  [{ key: 'no-tcp', args: { frames: 2 } }, false, false],
  [{ key: 'no-mqtt', args: { ports: [8883], more: false } }, true, false],
  [{ key: 'only-http', args: { ports: [80], more: false } }, false, false],
  [{ key: 'no-frames', args: {} }, false, false],
] as const)('a file without packets: %j', async (fact, isEncryptionSuggested, hasSensors) => {
  const notes = [{ kind: 'note', note: 'empty', fact }] as const;
  const said = await told({ packets: 0, notes, noteCount: 1 });
  expect(said).toContain('此文件中没有 MQTT 报文');
  expect(said.includes('如果连接是加密的')).toBe(isEncryptionSuggested);
  expect(said.includes('查看 MQTT-SN')).toBe(hasSensors);
  // One strip has the title and the reason.
  expect(said.includes('关于此文件的')).toBe(hasSensors);
});

test.each([
  [{ key: 'unknown-format', args: { is: { kind: 'text' } } }, '这是文本文件', true],
  [
    { key: 'unknown-format', args: { is: { kind: 'picture', format: 'PNG' } } },
    '这是 PNG 图片',
    true,
  ],
  [{ key: 'empty', args: {} }, '文件为空', false],
] as const)('a file that is no capture says what it is: %j', async (why, said, isListed) => {
  const text = await told({ packets: 0, state: { kind: 'unreadable', why } });
  expect(text).toContain(said);
  expect(text.includes('可以打开')).toBe(isListed);
});

import { describe, expect, test } from 'vitest';
import { type Localizable, say } from '../../../base/message.ts';
import {
  CERTIFICATE_ERRORS,
  LINE_STEPS,
  type LineFailures,
} from '../../../connection/bridge/lineFacts.ts';
import { lineFailures as english } from '../../en/ends/lineFailures.ts';
import { describeWords } from '../../facts.testkit.ts';
import { lineFailures as chinese } from './lineFailures.ts';

test('a Unix socket has no port', () => {
  for (const key of ['refused', 'not-permitted'] as const) {
    const [path, place] = ['/run/broker.sock', '127.0.0.1:1883'].map((address) =>
      [english, chinese].map((words) => say(words, { key, args: { address } })).join(),
    );
    expect(path).not.toMatch(/port\b|端口|firewall|防火墙/);
    expect(place).toMatch(/port\b|firewall/);
  }
});

describe('reasons why the companion cannot connect', () => {
  describeWords<LineFailures>([english, chinese], (data): readonly Localizable<LineFailures>[] => [
    ...[true, false].map((isTemporary) => ({
      key: 'dns' as const,
      args: { host: `.${data}`, isTemporary },
    })),
    ...([`.${data}`, `/${data}`] as const).flatMap((address): Localizable<LineFailures>[] => [
      { key: 'refused', args: { address } },
      { key: 'not-permitted', args: { address } },
    ]),
    { key: 'unreachable', args: { address: `.${data}` } },
    ...LINE_STEPS.flatMap((step): Localizable<LineFailures>[] => [
      { key: 'timed-out', args: { step, seconds: 733 } },
      ...[true, false].map((isReset) => ({ key: 'closed' as const, args: { step, isReset } })),
    ]),
    ...['unknown_ca', `.${data}`].map((alert) => ({ key: 'tls-alert' as const, args: { alert } })),
    { key: 'tls-other', args: { reason: `.${data}` } },
    ...CERTIFICATE_ERRORS.flatMap((fault): Localizable<LineFailures>[] => [
      { key: 'certificate', args: { fault, code: `.${data}`, host: 'h', names: undefined } },
      { key: 'certificate', args: { fault, code: `.${data}`, host: 'h', names: ['a', 'b'] } },
      { key: 'proxy-certificate', args: { proxy: `.${data}`, fault, code: 'C' } },
    ]),
    { key: 'fingerprint', args: { shown: `.${data}` } },
    ...(['ca', 'cert', 'key', 'pfx', 'passphrase', 'psk', 'proxy-ca'] as const).map((what) => ({
      key: 'credential' as const,
      args: { what, reason: `.${data}` },
    })),
    { key: 'credential', args: { what: 'key', reason: 'missing' } },
    { key: 'no-file', args: { file: `.${data}`, reason: 'r' } },
    ...(
      ['dns', 'refused', 'unreachable', 'closed', 'no-tls', 'not-proxy', 'other'] as const
    ).flatMap((why) =>
      ['', 'd'].map((detail) => ({
        key: 'proxy-unusable' as const,
        args: { proxy: `.${data}`, why, detail },
      })),
    ),
    { key: 'proxy-refused', args: { status: `.${data}` } },
    ...[0, 5].map((reply) => ({ key: 'socks-refused' as const, args: { reply } })),
    ...[733, 426, 502].map((status) => ({
      key: 'no-websocket' as const,
      args: { status, server: status === 733 ? undefined : `.${data}` },
    })),
    { key: 'bad-upgrade', args: { header: `.${data}` } },
    ...(['ca', 'proxy-ca'] as const).map((what) => ({
      key: 'broken-certificate' as const,
      args: { what, number: 2, count: 733, reason: `.${data}` },
    })),
    ...[undefined, 'mqttv3.1'].map((selected) => ({
      key: 'no-subprotocol' as const,
      args: { offered: `.${data}`, selected },
    })),
    ...(['link-local', 'not-listed'] as const).map((why) => ({
      key: 'not-allowed' as const,
      args: { host: `.${data}`, why },
    })),
    ...(['url', 'proxy'] as const).map((what) => ({ key: 'bad-address' as const, args: { what } })),
    { key: 'other', args: { reason: `汉${data}` } },
  ]);
});

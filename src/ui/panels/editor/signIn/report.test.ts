import { expect, test } from 'vitest';
import { diagnose } from '../../../../alibaba/diagnose.ts';
import { NO_LOG } from '../../../../alibaba/logs/readLog.ts';
import { otherReasons } from '../../../../alibaba/otherReasons.ts';
import { en } from '../../../../i18n/en/texts.ts';
import { zh } from '../../../../i18n/zh/texts.ts';
import { type Draft, emptyDraft } from '../../../session/profiles/draft.ts';
import type { Verifying } from '../../../session/signIn/verifying.ts';
import { comparisonOf } from './compared.ts';
import { madeOf } from './made.ts';
import { hostsOf } from './places.ts';
import { circumstancesOf, reportOf } from './report.ts';

const PAGE = { secure: false, host: 'localhost:8080' };
const SECRET = 'e1c0a98b76f54d3e2c1b0a9f8e7d6c5b';
const draft: Draft = {
  ...emptyDraft('12345'),
  mode: 'alibaba',
  version: 4,
  productKey: 'pk',
  deviceName: 'device',
  deviceSecret: SECRET,
  signMethod: 'hmacsha1',
  timestampMode: 'fixed',
  timestamp: '789',
};
const made = madeOf(draft, 0);
const right: Verifying = {
  isOn: true,
  clientId: made.clientId,
  userName: made.username,
  password: made.password,
  productSecret: '',
  timestamps: [],
  clientIds: [],
  packetError: undefined,
  circumstances: undefined,
  isMasked: false,
  reading: NO_LOG,
};

const judged = (verifying: Verifying, of: Draft = draft) => {
  const diagnosis = diagnose(verifying, { deviceSecret: of.deviceSecret });
  return { diagnosis, compared: comparisonOf(of, madeOf(of, 0), verifying, diagnosis) };
};

test.each([en, zh])('a report has everything except the secret and passwords', ({ signIn: t }) => {
  const clumsy = { ...draft, clientId: `x${SECRET}`, how: 'direct' as const };
  const verifying = {
    ...right,
    password: madeOf({ ...draft, deviceSecret: `${SECRET} ` }, 0).password,
    productSecret: 'product-secret-1',
  };
  const { diagnosis } = judged(verifying);
  for (const of of [draft, clumsy, { ...clumsy, how: 'https' as const }]) {
    const report = reportOf(
      { draft: of, made: madeOf(of, 0), verified: { credentials: verifying, diagnosis } },
      PAGE,
      t,
    );
    expect(report).toContain('deviceNamedeviceproductKeypktimestamp789');
    for (const secret of [SECRET, made.password, verifying.password, verifying.productSecret]) {
      expect(report).not.toContain(secret);
    }
  }
});

test('a report suspects the secret only after a refusal of the credentials', () => {
  const verifying = { ...right, password: '0'.repeat(40) };
  const { diagnosis } = judged(verifying);
  const reportAfter = (code: number): string => {
    const by = { kind: 'server', name: undefined } as const;
    const outcome = { stage: 'connack', code, by, quote: '', at: 0, line: 0 } as const;
    const credentials = { ...verifying, reading: { ...NO_LOG, outcome } };
    return reportOf({ draft, made, verified: { credentials, diagnosis } }, PAGE, en.signIn);
  };
  expect(reportAfter(4)).toContain('a different secret than the one entered');
  expect(reportAfter(3)).not.toContain('a different secret than the one entered');
});

test('correct passwords are equal in upper case too; a different time is no error', () => {
  expect(judged(right).compared).toEqual({
    clientId: { kind: 'same' },
    userName: { kind: 'same' },
    password: { kind: 'same' },
  });
  const shouting = { ...right, password: right.password.toUpperCase() };
  expect(judged(shouting).compared.password).toEqual({ kind: 'same' });
  const later = { ...draft, timestamp: '790' };
  expect(judged(right, later).compared).toMatchObject({
    clientId: { kind: 'differs', parts: ['timestamp'], isWrong: false },
    password: { kind: 'same' },
  });
});

test('other reasons for a rejection come from its own CONNECT, when one is checked', () => {
  const likely = (verifying: Verifying, of: Draft) =>
    otherReasons(circumstancesOf(of, verifying))
      .filter(({ isLikely }) => isLikely)
      .map(({ key }) => key);
  const circumstances = { keepAlive: 10, hasWill: true, protocolLevel: 5 };
  expect(likely({ ...right, circumstances }, draft)).toEqual([
    'protocol-version',
    'keep-alive',
    'after-connect',
  ]);
  const longLived = { ...draft, keepAlive: '3000' };
  expect(likely(right, longLived)).toEqual(['keep-alive']);
  const good = { keepAlive: 60, hasWill: false, protocolLevel: 4 };
  expect(likely({ ...right, circumstances: good }, longLived)).toEqual([]);
});

test('with another secret only the password differs', () => {
  const other = { ...draft, deviceSecret: `${SECRET} ` };
  expect(judged(right, other).compared).toMatchObject({
    clientId: { kind: 'same' },
    userName: { kind: 'same' },
    password: { kind: 'differs', isWrong: true },
  });
});

test('signs the typed values, including blanks', () => {
  const odd = madeOf({ ...draft, productKey: 'pk ', deviceName: ' device' }, 0);
  expect(odd.signContent).toBe('clientId12345deviceName deviceproductKeypk timestamp789');
  expect(odd.username).toBe(' device&pk ');
});

test('a token’s client id is labelled', () => {
  expect(madeOf({ ...draft, how: 'https' }, 0).clientId).toBe(
    '12345|securemode=-1,timestamp=789,signmethod=hmacsha1,gw=0|',
  );
});

test('hosts: own, instance, public; which of them a page can open', () => {
  const opened = (of: Draft, page = PAGE) =>
    hostsOf(of, page).map(({ kind, ways }) => [
      kind,
      ways.filter(({ inBrowser }) => inBrowser === 'opens').map(({ transport }) => transport),
    ]);
  expect(opened(draft)).toEqual([['public', ['wss', 'ws']]]);
  expect(opened(draft, { ...PAGE, secure: true })).toEqual([['public', ['wss']]]);
  const instance = { ...draft, instanceId: 'iot-1', url: 'ws://127.0.0.1:8080/mqtt' };
  expect(opened(instance)).toEqual([
    ['own', ['ws']],
    ['instance', ['wss', 'ws']],
    ['public', ['wss', 'ws']],
  ]);
  expect(opened({ ...draft, regionId: 'cn-beijing' })).toEqual([]);
  expect(opened({ ...draft, url: 'tab:broker' })[0]).toEqual(['own', ['ws']]);
});

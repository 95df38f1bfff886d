import { describe, expect, test } from 'vitest';
import type { BrokenRules } from '../../../alibaba/logs/brokenRules.ts';
import type { SignatureVerdicts } from '../../../alibaba/logs/verdict.ts';
import { factOf, knownMistake, MISTAKES, type Mistakes } from '../../../alibaba/mistakes.ts';
import { type OtherReasons, otherReasons } from '../../../alibaba/otherReasons.ts';
import type { PlatformNotes } from '../../../alibaba/platformNotes.ts';
import type { Suspicions } from '../../../alibaba/suspicions.ts';
import { otherReasons as reasonsInEnglish } from '../../en/codes/otherReasons.ts';
import { logReading as logInEnglish } from '../../en/facts/logReading.ts';
import { mistakes as mistakesInEnglish } from '../../en/facts/mistakes.ts';
import { platformNotes as notesInEnglish } from '../../en/facts/platformNotes.ts';
import { suspicions as suspicionsInEnglish } from '../../en/facts/suspicions.ts';
import { describeWords } from '../../facts.testkit.ts';
import { otherReasons as reasonsInChinese } from '../codes/otherReasons.ts';
import { logReading as logInChinese } from '../facts/logReading.ts';
import { mistakes as mistakesInChinese } from '../facts/mistakes.ts';
import { platformNotes as notesInChinese } from '../facts/platformNotes.ts';
import { suspicions as suspicionsInChinese } from '../facts/suspicions.ts';

describe('mistakes', () => {
  describeWords<Mistakes>([mistakesInEnglish, mistakesInChinese], (data) =>
    Object.entries(MISTAKES).flatMap(([key, names]) => {
      const args = names.map((name: string) => [name, data] as const);
      const found = knownMistake(key, Object.fromEntries(args));
      return found === undefined || names.length === 0 ? [] : [factOf(found)];
    }),
  );

  test('are known only with all their arguments', () => {
    expect(knownMistake('tail-repeated', { name: 'x' })).toEqual({
      mistake: 'tail-repeated',
      args: { name: 'x' },
    });
    expect(knownMistake('tail-repeated', {})).toBeUndefined();
    expect(knownMistake('of-a-newer-broker', { name: 'x' })).toBeUndefined();
  });
});

describe('other reasons', () => {
  describeWords<OtherReasons>([reasonsInEnglish, reasonsInChinese], (host) => [
    { key: 'dns', args: { host } },
    { key: 'connect-size', args: { bytes: 733 } },
  ]);

  test('are all ordered, with failures before CONNECT last', () => {
    const reasons = otherReasons();
    const outcomes = [
      { stage: 'connack', code: 4 },
      { stage: 'connack', code: 2 },
      { stage: 'connack', code: 4, isRegistration: true },
      { stage: 'at' },
      { stage: 'tcp' },
      { stage: 'connect', isPubSubClient: true },
      { stage: 'connack', code: 4, isAlibaba: false },
      { stage: 'tls', isAlibaba: false, isTlsOn1883: true },
      { stage: 'websocket' },
    ] as const;
    const keys = [...reasons, ...outcomes.flatMap(otherReasons)].map(({ key }) => key);
    expect([...new Set(keys)].toSorted()).toEqual(Object.keys(reasonsInEnglish).toSorted());
    const early = reasons.map(({ stage }) => stage === 'before-connect');
    expect(early).toEqual(early.toSorted((a, b) => Number(a) - Number(b)));
  });
});

describe('rules that a log violates', () => {
  describeWords<BrokenRules>([logInEnglish.broken, logInChinese.broken], (text) => [
    { key: 'keep-alive', args: { seconds: 733 } },
    { key: 'keep-alive-default', args: { library: text, seconds: 733 } },
    { key: 'port', args: { port: 733 } },
    { key: 'plain-for-tls-mode', args: { address: text } },
    { key: 'tls-for-plain-mode', args: { address: text } },
    { key: 'host-without-product-key', args: { host: text } },
    { key: 'host-of-another-product', args: { host: text, productKey: text } },
    { key: 'host-of-another-service', args: { host: text } },
    { key: 'at-line-too-long', args: { bytes: 733, most: 255 } },
    { key: 'at-field-too-long', args: { field: text, bytes: 733, most: 255 } },
    { key: 'url-encoded', args: { found: text } },
  ]);
});

describe('verdicts about a signature', () => {
  describeWords<SignatureVerdicts>([logInEnglish.verdicts, logInChinese.verdicts], (fields) => [
    { key: 'unexplained', args: { tried: 733 } },
    { key: 'incomplete', args: { fields } },
  ]);
});

describe('suspicions about a password', () => {
  describeWords<Suspicions>([suspicionsInEnglish, suspicionsInChinese], () => []);
});

describe('notes about input that the platform may reject', () => {
  describeWords<PlatformNotes>([notesInEnglish, notesInChinese], (found) => [
    { key: 'product-key-characters', args: { found } },
    { key: 'product-key-length', args: { length: 733 } },
    { key: 'device-name-length', args: { length: 733 } },
    { key: 'device-name-characters', args: { found } },
    { key: 'device-secret-length', args: { length: 733 } },
    { key: 'client-id-length', args: { length: 733 } },
    { key: 'region-unknown', args: { found } },
    { key: 'instance-id-characters', args: { found } },
    { key: 'secure-mode-channel', args: { mode: 2, meant: found, scheme: found } },
    { key: 'payload-size', args: { length: 733 } },
    { key: 'topic-length', args: { length: 733 } },
    { key: 'topic-levels', args: { length: 733 } },
    { key: 'filters-per-subscribe', args: { length: 733 } },
  ]);

  test('a blank is named', () => {
    const fact = { found: undefined };
    expect(notesInEnglish['device-name-characters'](fact)).toMatch(/^Contains whitespace\. /);
    expect(notesInChinese['device-name-characters'](fact)).toMatch(/^含有空白字符。/);
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Findings, SaidCode } from '../engine/rules/findings.ts';
import { runs } from '../mqtt/runs.testkit.ts';
import * as en from './en/findings.ts';
import { names, type Samples, throughWords } from './throughWords.testkit.ts';
import * as zh from './zh/findings.ts';

type Data = () => string;
const ACK = { type: 'puback', packetId: 73 } as const;
const NAMELESS = { type: undefined, packetId: undefined };
const OF_PACKET = { type: 'pingreq' } as const;
const TIMES = { silence: 84_000_000, keepAlive: 9_500_000 };

const said = (data: Data): SaidCode => ({
  packet: 'connack',
  version: 5,
  code: 0x87,
  reason: data(),
  reference: data(),
});
const silent = (): SaidCode => ({
  packet: 'connack',
  version: 4,
  code: 5,
  reason: undefined,
  reference: undefined,
});
const topic = (data: Data) => ({ topic: data() });
const filter = (data: Data) => ({ filter: data(), place: 3 });
const identified = () => ACK;
const packet = () => OF_PACKET;
const nothing = () => ({});

const SAMPLES: Samples<Findings> = {
  'of-bytes': () => ({ message: 'The will QoS is 3.' }),
  'connected-often': (data) => ({ client: data(), times: 5, within: 73_000 }),
  'connects-twice': (data) => ({ client: data(), stream: 73 }),
  'taken-over-often': (data) => ({ client: data(), times: 5 }),
  'session-gone': () => ({ stream: 73 }),
  'ended-soon-often': (data) => ({ client: data(), times: 1, within: 5_000_000 }),
  'in-another-tab': (data) => ({ client: data() }),
  'answer-says': (data) => ({ ...ACK, said: said(data) }),
  'refuses-message': (data) => ({ ...ACK, said: said(data) }),
  'problem-information-unasked': () => ({ ...OF_PACKET, carries: 'user-property' }),
  'publish-unanswered': () => ({ packetId: 73, qos: 2, later: 84_000_000 }),
  'not-sent-again': () => ({ type: 'pubrel', packetId: 73 }),
  'unexpected-ack': identified,
  'puback-for-qos2': identified,
  'pubrec-for-qos1': identified,
  'pubrel-without-pubrec': identified,
  'pubcomp-without-pubrel': identified,
  'answered-twice': identified,
  'identifier-in-use': identified,
  'redelivery-differs': identified,
  'redelivery-without-dup': identified,
  'redelivery-in-connection': identified,
  'dup-on-first': identified,
  'publish-after-pubrec': identified,
  'ack-order': identified,
  'server-ack-order': identified,
  'code-count': identified,
  'granted-above-requested': identified,
  'unexpected-pingresp': () => NAMELESS,
  'unexpected-connack': () => NAMELESS,
  'unexpected-auth': () => NAMELESS,
  'keep-alive-off': nothing,
  'session-present': () => ({ version: 5 }),
  'no-client-id-assigned': nothing,
  'response-information-unasked': nothing,
  'will-qos-above-maximum': () => ({ qos: 2, maximum: 1 }),
  'will-retained': nothing,
  'method-changed': (data) => ({ type: 'auth', method: data(), ofConnect: data() }),
  'connection-refused': () => ({ said: silent() }),
  'connection-ended': (data) => ({ by: 'server', said: said(data) }),
  'session-expiry-raised': () => ({ expiry: 73 }),
  'no-connack': () => ({ after: 73_000_000 }),
  'will-due': (data) => ({ ...topic(data), ending: 'by-server' }),
  'delayed-will-due': (data) => ({ ...topic(data), after: 73_000_000 }),
  'closed-without-disconnect': nothing,
  'request-unanswered': (data) => ({ type: 'subscribe', filter: data(), within: 73_000_000 }),
  'after-disconnect': packet,
  'second-connect': nothing,
  'first-packet': packet,
  'during-authentication': packet,
  'client-before-connack': packet,
  'server-before-connack': packet,
  'after-refusal': packet,
  'published-expired': nothing,
  'arrived-expired': nothing,
  'arrived-late': () => ({ age: 73_000_000, expiry: 60 }),
  'qos-above-maximum': () => ({ qos: 2, maximum: 1 }),
  'retain-not-available': nothing,
  'alias-above-maximum': () => ({ alias: 73, receiver: 'client', maximum: 0 }),
  'receive-maximum-exceeded': () => ({ unanswered: 84, receiver: 'server', maximum: 73 }),
  'packet-too-large': () => ({ size: 84, receiver: 'server', maximum: 73 }),
  'payload-not-utf8': nothing,
  'nobody-subscribed': topic,
  'delivered-above-granted': (data) => ({ ...topic(data), qos: 2, highest: 1, isGranted: true }),
  'delivered-above-published': (data) => ({ ...topic(data), qos: 2, published: 1 }),
  'retained-not-wanted': topic,
  'retained-sent-again': topic,
  'unknown-subscription-identifier': () => ({ identifier: 73 }),
  'leading-slash': topic,
  'dollar-topic': topic,
  'topic-characters': nothing,
  'overlapping-subscriptions': (data) => ({ filter: data(), other: data() }),
  'shared-not-available': filter,
  'wildcard-not-available': filter,
  'identifier-not-available': () => ({ identifier: 73 }),
  'subscription-refused': (data) => ({ ...filter(data), said: said(data) }),
  'unsubscribe-refused': (data) => ({ filter: undefined, place: 73, said: said(data) }),
  'qos-downgraded': (data) => ({ ...filter(data), asked: 2, granted: 0 }),
  'no-subscription-existed': filter,
  'client-silent': () => TIMES,
  'silent-client-served': () => TIMES,
  'client-silent-since': () => TIMES,
  'ping-unanswered': () => ({ waited: 73_000_000 }),
};

test.each([
  ['English', en],
  ['Chinese', zh],
])('data goes through what is found unchanged: %s', (_language, { findings }) => {
  fc.assert(
    fc.property(names, (data) => {
      for (const { key, said: text, wanted } of throughWords(findings, SAMPLES, data)) {
        expect(`${key}: ${text}`).toBe(`${key}: ${wanted}`);
      }
    }),
    { numRuns: runs(100) },
  );
});

test('each finding says in Chinese what it says in English: the same data and numbers', () => {
  const data = ['wert-a', 'wert-b', 'wert-c'];
  const english = [...throughWords(en.findings, SAMPLES, data)];
  const chinese = [...throughWords(zh.findings, SAMPLES, data)];
  for (const [at, { said: text }] of english.entries()) {
    const other = chinese[at]?.said ?? '';
    expect(other).toMatch(/^[^.,]*[：；，为\p{Script=Han}].*。$/u);
    for (const value of text.match(/wert-[a-c]|\b\d\d+(?:\.\d+)?\b/g) ?? []) {
      expect(other).toContain(value);
    }
  }
});

test('rules of faults are named with it, step mode by what it is called', () => {
  const finding = { key: 'keep-alive-off', args: {} } as const;
  const found = { finding, treatedBy: ['client', 'step', 'a, b.'] };
  expect(en.foundWrong(found)).toMatch(/ Treated on purpose, by client, step mode, a, b\.\.$/);
  expect(zh.foundWrong(found)).toMatch(/由 client、单步模式、a, b\. 有意处理。$/);
});

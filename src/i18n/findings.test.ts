import { describe, expect, test } from 'vitest';
import type { Localizable } from '../base/message.ts';
import type { Findings, SaidCode } from '../engine/findings/findings.ts';
import * as en from './en/facts/findings.ts';
import { describeWords } from './facts.testkit.ts';
import * as zh from './zh/facts/findings.ts';

const ACK = { type: 'puback', packetId: 733 } as const;
const NAMELESS = { type: undefined, packetId: undefined };
const OF_PACKET = { type: 'pingreq' } as const;
const TIMES = { silence: 84_000_000, keepAlive: 9_500_000 };

const said = (data: string): SaidCode => ({
  packet: 'connack',
  version: 5,
  code: 0x87,
  reason: data,
  reference: data,
});
const SILENT: SaidCode = {
  packet: 'connack',
  version: 4,
  code: 5,
  reason: undefined,
  reference: undefined,
};

const facts = (data: string): readonly Localizable<Findings>[] => [
  { key: 'of-bytes', args: { breach: { key: 'protocol-name', args: { expected: data } } } },
  { key: 'of-convention', args: { found: { key: data, args: {} } } },
  { key: 'connected-often', args: { client: data, times: 5, within: 73_000 } },
  { key: 'connects-twice', args: { client: data, stream: 73 } },
  { key: 'came-back', args: { client: data, stream: 73, silence: 74_000_000 } },
  ...[0, 71].map((next) => ({
    key: 'ended-after-message' as const,
    args: { client: data, times: 5, topic: next === 0 ? undefined : data, size: 733, next },
  })),
  ...[0, 120_000_000].map((keepAlive) => ({
    key: 'ended-after-silence' as const,
    args: { client: data, times: 5, silence: 60_000_000, keepAlive },
  })),
  { key: 'ended-after-duration', args: { client: data, times: 5, lasted: 600_000_000 } },
  { key: 'left-before-connack', args: { client: data, times: 5, waited: 500_000 } },
  { key: 'ended-after-request', args: { client: data, times: 5, type: 'subscribe', topic: data } },
  { key: 'taken-over-often', args: { client: data, times: 5 } },
  { key: 'session-gone', args: { stream: 73 } },
  { key: 'session-not-kept', args: { stream: 73, missed: 84 } },
  { key: 'session-not-kept', args: { stream: 73, missed: 0 } },
  { key: 'ended-soon-often', args: { client: data, times: 1, within: 5_000_000 } },
  { key: 'in-another-tab', args: { client: data } },
  { key: 'answer-says', args: { ...ACK, said: said(data) } },
  { key: 'refuses-message', args: { ...ACK, said: said(data) } },
  { key: 'problem-information-unasked', args: { ...OF_PACKET, carries: 'user-property' } },
  {
    key: 'unanswered-at-end',
    args: { type: 'pubrel', packetId: 73, awaited: 'pubcomp', waited: 12_000_000 },
  },
  { key: 'publish-unanswered', args: { packetId: 73, qos: 2, later: 84_000_000 } },
  { key: 'not-sent-again', args: { type: 'pubrel', packetId: 73 } },
  { key: 'unexpected-ack', args: { ...ACK, swapped: 84 } },
  { key: 'user-name-of-another', args: { named: 'dev1', clientId: 'dev2' } },
  { key: 'keep-alive-swapped', args: { keepAlive: 73, swapped: 84 } },
  { key: 'retained-set-again', args: { topic: data, after: 84_000_000, client: data } },
  { key: 'not-stored-for-qos-0', args: { topic: data, filter: data } },
  {
    key: 'message-not-delivered-yet',
    args: { topic: data, waited: 73_000_000, receiver: 84, isStored: true },
  },
  { key: 'retained-not-cleared', args: { topic: data, isBlank: true } },
  { key: 'puback-for-qos2', args: ACK },
  { key: 'pubrec-for-qos1', args: ACK },
  { key: 'pubrel-without-pubrec', args: ACK },
  { key: 'pubcomp-without-pubrel', args: ACK },
  { key: 'answered-twice', args: ACK },
  { key: 'identifier-in-use', args: ACK },
  { key: 'redelivery-differs', args: ACK },
  { key: 'redelivery-without-dup', args: ACK },
  { key: 'redelivery-in-connection', args: ACK },
  { key: 'dup-on-first', args: ACK },
  { key: 'publish-after-pubrec', args: ACK },
  { key: 'redelivery-of-answered', args: ACK },
  { key: 'redelivery-after-answer', args: ACK },
  { key: 'ack-order', args: ACK },
  { key: 'server-ack-order', args: ACK },
  { key: 'code-count', args: ACK },
  { key: 'granted-above-requested', args: ACK },
  { key: 'unexpected-pingresp', args: NAMELESS },
  { key: 'unexpected-connack', args: NAMELESS },
  { key: 'unexpected-auth', args: NAMELESS },
  { key: 'session-present', args: { version: 5 } },
  { key: 'will-qos-above-maximum', args: { qos: 2, maximum: 1 } },
  { key: 'method-changed', args: { type: 'auth', method: data, ofConnect: data } },
  { key: 'connection-refused', args: { said: SILENT } },
  { key: 'connection-ended', args: { by: 'server', said: said(data) } },
  { key: 'session-expiry-raised', args: { expiry: 73 } },
  { key: 'no-connack', args: { after: 73_000_000, cause: undefined } },
  {
    key: 'no-connack',
    args: {
      after: 73_000_000,
      cause: {
        key: 'no-connack',
        args: { by: 'client', after: 73, isReset: false, late: 0.23 },
      },
    },
  },
  { key: 'will-due', args: { topic: data, ending: 'by-server', cause: undefined } },
  { key: 'will-topic-without-retain', args: { topic: data } },
  { key: 'will-discarded', args: { topic: data } },
  { key: 'will-replaces-retained', args: { topic: data, after: 73_000_000, client: data } },
  { key: 'delayed-will-due', args: { topic: data, after: 73_000_000 } },
  { key: 'request-unanswered', args: { type: 'subscribe', filter: data, within: 73_000_000 } },
  { key: 'other-protocol', args: { what: 'http', expected: 'connect' } },
  { key: 'after-disconnect', args: OF_PACKET },
  { key: 'first-packet', args: OF_PACKET },
  { key: 'during-authentication', args: OF_PACKET },
  { key: 'client-before-connack', args: OF_PACKET },
  { key: 'server-before-connack', args: OF_PACKET },
  { key: 'after-refusal', args: OF_PACKET },
  { key: 'arrived-late', args: { age: 73_000_000, expiry: 60 } },
  { key: 'qos-above-maximum', args: { qos: 2, maximum: 1 } },
  { key: 'alias-above-maximum', args: { alias: 73, receiver: 'client', maximum: 0 } },
  { key: 'receive-maximum-exceeded', args: { unanswered: 84, receiver: 'server', maximum: 73 } },
  { key: 'packet-too-large', args: { size: 84, receiver: 'server', maximum: 73 } },
  {
    key: 'schema-breach',
    args: { filter: data, path: 'payload.t', keyword: 'maximum', wanted: data, more: 73 },
  },
  {
    key: 'schema-off',
    args: { filter: data, why: { key: 'no-answer', args: { seconds: 1 } } },
  },
  {
    key: 'schema-off',
    args: { filter: data, why: { key: 'too-deep', args: {} } },
  },
  { key: 'value-type-changed', args: { path: data, is: 'text', was: 'number', count: 467 } },
  {
    key: 'payload-nul',
    args: { place: 'before', isJson: true, count: 1, version: 4, isTopicEnd: true },
  },
  {
    key: 'payload-nul',
    args: { place: 'before', isJson: false, count: 1, version: 5, isTopicEnd: true },
  },
  {
    key: 'payload-nul',
    args: { place: 'after', isJson: true, count: 73, version: 4, isTopicEnd: false },
  },
  {
    key: 'packet-in-payload',
    args: { byte: 73, type: 'publish', topic: data, size: 467, there: 73 },
  },
  {
    key: 'packet-in-payload',
    args: { byte: 73, type: 'subscribe', topic: undefined, size: 73, there: 73 },
  },
  { key: 'convention-limit', args: { convention: data, of: 'values', most: 100_000 } },
  { key: 'convention-limit', args: { convention: data, of: 'bytes', most: 1_048_576 } },
  { key: 'convention-limit', args: { convention: data, of: 'parts', most: 5_000 } },
  { key: 'convention-limit', args: { convention: data, of: 'facts', most: 50 } },
  { key: 'convention-limit', args: { convention: data, of: 'alarms', most: 100 } },
  { key: 'convention-limit', args: { convention: data, of: 'topics', most: 1_000 } },
  { key: 'nobody-subscribed', args: { topic: data } },
  { key: 'delivered-above-granted', args: { topic: data, qos: 2, highest: 1, isGranted: true } },
  { key: 'delivered-above-published', args: { topic: data, qos: 2, published: 1 } },
  { key: 'retained-not-wanted', args: { topic: data, isShared: false } },
  { key: 'retained-sent-again', args: { topic: data } },
  { key: 'unknown-subscription-identifier', args: { identifier: 73 } },
  { key: 'leading-slash', args: { topic: data } },
  { key: 'dollar-topic', args: { topic: data } },
  { key: 'overlapping-subscriptions', args: { filter: data, other: data } },
  { key: 'shared-not-available', args: { filter: data } },
  { key: 'wildcard-not-available', args: { filter: data } },
  { key: 'identifier-not-available', args: { identifier: 73 } },
  { key: 'subscription-refused', args: { filter: data, place: 733, said: said(data) } },
  { key: 'unsubscribe-refused', args: { filter: undefined, place: 73, said: said(data) } },
  { key: 'qos-downgraded', args: { filter: data, place: 733, asked: 2, granted: 0 } },
  { key: 'no-subscription-existed', args: { filter: data, place: 733 } },
  { key: 'client-silent', args: TIMES },
  { key: 'silent-client-served', args: TIMES },
  { key: 'client-silent-since', args: TIMES },
  { key: 'ping-unanswered', args: { waited: 73_000_000 } },
];

describe('findings of rules', () => {
  // The scenes of the rules try every finding.
  describeWords<Findings>([en.findings, zh.findings], facts, false);
});

test('fault rules are named, and so is step mode', () => {
  const finding = { key: 'keep-alive-off', args: {} } as const;
  const found = { finding, treatedBy: ['client', 'step', 'a, b.'] };
  expect(en.foundWrong(found)).toMatch(/ Changed on purpose by client, step mode, a, b\.\.$/);
  expect(zh.foundWrong(found)).toMatch(/由 client、单步模式、a, b\. 有意处理。$/);
});

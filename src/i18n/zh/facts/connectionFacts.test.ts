import { describe } from 'vitest';
import type { ConnectionFacts } from '../../../connection/protocol/connectionFacts.ts';
import { connectionFacts as english } from '../../en/facts/connectionFacts.ts';
import { describeWords } from '../../facts.testkit.ts';
import { connectionFacts as chinese } from './connectionFacts.ts';

describe('facts of connections', () => {
  describeWords<ConnectionFacts>([english, chinese], (data) => [
    { key: 'topic', args: { error: { key: 'too-long', args: { what: 'topic name', most: 733 } } } },
    { key: 'not-filled-in', args: { why: { key: 'no-value', args: { topic: data } } } },
    { key: 'too-many-waiting', args: { waiting: 733 } },
    { key: 'packet-too-large', args: { bytes: 733, most: 734 } },
    { key: 'qos-too-high', args: { most: 1 } },
    { key: 'alias-too-high', args: { most: 733 } },
    { key: 'not-an-address', args: { address: data } },
    { key: 'not-for-browsers', args: { protocol: data } },
    { key: 'other-protocol', args: { what: 'tls', line: '' } },
    { key: 'other-protocol', args: { what: 'http', line: data } },
    { key: 'other-protocol', args: { what: 'text', line: data } },
    { key: 'before-connack', args: { type: 'publish' } },
    { key: 'not-for-servers', args: { type: 'subscribe' } },
    { key: 'alias-outside', args: { alias: 733, most: 734 } },
    { key: 'alias-unknown', args: { alias: 733 } },
    { key: 'scram', args: { error: { key: 'server-error', args: { error: data } } } },
    { key: 'packet', args: { breach: { key: 'will-qos-without-will', args: { qos: 2 } } } },
    { key: 'said', args: { text: data } },
  ]);
});

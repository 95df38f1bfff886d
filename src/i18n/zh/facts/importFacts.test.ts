import { describe } from 'vitest';
import type { FileFacts, LeftOutFacts, SkipFacts } from '../../../profiles/files/importFacts.ts';
import * as english from '../../en/facts/importFacts.ts';
import { describeWords } from '../../facts.testkit.ts';
import * as chinese from './importFacts.ts';

describe('files of profiles', () => {
  describeWords<FileFacts>([english.fileFacts, chinese.fileFacts], (data) => [
    { key: 'too-large', args: { bytes: 733, most: 734 } },
    { key: 'not-json', args: { looks: 'yaml' } },
    { key: 'not-json', args: { looks: 'other' } },
    { key: 'too-many', args: { count: 733, most: 734 } },
    { key: 'newer-version', args: { version: 733 } },
    { key: 'damaged', args: { path: data } },
  ]);
});

describe('skipped entries', () => {
  describeWords<SkipFacts>([english.skipFacts, chinese.skipFacts], (data) => [
    { key: 'other-type', args: { type: data } },
    { key: 'damaged', args: { path: data } },
    { key: 'too-long', args: { path: data, most: 733 } },
  ]);
});

describe('parts of a profile that are not imported', () => {
  describeWords<LeftOutFacts>([english.leftOutFacts, chinese.leftOutFacts], (data) => [
    { key: 'not-websocket', args: {} },
    { key: 'ca-certificate', args: { name: data } },
    { key: 'client-certificate', args: { name: data } },
    { key: 'certificate-files', args: { names: [data] } },
    { key: 'reconnect', args: { isOff: true } },
    { key: 'reconnect', args: { isOff: false } },
    { key: 'odd-values', args: { names: [data] } },
    { key: 'properties', args: { names: [data] } },
    { key: 'will-properties', args: { names: [data] } },
    { key: 'subscription-details', args: { names: [data] } },
    { key: 'disabled-subscriptions', args: { filters: [data] } },
    { key: 'bad-filters', args: { filters: ['a#', 'b/#/c'] } },
    { key: 'publish-properties', args: { names: [data] } },
    { key: 'auto-replies', args: { count: 733 } },
    { key: 'messages', args: { count: 733 } },
  ]);
});

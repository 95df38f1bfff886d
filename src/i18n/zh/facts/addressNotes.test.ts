import { describe, expect, test } from 'vitest';
import { type AddressNotes, type WantedValue } from '../../../profiles/addresses/addressNotes.ts';
import { addressNotes as english } from '../../en/facts/addressNotes.ts';
import { describeWords } from '../../facts.testkit.ts';
import { addressNotes as chinese } from './addressNotes.ts';

const WANTED: readonly WantedValue[] = ['qos', 'seconds', 'port', 'version', 'keep-alive'];

describe('notes on addresses and commands', () => {
  describeWords<AddressNotes>([english, chinese], (data) => [
    { key: 'unreadable', args: { why: 'blank' } },
    { key: 'unreadable', args: { why: 'foreign' } },
    { key: 'host-missing', args: { scheme: data } },
    { key: 'host-invalid', args: { host: data } },
    { key: 'browser-cannot-open', args: { scheme: data } },
    { key: 'over-bridge', args: { url: data } },
    { key: 'bridge-needs-token', args: { url: data } },
    { key: 'plain-mqtt-port', args: { port: 733, transport: 'TLS' } },
    { key: 'plain-mqtt-port-for-websocket', args: { port: 733, transport: 'TLS' } },
    { key: 'unknown-scheme', args: { scheme: data } },
    { key: 'mixed-content', args: { host: data } },
    { key: 'read-as', args: { url: data } },
    { key: 'port-guessed', args: { url: data } },
    { key: 'quote-unfinished', args: { quote: data } },
    { key: 'shell-variable', args: { variable: data } },
    { key: 'shell-rest', args: { operator: data } },
    { key: 'option-unknown', args: { option: data } },
    { key: 'option-without-value', args: { option: data } },
    ...WANTED.map((wanted) => ({ key: 'option-value' as const, args: { option: data, wanted } })),
    { key: 'options-of-the-terminal', args: { options: data } },
    { key: 'options-of-tls', args: { options: data } },
    { key: 'options-of-bridged-tls', args: { options: data } },
    { key: 'files-of-companion', args: { files: data } },
    { key: 'options-of-the-network', args: { options: data } },
    { key: 'payload-elsewhere', args: { option: data } },
    { key: 'property-left-out', args: { property: data } },
    { key: 'client-id-prefix', args: { prefix: data } },
  ]);
});

test('a missing value of an option is reported in Chinese, too', () => {
  for (const wanted of WANTED) {
    const said = chinese['option-value']({ option: '-x', wanted });
    expect(said).toMatch(/^-x 需要[^a-z]*(?:mqttv\d+、?)*[^a-z]*(?:mqttv5)?，/u);
  }
});

import { describe, expect, test } from 'vitest';
import { isBridged } from '../addresses/bridgedAddress.ts';
import { Fields } from '../stored/storedFields.ts';
import { lineOfText, readLine } from '../stored/storedLine.ts';
import { filledIn, type LineSettings, lineWithoutSecrets } from './lineSettings.ts';
import { secretsOf, withoutSecrets } from './profileSecrets.ts';
import { SETTINGS } from './settings.testkit.ts';

const WHOLE: LineSettings = {
  proxy: 'https://ann:proxy-secret@127.0.0.1:1080',
  proxyCa: { text: '-----BEGIN CERTIFICATE-----' },
  headers: [['Authorization', 'Bearer header-secret']],
  tls: {
    ca: { text: '-----BEGIN CERTIFICATE-----' },
    cert: { file: '/etc/client.pem' },
    key: { text: 'key-secret' },
    pfx: { text: 'pfx-secret' },
    passphrase: 'passphrase-secret',
    psk: { identity: 'pump-7', key: 'c0ffee' },
    serverName: 'broker.example',
    alpn: ['mqtt'],
    fingerprint: 'AB:CD',
  },
};

describe('the companion’s connection settings', () => {
  test('are kept without secrets, and completely with them', () => {
    const bare = lineWithoutSecrets(WHOLE);
    const text = JSON.stringify(bare);
    expect(text).not.toMatch(/secret|c0ffee/);
    expect(bare).toEqual({
      proxy: 'https://127.0.0.1:1080',
      proxyCa: { text: '-----BEGIN CERTIFICATE-----' },
      headers: [['Authorization', '']],
      tls: {
        ca: { text: '-----BEGIN CERTIFICATE-----' },
        cert: { file: '/etc/client.pem' },
        psk: { identity: 'pump-7', key: '' },
        serverName: 'broker.example',
        alpn: ['mqtt'],
        fingerprint: 'AB:CD',
      },
    });
    expect(readLine(new Fields(JSON.parse(text), ''))).toEqual(bare);
    const settings = { ...SETTINGS, line: WHOLE };
    expect(withoutSecrets(settings).line).toEqual(bare);
    expect(lineOfText(secretsOf(settings).line ?? '')).toEqual(WHOLE);
    expect(secretsOf({ ...SETTINGS, line: bare }).line).toBeUndefined();
    const open: LineSettings = { proxy: 'http://p', tls: { alpn: ['mqtt'], serverName: 'b' } };
    expect(secretsOf({ ...SETTINGS, line: open }).line).toBeUndefined();
  });

  test('are absent if all are empty', () => {
    const empty: LineSettings = {
      proxy: '',
      proxyCa: { file: '' },
      headers: [['', '']],
      tls: { ca: { file: '' }, passphrase: '', psk: { identity: '', key: '' }, alpn: [] },
    };
    expect(filledIn(empty)).toBeUndefined();
    expect(filledIn(WHOLE)).toEqual(WHOLE);
    expect(filledIn({ ...empty, proxy: 'http://p' })).toEqual({ proxy: 'http://p' });
    // Useless without a proxy; ws:// is opened by the browser.
    expect(filledIn({ ...empty, proxyCa: { file: '/ca.pem' } })).toBeUndefined();
  });

  test('decide over WebSocket whether the companion opens the connection', () => {
    expect(isBridged('mqtts://h', undefined)).toBe(true);
    expect(isBridged('unix:///a', undefined)).toBe(true);
    expect(isBridged('wss://h', undefined)).toBe(false);
    expect(isBridged('wss://h', { proxy: 'http://p' })).toBe(true);
    expect(isBridged('tab:broker', { proxy: 'http://p' })).toBe(false);
    expect(isBridged('h:1883', undefined)).toBe(false);
  });
});

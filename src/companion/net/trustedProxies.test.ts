import { describe, expect, it } from 'vitest';
import { parseNetwork, TrustedProxies } from './trustedProxies.ts';

function trusted(...texts: readonly string[]): TrustedProxies {
  return new TrustedProxies(
    texts.map((text) => parseNetwork(text)).filter((one) => one !== undefined),
  );
}

describe('networks', () => {
  it.each(['10.0.0.5', '10.0.0.0/8', '::1', '[::1]', 'fd00::/8', '0.0.0.0/0'])(
    'read %s',
    (text) => {
      expect(parseNetwork(text)).toBeDefined();
    },
  );

  it.each(['', 'proxy.example', '10.0.0.5/33', '::1/129', '10.0.0.0/', '10.0.0/8', 'fe80::1%eth0'])(
    'reject %j',
    (text) => {
      expect(parseNetwork(text)).toBeUndefined();
    },
  );

  it('contain IPv4 that is written as IPv6', () => {
    expect(trusted('10.0.0.0/8').has('::ffff:10.1.2.3')).toBe(true);
    expect(trusted('10.0.0.0/8').has('::ffff:11.1.2.3')).toBe(false);
    expect(trusted('10.0.0.0/8').has('')).toBe(false);
  });
});

describe('the client of a request', () => {
  const proxies = trusted('127.0.0.1', '10.0.0.0/8');
  const clientAt = (header: string | undefined, peer = '127.0.0.1') =>
    proxies.clientOf(peer, header)?.address;

  it.each([
    ['203.0.113.5', '203.0.113.5'],
    // The client has written the first address itself.
    ['127.0.0.1, 203.0.113.5', '203.0.113.5'],
    ['192.0.2.9, 203.0.113.5, 10.0.0.7', '203.0.113.5'],
    ['203.0.113.5:4711', '203.0.113.5'],
    ['[2001:db8::5]:4711', '2001:db8::5'],
    ['2001:DB8::5', '2001:db8::5'],
    ['::ffff:203.0.113.5', '203.0.113.5'],
    // Only proxies: the first of them.
    ['10.0.0.8, 10.0.0.7', '10.0.0.8'],
    // An unreadable entry hides everything to its left.
    ['203.0.113.5, unknown, 10.0.0.7', '10.0.0.7'],
    ['unknown', '127.0.0.1'],
    ['', '127.0.0.1'],
    ['203.0.113.5,', '127.0.0.1'],
  ])('in %j is %s', (header, address) => {
    expect(clientAt(header)).toBe(address);
  });

  it('is the one that has connected without a header, or if it is no proxy', () => {
    expect(clientAt(undefined)).toBeUndefined();
    expect(clientAt('203.0.113.5', '192.0.2.1')).toBeUndefined();
    expect(clientAt('203.0.113.5', '')).toBeUndefined();
  });

  it('is forwarded, so never local', () => {
    expect(proxies.clientOf('127.0.0.1', '127.0.0.1')).toMatchObject({ isForwarded: true });
  });
});

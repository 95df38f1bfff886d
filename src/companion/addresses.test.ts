import { describe, expect, it } from 'vitest';
import { bareHost, isLoopbackAddress, isLoopbackHost, urlHost } from './addresses.ts';

describe('loopback', () => {
  it.each([
    '127.0.0.1',
    '127.255.255.254',
    '::1',
    '0:0:0:0:0:0:0:1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
  ])('is %s', (address) => {
    expect(isLoopbackAddress(address)).toBe(true);
    expect(isLoopbackHost(address)).toBe(true);
  });

  it.each([
    '',
    '128.0.0.1',
    '0.0.0.0',
    '::',
    '::2',
    '::ffff:192.0.2.1',
    'fe80::1%eth0',
    '127.0.0.1.example',
    '127.1',
  ])('is not %j', (address) => {
    expect(isLoopbackAddress(address)).toBe(false);
    expect(isLoopbackHost(address)).toBe(false);
  });

  it('is what is called localhost', () => {
    expect(isLoopbackHost('LocalHost')).toBe(true);
    expect(isLoopbackHost('app.localhost')).toBe(true);
    expect(isLoopbackHost('localhost.example')).toBe(false);
    expect(isLoopbackHost('notlocalhost')).toBe(false);
  });
});

describe('a host in a URL', () => {
  it.each([
    ['::1', '[::1]'],
    ['127.0.0.1', '127.0.0.1'],
    ['bench', 'bench'],
  ])('%s is %s', (host, written) => {
    expect(urlHost(host)).toBe(written);
    expect(bareHost(written)).toBe(host);
  });
});

import { describe, expect, it } from 'vitest';
import { peerOf } from '../mqtt/tcpListener.ts';
import {
  areOverlapping,
  bareHost,
  hostFromHere,
  isLocalAddress,
  isLoopbackAddress,
  isLoopbackHost,
  machineOf,
  urlHost,
} from './addresses.ts';

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

  it('includes every name of localhost', () => {
    expect(isLoopbackHost('LocalHost')).toBe(true);
    expect(isLoopbackHost('app.localhost')).toBe(true);
    expect(isLoopbackHost('localhost.example')).toBe(false);
    expect(isLoopbackHost('notlocalhost')).toBe(false);
  });
});

it.each([
  ['10.1.2.3', true],
  ['172.31.0.1', true],
  ['192.168.1.9', true],
  ['169.254.7.7', true],
  ['::ffff:192.168.1.9', true],
  ['127.0.0.1', true],
  ['::1', true],
  ['fe80::1%eth0', true],
  ['fd12:3456::1', true],
  ['172.32.0.1', false],
  ['8.8.8.8', false],
  ['::ffff:8.8.8.8', false],
  ['2001:db8::1', false],
])('%s is on this machine or in a private network: %s', (address, isLocal) => {
  expect(isLocalAddress(address)).toBe(isLocal);
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

it('a machine is an IPv4 address or an IPv6 network of 64 bits', () => {
  expect(['127.0.0.1', '::ffff:127.0.0.1', '::FFFF:10.0.0.1'].map(machineOf)).toEqual([
    '127.0.0.1',
    '127.0.0.1',
    '10.0.0.1',
  ]);
  expect(machineOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2');
  expect(machineOf('2001:db8:1:2::9')).toBe('2001:db8:1:2');
  expect(machineOf('2001:db8::9')).toBe('2001:db8:0:0');
  expect(machineOf('fe80::1%eth0')).toBe('fe80:0:0:0');
  expect(machineOf('::1')).toBe('0:0:0:0');
});

it('other machines have a share of common limits, this one has none', () => {
  const machine = (remoteAddress: string, localAddress = '192.0.2.1') =>
    peerOf({ remoteAddress, remotePort: 50_000, localAddress }, 'tcp', undefined).machine;
  expect(machine('192.0.2.2')).toBe('192.0.2.2');
  expect(machine('2001:db8:1:2::9', '2001:db8:1:2::1')).toBe('2001:db8:1:2');
  expect(machine('127.0.0.1', '127.0.0.1')).toBeUndefined();
  expect(machine('192.0.2.1')).toBeUndefined();
});

it.each([
  ['0.0.0.0', '127.0.0.1'],
  ['::', '::1'],
  ['192.168.1.5', '192.168.1.5'],
  ['bench', 'bench'],
])('a listener at %s is reached from here at %s', (host, here) => {
  expect(hostFromHere(host)).toBe(here);
});

it.each([
  ['127.0.0.1', '127.0.0.1', true],
  ['localhost', '127.0.0.1', true],
  ['127.0.0.1', '0.0.0.0', true],
  ['0.0.0.0', 'bench', true],
  ['127.0.0.1', '::', true],
  ['127.0.0.1', '127.0.0.2', false],
  ['127.0.0.1', '::1', false],
  ['::1', '0.0.0.0', false],
])('listeners at %s and %s overlap: %s', (one, other, isOverlapping) => {
  expect(areOverlapping(one, other)).toBe(isOverlapping);
  expect(areOverlapping(other, one)).toBe(isOverlapping);
});

import { expect, test } from 'vitest';
import { proxyOf, proxyParts } from './proxyParts.ts';

test.each([
  ['socks5://127.0.0.1:1080', { address: 'socks5://127.0.0.1:1080', user: '', password: '' }],
  ['http://ann:p%40ss@h:1', { address: 'http://h:1', user: 'ann', password: 'p@ss' }],
  ['http://ann@h:1', { address: 'http://h:1', user: 'ann', password: '' }],
  ['http://ann:p@ss:%@h', { address: 'http://h', user: 'ann', password: 'p@ss:%' }],
  ['h:1080', { address: 'h:1080', user: '', password: '' }],
])('%s is parsed and rebuilt', (proxy, parts) => {
  expect(proxyParts(proxy)).toEqual(parts);
  expect(proxyParts(proxyOf(parts))).toEqual(parts);
});

/** Tests that every error of `ws` has a text. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { webSocketFault } from './webSocketFault.ts';

test('knows each code of the library', () => {
  const library = new URL('../../../node_modules/ws/lib/', import.meta.url);
  const source = ['receiver.js', 'permessage-deflate.js', 'sender.js', 'websocket.js']
    .map((file) => readFileSync(new URL(file, library), 'utf8'))
    .join('');
  const codes = new Set(source.match(/WS_ERR_[A-Z0-9_]+/g));
  expect(codes.size).toBeGreaterThan(8);
  for (const code of codes) {
    const fault = webSocketFault(Object.assign(new Error('Invalid WebSocket frame'), { code }));
    expect([code, fault]).not.toEqual([code, undefined]);
    expect([code, fault]).not.toEqual([code, 'other']);
  }
  expect(webSocketFault(new Error('socket hang up'))).toBeUndefined();
});

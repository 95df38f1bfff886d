import { expect, test, vi } from 'vitest';
import { eventually } from '../../base/eventually.testkit.ts';
import { openBridged } from './bridged.ts';

vi.mock('./bridgeSocket.ts', () => {
  throw new Error('Failed to fetch');
});

test('reports a stopped companion as absent, without secrets', async () => {
  const told: unknown[] = [];
  const url = 'mqtt://user:secret@broker.example';
  openBridged({ url, line: undefined, protocols: ['mqtt'] }, 'pass', {
    opened: () => told.push('opened'),
    received: () => told.push('received'),
    bridged: (news) => told.push(news),
    closed: (code) => told.push(code),
  });
  await eventually(() => expect(told).toHaveLength(2));
  expect(told).toMatchObject([{ failure: { kind: 'no-bridge', why: 'no-companion' } }, 1006]);
  expect(JSON.stringify(told)).not.toContain('secret');
});

import { expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { begunBridge, bridgedTo } from './bridgedPage.testkit.ts';

// Loads from the companion while the first connection is open.
vi.mock('../../connection/bridge/bridgedEnd.ts', () => {
  throw new Error('Failed to fetch');
});

test('a connection lost with the companion reports it, also if no more code can be loaded', async () => {
  const pages: WebSocket[] = [];
  const scene = await begunBridge();
  class PageSocket extends WebSocket {
    constructor(address: string) {
      super(address);
      pages.push(this);
    }
  }
  vi.stubGlobal('WebSocket', PageSocket);
  const client = bridgedTo(scene, { clientId: 'c' });
  await client.state('connected');
  pages[0]?.terminate();
  const failure = await client.until((event) =>
    event.kind === 'state' && 'failure' in event.state && event.state.failure?.kind === 'lost'
      ? event.state.failure
      : undefined,
  );
  const cause = { key: 'companion-gone', args: {} };
  expect(failure.cause).toEqual(cause);
  expect(client.dispatch.capture.endOf(1)).toEqual({ cause });
});

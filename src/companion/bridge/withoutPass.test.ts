import { expect, onTestFinished, test } from 'vitest';
import type { Bridged } from '../../connection/bridge/bridgedNews.ts';
import { openBridgeSocket } from '../../connection/environment/bridgeSocket.ts';
import { begunBridge } from './bridgedPage.testkit.ts';

/** Messages to a page that may not control the companion, after its line has ended. */
function messagesWithoutPass(): Promise<Bridged | undefined> {
  return new Promise((resolve) => {
    let last: Bridged | undefined;
    const socket = openBridgeSocket(
      { url: 'mqtt://broker.example', line: undefined, protocols: ['mqtt'] },
      undefined,
      {
        opened: () => undefined,
        received: () => undefined,
        bridged: (news) => {
          last = news;
        },
        closed: () => resolve(last),
      },
    );
    onTestFinished(() => socket.close());
  });
}

test('a page without a pass is shown that it needs one, and that a companion has ended', async () => {
  const { companion } = await begunBridge();
  expect(await messagesWithoutPass()).toMatchObject({
    failure: { kind: 'no-bridge', why: 'no-pass' },
  });
  await companion.close();
  expect(await messagesWithoutPass()).toMatchObject({
    failure: { kind: 'no-bridge', why: 'no-companion' },
  });
});

/** The app's own connections over a companion's bridge, without a browser. */
import { onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { settingsFor, TestClient } from '../../connection/client.testkit.ts';
import { ControlClient } from '../../connection/control/controlClient.ts';
import { openBridgeSocket } from '../../connection/environment/bridgeSocket.ts';
import { nodeEnvironment } from '../../connection/node.testkit.ts';
import { startTestCompanion, type TestCompanion } from '../serve/companion.testkit.ts';

/** In a browser, an error without a listener has no effect. */
class BrowsersWebSocket extends WebSocket {
  constructor(...args: ConstructorParameters<typeof WebSocket>) {
    super(...args);
    this.on('error', () => undefined);
  }
}

export interface BridgeScene {
  readonly companion: TestCompanion;
  readonly access: {
    readonly kind: 'socket';
    readonly url: string;
    readonly token: string;
  };
}

/** Starts a companion, and makes Node a browser that it serves. Both end with their test. */
export async function begunBridge(): Promise<BridgeScene> {
  onTestFinished(() => {
    vi.unstubAllGlobals();
  });
  const companion = await startTestCompanion();
  const { host } = new URL(companion.app);
  vi.stubGlobal('WebSocket', BrowsersWebSocket);
  vi.stubGlobal('location', { protocol: 'http:', host, pathname: '/' });
  const token = companion.madeToken ?? '';
  return { companion, access: { kind: 'socket', url: `ws://${host}/control`, token } };
}

/** Opens a connection. @param url by default the companion's own broker */
export function bridgedTo(
  { companion, access }: BridgeScene,
  settings: Parameters<typeof settingsFor>[1],
  url = companion.mqtt,
): TestClient {
  const client = new TestClient({
    ...nodeEnvironment(),
    schemes: new Set(['mqtt:']),
    openSocket: (to, protocols, handlers, line) =>
      openBridgeSocket({ url: to, line, protocols }, access.token, handlers),
  });
  onTestFinished(() => client.end());
  client.connect(settingsFor(url, settings));
  return client;
}

export async function withBridgeRule({ access }: BridgeScene, rule: object): Promise<void> {
  const control = new ControlClient(access, {});
  onTestFinished(() => control.close());
  const rules = { version: 1, rules: [{ id: 'rule-1', ...rule }] };
  const reply = await control.ask({ kind: 'set-rules', at: 'bridge', rules });
  if (reply.kind !== 'rules') throw new Error(JSON.stringify(reply));
}

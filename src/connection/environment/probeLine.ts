/** Handshakes without MQTT: over the companion, or with the browser's own WebSocket. No CONNECT is sent. */
import { parseJson } from '../../payload/json/parseJson.ts';
import type { LineSettings } from '../../profiles/settings/lineSettings.ts';
import type { ProbeAnswer } from '../bridge/bestProbe.ts';
import { BRIDGE_VERSION, type BridgeHello } from '../bridge/bridgeProtocol.ts';
import { parseBridgeAnswer } from '../bridge/parseBridgeAnswer.ts';
import { bridgeAddress } from './bridgeSocket.ts';

/** Without credentials: certificates to trust, but no client certificate, key or header. */
function bare({ tls, proxy, proxyCa }: LineSettings): LineSettings {
  const { ca, serverName, fingerprint } = tls ?? {};
  return {
    tls: {
      ...(ca && { ca }),
      ...(serverName !== undefined && { serverName }),
      ...(fingerprint !== undefined && { fingerprint }),
    },
    ...(proxy !== undefined && { proxy }),
    ...(proxyCa && { proxyCa }),
  };
}

/**
 * Lets the companion make the handshakes. Resolves to undefined if it does not do so for this page.
 * @param pass lets the page control its companion
 */
export function probeOverCompanion(
  url: string,
  line: LineSettings | undefined,
  pass: string | undefined,
  signal: AbortSignal,
): Promise<ProbeAnswer | undefined> {
  return new Promise((resolve) => {
    const webSocket = new WebSocket(bridgeAddress());
    signal.addEventListener('abort', () => webSocket.close(), { once: true });
    webSocket.onopen = () => {
      const hello: BridgeHello = {
        kind: 'probe',
        version: BRIDGE_VERSION,
        token: pass ?? '',
        target: { ...bare(line ?? {}), url, protocols: ['mqtt'] },
      };
      webSocket.send(JSON.stringify(hello));
    };
    webSocket.onmessage = ({ data }: MessageEvent<unknown>) => {
      const news = parseBridgeAnswer(parseJson(String(data)));
      if (news?.kind === 'opened') resolve({ ok: true, facts: news.facts });
      if (news?.kind === 'failed') {
        resolve({ ok: false, failure: news.failure, facts: news.facts });
      }
    };
    // After an answer this does nothing.
    webSocket.onclose = () => resolve(undefined);
  });
}

/** Opens a WebSocket and closes it. A browser gives no reason for a failure. */
export function probeWebSocket(url: string, signal: AbortSignal): Promise<ProbeAnswer> {
  return new Promise((resolve) => {
    let webSocket: WebSocket;
    try {
      webSocket = new WebSocket(url, 'mqtt');
    } catch {
      // The browser forbids this address.
      resolve({ ok: false });
      return;
    }
    signal.addEventListener('abort', () => webSocket.close(), { once: true });
    webSocket.onopen = () => {
      resolve({ ok: true });
      webSocket.close();
    };
    webSocket.onclose = () => resolve({ ok: false });
  });
}

/** A socket that the companion opens for the page, over a WebSocket to the companion. */
import type { Said } from '../../broker/core/commands/refusals.ts';
import { parseJson } from '../../payload/json/parseJson.ts';
import { folderOf, pageSocket } from '../../profiles/addresses/host.ts';
import type { LineSettings } from '../../profiles/settings/lineSettings.ts';
import type { Bridged } from '../bridge/bridgedNews.ts';
import {
  BRIDGE_PATH,
  BRIDGE_VERSION,
  type BridgeHello,
  type LineNews,
} from '../bridge/bridgeProtocol.ts';
import { isTemporary, type LineFacts, type LineFailure } from '../bridge/lineFacts.ts';
import { parseBridgeAnswer } from '../bridge/parseBridgeAnswer.ts';
import type { Socket, SocketHandlers } from './environment.ts';
import { CLOSED } from './portProtocol.ts';
import { shownAddress } from './shownAddress.ts';

/** Target of the line. */
export interface BridgedTarget {
  readonly url: string;
  readonly line: LineSettings | undefined;
  readonly protocols: readonly string[];
}

/** @param pass lets the page control its companion */
export function openBridgeSocket(
  { url, line, protocols }: BridgedTarget,
  pass: string | undefined,
  handlers: SocketHandlers,
): Socket {
  const shown = shownAddress(url);
  const webSocket = new WebSocket(bridgeAddress());
  webSocket.binaryType = 'arraybuffer';
  let facts: LineFacts | undefined;
  /** The close to report: the close of the line's WebSocket, if it has one. */
  let close: { readonly code: number; readonly reason: string } = {
    code: CLOSED.abnormal,
    reason: '',
  };
  const tell = (news: Bridged): void => handlers.bridged?.({ facts, ...news });
  const failed = (failure: LineFailure): void => {
    if (facts === undefined) return;
    const healing = isTemporary(failure);
    tell({ failure: { kind: 'line', url: shown, failure, facts, isTemporary: healing } });
  };
  const noBridge = (why: 'no-companion' | 'no-pass' | 'refused', said?: Said): void => {
    tell({ failure: { kind: 'no-bridge', url: shown, why, said } });
  };
  const hear = (news: LineNews): void => {
    switch (news.kind) {
      case 'opened':
        facts = news.facts;
        tell({});
        handlers.opened();
        return;
      case 'failed':
        facts = news.facts;
        failed(news.failure);
        return;
      case 'refused':
        noBridge(pass === undefined ? 'no-pass' : 'refused', news.said);
        return;
      case 'ended':
        if (news.why.kind === 'websocket') close = news.why;
        if (news.why.kind === 'failed') failed(news.why.failure);
        else tell({ end: news.why });
    }
  };
  // Until the companion answers, even without a pass, because only a present companion can ask for one.
  noBridge('no-companion');
  webSocket.onopen = () => {
    const hello: BridgeHello = {
      kind: 'open',
      version: BRIDGE_VERSION,
      token: pass ?? '',
      target: { ...line, url, protocols },
    };
    webSocket.send(JSON.stringify(hello));
  };
  webSocket.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data instanceof ArrayBuffer) {
      handlers.received(new Uint8Array(data));
      return;
    }
    const news = parseBridgeAnswer(parseJson(String(data)));
    if (news !== undefined) hear(news);
  };
  webSocket.onclose = () => {
    handlers.closed(close.code, close.reason);
  };
  return {
    get protocol() {
      return facts?.subprotocol ?? '';
    },
    get bufferedAmount() {
      return webSocket.bufferedAmount;
    },
    send: (bytes) => {
      webSocket.send(bytes);
    },
    close: () => {
      webSocket.close();
    },
  };
}

/** Address of the companion that serves the page. */
export function bridgeAddress(): string {
  const { protocol, host, pathname } = globalThis.location;
  const page = { secure: protocol === 'https:', host, folder: folderOf(pathname) };
  return new URL(`.${BRIDGE_PATH}`, pageSocket(page)).href;
}

/** A browser's worker as the environment of a connection. */
import { Lazy } from '../../base/lazy.ts';
import { isBridged } from '../../profiles/addresses/bridgedAddress.ts';
import { isTabAddress } from '../../profiles/settings/tabAddress.ts';
import { openBridged } from '../environment/bridged.ts';
import { browserClock } from '../environment/browserClock.ts';
import type { Environment, Others, Socket, SocketHandlers } from '../environment/environment.ts';
import { startSchemaWorker } from '../schemas/schemaPort.ts';
import { openThrough } from '../tab/portSocket.ts';
import type { BrokerPort } from '../tab/tabBroker.ts';

const SCHEMES: ReadonlySet<string> = new Set(
  ['ws', 'wss', 'tab', 'mqtt', 'mqtts', 'unix'].map((scheme) => `${scheme}:`),
);

interface OpenBrokerPort extends BrokerPort {
  /** Aborted when its broker was ended. */
  readonly lost: AbortSignal;
}

/** Access that the page gives to a worker. */
export interface PageAccess {
  /** Port to the broker in the tab; set before one of its addresses is used. */
  readonly brokerPort: () => OpenBrokerPort | undefined;
  readonly control: () => MessagePort | undefined;
  /** Lets the page control its companion. */
  readonly pass: () => string | undefined;
}

export function browserEnvironment(page: PageAccess): Environment {
  const forms = new Lazy(async () => (await import('./forms.ts')).formsOf(page));
  return {
    ...browserClock(),
    random: () => Math.random(),
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    schemes: SCHEMES,
    openSocket: (url, protocols, handlers, line) => {
      if (isBridged(url, line)) return openBridged({ url, line, protocols }, page.pass(), handlers);
      if (!isTabAddress(url)) return openWebSocket(url, protocols, handlers);
      const brokerPort = page.brokerPort();
      if (brokerPort === undefined) throw new Error('There is no port to the broker in this tab.');
      return openThrough(brokerPort.port, handlers, brokerPort.lost);
    },
    postForm: async (url, form) => {
      const post = await forms.load();
      return post(url, form);
    },
    keptFiles: async (id) => (await import('../keeping/keptFolder.ts')).openKept(id),
    // Some older browsers start no workers within workers.
    ...('Worker' in globalThis && { startSchemas: startSchemaWorker }),
    serverName: (url) => (isTabAddress(url) ? `${url} ${page.brokerPort()?.broker ?? ''}` : url),
    // Some older browsers have none.
    ...('BroadcastChannel' in globalThis && { others: otherConnections() }),
    pageIsSecure: globalThis.location.protocol === 'https:',
  };
}

/** Workers of the same origin share a channel across tabs. */
function otherConnections(): Others {
  const channel = new BroadcastChannel('mqttscope.connections');
  return {
    tell: (text) => {
      channel.postMessage(text);
    },
    listen: (heard) => {
      channel.onmessage = ({ data }: MessageEvent<unknown>) => {
        if (typeof data === 'string') heard(data);
      };
    },
  };
}

function openWebSocket(
  url: string,
  protocols: readonly string[],
  handlers: SocketHandlers,
): Socket {
  const socket = new WebSocket(url, [...protocols]);
  socket.binaryType = 'arraybuffer';
  socket.onopen = handlers.opened;
  socket.onmessage = ({ data }: MessageEvent<unknown>) => {
    handlers.received(data instanceof ArrayBuffer ? new Uint8Array(data) : String(data));
  };
  socket.onclose = ({ code, reason }) => {
    handlers.closed(code, reason);
  };
  return {
    get protocol() {
      return socket.protocol;
    },
    get bufferedAmount() {
      return socket.bufferedAmount;
    },
    send: (bytes) => {
      socket.send(bytes);
    },
    close: () => {
      socket.close();
    },
  };
}

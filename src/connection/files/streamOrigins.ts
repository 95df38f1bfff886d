/** Origin of each stream for files: its target and setup, which its packets do not show. */
import type { StreamFacts } from '../../engine/files/savedCapture.ts';
import type { ConnectionSettings } from '../../profiles/settings/settings.ts';
import { isTabAddress } from '../../profiles/settings/tabAddress.ts';
import { shownAddress } from '../environment/shownAddress.ts';

export class StreamOrigins {
  readonly #facts = new Map<number, StreamFacts>();

  opened(stream: number, facts: StreamFacts): void {
    this.#facts.set(stream, facts);
  }

  /** @param time µs since the capture's origin */
  closed(stream: number, time: number): void {
    const facts = this.#facts.get(stream);
    if (facts) this.#facts.set(stream, { ...facts, closed: time });
  }

  of(stream: number): StreamFacts | undefined {
    return this.#facts.get(stream);
  }
}

const PORTS: Readonly<Record<string, number>> = {
  'ws:': 80,
  'wss:': 443,
  'mqtt:': 1883,
  'mqtts:': 8883,
};

/** Origin of a stream of ours from its settings, without secrets. */
export function originOf(settings: ConnectionSettings, url: string, opened: number): StreamFacts {
  const known = {
    settings: settingsForFile(settings),
    opened,
    fromStart: true,
  } as const;
  // No network is involved, so there are no addresses.
  if (isTabAddress(url)) return { ...known, carrier: 'other' };
  const { protocol, hostname, port } = new URL(url);
  return {
    carrier: protocol.startsWith('ws') ? 'websocket' : 'tcp',
    server: {
      address: hostname.replace(/^\[|\]$/g, ''),
      port: port === '' ? (PORTS[protocol] ?? 0) : Number(port),
    },
    ...known,
  };
}

/** Listed one by one, so that a later setting does not enter files by accident. */
function settingsForFile(settings: ConnectionSettings): Readonly<Record<string, unknown>> {
  const { url, version, clientId, cleanStart, keepAlive, sessionExpiry, subscriptions } = settings;
  const { will, signIn } = settings;
  return {
    url: withoutQuery(shownAddress(url)),
    version,
    clientId,
    cleanStart,
    keepAlive,
    ...(version === 5 && { sessionExpiry }),
    signIn:
      signIn.kind === 'alibaba'
        ? {
            kind: signIn.kind,
            productKey: signIn.productKey,
            deviceName: signIn.deviceName,
            regionId: signIn.regionId,
            instanceId: signIn.instanceId,
            signMethod: signIn.signMethod,
            secureMode: signIn.secureMode,
          }
        : // A user name can contain a token. It is part of the CONNECT, where tokens are masked.
          { kind: signIn.kind, hasUserName: signIn.userName !== '' },
    ...(will && { will: { topic: will.topic, qos: will.qos, retain: will.retain } }),
    subscriptions: subscriptions.map((one) => ({ ...one })),
  };
}

/** Removes the query, which may contain a token. */
const withoutQuery = (url: string): string => url.replace(/[?#].*$/u, '');

/** Converts a mosquitto command line into connection settings and the closest address. */

import type { Property } from '../../mqtt/tables/properties.ts';
import { randomEnd } from '../settings/ids.ts';
import { filledIn, type LineSettings } from '../settings/lineSettings.ts';
import type { SubscriptionSetting, WillSetting } from '../settings/settings.ts';
import { type AddressNote, noHost, note } from './addressNotes.ts';
import { bridgedUrl, suggestAddresses, webSocketUrl } from './brokerAddresses.ts';
import { isHost, type PageOrigin } from './host.ts';
import type { MosquittoCommand } from './mosquittoCommand.ts';
import {
  failed,
  type ParsedAddress,
  type PastedMessage,
  type PastedSettings,
} from './parsedAddress.ts';
import { credentials, placeOf, urlParts } from './urlParts.ts';

function subscriptionsOf(
  { program, draft }: MosquittoCommand,
  topics: readonly string[],
): readonly SubscriptionSetting[] {
  const { responseTopic } = draft;
  const filters = {
    mosquitto_sub: topics,
    mosquitto_pub: [],
    mosquitto_rr: responseTopic === undefined ? [] : [responseTopic],
  }[program];
  return filters.map((filter) => ({
    filter,
    qos: draft.qos,
    noLocal: draft.noLocal,
    retainAsPublished: draft.retainAsPublished,
    retainHandling: 0,
  }));
}

function publishOf(
  { program, draft }: MosquittoCommand,
  topics: readonly string[],
): PastedMessage | undefined {
  const topic = topics.at(-1);
  if (program === 'mosquitto_sub' || topic === undefined) return undefined;
  const { payload = '', qos, retain, responseTopic } = draft;
  const response: readonly Property[] =
    responseTopic === undefined ? [] : [{ name: 'responseTopic', value: responseTopic }];
  return { topic, payload, qos, retain, properties: [...response, ...draft.properties] };
}

function willOf({ draft }: MosquittoCommand): WillSetting | undefined {
  if (draft.willTopic === undefined) return undefined;
  return {
    topic: draft.willTopic,
    payload: new TextEncoder().encode(draft.willPayload ?? ''),
    qos: draft.willQos ?? 0,
    retain: draft.willRetain ?? false,
    properties: [],
  };
}

function settingsOf(
  command: MosquittoCommand,
  topicsOfUrl: readonly string[],
  fromUrl: PastedSettings,
): PastedSettings {
  const { draft } = command;
  const topics = [...topicsOfUrl, ...draft.topics];
  const subscriptions = subscriptionsOf(command, topics);
  const publish = publishOf(command, topics);
  const clientId =
    draft.clientId ??
    (draft.clientIdPrefix === undefined ? undefined : draft.clientIdPrefix + randomEnd());
  const will = willOf(command);
  return {
    ...fromUrl,
    ...(draft.userName !== undefined && { userName: draft.userName }),
    ...(draft.password !== undefined && { password: draft.password }),
    ...(clientId !== undefined && { clientId }),
    ...(draft.version !== undefined && { version: draft.version }),
    cleanStart: !draft.keepSession,
    ...(draft.keepAlive !== undefined && { keepAlive: draft.keepAlive }),
    // Without -x, -c keeps the session forever, like -x -1.
    ...((draft.sessionExpiry !== undefined || draft.keepSession) && {
      sessionExpiry: draft.sessionExpiry ?? 0xff_ff_ff_ff,
    }),
    ...(will !== undefined && { will }),
    ...(subscriptions.length > 0 && { subscriptions }),
    ...(publish !== undefined && { publish }),
  };
}

/** The target of a command: its -L address, or host and port. */
interface Place {
  readonly host: string;
  readonly port: number | undefined;
  readonly secure: boolean;
  /** True if the scheme of -L is a WebSocket one. */
  readonly webSocket: boolean;
  readonly topics: readonly string[];
  readonly settings: PastedSettings;
  readonly notes: readonly AddressNote[];
}

function placeOfCommand({ draft }: MosquittoCommand): Place | AddressNote {
  const ownTls = draft.tls || draft.port === 8883;
  if (draft.url === undefined) {
    const host = bracketed(draft.host ?? 'localhost');
    if (!isHost(host)) return noHost(host);
    const assumed =
      draft.host === undefined && draft.unixSocket === undefined ? [note('host-assumed', {})] : [];
    const { port, webSocket } = draft;
    return { host, port, secure: ownTls, webSocket, topics: [], settings: {}, notes: assumed };
  }
  const parts = urlParts(draft.url);
  if (parts === undefined) return note('command-address-invalid', {});
  const { port, problem } = placeOf(parts);
  if (problem !== undefined) return problem;
  const webSocket = parts.scheme === 'ws' || parts.scheme === 'wss';
  if (!webSocket && parts.scheme !== 'mqtt' && parts.scheme !== 'mqtts') {
    return note('unknown-scheme', { scheme: parts.scheme });
  }
  // The path of -L is the topic, including `#` and `?`.
  const topic = (parts.path + parts.query + parts.fragment).slice(1);
  const { settings, notes } = credentials(parts);
  return {
    host: draft.host === undefined ? parts.host : bracketed(draft.host),
    port: draft.port ?? port,
    secure: ownTls || parts.scheme === 'mqtts' || parts.scheme === 'wss',
    webSocket,
    topics: topic === '' ? [] : [topic],
    settings,
    notes,
  };
}

/** IPv6 has no brackets after -h. */
function bracketed(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}

function notesOf(command: MosquittoCommand, place: Place): readonly AddressNote[] {
  const { draft } = command;
  const notes: AddressNote[] = [...place.notes];
  if (draft.password !== undefined) notes.push(note('password-in-command', {}));
  if (draft.clientIdPrefix !== undefined && draft.clientId === undefined) {
    notes.push(note('client-id-prefix', { prefix: draft.clientIdPrefix }));
  }
  if (draft.keepSession && draft.clientId === undefined) {
    notes.push(note('session-without-client-id', {}));
  }
  if (draft.srv) notes.push(note('srv-record', {}));
  return [...notes, ...command.notes];
}

/** Settings for the companion; undefined if there are none. */
function lineOf({ draft }: MosquittoCommand): LineSettings | undefined {
  const { line, psk = '', pskIdentity: identity = '', proxy } = draft;
  return filledIn({
    tls: { ...line, psk: { identity, key: psk } },
    // Here, too, the proxy resolves the name.
    ...(proxy !== undefined && { proxy: proxy.replace(/^socks5h:/i, 'socks5:') }),
  });
}

function notesOfLine(line: LineSettings | undefined): readonly AddressNote[] {
  const { ca, cert, key } = line?.tls ?? {};
  const files = [ca, cert, key].flatMap((one) => (one && 'file' in one ? [one.file] : []));
  return files.length === 0 ? [] : [note('files-of-companion', { files: files.join(', ') })];
}

const unixUrl = (path: string): string => `unix://${encodeURI(path)}`;

export function addressOfCommand(command: MosquittoCommand, page: PageOrigin): ParsedAddress {
  const place = placeOfCommand(command);
  if ('key' in place) return failed('command', [place, ...command.notes]);
  const { host, port, secure } = place;
  const { unixSocket: unix } = command.draft;
  const line = page.hasBridge === true ? lineOf(command) : undefined;
  const notes = [...notesOf(command, place), ...notesOfLine(line)];
  const settings = {
    ...settingsOf(command, place.topics, place.settings),
    ...(line !== undefined && { line }),
  };
  const found = { from: 'command', host, port, settings } as const;
  if (place.webSocket) {
    const url = webSocketUrl(host, {
      port: port ?? (secure ? 443 : 80),
      secure,
      path: command.draft.webSocketPath ?? '/mqtt',
    });
    return { ...found, url, suggestions: [], notes: [note('read-as', { url }), ...notes] };
  }
  if (page.hasBridge === true && unix?.startsWith('/') !== false) {
    const url = unix === undefined ? bridgedUrl(host, port, secure) : unixUrl(unix);
    return { ...found, url, suggestions: [], notes: [note('over-bridge', { url }), ...notes] };
  }
  const problem =
    unix === undefined
      ? note('browser-cannot-open', { scheme: secure ? 'mqtts' : 'mqtt' })
      : note('unix-socket', {});
  return {
    ...found,
    url: undefined,
    suggestions: suggestAddresses(host, { secure }, page),
    notes: [problem, ...notes],
  };
}

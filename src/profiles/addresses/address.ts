/**
 * Parses a typed or pasted address: a WebSocket URL, host:port, an MQTT URL, or the command line of a client. Tells which part of it a browser can open.
 */

import { meansTab, TAB_ADDRESS } from '../settings/tabAddress.ts';
import { note } from './addressNotes.ts';
import {
  bridgedUrl,
  mayUsePlainWebSocket,
  plainTransport,
  suggestAddresses,
  usualListener,
  webSocketUrl,
} from './brokerAddresses.ts';
import type { PageOrigin } from './host.ts';
import { addressOfCommand } from './mosquittoAddress.ts';
import { looksLikeCommand, parseCommand } from './mosquittoCommand.ts';
import { failed, type ParsedAddress } from './parsedAddress.ts';
import { credentials, placeOf, type UrlParts, urlParts } from './urlParts.ts';

/** Non-WebSocket schemes of broker addresses, and whether they are encrypted. */
const TCP_SCHEMES: Readonly<Record<string, boolean>> = {
  mqtt: false,
  tcp: false,
  mqtts: true,
  ssl: true,
  tls: true,
};

const WEB_SCHEMES: Readonly<Record<string, 'ws' | 'wss'>> = {
  ws: 'ws',
  wss: 'wss',
  http: 'ws',
  https: 'wss',
};

const THIS_TAB: ParsedAddress = {
  from: 'url',
  url: TAB_ADDRESS,
  host: '',
  port: undefined,
  suggestions: [],
  notes: [note('this-tab', {})],
  settings: {},
};

function webAddress(parts: UrlParts, scheme: 'ws' | 'wss', page: PageOrigin): ParsedAddress {
  const { port } = placeOf(parts);
  const { settings, notes } = credentials(parts);
  const portText = port === undefined ? '' : `:${port}`;
  const url = `${scheme}://${parts.host}${portText}${parts.path || '/'}${parts.query}`;
  if (scheme !== parts.scheme) notes.push(note('read-as', { url }));
  if (parts.fragment !== '') notes.push(note('fragment-dropped', {}));
  const transport = plainTransport(port);
  if (port !== undefined && transport !== undefined) {
    notes.push(note('plain-mqtt-port-for-websocket', { port, transport }));
  }
  if (scheme === 'ws' && !mayUsePlainWebSocket(parts.host, page)) {
    notes.push(note('mixed-content', { host: parts.host }));
  }
  const isPlatform = /\.aliyuncs\.com$/i.test(parts.host);
  if (parts.path === '' && parts.query === '' && !isPlatform) notes.push(note('path-missing', {}));
  return { from: 'url', url, host: parts.host, port, suggestions: [], notes, settings };
}

function tcpAddress(parts: UrlParts, secure: boolean, page: PageOrigin): ParsedAddress {
  const { port } = placeOf(parts);
  const { settings, notes } = credentials(parts);
  if (page.hasBridge === true) {
    const url = bridgedUrl(parts.host, port, secure);
    const over = note('over-bridge', { url });
    return {
      from: 'url',
      url,
      host: parts.host,
      port,
      suggestions: [],
      notes: [over, ...notes],
      settings,
    };
  }
  return {
    from: 'url',
    url: undefined,
    host: parts.host,
    port,
    suggestions: suggestAddresses(parts.host, { secure }, page),
    notes: [note('browser-cannot-open', { scheme: parts.scheme }), ...notes],
    settings,
  };
}

function parseUrl(parts: UrlParts, page: PageOrigin): ParsedAddress {
  const web = Object.hasOwn(WEB_SCHEMES, parts.scheme) ? WEB_SCHEMES[parts.scheme] : undefined;
  const tcp = Object.hasOwn(TCP_SCHEMES, parts.scheme) ? TCP_SCHEMES[parts.scheme] : undefined;
  if (web === undefined && tcp === undefined) {
    return failed('unreadable', [note('unknown-scheme', { scheme: parts.scheme })]);
  }
  const { problem } = placeOf(parts);
  if (problem !== undefined) {
    return { ...failed('url', [problem]), settings: credentials(parts).settings };
  }
  return web === undefined ? tcpAddress(parts, tcp === true, page) : webAddress(parts, web, page);
}

/** A Unix socket on the companion's machine, by its path. */
function unixAddress(url: string): ParsedAddress {
  const notes = [note('over-bridge', { url })];
  return { from: 'url', url, host: '', port: undefined, suggestions: [], notes, settings: {} };
}

/** For text with only a host, and perhaps a port and a path. */
function parseHostAndPort(text: string, page: PageOrigin): ParsedAddress {
  // Two colons and no brackets: IPv6 as copied from a terminal.
  const bare = /^[0-9a-f:.]{2,64}$/i.test(text) && /:.*:/.test(text) ? `[${text}]` : text;
  const parts = urlParts(`ws://${bare}`);
  if (parts === undefined) {
    return failed('unreadable', [note('unreadable', { why: 'foreign' })]);
  }
  const { port, problem } = placeOf(parts);
  if (problem !== undefined) return failed('unreadable', [problem]);
  const { host, path } = parts;
  const { settings, notes } = credentials(parts);
  const transport = plainTransport(port);
  const suggestions = suggestAddresses(host, { secure: transport === 'TLS' }, page);
  const found = { from: 'host-port', host, port, settings } as const;
  if (port !== undefined && transport !== undefined && page.hasBridge === true) {
    const url = bridgedUrl(host, port, transport === 'TLS');
    return { ...found, url, suggestions: [], notes: [note('over-bridge', { url }), ...notes] };
  }
  if (port !== undefined && transport !== undefined) {
    const problemOfPort = note('plain-mqtt-port', { port, transport });
    return { ...found, url: undefined, suggestions, notes: [problemOfPort, ...notes] };
  }
  if (port === undefined) {
    const [likeliest] = suggestions;
    const url = path.length > 1 ? guessWithPath(parts, page) : likeliest?.url;
    const guess = url === undefined ? [] : [note('port-guessed', { url })];
    return { ...found, url, suggestions, notes: [...guess, ...notes] };
  }
  const listener = usualListener(port);
  const secure = listener?.secure ?? !mayUsePlainWebSocket(host, page);
  const usualPath = path.length > 1 ? path + parts.query : (listener?.path ?? '/mqtt');
  const url = webSocketUrl(host, { port, secure, path: usualPath });
  notes.unshift(note('read-as', { url }));
  if (!secure && !mayUsePlainWebSocket(host, page)) notes.push(note('mixed-content', { host }));
  return { ...found, url, suggestions: [], notes };
}

function guessWithPath({ host, path, query }: UrlParts, page: PageOrigin): string {
  return `${mayUsePlainWebSocket(host, page) ? 'ws' : 'wss'}://${host}${path}${query}`;
}

/** Never throws; errors are in the notes. */
export function parseAddress(text: string, page: PageOrigin): ParsedAddress {
  if (looksLikeCommand(text)) {
    const command = parseCommand(text, page.hasBridge === true);
    return command === undefined
      ? failed('unreadable', [note('command-missing', {})])
      : addressOfCommand(command, page);
  }
  const trimmed = text
    .trim()
    .replace(/^(["'`<])(.*)["'`>]$/s, '$2')
    .trim();
  if (trimmed === '') return failed('nothing', [note('nothing', {})]);
  if (/\s/.test(trimmed)) {
    return failed('unreadable', [note('unreadable', { why: 'blank' })]);
  }
  if (meansTab(trimmed)) return THIS_TAB;
  if (page.hasBridge === true && /^unix:\/\/\/./i.test(trimmed)) return unixAddress(trimmed);
  const parts = urlParts(trimmed);
  return parts === undefined ? parseHostAndPort(trimmed, page) : parseUrl(parts, page);
}

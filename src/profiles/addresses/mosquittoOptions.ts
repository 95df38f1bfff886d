/** Options of mosquitto_sub, mosquitto_pub and mosquitto_rr, and their effects. */
import type { ProtocolVersion, QoS } from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import type { LineTls } from '../settings/lineSettings.ts';
import type { WantedValue } from './addressNotes.ts';
import { portOf } from './host.ts';

/** Result of a command's words, filled in from left to right. */
export interface CommandDraft {
  host?: string;
  port?: number;
  /** `mqtt(s)://…` or `ws(s)://…` after -L. */
  url?: string;
  tls: boolean;
  webSocket: boolean;
  webSocketPath?: string;
  /** Path of the socket. */
  unixSocket?: string;
  srv: boolean;
  userName?: string;
  password?: string;
  clientId?: string;
  clientIdPrefix?: string;
  version?: ProtocolVersion;
  keepSession: boolean;
  /** Seconds. */
  keepAlive?: number;
  /** Seconds; 0xFFFFFFFF: never. */
  sessionExpiry?: number;
  qos: QoS;
  topics: string[];
  /** For the companion. */
  line: { -readonly [Name in keyof Pick<LineTls, 'ca' | 'cert' | 'key' | 'alpn'>]: LineTls[Name] };
  psk?: string;
  pskIdentity?: string;
  proxy?: string;
  payload?: string;
  /** mosquitto_rr also subscribes to it. */
  responseTopic?: string;
  /** Properties of the message. */
  properties: Property[];
  retain: boolean;
  noLocal: boolean;
  retainAsPublished: boolean;
  willTopic?: string;
  willPayload?: string;
  willQos?: QoS;
  willRetain?: boolean;
}

export function emptyDraft(): CommandDraft {
  return {
    tls: false,
    webSocket: false,
    srv: false,
    keepSession: false,
    qos: 0,
    topics: [],
    line: {},
    properties: [],
    retain: false,
    noLocal: false,
    retainAsPublished: false,
  };
}

/** The kind of value that an option expected; undefined if the value was accepted. */
type Wanted = WantedValue | undefined;

/** Reason why a page ignores an option. */
export type LeftOut = 'terminal' | 'tls' | 'network' | 'payload';

export interface Option {
  readonly names: readonly string[];
  readonly flag?: (draft: CommandDraft) => void;
  readonly value?: (draft: CommandDraft, value: string) => Wanted;
  readonly leftOut?: LeftOut;
  /** A companion supports it. */
  readonly bridged?: true;
}

const VERSIONS: Readonly<Record<string, ProtocolVersion>> = {
  '31': 3,
  mqttv31: 3,
  '3.1': 3,
  '311': 4,
  mqttv311: 4,
  '3.1.1': 4,
  '5': 5,
  mqttv5: 5,
  '5.0': 5,
};

const QOS: Readonly<Record<string, QoS>> = { '0': 0, '1': 1, '2': 2 };

function wholeNumber(text: string, most: number): number | undefined {
  if (!/^\d{1,10}$/.test(text)) return undefined;
  const number = Number(text);
  return number <= most ? number : undefined;
}

function setQos(text: string, set: (qos: QoS) => void): Wanted {
  const qos = Object.hasOwn(QOS, text) ? QOS[text] : undefined;
  if (qos === undefined) return 'qos';
  set(qos);
  return undefined;
}

/** `-x`: -1, ∞ and 4294967295 mean never. */
export function setSessionExpiry(draft: CommandDraft, text: string): Wanted {
  const seconds = text === '-1' || text === '∞' ? 0xff_ff_ff_ff : wholeNumber(text, 0xff_ff_ff_ff);
  if (seconds === undefined) return 'seconds';
  draft.sessionExpiry = seconds;
  return undefined;
}

const TAKEN: readonly Option[] = [
  { names: ['-h', '--host'], value: (d, v) => void (d.host = v) },
  {
    names: ['-p', '--port'],
    value: (d, v) => {
      const port = portOf(v);
      if (port === undefined) return 'port';
      d.port = port;
      return undefined;
    },
  },
  { names: ['-L', '--url'], value: (d, v) => void (d.url = v) },
  { names: ['-u', '--username'], value: (d, v) => void (d.userName = v) },
  { names: ['-P', '--pw'], value: (d, v) => void (d.password = v) },
  { names: ['-i', '--id'], value: (d, v) => void (d.clientId = v) },
  { names: ['-I', '--id-prefix'], value: (d, v) => void (d.clientIdPrefix = v) },
  {
    names: ['-V', '--protocol-version'],
    value: (d, v) => {
      const version = Object.hasOwn(VERSIONS, v) ? VERSIONS[v] : undefined;
      if (version === undefined) return 'version';
      d.version = version;
      return undefined;
    },
  },
  { names: ['-c', '--disable-clean-session'], flag: (d) => void (d.keepSession = true) },
  {
    names: ['-k', '--keepalive'],
    value: (d, v) => {
      const seconds = wholeNumber(v, 65_535);
      if (seconds === undefined) return 'keep-alive';
      d.keepAlive = seconds;
      return undefined;
    },
  },
  { names: ['-x', '--session-expiry-interval'], value: setSessionExpiry },
  { names: ['-q', '--qos'], value: (d, v) => setQos(v, (qos) => void (d.qos = qos)) },
  { names: ['-t', '--topic'], value: (d, v) => void d.topics.push(v) },
  { names: ['-e'], value: (d, v) => void (d.responseTopic = v) },
  { names: ['-m', '--message'], value: (d, v) => void (d.payload = v) },
  { names: ['-n', '--null-message'], flag: (d) => void (d.payload = '') },
  { names: ['-r', '--retain'], flag: (d) => void (d.retain = true) },
  { names: ['--no-local'], flag: (d) => void (d.noLocal = true) },
  { names: ['--retain-as-published'], flag: (d) => void (d.retainAsPublished = true) },
  { names: ['--will-topic'], value: (d, v) => void (d.willTopic = v) },
  { names: ['--will-payload'], value: (d, v) => void (d.willPayload = v) },
  { names: ['--will-qos'], value: (d, v) => setQos(v, (qos) => void (d.willQos = qos)) },
  { names: ['--will-retain'], flag: (d) => void (d.willRetain = true) },
  { names: ['--unix'], value: (d, v) => void (d.unixSocket = v) },
  { names: ['-S'], flag: (d) => void (d.srv = true) },
  // Programs other than mosquitto have it.
  { names: ['--ws-path'], value: (d, v) => void (d.webSocketPath = v) },
  { names: ['--ws'], flag: (d) => void (d.webSocket = true) },
];

/** A TLS option that only the companion supports. */
const bridged = (name: string, take: (draft: CommandDraft, value: string) => void): Option => ({
  names: [name],
  value: (draft, value) => {
    take(draft, value);
    return undefined;
  },
  leftOut: 'tls',
  bridged: true,
});

const LEFT_OUT: readonly Option[] = [
  bridged('--cafile', (d, file) => {
    d.tls = true;
    d.line.ca = { file };
  }),
  bridged('--cert', (d, file) => void (d.line.cert = { file })),
  bridged('--key', (d, file) => void (d.line.key = { file })),
  bridged('--psk', (d, key) => {
    d.tls = true;
    d.psk = key;
  }),
  bridged('--psk-identity', (d, identity) => {
    d.tls = true;
    d.pskIdentity = identity;
  }),
  bridged('--tls-alpn', (d, name) => void (d.line.alpn = [name])),
  { ...bridged('--proxy', (d, url) => void (d.proxy = url)), leftOut: 'network' },
  { names: ['--capath'], value: (d) => void (d.tls = true), leftOut: 'tls' },
  ...['--keyform', '--ciphers', '--tls-version'].map(
    (name): Option => ({ names: [name], value: () => undefined, leftOut: 'tls' }),
  ),
  ...['--tls-engine', '--tls-engine-kpass-sha1', '--tls-keyform'].map(
    (name): Option => ({ names: [name], value: () => undefined, leftOut: 'tls' }),
  ),
  { names: ['--insecure'], flag: () => undefined, leftOut: 'tls' },
  // The browser does this anyway, so ignoring the option loses no certificate.
  { names: ['--tls-use-os-certs'], flag: (d) => void (d.tls = true) },
  { names: ['-A'], value: () => undefined, leftOut: 'network' },
  { names: ['-f', '--file'], value: () => undefined, leftOut: 'payload' },
  { names: ['-l', '--stdin-line'], flag: () => undefined, leftOut: 'payload' },
  { names: ['-s', '--stdin-file'], flag: () => undefined, leftOut: 'payload' },
  ...[
    ['-C'],
    ['-F'],
    ['-M', '--max-inflight'],
    ['-o'],
    ['-T', '--filter-out'],
    ['-U', '--unsubscribe'],
    ['-W'],
    ['--repeat'],
    ['--repeat-delay'],
    ['--random-filter'],
  ].map((names): Option => ({ names, value: () => undefined, leftOut: 'terminal' })),
  ...[
    ['-d', '--debug'],
    ['-E'],
    ['-N'],
    ['-R'],
    ['-v', '--verbose'],
    ['--help'],
    ['--nodelay'],
    ['--pretty'],
    ['--quiet'],
    ['--retained-only'],
    ['--remove-retained'],
  ].map((names): Option => ({ names, flag: () => undefined, leftOut: 'terminal' })),
];

const BY_NAME = new Map(
  [...TAKEN, ...LEFT_OUT].flatMap((option) => option.names.map((name) => [name, option] as const)),
);

export function optionNamed(name: string): Option | undefined {
  return BY_NAME.get(name);
}

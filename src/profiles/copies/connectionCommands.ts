/** Formats a connection as command lines, without password, keys and tokens. */
import { looksGenerated } from '../../base/secretNames.ts';
import type { ConnectPacket } from '../../mqtt/tables/packet.ts';
import type { LineSettings, TextOrFile } from '../settings/lineSettings.ts';
import { plainSubscription } from '../settings/plainSubscription.ts';
import { propertiesWithoutSecrets, userNameWithoutSecrets } from '../settings/profileSecrets.ts';
import type {
  ConnectionSettings,
  PasswordSignIn,
  SubscriptionSetting,
} from '../settings/settings.ts';
import { LEFT_OUT } from '../settings/urlWithoutSecrets.ts';
import { brokerAddress } from './address.ts';
import type { CommandLine } from './commandLine.ts';
import type { Copied } from './copied.ts';
import { addConnect, mosquittoPub, mosquittoSub } from './mosquitto.ts';
import { addMqttxConnect, mqttxSub } from './mqttx.ts';
import { addRecordConnect, recordCommand } from './record.ts';

export const CONNECTION_COMMANDS = [
  'mosquitto_sub',
  'mosquitto_pub',
  'mqttx',
  'mqttscope record',
] as const;
export type ConnectionCommand = (typeof CONNECTION_COMMANDS)[number];

/** Identifiers that the app makes for a tab. Two clients with one identifier disconnect each other. */
const MADE_ID = /^mqttscope-[0-9a-f]{6}$/;

const EVERYTHING: SubscriptionSetting = { ...plainSubscription('#', 0), retainAsPublished: false };

const EXAMPLE = {
  topic: 'test',
  payload: new TextEncoder().encode('hello'),
  qos: 0,
  retain: false,
  properties: [],
} as const;

export function connectionCommand(
  command: ConnectionCommand,
  settings: ConnectionSettings,
): Copied {
  const { version, subscriptions } = settings;
  const address = brokerAddress(settings.url);
  const packet = connectPacket(settings);
  const subscribe = {
    type: 'subscribe',
    subscriptions: subscriptions.length === 0 ? [EVERYTHING] : subscriptions,
    properties: [],
  } as const;
  const connect = (line: CommandLine): void => {
    if (command === 'mqttx') addMqttxConnect(line, packet);
    else if (command === 'mqttscope record') addRecordConnect(line, packet);
    else addConnect(line, packet);
    addLine(line, settings.line ?? {}, OPTIONS[command]);
  };
  const copied =
    command === 'mosquitto_sub'
      ? mosquittoSub(subscribe, version, address, connect)
      : command === 'mosquitto_pub'
        ? mosquittoPub(EXAMPLE, version, address, connect)
        : command === 'mqttx'
          ? mqttxSub(subscribe, version, address, connect)
          : recordCommand(subscribe.subscriptions, version, address, connect);
  return withNotes(copied, settings, command, hasMarks(packet) || address.path.includes(LEFT_OUT));
}

function withNotes(
  copied: Copied,
  { signIn }: ConnectionSettings,
  command: ConnectionCommand,
  mayHaveMarks: boolean,
): Copied {
  if (!copied.ok) return copied;
  const notes = [...copied.notes];
  if (signIn.kind === 'alibaba') notes.push({ kind: 'without-sign-in' });
  else if (signIn.password !== '') {
    const isRecord = command === 'mqttscope record';
    notes.push({ kind: isRecord ? 'password-in-variable' : 'without-password' });
  }
  if (mayHaveMarks && copied.text().includes(LEFT_OUT)) notes.push({ kind: 'without-tokens' });
  return { ...copied, notes };
}

function hasMarks({ clientId, userName = '', properties, will }: ConnectPacket): boolean {
  const all = [...properties, ...(will?.properties ?? [])];
  return (
    `${clientId}${userName}`.includes(LEFT_OUT) ||
    all.some(({ name, value }) => name === 'userProperty' && value[1] === LEFT_OUT)
  );
}

function connectPacket(settings: ConnectionSettings): ConnectPacket {
  const { version, clientId, cleanStart, keepAlive, sessionExpiry, signIn, will } = settings;
  const isMade = cleanStart && MADE_ID.test(clientId);
  const expiry = { name: 'sessionExpiryInterval', value: sessionExpiry } as const;
  const others = (settings.connectProperties ?? []).filter(
    ({ name }) => name !== 'authenticationMethod' && name !== 'authenticationData',
  );
  return {
    type: 'connect',
    protocolName: version === 3 ? 'MQIsdp' : 'MQTT',
    protocolLevel: version,
    cleanStart,
    keepAlive,
    clientId: isMade || signIn.kind === 'alibaba' ? '' : userNameWithoutSecrets(clientId),
    properties:
      version === 5
        ? [...(sessionExpiry > 0 ? [expiry] : []), ...propertiesWithoutSecrets(others, LEFT_OUT)]
        : [],
    ...(signIn.kind === 'password' && signIn.userName !== '' && { userName: userNameOf(signIn) }),
    ...(will !== undefined && {
      will: { ...will, properties: propertiesWithoutSecrets(will.properties, LEFT_OUT) },
    }),
  };
}

/** Without a password, a name that looks generated is probably an access token. */
const userNameOf = ({ userName, password }: PasswordSignIn): string =>
  password === '' && looksGenerated(userName) ? LEFT_OUT : userNameWithoutSecrets(userName);

/** Options for files and names of the TLS handshake. */
interface LineOptions {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
  /** undefined: it has none. */
  readonly alpn: string | undefined;
}

const MOSQUITTO: LineOptions = {
  ca: '--cafile',
  cert: '--cert',
  key: '--key',
  alpn: '--tls-alpn',
};
const MQTTX: LineOptions = { ca: '--ca', cert: '--cert', key: '--key', alpn: '--alpn' };
const OPTIONS: Readonly<Record<ConnectionCommand, LineOptions>> = {
  mosquitto_sub: MOSQUITTO,
  mosquitto_pub: MOSQUITTO,
  mqttx: MQTTX,
  'mqttscope record': { ...MQTTX, alpn: undefined },
};

function addLine(line: CommandLine, { tls = {}, headers, proxy }: LineSettings, by: LineOptions) {
  const file = (option: string, source: TextOrFile | undefined, field: string): void => {
    if (source === undefined) return;
    if ('file' in source) line.option(option, source.file, field);
    else line.leaveOut(field);
  };
  file(by.ca, tls.ca, 'CA certificate');
  file(by.cert, tls.cert, 'client certificate');
  file(by.key, tls.key, 'private key');
  const [alpn] = tls.alpn ?? [];
  if (alpn !== undefined && by.alpn === undefined) line.leaveOut('ALPN');
  else if (alpn !== undefined && by.alpn !== undefined) line.option(by.alpn, alpn, 'ALPN');
  if (tls.pfx !== undefined) line.leaveOut('PKCS #12');
  if (tls.psk !== undefined) line.leaveOut('PSK');
  if (tls.fingerprint !== undefined) line.leaveOut('accepted certificate');
  if (tls.serverName !== undefined) line.leaveOut('SNI');
  if (headers !== undefined && headers.length > 0) line.leaveOut('WebSocket headers');
  if (proxy !== undefined) line.leaveOut('proxy');
}

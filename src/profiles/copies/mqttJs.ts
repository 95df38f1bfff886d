/** Formats a packet as JavaScript for mqtt.js. */
import { base64 } from '@scure/base';
import { literal, raw, type Script } from '../../base/quoting.ts';
import { decodeUtf8 } from '../../base/utf8.ts';
import type {
  ConnectPacket,
  ProtocolVersion,
  SubscribePacket,
  UnsubscribePacket,
} from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import { addressNotes, type BrokerAddress } from './address.ts';
import { type Copied, copied, refused } from './copied.ts';
import type { PublishedMessage } from './message.ts';

/** Bytes of a payload in a snippet; larger ones belong in a file. */
const LARGEST = 1 << 20;

/** Properties that are booleans in mqtt.js. */
const FLAGS: ReadonlySet<string> = new Set([
  'payloadFormatIndicator',
  'requestResponseInformation',
  'requestProblemInformation',
]);

export function publishSnippet(
  message: PublishedMessage,
  version: ProtocolVersion,
  address: BrokerAddress,
): Copied {
  const { topic, payload, qos, retain } = message;
  if (payload.length > LARGEST) {
    return refused({ kind: 'too-large', size: payload.length, most: LARGEST });
  }
  // The alias is resolved; a subscription identifier is only for servers.
  const properties = message.properties.filter(
    ({ name }) => name !== 'topicAlias' && name !== 'subscriptionIdentifier',
  );
  const options = literal({ qos, retain, ...propertiesPart(properties) });
  const call = (): string =>
    `client.publishAsync(${literal(topic)}, ${literal(bytesOrText(payload))}, ${options})`;
  return snippet(call, version, address, true);
}

export function subscribeSnippet(
  { subscriptions, properties }: SubscribePacket,
  version: ProtocolVersion,
  address: BrokerAddress,
): Copied {
  const filters = subscriptions.map((one): [string, Script] => {
    const { qos, noLocal: nl, retainAsPublished: rap, retainHandling: rh } = one;
    return [one.filter, version === 5 ? { qos, nl, rap, rh } : { qos }];
  });
  const listen =
    "client.on('message', (topic, payload) => console.log(topic, payload.toString()));";
  const more = propertiesPart(properties);
  const call = `client.subscribeAsync(${literal(new Map(filters))}${optionsArgument(more)})`;
  return snippet(() => call, version, address, false, `${listen}\n`);
}

export function unsubscribeSnippet(
  { filters, properties }: UnsubscribePacket,
  version: ProtocolVersion,
  address: BrokerAddress,
): Copied {
  const call = `client.unsubscribeAsync(${literal(filters)}${optionsArgument(propertiesPart(properties))})`;
  return snippet(() => call, version, address, false);
}

export function connectSnippet(packet: ConnectPacket, address: BrokerAddress): Copied {
  const { will, userName, password } = packet;
  const options: Record<string, Script> = {
    protocolVersion: packet.protocolLevel,
    ...(packet.protocolLevel === 3 ? { protocolId: packet.protocolName } : {}),
    clientId: packet.clientId,
    clean: packet.cleanStart,
    keepalive: packet.keepAlive,
    ...(userName === undefined ? {} : { username: userName }),
    ...(password === undefined ? {} : { password: bytesOrText(password) }),
    ...propertiesPart(packet.properties),
    ...(will === undefined
      ? {}
      : {
          will: {
            topic: will.topic,
            payload: bytesOrText(will.payload),
            qos: will.qos,
            retain: will.retain,
            ...propertiesPart(will.properties),
          },
        }),
  };
  return copied(
    () =>
      `${IMPORT}const client = await mqtt.connectAsync(${literal(address.url)}, ${literal(options)});\n`,
    addressNotes(address),
  );
}

const IMPORT = "import mqtt from 'mqtt';\n\n";

function snippet(
  call: () => string,
  version: ProtocolVersion,
  address: BrokerAddress,
  ends: boolean,
  before = '',
): Copied {
  const options =
    version === 3
      ? "{ protocolVersion: 3, protocolId: 'MQIsdp' }"
      : `{ protocolVersion: ${version} }`;
  const connect = `const client = await mqtt.connectAsync(${literal(address.url)}, ${options});\n`;
  const end = ends ? 'await client.endAsync();\n' : '';
  return copied(
    () => `${IMPORT}${connect}${before}await ${call()};\n${end}`,
    addressNotes(address),
  );
}

function optionsArgument(options: Record<string, Script>): string {
  return Object.keys(options).length === 0 ? '' : `, ${literal(options)}`;
}

function bytesOrText(bytes: Uint8Array): Script {
  return decodeUtf8(bytes) ?? buffer(bytes);
}

function buffer(bytes: Uint8Array): Script {
  return raw(`Buffer.from('${base64.encode(bytes)}', 'base64')`);
}

function propertiesPart(properties: readonly Property[]): Record<string, Script> {
  if (properties.length === 0) return {};
  const part = new Map<string, Script>();
  const user = new Map<string, string | string[]>();
  for (const { name, value } of properties) {
    if (name === 'userProperty') {
      const before = user.get(value[0]);
      user.set(value[0], before === undefined ? value[1] : [before, value[1]].flat());
      part.set('userProperties', user);
    } else if (FLAGS.has(name)) part.set(name, value === 1);
    else part.set(name, value instanceof Uint8Array ? buffer(value) : value);
  }
  return { properties: part };
}

/**
 * Converts packets to options of mqtt.js; undefined if mqtt.js would reject the packet or reorder its parts.
 */
import { Buffer } from 'buffer';
import type { IClientOptions, IClientSubscribeProperties, ISubscriptionMap } from 'mqtt';
import { append } from '../../base/append.ts';
import type {
  ConnectPacket,
  ProtocolVersion,
  SubscribePacket,
  Will,
} from '../../mqtt/tables/packet.ts';
import { type Property, propertyValue } from '../../mqtt/tables/properties.ts';

type ConnectOptions = Pick<
  IClientOptions,
  'clientId' | 'clean' | 'keepalive' | 'username' | 'password' | 'will' | 'properties'
>;

interface Subscriptions {
  readonly filters: ISubscriptionMap;
  readonly options: IClientSubscribeProperties;
}

/** mqtt.js has booleans for these. */
const FLAGS: ReadonlySet<string> = new Set([
  'payloadFormatIndicator',
  'requestResponseInformation',
  'requestProblemInformation',
]);
/** The name of an option, which mqtt.js does not accept as a filter. */
const OPTION = 'resubscribe';

export function connectOptions(packet: ConnectPacket): ConnectOptions | undefined {
  const { clientId, cleanStart, keepAlive, userName, password, will } = packet;
  if (clientId === '' && (!cleanStart || packet.protocolLevel === 3)) return undefined;
  if (password !== undefined && userName === undefined) return undefined;
  if (hasRefusedProperties(packet.properties)) return undefined;
  const properties = ordered<NonNullable<IClientOptions['properties']>>(packet.properties, {});
  const written = will && willOption(will);
  if (properties === undefined || (will && !written)) return undefined;
  return {
    clientId,
    clean: cleanStart,
    keepalive: keepAlive,
    ...(userName !== undefined && { username: userName }),
    ...(password !== undefined && { password: Buffer.from(password) }),
    ...(written && { will: written }),
    properties,
  };
}

export function subscriptions(
  { subscriptions: asked, properties }: SubscribePacket,
  version: ProtocolVersion,
): Subscriptions | undefined {
  const filters = Object.fromEntries(
    asked.map(({ filter, qos, noLocal: nl, retainAsPublished: rap, retainHandling: rh }) => [
      filter,
      version === 5 ? { qos, nl, rap, rh } : { qos },
    ]),
  );
  const names = Object.keys(filters);
  const isSame = asked.every(({ filter }, at) => filter === names[at] && filter !== OPTION);
  const written = ordered<NonNullable<IClientSubscribeProperties['properties']>>(properties, {});
  return isSame && written ? { filters, options: { properties: written } } : undefined;
}

function willOption({ topic, payload, qos, retain, properties }: Will): IClientOptions['will'] {
  const written = ordered<NonNullable<NonNullable<IClientOptions['will']>['properties']>>(
    properties,
    {},
  );
  if (topic === '' || written === undefined) return undefined;
  return { topic, payload: Buffer.from(payload), qos, retain, properties: written };
}

const hasRefusedProperties = (properties: readonly Property[]): boolean =>
  propertyValue(properties, 'receiveMaximum') === 0 ||
  (propertyValue(properties, 'authenticationData') !== undefined &&
    propertyValue(properties, 'authenticationMethod') === undefined);

/**
 * mqtt.js keeps properties by name and user properties by key, so the order is lost if they repeat or mix.
 */
function ordered<Written extends object>(
  properties: readonly Property[],
  written: Written,
): Written | undefined {
  const pairs = new Map<string, string[]>();
  for (const { name, value } of properties) {
    if (FLAGS.has(name)) {
      if (value !== 0 && value !== 1) return undefined;
      Object.assign(written, { [name]: value === 1 });
    } else if (typeof value === 'object' && !(value instanceof Uint8Array)) {
      const [key, text] = value;
      // Keeps the place among the others; the values follow below.
      if (pairs.size === 0) Object.assign(written, { userProperties: {} });
      append(pairs, key, text);
    } else {
      Object.assign(written, { [name]: value });
    }
  }
  const userProperties = Object.fromEntries(pairs);
  if (pairs.size > 0) Object.assign(written, { userProperties });
  const keys = Object.entries(userProperties).flatMap(([key, texts]) => texts.map(() => key));
  const order = Object.keys(written).flatMap((name) => (name === 'userProperties' ? keys : [name]));
  const asked = properties.map(({ name, value }) =>
    name === 'userProperty' ? String(value[0]) : name,
  );
  return order.join('\0') === asked.join('\0') ? written : undefined;
}

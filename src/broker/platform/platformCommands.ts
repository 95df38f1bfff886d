/** Answers control commands of the platform. */
import { base64 } from '@scure/base';
import { sessionNameOf } from '../../alibaba/alink/deviceName.ts';
import { writeTsl } from '../../alibaba/alink/writeTsl.ts';
import type { Device } from '../../alibaba/devices.ts';
import type { Product } from '../../alibaba/product.ts';
import { containing } from '../core/commands/page.ts';
import { type Refused, refused } from '../core/commands/refusals.ts';
import type { Contents } from '../core/state/contents.ts';
import { commandDevice } from './deviceOrders.ts';
import type {
  DeviceDetail,
  DeviceRow,
  PlatformCommand,
  PlatformReply,
  ProductFacts,
} from './devices/commands.ts';
import { isDeviceCommand } from './devices/readCommands.ts';
import type { FindMistake } from './devices/signIns.ts';
import type { Platform } from './platform.ts';

type Reply = PlatformReply | { readonly kind: 'done' } | Refused;

const UNKNOWN = refused({ key: 'no-device', args: {} });
const CALLS_TOLD = 20;
/** Limit of other devices whose secret is tried: each costs a signature. */
const MOST_OTHERS = 1000;
/** The requester knows where a device in a tab or over the control interface is to connect. */
const NOWHERE = { host: 'localhost', port: 1883 };

export function commandPlatform(
  platform: Platform,
  contents: Contents,
  command: PlatformCommand,
): Reply {
  const { services, now } = platform;
  if (isDeviceCommand(command)) {
    const device = platform.known.find(command);
    return device === undefined ? UNKNOWN : commandDevice(platform, device, command);
  }
  switch (command.kind) {
    case 'platform':
      return platformFacts(platform);
    case 'reload-devices':
      // A control line answers it once the file is read.
      return refused({ key: 'needs-line', args: {} });
    case 'platform-devices':
      return { kind: 'platform-devices', time: now, ...devicesPage(platform, contents, command) };
    case 'platform-device': {
      const known = platform.known.find(command);
      const device = known && deviceDetail(platform, contents, known);
      return { kind: 'platform-device', time: now, device };
    }
    case 'platform-log': {
      const { first } = command;
      return { kind: 'platform-log', time: now, first, ...platform.log.page(command, command) };
    }
    case 'platform-message': {
      const found = platform.log.find(command.message);
      const message = found && {
        ...platform.log.row(found),
        payload: base64.encode(found.payload),
      };
      return { kind: 'platform-message', message };
    }
    case 'platform-call':
      return { kind: 'platform-call', call: services.call(command.call) };
    case 'pre-auth': {
      const form = new Map(command.fields.map(({ name, value }) => [name, value]));
      const answer = platform.authenticateForm(form, NOWHERE, now);
      return { kind: 'pre-auth', answer: JSON.stringify(answer) };
    }
  }
}

function platformFacts(platform: Platform): Reply {
  const { products, list } = platform.known;
  const counts = new Map<string, { devices: number; online: number }>();
  let online = 0;
  for (const device of list) {
    const count = counts.get(device.productKey) ?? { devices: 0, online: 0 };
    const isOnline = platform.isOnline(device);
    counts.set(device.productKey, count);
    count.devices += 1;
    if (isOnline) count.online += 1;
    if (isOnline) online += 1;
  }
  return {
    kind: 'platform',
    products: [...products.values()].map((product) =>
      productFacts(product, counts.get(product.productKey)),
    ),
    settings: platform.settings,
    online,
    file: platform.file?.name,
    strangers: platform.strangers(mistakeOfStranger(platform)),
  };
}

function productFacts(
  product: Product,
  counts: { readonly devices: number; readonly online: number } | undefined,
): ProductFacts {
  const { productKey, name, topics, model } = product;
  return {
    productKey,
    name,
    devices: counts?.devices ?? 0,
    online: counts?.online ?? 0,
    topics,
    tsl: model && writeTsl(model, productKey),
  };
}

function devicesPage(
  platform: Platform,
  contents: Contents,
  {
    first,
    count,
    text,
    productKey,
  }: Extract<PlatformCommand, { readonly kind: 'platform-devices' }>,
): { first: number; total: number; rows: readonly DeviceRow[] } {
  const sought = text === undefined ? undefined : containing(text);
  const meant = platform.known.list.filter(
    (device) =>
      (productKey === undefined || device.productKey === productKey) &&
      (sought === undefined || sought.test(device.productKey) || sought.test(device.deviceName)),
  );
  const rows = meant
    .slice(first, first + count)
    .map((device) => deviceRow(platform, contents, device));
  return { first, total: meant.length, rows };
}

function deviceRow(platform: Platform, contents: Contents, device: Device): DeviceRow {
  const { productKey, deviceName } = device;
  const state = platform.knownState(device);
  const link = contents.sessions.get(platform.subDevices.sessionFor(device))?.link;
  const connection = link && contents.connections.get(link.id);
  const isDisabled = state?.isDisabled ?? device.disabled === true;
  const away = state?.since === undefined ? 'never' : 'offline';
  return {
    productKey,
    deviceName,
    state: isDisabled ? 'disabled' : connection === undefined ? away : 'online',
    since: state?.since,
    address: connection?.peer.address,
    lastSignIn: state?.signIns.last(mistakeFor(platform, device)),
  };
}

function deviceDetail(platform: Platform, contents: Contents, device: Device): DeviceDetail {
  const { services } = platform;
  const state = platform.stateOf(device);
  const session = contents.sessions.get(sessionNameOf(device));
  return {
    row: deviceRow(platform, contents, device),
    signIns: state?.signIns.all(mistakeFor(platform, device)) ?? [],
    properties: services.propertiesOf(device),
    permissions: state?.permissions.list ?? [],
    subscriptions: [...(session?.subscriptions.values() ?? [])].map(({ filter, qos }) => ({
      filter,
      qos,
    })),
    calls: services.callsOf(device).slice(0, CALLS_TOLD),
    events: state?.events ?? [],
  };
}

/** The same for an unknown user name, compared with the device probably meant. */
function mistakeOfStranger(platform: Platform): FindMistake {
  return (credentials) => {
    const meant = platform.known.meantBy(credentials.userName);
    if (meant !== undefined) return mistakeFor(platform, meant)(credentials);
    const nearest = platform.known.nearestTo(credentials.userName);
    return nearest === undefined ? {} : { nearest: `${nearest.deviceName}&${nearest.productKey}` };
  };
}

/** Searches for the mistake that yields exactly the received password. */
function mistakeFor(
  platform: Platform,
  { deviceSecret, productKey, deviceName }: Device,
): FindMistake {
  const { list, products } = platform.known;
  return (credentials) => {
    const diagnose = platform.mayDiagnose();
    if (diagnose === undefined) return 'later';
    const { productSecret } = products.get(productKey) ?? {};
    const devices = list.slice(0, MOST_OTHERS);
    const known = { deviceSecret, productSecret, productKey, deviceName, devices };
    const { reproduced, mistake, mistakes, signedInstead } = diagnose(credentials, known);
    if (!reproduced) return {};
    const isTellable = signedInstead?.includes(deviceSecret) === false;
    return { mistake, mistakeArgs: mistakes[0]?.args ?? {}, ...(isTellable && { signedInstead }) };
  };
}

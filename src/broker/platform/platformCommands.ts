/** Answers the platform's part of the control interface. */
import { base64 } from '@scure/base';
import { isObject } from '../../alibaba/alink/checkValue.ts';
import { type DeviceName, sessionNameOf } from '../../alibaba/alink/deviceName.ts';
import { writeTsl } from '../../alibaba/alink/writeTsl.ts';
import type { Device } from '../../alibaba/devices.ts';
import type { Product } from '../../alibaba/product.ts';
import { faultOfTopicName } from '../../mqtt/topics.ts';
import { parseJson } from '../../payload/parseJson.ts';
import type { Contents } from '../core/contents.ts';
import { containing } from '../core/page.ts';
import { type Refused, refused } from '../core/refusals.ts';
import type {
  DeviceDetail,
  DeviceRow,
  PlatformCommand,
  PlatformReply,
  ProductFacts,
} from './devices/commands.ts';
import type { RegistryCommand } from './devices/registryCommands.ts';
import type { FindMistake } from './devices/signIns.ts';
import { commandFiles } from './fileAnswers.ts';
import type { Platform } from './platform.ts';
import { commandRegistry } from './registryOrders.ts';
import { commandReports } from './reportAnswers.ts';
import type { Called } from './services/contract.ts';

type Reply = PlatformReply | { readonly kind: 'done' } | Refused;

const DONE = { kind: 'done' } as const;
const UNKNOWN = refused({ key: 'no-device', args: {} });
const NO_PRODUCT = refused({ key: 'no-product', args: {} });
const NOT_SUBSCRIBED = refused({ key: 'not-subscribed', args: {} }, { why: 'not-subscribed' });
const CALLS_TOLD = 20;
/** Other devices whose secret may have been used: a signature each. */
const MOST_OTHERS = 1000;
/** Where a device in a tab or behind the control interface is to connect is known to whoever asks. */
const NOWHERE = { host: 'localhost', port: 1883 };

export function commandPlatform(
  platform: Platform,
  contents: Contents,
  command: PlatformCommand,
): Reply {
  const { services, now } = platform;
  switch (command.kind) {
    case 'platform':
      return platformFacts(platform);
    case 'platform-devices':
      return { kind: 'platform-devices', time: now, ...devicesPage(platform, contents, command) };
    case 'platform-device': {
      const known = platform.known.find(command);
      const device = known && deviceDetail(platform, contents, known);
      return { kind: 'platform-device', time: now, device };
    }
    case 'platform-webhook':
      return webhookFacts(platform);
    case 'set-webhook': {
      const { webhook } = platform;
      if (webhook === undefined) return refused({ key: 'no-webhook', args: {} });
      const outcome = webhook.set(command.url);
      if (outcome === 'done') return webhookFacts(platform);
      const key = outcome === 'not-url' ? 'not-webhook-url' : 'webhook-elsewhere';
      return refused({ key, args: {} });
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
    case 'make-device':
    case 'change-secret':
    case 'remove-device':
    case 'make-product':
    case 'change-product':
    case 'remove-product':
    case 'save-devices':
    case 'platform-file':
      return commandRegistry(platform, command);
    case 'raw-rules':
      return rawRules(platform, command.productKey);
    case 'set-raw-rules': {
      if (!platform.known.products.has(command.productKey)) return NO_PRODUCT;
      const why = services.raw.setRules(command.productKey, command.rules);
      return why === undefined ? rawRules(platform, command.productKey) : refused(why);
    }
    case 'platform-device-log':
    case 'set-device-log':
    case 'platform-device-files':
    case 'platform-device-file':
    case 'remove-device-file':
      return commandReports(platform, command);
    case 'upload-file':
    case 'platform-ota':
    case 'add-package':
    case 'remove-package':
    case 'upgrade-device':
    case 'cancel-upgrade':
    case 'set-config':
    case 'push-config':
      return commandFiles(platform, command);
    case 'platform-secret':
    case 'set-property':
    case 'invoke-service':
    case 'set-desired':
    case 'set-desired-properties':
    case 'set-tags':
    case 'send-raw':
    case 'cloud-publish':
    case 'enable-device': {
      const device = platform.known.find(command);
      return device === undefined ? UNKNOWN : commandDevice(platform, device, command);
    }
  }
}

type DeviceCommand = Exclude<Extract<PlatformCommand, DeviceName>, RegistryCommand>;

function commandDevice(platform: Platform, device: Device, command: DeviceCommand): Reply {
  const { services } = platform;
  switch (command.kind) {
    case 'platform-secret':
      return { kind: 'platform-secret', deviceSecret: device.deviceSecret };
    case 'set-property':
      return called(services.setProperty(platform, device, command.params));
    case 'invoke-service':
      return called(services.invoke(platform, device, command.service, command.input));
    case 'set-desired': {
      const { refused: why } = services.setDesired(platform, device, command.desired);
      return why === undefined ? DONE : refused(why);
    }
    case 'set-desired-properties': {
      const { refused: why, call } = services.setDesiredProperties(
        platform,
        device,
        command.desired,
      );
      if (why !== undefined) return refused(why);
      return call === undefined ? DONE : { kind: 'platform-called', call };
    }
    case 'set-tags': {
      const value = parseJson(command.tags);
      if (!isObject(value)) return refused({ key: 'not-an-object', args: {} });
      const why = services.tags.set(device, value);
      return why === undefined ? DONE : refused(why);
    }
    case 'send-raw':
      return sendRaw(platform, device, command);
    case 'cloud-publish':
      return cloudPublish(platform, device, command);
    case 'enable-device':
      platform.enable(device, command.isEnabled);
      return DONE;
    case 'platform-device':
    case 'platform-log':
    case 'platform-device-log':
    case 'set-device-log':
    case 'platform-device-files':
    case 'platform-device-file':
    case 'remove-device-file':
    case 'upgrade-device':
      return UNKNOWN;
  }
}

function webhookFacts({ webhook }: Platform): Reply {
  return {
    kind: 'platform-webhook',
    isPossible: webhook !== undefined,
    webhook: webhook?.facts,
  };
}

function called(outcome: Called): Reply {
  return 'call' in outcome
    ? { kind: 'platform-called', call: outcome.call }
    : refused(outcome.refused);
}

function rawRules({ services }: Platform, productKey: string): Reply {
  return { kind: 'raw-rules', productKey, rules: services.raw.rulesOf(productKey) };
}

function sendRaw(
  platform: Platform,
  device: Device,
  { to, payload }: Extract<PlatformCommand, { readonly kind: 'send-raw' }>,
): Reply {
  const bytes = payloadOf(platform, payload);
  if (!(bytes instanceof Uint8Array)) return bytes;
  return platform.services.raw.send(platform, device, to, bytes) ? DONE : NOT_SUBSCRIBED;
}

function cloudPublish(
  platform: Platform,
  device: Device,
  { topic, payload, qos }: Extract<PlatformCommand, { readonly kind: 'cloud-publish' }>,
): Reply {
  const why = faultOfTopicName(topic);
  if (why !== undefined) return refused({ key: 'not-a-topic', args: { why } }, { path: 'topic' });
  const bytes = payloadOf(platform, payload);
  if (!(bytes instanceof Uint8Array)) return bytes;
  if (platform.stateOf(device)?.permissions.mayReceive(topic) !== true) {
    return refused({ key: 'may-not-receive', args: {} });
  }
  if (topic.startsWith(`/broadcast/${device.productKey}/`)) {
    platform.broadcast(topic, bytes, qos);
    return DONE;
  }
  return platform.sendOwn(device, topic, bytes, qos) ? DONE : NOT_SUBSCRIBED;
}

/** From Base64; or why it is not sent. */
function payloadOf(platform: Platform, text: string): Uint8Array | Reply {
  const { payloadBytes } = platform.settings;
  let bytes: Uint8Array;
  try {
    bytes = base64.decode(text);
  } catch {
    const why = { key: 'not-base64', args: {} } as const;
    return refused({ key: 'member', args: { why } }, { path: 'payload' });
  }
  if (bytes.length <= payloadBytes) return bytes;
  return refused({ key: 'large-payload', args: { most: payloadBytes } });
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
    saving: platform.saving.facts,
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
    shadow: services.shadowOf(device),
    desired: services.desired.of(device),
    tags: services.tags.of(device),
    raw: services.raw.of(device),
    permissions: state?.permissions.list ?? [],
    subscriptions: [...(session?.subscriptions.values() ?? [])].map(({ filter, qos }) => ({
      filter,
      qos,
    })),
    calls: services.callsOf(device).slice(0, CALLS_TOLD),
    events: state?.events ?? [],
  };
}

/** The same for a device that nobody knows by that user name, held against the one that was likely meant. */
function mistakeOfStranger(platform: Platform): FindMistake {
  return (credentials) => {
    const meant = platform.known.meantBy(credentials.userName);
    if (meant !== undefined) return mistakeFor(platform, meant)(credentials);
    const nearest = platform.known.nearestTo(credentials.userName);
    return nearest === undefined ? {} : { nearest: `${nearest.deviceName}&${nearest.productKey}` };
  };
}

/** Looks for the mistake that gives exactly the password that came. */
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

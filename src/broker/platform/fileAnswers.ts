/** Answers commands about files, firmware and upgrades. */
import { readObject } from '../../alibaba/alink/envelope.ts';
import { decodeBase64 } from '../../base/base64.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { type RefusalFact, type Refused, refused } from '../core/commands/refusals.ts';
import type { FileCommand, FileReply } from './devices/fileCommands.ts';
import type { Platform } from './platform.ts';
import { DEFAULT_MODULE } from './services/ota.ts';

type Reply = FileReply | { readonly kind: 'done' } | Refused;
type Of<K extends FileCommand['kind']> = Extract<FileCommand, { readonly kind: K }>;

const DONE = { kind: 'done' } as const;
/** Characters. */
const LONGEST_TEXT = 64;
const LONGEST_NAME = 200;
/** Limit of one package. */
const MOST_FILES = 20;
/** Bytes, documented. */
const LARGEST_CONFIG = 64 * 1024;

const refuse = (key: PlainRefusal): Refused => refused({ key, args: {} });

type PlainRefusal = Extract<
  RefusalFact['key'],
  | 'no-upload'
  | 'no-stored-file'
  | 'no-config'
  | 'no-product'
  | 'no-device'
  | 'many-packages'
  | 'no-package'
  | 'no-upgrade'
  | 'upgrade-ended'
  | 'not-an-object'
>;

export function commandFiles(platform: Platform, command: FileCommand): Reply {
  const { ota } = platform.services;
  switch (command.kind) {
    case 'upload-file':
      return uploadFile(platform, command);
    case 'platform-ota':
      return otaFacts(platform, command);
    case 'add-package':
      return addPackage(platform, command);
    case 'remove-package':
      return ota.remove(platform, command.package) ? DONE : refuse('no-package');
    case 'upgrade-device':
      return upgradeDevice(platform, command);
    case 'set-config':
      return setConfig(platform, command);
    case 'push-config':
      return pushConfig(platform, command);
    case 'cancel-upgrade': {
      const outcome = ota.cancel(platform, command.upgrade);
      if (outcome === 'done') return DONE;
      return refuse(outcome === 'ended' ? 'upgrade-ended' : 'no-upgrade');
    }
  }
}

function uploadFile({ services }: Platform, command: Of<'upload-file'>): Reply {
  const { files } = services.ota;
  const bytes = decodeBase64(command.data);
  if (bytes === undefined) {
    const why = { key: 'not-base64', args: {} } as const;
    return refused({ key: 'member', args: { why } }, { path: 'data' });
  }
  const upload = command.upload ?? files.begin(shortName(command.name));
  const { refused: why } = files.append(upload, bytes);
  if (why !== undefined) return refused(why);
  const received = files.sizeOf(upload);
  const file = command.isLast ? files.finish(upload) : undefined;
  return { kind: 'platform-upload', upload, received, file };
}

/** The last segment of a path, without special characters of addresses and headers. */
function shortName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return last.replace(/[^\p{L}\p{N}._ -]/gu, '_').slice(0, LONGEST_NAME) || 'file';
}

function otaFacts(platform: Platform, { productKey, deviceName }: Of<'platform-ota'>): Reply {
  const { ota } = platform.services;
  const device =
    productKey === undefined || deviceName === undefined ? undefined : { productKey, deviceName };
  return {
    kind: 'platform-ota',
    time: platform.now,
    hasHttp: platform.servesFiles,
    packages: ota.packages.filter(
      (one) => productKey === undefined || one.productKey === productKey,
    ),
    upgrades: ota.upgrades(device),
    versions: device === undefined ? [] : ota.versionsOf(device),
    configs: platform.services.config.all,
  };
}

function addPackage(platform: Platform, command: Of<'add-package'>): Reply {
  const { ota } = platform.services;
  const { productKey, version, module = DEFAULT_MODULE, signMethod, isDiff, extData } = command;
  if (!platform.known.products.has(productKey)) return refuse('no-product');
  if (!isText(version) || !isText(module)) {
    return refused({ key: 'package-text', args: { most: LONGEST_TEXT } });
  }
  if (extData !== undefined && 'fault' in readObject(encodeUtf8(extData))) {
    return refuse('not-an-object');
  }
  const { others: numbers = [] } = command;
  const files = [command.file, ...numbers].map((number) => ota.files.find(number));
  const [first, ...others] = files.filter((file) => file !== undefined);
  if (first === undefined || others.length < numbers.length) return refuse('no-stored-file');
  const names = new Set([first, ...others].map(({ name }) => name));
  if (names.size < files.length || files.length > MOST_FILES) {
    return refused({ key: 'package-files', args: { most: MOST_FILES } });
  }
  const facts = { ...first, others, productKey, module, version, signMethod, isDiff, extData };
  const added = ota.add({ ...facts, added: platform.now });
  return added === undefined
    ? refuse('many-packages')
    : { kind: 'platform-package', package: added };
}

const isText = (text: string): boolean => text.trim() !== '' && text.length <= LONGEST_TEXT;

function upgradeDevice(platform: Platform, command: Of<'upgrade-device'>): Reply {
  const device = platform.known.find(command);
  if (device === undefined) return refuse('no-device');
  const { package: number, by, timeout = platform.settings.upgradeTimeout } = command;
  const begun = platform.services.ota.begin(platform, device, { package: number, by, timeout });
  return 'refused' in begun ? refused(begun.refused) : { kind: 'platform-upgrade', upgrade: begun };
}

function setConfig(platform: Platform, { productKey, file: number }: Of<'set-config'>): Reply {
  const { config, ota } = platform.services;
  if (!platform.known.products.has(productKey)) return refuse('no-product');
  if (number === undefined) return config.remove(productKey) ? DONE : refuse('no-config');
  const file = ota.files.find(number);
  if (file === undefined) return refuse('no-stored-file');
  if (file.size > LARGEST_CONFIG) {
    ota.files.remove(number);
    return refused({ key: 'large-file', args: { most: LARGEST_CONFIG } });
  }
  config.set(productKey, file, platform.now);
  return DONE;
}

function pushConfig(platform: Platform, { productKey, deviceName }: Of<'push-config'>): Reply {
  const { config } = platform.services;
  if (!config.all.some((one) => one.productKey === productKey)) return refuse('no-config');
  const devices = platform.known.list.filter(
    (device) =>
      device.productKey === productKey &&
      (deviceName === undefined || device.deviceName === deviceName),
  );
  if (deviceName !== undefined && devices.length === 0) return refuse('no-device');
  const sent = devices.filter((device) => platform.services.pushConfig(platform, device)).length;
  return { kind: 'platform-pushed', sent, missed: devices.length - sent };
}

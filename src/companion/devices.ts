/** The devices of `--alibaba`. */
import type { Device } from '../alibaba/devices.ts';
import { StartError } from './errors.ts';

const FIELDS = ['productKey', 'deviceName', 'deviceSecret'] as const;

/**
 * Reads `[{ productKey, deviceName, deviceSecret }]`; other fields are ignored. Throws `StartError`,
 * which names the entry and never its secret.
 */
export function parseDevices(json: string, path: string): readonly Device[] {
  const file = `${path} (--alibaba)`;
  let content: unknown;
  try {
    content = JSON.parse(json.replace(/^\uFEFF/, ''));
  } catch {
    // The parser's own message quotes the text, and with it perhaps a secret.
    throw new StartError(`${file} is not JSON.`);
  }
  if (!Array.isArray(content)) {
    throw new StartError(`${file} must be a list: [{"productKey", "deviceName", "deviceSecret"}].`);
  }
  const devices = content.map((entry: unknown, index) =>
    parseDevice(entry, `${file}: device ${index + 1}`),
  );
  const names = new Set<string>();
  for (const { productKey, deviceName } of devices) {
    const name = `${deviceName}&${productKey}`;
    if (names.has(name)) throw new StartError(`${file}: ${name} stands in it twice.`);
    names.add(name);
  }
  return devices;
}

function parseDevice(entry: unknown, place: string): Device {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    throw new StartError(`${place} must be an object with ${FIELDS.join(', ')}.`);
  }
  const fields = new Map<string, unknown>(Object.entries(entry));
  const field = (name: (typeof FIELDS)[number]): string => {
    const value = fields.get(name);
    if (typeof value !== 'string' || value === '') {
      throw new StartError(`${place} needs ${name}, a text that is not empty.`);
    }
    if (name !== 'deviceSecret' && value.includes('&')) {
      throw new StartError(`${place}: ${name} must not hold "&".`);
    }
    return value;
  };
  return {
    productKey: field('productKey'),
    deviceName: field('deviceName'),
    deviceSecret: field('deviceSecret'),
  };
}

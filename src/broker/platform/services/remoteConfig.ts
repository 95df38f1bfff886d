/** Remote configuration: a file for all devices of a product, requested by them or pushed. */
import { methodOf, requestTopic } from '../../../alibaba/alink/alinkTopic.ts';
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import { writeRequest } from '../../../alibaba/alink/envelope.ts';
import type { Cloud } from '../devices/cloud.ts';
import type { ConfigFacts, FileFacts } from '../devices/fileCommands.ts';
import type { FileStore } from '../files/fileStore.ts';
import type { AlinkOutcome, AlinkRequest } from './request.ts';
import { wrongConstant } from './wrongParams.ts';

export class RemoteConfig {
  readonly #files: FileStore;
  /** By product key. */
  readonly #configs = new Map<string, ConfigFacts>();
  #last = 0;

  constructor(files: FileStore) {
    this.#files = files;
  }

  get all(): readonly ConfigFacts[] {
    return [...this.#configs.values()];
  }

  /** Replaces the previous one. */
  set(productKey: string, file: FileFacts, now: number): ConfigFacts {
    this.remove(productKey);
    this.#last += 1;
    const { md5: _, ...rest } = file;
    // The platform's ids have 32 hexadecimal digits.
    const configId = file.sha256.slice(0, 31) + (this.#last % 16).toString(16);
    const facts = { ...rest, productKey, configId, changed: now };
    this.#configs.set(productKey, facts);
    return facts;
  }

  /** Returns false if there was none. */
  remove(productKey: string): boolean {
    const known = this.#configs.get(productKey);
    if (known !== undefined) this.#files.remove(known.file);
    return this.#configs.delete(productKey);
  }

  /** JSON text; undefined: none for that device. */
  dataFor(cloud: Cloud, device: DeviceName): string | undefined {
    const config = this.#configs.get(device.productKey);
    const file = config && this.#files.find(config.file);
    const url = file && cloud.fileUrl(device, file);
    if (config === undefined || url === undefined) return undefined;
    const { configId, size, sha256 } = config;
    const data = { configId, configSize: size, sign: sha256, signMethod: 'Sha256', url };
    return JSON.stringify({ ...data, getType: 'file' });
  }
}

/** `params`: `{"configScope": "product", "getType": "file"}`, the only scope and type. */
export function configGet(
  { cloud, device, message }: AlinkRequest,
  { config }: { readonly config: RemoteConfig },
): AlinkOutcome {
  const wrong = wrongConstant(message.params, { configScope: 'product', getType: 'file' });
  if (wrong !== undefined) return wrong;
  const data = config.dataFor(cloud, device);
  return data === undefined ? { kind: 'other', code: 6710 } : { kind: 'other', code: 200, data };
}

/** Returns false if the device is offline or not subscribed, or has no file to fetch. */
export function pushConfig(
  cloud: Cloud,
  device: DeviceName,
  config: RemoteConfig,
  id: string,
): boolean {
  const data = cloud.isOnline(device) ? config.dataFor(cloud, device) : undefined;
  if (data === undefined) return false;
  const topic = requestTopic(device, 'config-push');
  const payload = writeRequest({ id, method: methodOf(topic) ?? '', params: data });
  return cloud.send(device, topic, payload, 1);
}

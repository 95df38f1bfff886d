/** Reads the file of `--alibaba` and its thing models, at the start and again on request. */
import { basename, dirname, resolve } from 'node:path';
import { parseTsl } from '../../alibaba/alink/tsl.ts';
import type { Device } from '../../alibaba/devices.ts';
import { type ListedProduct, parseDevicesFile } from '../../alibaba/devicesFile.ts';
import type { Product } from '../../alibaba/product.ts';
import {
  DEFAULT_PLATFORM_SETTINGS,
  type PlatformSettings,
} from '../../broker/platform/devices/settings.ts';
import { areSettings, settingError } from '../../broker/platform/devices/settingValues.ts';
import { StartError } from '../cli/errors.ts';
import { readOptionFile } from '../cli/optionFile.ts';

/** Content of the platform's files. */
export interface PlatformContents {
  readonly products: readonly Product[];
  readonly devices: readonly Device[];
  readonly settings: PlatformSettings;
}

export class PlatformFile {
  /** Content at the start. */
  readonly contents: PlatformContents;
  readonly #path: string;
  readonly #settings: Partial<PlatformSettings>;

  private constructor(
    path: string,
    settings: Partial<PlatformSettings>,
    contents: PlatformContents,
  ) {
    this.#path = path;
    this.#settings = settings;
    this.contents = contents;
  }

  /** `settings` override the file's. Throws `StartError`. */
  static async read(path: string, settings: Partial<PlatformSettings>): Promise<PlatformFile> {
    return new PlatformFile(path, settings, await readAll(path, settings));
  }

  get name(): string {
    return basename(this.#path);
  }

  /** Throws `StartError`. */
  again(): Promise<PlatformContents> {
    return readAll(this.#path, this.#settings);
  }
}

/** Reads only the devices. Throws `StartError`. */
export async function readDevices(path: string): Promise<readonly Device[]> {
  const file = parseDevicesFile(await readOptionFile(path, '--devices'), settingError);
  if (file.ok) return file.list;
  const { fault } = file;
  throw new StartError((say) => say.wrongDevices(path, '--devices', fault));
}

async function readAll(
  path: string,
  settings: Partial<PlatformSettings>,
): Promise<PlatformContents> {
  const file = parseDevicesFile(await readOptionFile(path, '--alibaba'), settingError);
  if (!file.ok) {
    const { fault } = file;
    throw new StartError((say) => say.wrongDevices(path, '--alibaba', fault));
  }
  const pathOf = (modelFile: string): string => resolve(dirname(path), modelFile);
  const products = await Promise.all(file.products.map((product) => withModel(product, pathOf)));
  const given = Object.fromEntries(file.settings);
  const all = { ...DEFAULT_PLATFORM_SETTINGS, ...(areSettings(given) && given), ...settings };
  return { products, devices: file.list, settings: all };
}

async function withModel(
  { modelFile, ...product }: ListedProduct,
  pathOf: (modelFile: string) => string,
): Promise<Product> {
  if (modelFile === undefined) return product;
  const tsl = parseTsl(await readOptionFile(pathOf(modelFile), '--alibaba', modelFile));
  if (!tsl.ok) {
    throw new StartError((say) => say.wrongModel(modelFile, '--alibaba', tsl));
  }
  return { ...product, model: tsl.model };
}

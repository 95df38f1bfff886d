/** Reads the file of `--alibaba` and its thing models, at the start and after changes. */
import { stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { parseTsl } from '../../alibaba/alink/tsl.ts';
import type { Device } from '../../alibaba/devices.ts';
import { type ListedProduct, parseDevicesFile } from '../../alibaba/devicesFile.ts';
import { editDevicesFile } from '../../alibaba/devicesFileEdit.ts';
import type { Product } from '../../alibaba/product.ts';
import type { RegistryChanges } from '../../alibaba/registryChanges.ts';
import {
  DEFAULT_PLATFORM_SETTINGS,
  type PlatformSettings,
} from '../../broker/platform/devices/settings.ts';
import { areSettings, settingError } from '../../broker/platform/devices/settingValues.ts';
import { type Sentence, StartError, systemReason } from '../cli/errors.ts';
import { readOptionFile } from '../cli/optionFile.ts';
import { openReplacedFile } from '../cli/replacedFile.ts';
import { onFileChanges } from '../data/fileChanges.ts';

/** Content of the platform's files. */
export interface PlatformContents {
  readonly products: readonly Product[];
  readonly devices: readonly Device[];
  readonly settings: PlatformSettings;
}

export interface WatchedFile {
  /** The file was read again. @param withoutModel products that have lost their thing model */
  changed(contents: PlatformContents, withoutModel: readonly Product[]): void;
  /** The reason, on one line, why the previous content stays in force. */
  failed(why: Sentence): void;
}

interface Read {
  readonly contents: PlatformContents;
  /** Text of all its files. */
  readonly text: string;
}

export class PlatformFile {
  readonly #path: string;
  readonly #settings: Partial<PlatformSettings>;
  #last: Read;
  /** The file and its thing models, including unreadable ones. */
  #files: readonly string[];
  /** The last report was a read error. */
  #hasFailed = false;

  private constructor(path: string, settings: Partial<PlatformSettings>, first: Read) {
    this.#path = path;
    this.#settings = settings;
    this.#last = first;
    this.#files = [path];
  }

  /** `settings` override the file's. Throws `StartError`. */
  static async read(path: string, settings: Partial<PlatformSettings>): Promise<PlatformFile> {
    let files: readonly string[] = [path];
    const named = (all: readonly string[]): void => {
      files = all;
    };
    const made = new PlatformFile(path, settings, await readAll(path, settings, named));
    made.#files = files;
    return made;
  }

  get contents(): PlatformContents {
    return this.#last.contents;
  }

  get name(): string {
    return basename(this.#path);
  }

  /** Applies the changes to the file's current text. Rejects with the reason. */
  async save(changes: RegistryChanges): Promise<void> {
    const text = await readOptionFile(this.#path, '--alibaba');
    if (!parseDevicesFile(text, settingError).ok) throw new Error('The file has an error.');
    const edited = editDevicesFile(text, changes);
    if (!parseDevicesFile(edited, settingError).ok) throw new Error('The file cannot be edited.');
    const { mode } = await stat(this.#path);
    const file = await openReplacedFile(this.#path, { mode: mode & 0o777 });
    try {
      file.stream.write(edited);
      await file.finish();
    } catch (error) {
      await file.discard();
      throw error;
    }
  }

  /** Returns how to stop. @param interval ms between checks of the files; for tests */
  watch(watched: WatchedFile, interval?: number): () => void {
    let hasEnded = false;
    let unfollow = (): void => undefined;
    const follow = (): void => {
      unfollow();
      if (!hasEnded) unfollow = onFileChanges(this.#files, () => void look(), interval);
    };
    const look = async (): Promise<void> => {
      const before = this.#files;
      // Changes during the read are seen by the next check.
      follow();
      await this.again(watched);
      const isSame = before.length === this.#files.length;
      if (!isSame || before.some((file, at) => file !== this.#files[at])) follow();
    };
    follow();
    return () => {
      hasEnded = true;
      unfollow();
    };
  }

  /** Checks now. */
  async again(watched: WatchedFile): Promise<void> {
    try {
      const read = await readAll(this.#path, this.#settings, (files) => {
        this.#files = files;
      });
      if (read.text === this.#last.text && !this.#hasFailed) return;
      const before = this.#last.contents.products;
      this.#last = read;
      this.#hasFailed = false;
      watched.changed(read.contents, withoutModel(before, read.contents.products));
    } catch (error) {
      this.#hasFailed = true;
      watched.failed(error instanceof StartError ? error.said : reasonOf(error));
    }
  }
}

/** Existing products that had a model before. */
function withoutModel(before: readonly Product[], now: readonly Product[]): readonly Product[] {
  const had = new Set(
    before.filter(({ model }) => model !== undefined).map(({ productKey }) => productKey),
  );
  return now.filter(({ productKey, model }) => model === undefined && had.has(productKey));
}

const reasonOf =
  (error: unknown): Sentence =>
  (say) =>
    systemReason(error, say);

/** Reads only the devices. Throws `StartError`. */
export async function readDevices(path: string): Promise<readonly Device[]> {
  const file = parseDevicesFile(await readOptionFile(path, '--devices'), settingError);
  if (file.ok) return file.list;
  const { fault } = file;
  throw new StartError((say) => say.wrongDevices(path, '--devices', fault));
}

/** @param named called with the files before they are read */
async function readAll(
  path: string,
  settings: Partial<PlatformSettings>,
  named: (files: readonly string[]) => void,
): Promise<Read> {
  const text = await readOptionFile(path, '--alibaba');
  const file = parseDevicesFile(text, settingError);
  if (!file.ok) {
    const { fault } = file;
    throw new StartError((say) => say.wrongDevices(path, '--alibaba', fault));
  }
  const pathOf = (modelFile: string): string => resolve(dirname(path), modelFile);
  named([path, ...file.products.flatMap((one) => (one.modelFile ? [pathOf(one.modelFile)] : []))]);
  const models = await Promise.all(file.products.map((product) => readModel(product, pathOf)));
  const given = Object.fromEntries(file.settings);
  const all = { ...DEFAULT_PLATFORM_SETTINGS, ...(areSettings(given) && given), ...settings };
  if (all.keepAliveLeast > all.keepAliveMost) {
    throw new StartError((say) => say.leastAboveMost(`${path} (--alibaba)`));
  }
  return {
    contents: {
      products: models.map(({ product }) => product),
      devices: file.list,
      settings: all,
    },
    text: JSON.stringify([text, ...models.map((model) => model.text)]),
  };
}

async function readModel(
  { modelFile, ...product }: ListedProduct,
  pathOf: (modelFile: string) => string,
) {
  if (modelFile === undefined) return { product, text: '' };
  const text = await readOptionFile(pathOf(modelFile), '--alibaba', modelFile);
  const tsl = parseTsl(text);
  if (!tsl.ok) {
    throw new StartError((say) => say.wrongModel(modelFile, '--alibaba', tsl));
  }
  return { product: { ...product, model: tsl.model }, text };
}

/** The file of `--alibaba`, with the thing models that it names: read at the start, and again when it changes. */
import { type FSWatcher, watch } from 'node:fs';
import { readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { parseTsl } from '../alibaba/alink/tsl.ts';
import type { Device } from '../alibaba/devices.ts';
import { type ListedProduct, parseDevicesFile } from '../alibaba/devicesFile.ts';
import { editDevicesFile } from '../alibaba/devicesFileEdit.ts';
import type { Product } from '../alibaba/product.ts';
import type { RegistryChanges } from '../alibaba/registryChanges.ts';
import {
  DEFAULT_PLATFORM_SETTINGS,
  type PlatformSettings,
} from '../broker/platform/devices/settings.ts';
import { areSettings, settingFault } from '../broker/platform/devices/settingValues.ts';
import { type Sentence, StartError, systemReason } from './errors.ts';
import { openReplacedFile } from './replacedFile.ts';

/** What the platform is to know. */
export interface PlatformContents {
  readonly products: readonly Product[];
  readonly devices: readonly Device[];
  readonly settings: PlatformSettings;
}

/** ms: a file is often written in several steps, and a folder tells each of them. */
const SETTLED = 100;

export interface WatchedFile {
  /** Everything is there again, and right. */
  changed(contents: PlatformContents): void;
  /** One line on why what was known before stays as it is. */
  failed(why: Sentence): void;
}

interface Read {
  readonly contents: PlatformContents;
  /** All files that it came from. */
  readonly files: readonly string[];
  /** Everything that stood in them. */
  readonly text: string;
}

export class PlatformFile {
  readonly #path: string;
  readonly #settings: Partial<PlatformSettings>;
  #last: Read;

  private constructor(path: string, settings: Partial<PlatformSettings>, first: Read) {
    this.#path = path;
    this.#settings = settings;
    this.#last = first;
  }

  /** `settings` win over the file's. Throws `StartError`. */
  static async read(path: string, settings: Partial<PlatformSettings>): Promise<PlatformFile> {
    return new PlatformFile(path, settings, await readAll(path, settings));
  }

  get contents(): PlatformContents {
    return this.#last.contents;
  }

  /** Looks now, for whoever was told to. */
  again(watched: WatchedFile): Promise<void> {
    return this.#again(watched);
  }

  get name(): string {
    return basename(this.#path);
  }

  /** Writes them into the file as it stands now. Rejects with an Error that says why not. */
  async save(changes: RegistryChanges): Promise<void> {
    const text = await readText(this.#path, this.#path);
    if (!parseDevicesFile(text, settingFault).ok) throw new Error('The file has an error.');
    const edited = editDevicesFile(text, changes);
    if (!parseDevicesFile(edited, settingFault).ok) throw new Error('The file cannot be edited.');
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

  /** Returns how to end it. */
  watch(watched: WatchedFile): () => void {
    const folders = new Map<string, FSWatcher>();
    let timer: NodeJS.Timeout | undefined;
    let hasEnded = false;
    const look = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        this.#again(watched).then(follow, (error: unknown) => watched.failed(reasonOf(error)));
      }, SETTLED);
    };
    // Folders, because editors put a new file in the old one's place.
    const follow = (): void => {
      if (hasEnded) return;
      for (const folder of new Set(this.#last.files.map((file) => dirname(file)))) {
        if (folders.has(folder)) continue;
        try {
          const watcher = watch(folder, (_, name) => {
            if (name === null || this.#concerns(name)) look();
          });
          watcher.on('error', (error) => watched.failed(reasonOf(error)));
          folders.set(folder, watcher);
        } catch (error) {
          watched.failed((say) => say.notWatched(systemReason(error, say)));
        }
      }
    };
    follow();
    return () => {
      hasEnded = true;
      clearTimeout(timer);
      for (const watcher of folders.values()) watcher.close();
    };
  }

  /** `.json`: a model that was missing. `..`: a link to another folder is how containers change files. */
  #concerns(name: string): boolean {
    return (
      name === basename(this.#path) ||
      name.endsWith('.json') ||
      name.startsWith('..') ||
      this.#last.files.some((file) => basename(file) === name)
    );
  }

  async #again(watched: WatchedFile): Promise<void> {
    try {
      const read = await readAll(this.#path, this.#settings);
      if (read.text === this.#last.text) return;
      this.#last = read;
      watched.changed(read.contents);
    } catch (error) {
      if (!(error instanceof StartError)) throw error;
      watched.failed(error.said);
    }
  }
}

const reasonOf =
  (error: unknown): Sentence =>
  (say) =>
    systemReason(error, say);

/** Its devices alone. Throws `StartError`. */
export async function readDevices(path: string): Promise<readonly Device[]> {
  const file = parseDevicesFile(await readText(path, path), settingFault);
  if (file.ok) return file.list;
  const { fault } = file;
  throw new StartError((say) => say.wrongDevices(path, '--devices', fault));
}

async function readAll(path: string, settings: Partial<PlatformSettings>): Promise<Read> {
  const text = await readText(path, path);
  const file = parseDevicesFile(text, settingFault);
  if (!file.ok) {
    const { fault } = file;
    throw new StartError((say) => say.wrongDevices(path, '--alibaba', fault));
  }
  const models = await Promise.all(file.products.map((product) => readModel(product, path)));
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
    files: await withTargets([path, ...models.flatMap(({ files }) => files)]),
    text: JSON.stringify([text, ...models.map((model) => model.text)]),
  };
}

/** A link does not change when the file does that it leads to. */
async function withTargets(paths: readonly string[]): Promise<readonly string[]> {
  const targets = await Promise.all(paths.map((path) => realpath(path)));
  return [...new Set([...paths.map((path) => resolve(path)), ...targets])];
}

async function readModel({ modelFile, ...product }: ListedProduct, beside: string) {
  if (modelFile === undefined) return { product, files: [], text: '' };
  const path = resolve(dirname(beside), modelFile);
  const text = await readText(path, modelFile);
  const tsl = parseTsl(text);
  if (!tsl.ok) {
    throw new StartError((say) => say.wrongModel(modelFile, '--alibaba', tsl));
  }
  return { product: { ...product, model: tsl.model }, files: [path], text };
}

async function readText(path: string, name: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new StartError((say) => say.cannotReadOf(name, '--alibaba', systemReason(error, say)));
  }
}

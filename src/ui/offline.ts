/**
 * Caches the files of a build, so that the app starts without a network. It handles nothing else: no other
 * path of this origin, no query, no response other than these files.
 */

import { COMPANION_INFO_PATH, SERVICE_WORKER } from '../broker/core/companionInfo.ts';
import { BUILD_MARK } from './kit/page/buildMark.ts';

export interface Build {
  readonly version: string;
  /** Relative to the page, without the page itself. Those in `assets/` never change under their name. */
  readonly files: readonly string[];
}

/** Dependencies of the offline cache. */
export interface Surroundings {
  /** Address of the page, with a slash at its end. */
  readonly scope: string;
  readonly caches: Pick<CacheStorage, 'open' | 'keys' | 'delete'>;
  readonly fetch: (request: Request | string, init?: RequestInit) => Promise<Response>;
  /** Unregisters for good, because the app is no longer at this address. */
  readonly leave: () => Promise<unknown>;
}

/** Every page asks for it; only a companion has an answer. */
const COMPANION_INFO = COMPANION_INFO_PATH.slice(1);
/** Key beside the files of the newest build: at the last look, another page was at this address. */
const DOUBT = '?another-page';

const isPage = ({ headers }: Response): boolean =>
  headers.get('content-type')?.startsWith('text/html') ?? false;

export class Offline {
  readonly #build: Build;
  readonly #around: Surroundings;
  /** Other builds of this page have caches that begin so; there may be another page below or above. */
  readonly #names: string;

  constructor(build: Build, around: Surroundings) {
    this.#build = build;
    this.#around = around;
    this.#names = `mqttscope of ${around.scope} `;
  }

  /**
   * Fetches all files; hashed files may come from the browser's cache. Rejects and keeps nothing if a file is missing
   * or from another build. A build that returns after another is the newest again.
   */
  async install(): Promise<void> {
    const { caches } = this.#around;
    const name = this.#names + this.#build.version;
    await caches.delete(name);
    try {
      await this.#fill(await caches.open(name));
    } catch (error) {
      await caches.delete(name);
      throw error;
    }
  }

  async #fill(cache: Cache): Promise<void> {
    for (const file of [...this.#build.files, '']) {
      // Sequential, so that the user's requests are not delayed.
      await cache.put(this.#around.scope + file, await this.#fetched(file));
    }
  }

  async #fetched(file: string): Promise<Response> {
    const { fetch, scope } = this.#around;
    const isFixed = file.startsWith('assets/');
    const response = await fetch(scope + file, { cache: isFixed ? 'default' : 'no-cache' });
    if (!response.ok || isPage(response) !== (file === '')) {
      throw new Error(`${file} is not there.`);
    }
    if (file !== '') return response;
    const text = await response.text();
    if (!text.includes(this.#build.version)) throw new Error('The page is of another version.');
    // A new response, because browsers reject a redirected response for a page.
    return new Response(text, { headers: response.headers });
  }

  /** Deletes all builds except this one and the one before, which open pages may still run. */
  async activate(): Promise<void> {
    const { caches } = this.#around;
    const others = (await this.#kept()).filter((name) => !name.endsWith(` ${this.#build.version}`));
    await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
  }

  /** Names of caches, the oldest first. */
  async #kept(): Promise<readonly string[]> {
    const names = await this.#around.caches.keys();
    return names.filter((name) => name.startsWith(this.#names));
  }

  /**
   * Answers a request; undefined for all other requests.
   * @param later receives work that continues after the answer
   */
  answer(request: Request, later: (work: Promise<void>) => void): Promise<Response> | undefined {
    const { scope } = this.#around;
    const [address = ''] = request.url.split(/[?#]/);
    if (request.method !== 'GET' || !address.startsWith(scope)) return undefined;
    const file = address.slice(scope.length);
    if (request.mode === 'navigate') return this.#page(request, file, later);
    if (file.startsWith('assets/')) return this.#asset(request, file);
    if (file === COMPANION_INFO) return this.#orNothing(request);
    return this.#build.files.includes(file) ? this.#fresh(request, file) : undefined;
  }

  /** The page from the network: never an old version, and never this app's page if another app is there. */
  #page(
    request: Request,
    file: string,
    later: (work: Promise<void>) => void,
  ): Promise<Response> | undefined {
    // A server may know the page by only one of its names.
    if (file === 'index.html') return this.#fresh(request, '');
    return file === '' ? this.#looked(request, later) : undefined;
  }

  async #looked(request: Request, later: (work: Promise<void>) => void): Promise<Response> {
    const response = await this.#fresh(request, '');
    later(this.#look(response.clone()));
    return response;
  }

  async #fresh(request: Request, file: string): Promise<Response> {
    try {
      return await this.#around.fetch(request);
    } catch (error) {
      const kept = await this.#find(file);
      if (kept === undefined) throw error;
      return kept;
    }
  }

  /** Never rejects, because browsers log a rejection as an error. */
  async #orNothing(request: Request): Promise<Response> {
    try {
      return await this.#around.fetch(request);
    } catch {
      return new Response(undefined, { status: 204 });
    }
  }

  async #asset(request: Request, file: string): Promise<Response> {
    return (await this.#find(file)) ?? this.#around.fetch(request);
  }

  /** In the newest build that has it. */
  async #find(file: string): Promise<Response | undefined> {
    const { caches, scope } = this.#around;
    for (const name of (await this.#kept()).toReversed()) {
      const cache = await caches.open(name);
      const found = await cache.match(scope + file, { ignoreVary: true });
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /**
   * Unregisters if another app has replaced this one. The other page must be seen twice in a row, with this file
   * missing: a single answer may be from a proxy or a login page, and the cached files would be missed at the next
   * loss. If the server answers nothing or an error, the cached files do no harm.
   */
  async #look(response: Response): Promise<void> {
    if (!response.ok || !isPage(response)) return;
    const isOurs = (await response.text()).includes(BUILD_MARK);
    const { caches, leave, scope } = this.#around;
    const names = await this.#kept();
    const newest = names.at(-1);
    if (newest === undefined) return;
    const cache = await caches.open(newest);
    if (isOurs || (await this.#isStillHere())) {
      await cache.delete(scope + DOUBT);
    } else if ((await cache.match(scope + DOUBT)) === undefined) {
      await cache.put(scope + DOUBT, new Response());
    } else {
      await Promise.all(names.map((name) => caches.delete(name)));
      await leave();
    }
  }

  /** Whether the server has this file; true if unknown. */
  async #isStillHere(): Promise<boolean> {
    const { fetch, scope } = this.#around;
    try {
      const response = await fetch(scope + SERVICE_WORKER, { cache: 'no-store' });
      return (await response.text()).includes(BUILD_MARK);
    } catch {
      return true;
    }
  }
}

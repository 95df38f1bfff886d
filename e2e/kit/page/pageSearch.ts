/** Searches a page for a secret: in the DOM, the browser's storage and the clipboard. */
import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { SecretSearch } from '../../../src/mqtt/secrets/secretSearch.testkit.ts';
import type { Companion } from '../peers/companion.ts';
import type { App } from './app.ts';

/** Runs in the page: returns its elements, input values, the address, and all storage. */
async function everything(): Promise<Record<string, string>> {
  const answered = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(new Error('IndexedDB refused')));
    });
  const kept: unknown[] = [];
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await answered(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const records = database.transaction(store).objectStore(store);
      kept.push(
        name,
        store,
        await answered(records.getAllKeys()),
        await answered(records.getAll()),
      );
    }
    database.close();
  }
  const boxes = [...document.querySelectorAll<HTMLInputElement>('input, textarea')];
  const asText = (_name: string, value: unknown) =>
    value instanceof Uint8Array ? String.fromCharCode(...value) : value;
  return {
    html: document.documentElement.outerHTML,
    boxes: boxes.map(({ value }) => value).join('\n'),
    address: location.href,
    localStorage: JSON.stringify(localStorage),
    sessionStorage: JSON.stringify(sessionStorage),
    IndexedDB: JSON.stringify(kept, asText),
  };
}

/** Everything that the page's origin stores, bytes as characters. */
export async function storedText(page: Page): Promise<string> {
  const outputs = await page.evaluate(everything);
  return ['localStorage', 'sessionStorage', 'IndexedDB'].map((name) => outputs[name]).join('\n');
}

export class PageSearch {
  readonly #page: Page;
  readonly #secret: string;
  readonly #search = new SecretSearch();

  constructor(page: Page, secret: string) {
    this.#page = page;
    this.#secret = secret;
  }

  get found(): readonly string[] {
    return this.#search.found;
  }

  /** Searches another output. */
  output(text: string, name: string): void {
    this.#search.look(this.#secret, new Map([[name, text]]), 'the test');
  }

  /** Ends the page and its companion, and searches their outputs. @param log file of the event log */
  async end(said: readonly string[], companion: Companion, log: string): Promise<void> {
    // Otherwise it would complain about lost servers.
    await this.#page.close();
    await companion.stop();
    this.output(said.join('\n'), 'the console');
    this.output(companion.stdout() + companion.stderr(), 'what the companion says');
    this.output(await readFile(log, 'utf8'), 'the event log');
  }

  /** Searches the current page. */
  async look(where: string): Promise<void> {
    const outputs = await this.#page.evaluate(everything);
    const texts = (outputs['html'] ?? '').replace(/<[^>]*>/g, '');
    // Each byte has its own cell.
    const joined = { texts, 'texts without blanks': texts.replace(/\s/g, '') };
    this.#search.look(this.#secret, new Map(Object.entries({ ...outputs, ...joined })), where);
  }

  /**
   * Selects each packet and makes all copies of those with overwritten parts.
   * @param hasCopies false to select only
   * @returns their number
   */
  async packets(app: App, where: string, hasCopies = true): Promise<number> {
    const page = this.#page;
    const count = await app.count('packets');
    await app.packets.focus();
    await page.keyboard.press('Home');
    const detail = page.getByRole('region', { name: 'Packet', exact: true });
    for (let number = 1; number <= count; number += 1) {
      await detail.getByRole('heading', { name: `No. ${number}`, exact: true }).waitFor();
      // Parts that load later are below the bytes.
      await app.bytes.waitFor();
      await this.look(`packet ${number} of ${where}`);
      if (hasCopies && (await app.bytes.innerText()).includes('**')) {
        await this.#copies(app, `packet ${number} of ${where}`);
        await app.packets.focus();
      }
      await page.keyboard.press('ArrowDown');
    }
    return count;
  }

  async #copies(app: App, where: string): Promise<void> {
    const page = this.#page;
    const read = () => page.evaluate(() => navigator.clipboard.readText());
    const items = page.getByRole('menuitem', { name: /^Copy/, disabled: false });
    await app.button('Copy').click();
    await expect(items.first()).toBeVisible();
    const count = await items.count();
    for (let at = 0; at < count; at += 1) {
      await page.evaluate(() => navigator.clipboard.writeText(''));
      if (at > 0) await app.button('Copy').click();
      await items.nth(at).click();
      await expect.poll(read, { intervals: [20] }).not.toBe('');
      this.output(await read(), `copy ${at} of ${where}`);
    }
    if (count === 0) await page.keyboard.press('Escape');
  }
}

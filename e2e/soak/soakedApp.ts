/** Uses the app during a soak like a person. */
import type { Page } from '@playwright/test';
import { App } from '../kit/page/app.ts';
import { showPanel } from '../kit/page/panels.ts';
import type { Companion } from '../kit/peers/companion.ts';

const VIEWS = ['Requests', 'Topic', 'Problems', 'Connections', 'Packets'] as const;
const FILTERS = [
  'payload.temp > 30',
  'topic ~ "plant/line-3/#"',
  'size > 100 and qos == 0',
] as const;

/** ms; long, because the app is busy. */
const UNDONE_WITHIN = 60_000;

export class SoakedApp {
  readonly #page: Page;
  readonly #app: App;

  constructor(page: Page) {
    this.#page = page;
    this.#app = new App(page);
  }

  async open(address: string): Promise<void> {
    await this.#page.goto(address);
    await this.#app.button('Try the live demo').waitFor();
  }

  async connect({ app, ws }: Companion): Promise<void> {
    await this.#app.connect(app, { url: ws, version: '3.1.1', subscribe: ['#'], go: true });
  }

  async switchViews(): Promise<void> {
    for (const name of VIEWS) {
      await showPanel(this.#page, name);
      await this.#page.getByRole('tab', { name, exact: true, selected: true }).waitFor();
      // Each is viewed for a while.
      await this.#page.waitForTimeout(500);
    }
  }

  /** Filters, views the results, and shows all again. */
  async filter(round: number): Promise<void> {
    const box = this.#page.getByRole('textbox', { name: 'Display filter', exact: true });
    await box.fill(FILTERS[round % FILTERS.length] ?? '');
    await box.press('Enter');
    await this.#app.packet('PUBLISH').first().waitFor();
    // The results are viewed.
    await this.#page.waitForTimeout(1000);
    await box.fill('');
    await box.press('Enter');
  }

  /**
   * Searches topics for a while. Messages are processed one by one meanwhile, so that each topic's history is
   * complete and memory is at its maximum from the first round on.
   */
  async search(): Promise<void> {
    const box = this.#page.getByRole('searchbox', { name: 'Find topic or value' });
    await box.fill('device-7');
    await this.#app.topics
      .getByRole('treeitem', { name: /device-7/ })
      .first()
      .waitFor();
    await this.#page.waitForTimeout(1000);
    await box.fill('');
  }

  /** Opens and closes a second connection. */
  async openAnother({ app, ws }: Companion): Promise<void> {
    await this.#app.open(app, { url: ws, version: '5', subscribe: ['plant/line-1/#'], go: true });
    const tabs = this.#page.getByRole('tablist', { name: 'Connections' }).getByRole('tab');
    const second = tabs.nth(1).and(this.#page.getByRole('tab', { selected: true }));
    await second.filter({ hasText: 'connected' }).waitFor();
    // Both receive messages for a while.
    await this.#page.waitForTimeout(1000);
    await this.close();
  }

  /** Closes the connection in front and ends its undo period, until which its data stays. */
  async close(): Promise<void> {
    await this.#page.getByRole('button', { name: /^Close 127/ }).click();
    await this.#app.button('Close connection').click();
    const undo = this.#app.button('Undo');
    await undo.waitFor();
    await undo.waitFor({ state: 'hidden', timeout: UNDONE_WITHIN });
  }

  messages(): Promise<number> {
    return this.#app.count('messages');
  }

  discarded(): Promise<number> {
    return this.#app.count('oldest packets discarded');
  }

  /** Bytes of the page and its workers after a garbage collection. */
  async memory(): Promise<number> {
    const measured: unknown = await this.#page.evaluate(() => {
      const measure: unknown = Reflect.get(performance, 'measureUserAgentSpecificMemory');
      if (typeof measure !== 'function') throw new Error('this browser does not measure memory');
      const measuring: unknown = Reflect.apply(measure, performance, []);
      return measuring;
    });
    const bytes: unknown = Reflect.get(Object(measured), 'bytes');
    if (typeof bytes !== 'number') throw new Error('this browser does not tell the memory');
    return bytes;
  }
}

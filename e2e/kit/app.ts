/** The app as a person meets it: by role and name. */
import { expect, type Locator, type Page } from '@playwright/test';

type Version = '3.1' | '3.1.1' | '5';
export type QoS = '0' | '1' | '2';
const LEVELS = { '3.1': '3', '3.1.1': '4', '5': '5' } as const;

export interface Link {
  readonly url: string;
  readonly version?: Version;
  readonly subscribe?: readonly string[];
  readonly qos?: QoS;
  /** s; typed in, as links have no such part. `0` where packets are counted: there is no PINGREQ, however long it takes. */
  readonly keepAlive?: string;
  /** Connects at once. */
  readonly go?: boolean;
}

/** Until the page has heard of it: what it hears later, it would take for the next address. */
const leaveAddress = (): Promise<void> =>
  new Promise((resolve) => {
    addEventListener('hashchange', () => resolve(), { once: true });
    location.replace('#');
  });

export class App {
  readonly page: Page;
  /** Of connections and files. */
  readonly tabs: Locator;
  readonly connection: Locator;
  readonly publishing: Locator;
  readonly packets: Locator;
  readonly topics: Locator;
  readonly fields: Locator;
  readonly bytes: Locator;

  constructor(page: Page) {
    this.page = page;
    this.tabs = page.getByRole('tablist', { name: 'Connections' }).getByRole('tab');
    this.connection = page.getByRole('group', { name: 'Connection', exact: true });
    this.publishing = page.getByRole('region', { name: 'Publish', exact: true });
    this.packets = page.getByRole('grid', { name: 'Packets', exact: true });
    this.topics = page.getByRole('tree', { name: 'Topics', exact: true });
    this.fields = page.getByRole('tree', { name: 'Fields', exact: true });
    this.bytes = page.getByRole('region', { name: 'Bytes', exact: true });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** Opens the app by a deep link that fills the editor; where it is open, in a connection tab of its own. */
  async open(app: string, link: Link): Promise<void> {
    const parts = [`url=${link.url}`, ...(link.subscribe ?? []).map((f) => `subscribe=${f}`)];
    if (link.qos) parts.push(`qos=${link.qos}`);
    if (link.version) parts.push(`v=${LEVELS[link.version]}`);
    if (link.go) parts.push('go=1');
    const address = `${app.replace(/\/$/, '')}/#/connect?${parts.join('&')}`;
    const isOpen = this.page.url().startsWith(app);
    // To be sent where one is already is no change that a page would hear of.
    if (this.page.url() === address) await this.page.evaluate(leaveAddress);
    // The one in front would be taken for what the link connects.
    const isInUse = (await this.#front.filter({ hasText: 'connected' }).count()) > 0;
    const before = await this.tabs.count();
    await this.page.goto(address);
    if (!isOpen) return;
    // Until it has heard of it, what was in front still is.
    await this.page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
    if (link.go && isInUse) await expect(this.tabs).toHaveCount(before + 1);
    if (link.go) return;
    const url = this.connection.getByRole('textbox', { name: 'URL', exact: true });
    await expect(url).toHaveValue(link.url);
  }

  /** Opens it and connects. */
  async connect(app: string, link: Link): Promise<void> {
    await this.open(app, link);
    if (link.keepAlive !== undefined) {
      await this.connection.getByRole('textbox', { name: 'Keep alive' }).fill(link.keepAlive);
    }
    if (!link.go) await this.button('Connect').click();
    await this.connected();
  }

  /** Connects, to the companion's broker where no other is named, until its filters are granted. */
  async listen(
    companion: { readonly app: string; readonly ws: string },
    link: Partial<Link> & Required<Pick<Link, 'subscribe'>>,
  ): Promise<void> {
    await this.connect(companion.app, { url: companion.ws, ...link });
    await expect(this.packet('in', 'SUBACK')).toHaveCount(1);
  }

  /** The tab on top says so; the button Disconnect is there while a connection is tried, too. */
  async connected(): Promise<void> {
    await expect(this.#front).toContainText('connected');
    await expect(this.button('Disconnect')).toBeVisible();
  }

  get #front(): Locator {
    return this.page
      .getByRole('tablist', { name: 'Connections' })
      .getByRole('tab', { selected: true });
  }

  /** Does not wait for the next try, unless that comes first by itself. */
  async connectedAgain(): Promise<void> {
    const retry = this.button('Retry now');
    await expect(async () => {
      if (await retry.isVisible()) await retry.click({ timeout: 500 });
      await expect(this.button('Disconnect')).toBeVisible({ timeout: 500 });
    }).toPass();
    await this.connected();
  }

  /** Until a reload would bring back what holds `text`: what is open is kept a little after it changed. */
  async kept(text: string): Promise<void> {
    await expect
      .poll(() => this.page.evaluate(() => JSON.stringify(Object.values(sessionStorage))))
      .toContain(text);
  }

  /** What was just done can be taken back: that is offered for some seconds, and as long as somebody points there. */
  async pointAtUndo(): Promise<void> {
    // Beside its button, which looks otherwise then.
    const offer = this.page.getByRole('region', { name: 'Undo', exact: true });
    await offer.hover({ position: { x: 4, y: 4 } });
  }

  async subscribe(filter: string, qos: QoS = '0'): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Topic filter', exact: true }).fill(filter);
    await this.page.getByRole('combobox', { name: 'Requested QoS', exact: true }).selectOption(qos);
    await this.button('Subscribe').click();
  }

  /** A refused filter is told with what was asked, and the next one is granted on the same connection. */
  async subscribeRefusedThenGranted(forbidden: string, allowed: string): Promise<void> {
    await this.subscribe(forbidden, '1');
    await expect(this.page.getByText(`Refused: ${forbidden}`).first()).toBeVisible();
    await this.subscribe(allowed, '1');
    await expect(this.page.getByText('Requested QoS 1, granted 1').first()).toBeVisible();
    await expect(this.packet('in', 'SUBACK')).toHaveCount(2);
    await expect(this.packet('out', 'CONNECT')).toHaveCount(1);
  }

  async publish(
    topic: string,
    payload: string,
    { qos = '0', retain = false }: { qos?: QoS; retain?: boolean } = {},
  ): Promise<void> {
    await this.publishing.getByRole('combobox', { name: 'Topic', exact: true }).fill(topic);
    await this.publishing.getByRole('textbox', { name: 'Payload', exact: true }).fill(payload);
    await this.publishing.getByRole('radio', { name: qos, exact: true }).click();
    const toggle = this.publishing.getByRole('switch', { name: 'Retain', exact: true });
    if (retain !== ((await toggle.getAttribute('aria-checked')) === 'true')) await toggle.click();
    await this.publishing.getByRole('button', { name: 'Publish', exact: true }).click();
  }

  /** Rows of the packet list that are on screen, by what their cells say. */
  packet(...cells: string[]): Locator {
    return cells.reduce<Locator>((rows, cell) => {
      // A direction is a whole cell; anything else may stand beside more.
      const exact = cell === 'in' || cell === 'out';
      return rows.filter({ has: this.page.getByRole('gridcell', { name: cell, exact }) });
    }, this.packets.getByRole('row'));
  }

  topic(level: string): Locator {
    return this.topics.getByRole('treeitem', { name: level, exact: true });
  }

  /** The number before a word of the status bar, e.g. `packets`. */
  async count(
    word: 'topics' | 'messages' | 'packets' | 'oldest packets discarded',
  ): Promise<number> {
    const status = this.page.getByRole('status', { name: new RegExp(`^\\d+ ${word}$`) });
    const name = (await status.getAttribute('aria-label')) ?? (await status.innerText());
    return Number.parseInt(name, 10);
  }
}

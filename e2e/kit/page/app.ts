/** Drives the app like a person: by role and name. */
import { expect, type Locator, type Page } from '@playwright/test';
import { showDesk } from './panels.ts';

type Version = '3.1' | '3.1.1' | '5';
export type QoS = '0' | '1' | '2';
const LEVELS = { '3.1': '3', '3.1.1': '4', '5': '5' } as const;

export interface Link {
  readonly url: string;
  readonly version?: Version;
  readonly subscribe?: readonly string[];
  readonly qos?: QoS;
  /**
   * Seconds. Typed into the form, because links have no such part. `0` when packets are counted: it prevents
   * PINGREQ.
   */
  readonly keepAlive?: string;
  /** Connects at once. */
  readonly go?: boolean;
}

/**
 * Waits until the page has processed the change, so that it does not mistake a later event for the next
 * address.
 */
const leaveAddress = (): Promise<void> =>
  new Promise((resolve) => {
    addEventListener('hashchange', () => resolve(), { once: true });
    location.replace('#');
  });

type FormSection = 'Companion' | 'Session and will' | 'MQTT 5' | 'Appearance and profile';

export class App {
  readonly page: Page;
  /** Tabs of connections and files. */
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

  /** Opens the app by a deep link that fills the editor, or in a separate connection tab if it is open. */
  async open(app: string, link: Link): Promise<void> {
    const parts = [`url=${link.url}`, ...(link.subscribe ?? []).map((f) => `subscribe=${f}`)];
    if (link.qos) parts.push(`qos=${link.qos}`);
    if (link.version) parts.push(`v=${LEVELS[link.version]}`);
    if (link.go) parts.push('go=1');
    const address = `${app.replace(/\/$/, '')}/#/connect?${parts.join('&')}`;
    const isOpen = this.page.url().startsWith(app);
    // Navigating to the current address causes no event in the page.
    if (this.page.url() === address) await this.page.evaluate(leaveAddress);
    // Otherwise the tab in front would be mistaken for the link's.
    const used = { hasText: 'connected', hasNotText: 'not connected' };
    const isInUse = (await this.#front.filter(used).count()) > 0;
    const before = await this.tabs.count();
    await this.page.goto(address);
    if (!isOpen) return;
    // Until the page has processed the link, the previous tab is in front.
    await this.page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
    if (link.go && isInUse) await expect(this.tabs).toHaveCount(before + 1);
    if (link.go) return;
    const url = this.connection.getByRole('textbox', { name: 'URL', exact: true });
    await expect(url).toHaveValue(link.url);
  }

  /** Opens the connection form of the tab in front, with these sections. */
  async openForm(...sections: readonly FormSection[]): Promise<void> {
    const opener = this.page
      .getByRole('banner')
      .getByRole('button', { name: 'Connection', exact: true });
    if ((await opener.getAttribute('aria-expanded')) !== 'true') await opener.click();
    await this.unfold(...sections);
  }

  /** Unfolds sections of the open form. */
  async unfold(...sections: readonly FormSection[]): Promise<void> {
    for (const name of sections) {
      const folded = this.connection.getByRole('button', { name, exact: true });
      if ((await folded.getAttribute('aria-expanded')) === 'false') await folded.click();
    }
  }

  /** Opens the list of all profiles. */
  async openProfiles(): Promise<Locator> {
    const list = this.page.getByRole('complementary', { name: 'Profiles' });
    // Before the app has started, keys are lost.
    await this.tabs.first().waitFor();
    await this.page.locator('dialog[open]').waitFor({ state: 'hidden' });
    if (!(await list.isVisible())) {
      await this.page.keyboard.press('Control+K');
      await this.page.keyboard.type('All profiles');
      await this.page.getByRole('option', { name: 'All profiles' }).click();
    }
    return list;
  }

  /** Opens it and connects. */
  async connect(app: string, link: Link): Promise<void> {
    await this.open(app, link);
    if (link.keepAlive !== undefined) {
      await this.unfold('Session and will');
      await this.connection.getByRole('textbox', { name: 'Keep alive' }).fill(link.keepAlive);
    }
    if (!link.go) await this.button('Connect').click();
    await this.connected();
  }

  /** Connects, by default to the companion's broker, and waits until its filters are granted. */
  async listen(
    companion: { readonly app: string; readonly ws: string },
    link: Partial<Link> & Required<Pick<Link, 'subscribe'>>,
  ): Promise<void> {
    await this.connect(companion.app, { url: companion.ws, ...link });
    await expect(this.packet('in', 'SUBACK')).toHaveCount(1);
  }

  /**
   * Checks the tab, and waits for the form to close.
   * Then goes from Watch, which a new connection opens, to Inspect.
   * @param stays in the desk that is in front
   */
  async connected({ stays = false } = {}): Promise<void> {
    await expect(this.#front).toContainText(/(?<!not )connected/);
    await expect(this.page.getByRole('dialog', { name: /^Connection: / })).toHaveCount(0);
    const desks = this.page.getByRole('navigation', { name: 'Desks', exact: true });
    await expect(desks).toBeVisible();
    const front = await desks.locator('[aria-current]').allInnerTexts();
    if (!stays && front.some((name) => name.startsWith('Watch')))
      await showDesk(this.page, 'inspect');
  }

  /** By the palette: the form, which has the button, would cover the capture. */
  async disconnect(): Promise<void> {
    await this.page.keyboard.press('Control+K');
    await this.page.getByRole('combobox', { name: 'Commands' }).fill('Disconnect');
    await this.page.keyboard.press('Enter');
  }

  /** Chooses an entry of the menu of a button, by way of its submenu if there are several names. */
  async chooseFrom(button: Locator, ...entries: readonly string[]): Promise<void> {
    await button.click();
    for (const name of entries)
      await this.page.getByRole('menuitem', { name, exact: true }).click();
  }

  /** Chooses an entry of the menu of the packet's detail. */
  async fromDetail(...entries: readonly string[]): Promise<void> {
    await this.chooseFrom(this.button(/^Actions for No\. /), ...entries);
  }

  /** Removes the packets, by the menu of Inspect's tool bar. */
  async clear(): Promise<void> {
    await this.chooseFrom(this.button('More for this list'), 'Clear');
  }

  get #front(): Locator {
    return this.page
      .getByRole('tablist', { name: 'Connections' })
      .getByRole('tab', { selected: true });
  }

  /** Retries at once unless the automatic retry is earlier. */
  async connectedAgain(): Promise<void> {
    const retry = this.button('Retry now');
    await expect(async () => {
      if (await retry.isVisible()) await retry.click({ timeout: 500 });
      await expect(this.#front).toContainText(/(?<!not )connected/, { timeout: 500 });
    }).toPass();
    await this.connected({ stays: true });
  }

  /** Waits until a reload would restore `text`: state is stored shortly after a change. */
  async kept(text: string): Promise<void> {
    await expect
      .poll(() => this.page.evaluate(() => JSON.stringify(Object.values(sessionStorage))))
      .toContain(text);
  }

  /** Turns off *Kept packets*, so that a reload shows no packets from before. */
  async keepNoPackets(): Promise<void> {
    await this.page.evaluate(() => localStorage.setItem('mqttscope.keepPackets', 'false'));
  }

  /** Keeps the offer to undo open, which otherwise ends after some seconds. */
  async pointAtUndo(): Promise<void> {
    // Next to its button, which changes its appearance.
    const offer = this.page.getByRole('region', { name: 'Undo', exact: true });
    await offer.hover({ position: { x: 4, y: 4 } });
  }

  /** Withdraws the offer to undo, so that its data is removed at once. */
  async dismissUndo(): Promise<void> {
    const offer = this.page.getByRole('region', { name: 'Undo', exact: true });
    await offer.getByRole('button', { name: 'Dismiss', exact: true }).click();
    await expect(offer).toBeHidden();
  }

  get topicFilter(): Locator {
    return this.page.getByRole('textbox', { name: 'Topic filter', exact: true });
  }

  /** The form is in the page while it is open; a connection with subscriptions begins without it. */
  async fillTopicFilter(filter: string): Promise<void> {
    const add = this.button('Add a subscription');
    await expect(async () => {
      if (await add.isVisible()) await add.click({ timeout: 1000 });
      await this.topicFilter.fill(filter, { timeout: 1000 });
    }).toPass();
  }

  /** Shows those for which the line of subscriptions has no room. */
  async showSubscriptions(): Promise<void> {
    await this.button(/^\d+ (more|subscriptions?)$/).click();
  }

  async subscribe(filter: string, qos: QoS = '0'): Promise<void> {
    await this.fillTopicFilter(filter);
    await this.page.getByRole('combobox', { name: 'Requested QoS', exact: true }).selectOption(qos);
    await this.button('Subscribe').click();
  }

  /** A rejected filter is shown with the requested one, and the next is granted on the same connection. */
  async subscribeRefusedThenGranted(forbidden: string, allowed: string): Promise<void> {
    await this.subscribe(forbidden, '1');
    await expect(this.page.getByText(`Refused: ${forbidden}`).first()).toBeVisible();
    await this.subscribe(allowed, '1');
    await this.showSubscriptions();
    await expect(this.page.getByText('Requested QoS 1, granted 1').first()).toBeVisible();
    await expect(this.packet('in', 'SUBACK')).toHaveCount(2);
    await expect(this.packet('out', 'CONNECT')).toHaveCount(1);
  }

  async publish(
    topic: string,
    payload: string,
    { qos = '0', retain = false }: { qos?: QoS; retain?: boolean } = {},
  ): Promise<void> {
    // In a narrow window it is over the desk, and has to be opened.
    if ((await this.publishing.count()) === 0) await this.button('Publish').click();
    await this.publishing.getByRole('combobox', { name: 'Topic', exact: true }).fill(topic);
    await this.publishing.getByRole('textbox', { name: 'Payload', exact: true }).fill(payload);
    await this.publishing.getByRole('radio', { name: qos, exact: true }).click();
    const toggle = this.publishing.getByRole('switch', { name: 'Retain', exact: true });
    if (retain !== ((await toggle.getAttribute('aria-checked')) === 'true')) await toggle.click();
    await this.publishing.getByRole('button', { name: 'Publish', exact: true }).click();
  }

  /** Visible rows of the packet list, by their cells' texts. */
  packet(...cells: string[]): Locator {
    return cells.reduce<Locator>((rows, cell) => {
      // A direction is a whole cell; other texts may be parts of a cell.
      const exact = cell === 'in' || cell === 'out';
      return rows.filter({ has: this.page.getByRole('gridcell', { name: cell, exact }) });
    }, this.packets.getByRole('row'));
  }

  /** Selects a packet while the list moves: by the time of a click, the row's element may show another one. */
  async choose(row: Locator): Promise<void> {
    await expect(async () => {
      await row.click({ timeout: 5000 });
      await expect(row).toHaveAttribute('aria-selected', 'true', { timeout: 2000 });
    }).toPass();
  }

  topic(level: string): Locator {
    const name = level === '(empty)' ? '' : level;
    return this.topics.locator(`[role=treeitem][data-level=${JSON.stringify(name)}]`);
  }

  /** Number before a word of the status bar, such as `packets`. */
  async count(
    word: 'topics' | 'messages' | 'packets' | 'oldest packets discarded',
  ): Promise<number> {
    const status = this.page.getByRole('status', { name: new RegExp(`^\\d+ ${word}$`) });
    const name = (await status.getAttribute('aria-label')) ?? (await status.innerText());
    return Number.parseInt(name, 10);
  }
}

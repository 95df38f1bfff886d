/** Views of the app in parts, each opened from the previous one in the same page. */
import { expect, type Page } from '@playwright/test';
import type { Companion } from '../peers/companion.ts';
import type { App } from './app.ts';
import { showPanel } from './panels.ts';

/** The name of a view, and how to open it after the previous one. */
export type View = readonly [name: string, go: () => Promise<void>];

export const isNarrow = (page: Page): boolean => (page.viewportSize()?.width ?? 0) < 900;

async function showPane(app: App, name: string): Promise<void> {
  if (!isNarrow(app.page)) await showPanel(app.page, 'Packets');
  else if (name === 'Publish') await app.button(name).click();
  else await showPanel(app.page, name);
}

/** Connects to the demo, and stops the lists once they have rows. */
async function showLive(app: App, served: Companion): Promise<void> {
  await app.open(served.app, { url: served.ws, version: '5', subscribe: ['#'], go: true });
  await expect.poll(() => app.count('messages')).toBeGreaterThan(20);
  await showPane(app, 'Packets');
  await app.button('Pause').click();
}

/** Opens the connection form in its states, one after the other in a page. */
export function connectionForm(app: App, served: Companion): readonly View[] {
  const { page } = app;
  return [
    [
      'first visit',
      async () => {
        await page.goto(served.app);
        await expect(app.button('Try the live demo')).toBeVisible();
      },
    ],
    [
      'editor for devices, with faults',
      async () => {
        await app.openForm('Session and will');
        await app.connection.getByRole('radio', { name: 'Alibaba Cloud IoT' }).click();
        await app.connection.getByRole('textbox', { name: 'Product key' }).fill('a1ZdK9qTbXe');
        await app.connection.getByRole('textbox', { name: 'Device name' }).fill('press-07');
        await app.connection.getByRole('switch', { name: 'Leave a will' }).click();
        await app.button('Connect').click();
        await expect(page.getByText(/fields? needs? attention/)).toBeVisible();
      },
    ],
    [
      'editor with an address that no browser opens',
      async () => {
        await app.connection.getByRole('radio', { name: 'User and password' }).click();
        await app.connection.getByRole('switch', { name: 'Leave a will' }).click();
        await app.connection
          .getByRole('textbox', { name: 'URL', exact: true })
          .fill('mqtt://127.0.0.1:1');
        await expect(page.getByText('A browser cannot open').first()).toBeVisible();
      },
    ],
    [
      'a device’s messages, and a failed connection',
      async () => {
        await app.connection.getByRole('radio', { name: 'Alibaba Cloud IoT' }).click();
        await app.connection.getByRole('textbox', { name: 'Device secret' }).fill('5ecret');
        await expect(
          page.getByText('What the broker receives').filter({ visible: true }),
        ).toHaveCount(1);
        const url = app.connection.getByRole('textbox', { name: 'URL', exact: true });
        // No server listens on the port of the discard protocol.
        await url.fill('ws://127.0.0.1:9/mqtt');
        await app.button('Connect').click();
        await expect(page.getByText('WebSocket closed before it opened').first()).toBeVisible();
      },
    ],
  ];
}

/** Opens Publish, then dialogs, one after the other in a page. */
export function publishAndDialogs(app: App, served: Companion): readonly View[] {
  const { page } = app;
  return [
    [
      'publish with properties',
      async () => {
        await showLive(app, served);
        await showPane(app, 'Publish');
        if (!isNarrow(page)) await expect(app.publishing).toBeVisible();
        await app.publishing.getByRole('button', { name: 'MQTT 5 properties' }).click();
        await app.publishing.getByRole('button', { name: 'Add user property' }).click();
        await app.publishing.getByRole('combobox', { name: 'Topic' }).fill('a/+');
        await app.publishing.getByRole('textbox', { name: 'Payload' }).fill('{"a": 1}');
        await app.publishing.getByRole('button', { name: /^Repeat/ }).click();
        await expect(app.publishing.getByText('must not contain the wildcard +')).toBeVisible();
        await app.publishing.getByRole('combobox', { name: 'Topic' }).fill('a/b');
        await app.publishing.getByRole('button', { name: 'Publish', exact: true }).click();
        await expect(
          app.publishing.getByRole('button', { name: 'Send to a/b again' }),
        ).toBeVisible();
      },
    ],
    [
      'a message that is kept',
      async () => {
        await app.publishing.getByRole('button', { name: 'Save…', exact: true }).click();
        await app.publishing.getByRole('textbox', { name: 'Name of the message' }).fill('hello');
        await app.publishing.getByRole('button', { name: 'Save message', exact: true }).click();
        await expect(app.publishing.getByText('hello', { exact: true })).toBeVisible();
      },
    ],
    [
      'the rule of an answer',
      async () => {
        await app.publishing.getByRole('button', { name: /^Auto-reply/ }).click();
        await app.publishing.getByRole('button', { name: 'New rule', exact: true }).click();
        await expect(page.getByRole('dialog', { name: 'New rule' })).toBeVisible();
      },
    ],
    [
      'a question',
      async () => {
        await page.keyboard.press('Escape');
        await page
          .getByRole('button', { name: /^Close / })
          .first()
          .click();
        await expect(page.getByRole('dialog')).toBeVisible();
      },
    ],
    [
      'commands',
      async () => {
        await page.keyboard.press('Escape');
        await page.keyboard.press('Control+k');
        await expect(page.getByRole('dialog', { name: 'Commands' })).toBeVisible();
      },
    ],
    [
      'shortcuts',
      async () => {
        await page.keyboard.type('Show the keyboard');
        await page.keyboard.press('Enter');
        const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
        await expect(dialog).toBeVisible();
        // A line's text stays inside its line.
        const lines = dialog.locator('dl > div');
        const spilt = () =>
          lines.evaluateAll((all) =>
            all.filter((line) => line.scrollHeight > line.clientHeight).map((l) => l.outerHTML),
          );
        await expect.poll(spilt).toEqual([]);
      },
    ],
  ];
}

/** Opens the views of Inspect, one after the other in a page. */
export function inspect(app: App, served: Companion): readonly View[] {
  const { page } = app;
  return [
    [
      'packets',
      async () => {
        await showLive(app, served);
        await expect(app.packet('PUBLISH').first()).toBeVisible();
      },
    ],
    [
      'packet detail',
      async () => {
        await app.packet('PUBLISH').first().click();
        await expect(app.fields.getByRole('treeitem').first()).toBeVisible();
        await app.fields.getByRole('treeitem').first().click();
      },
    ],
    [
      'handshakes',
      async () => {
        await showPanel(page, 'Exchanges');
        const exchanges = page.getByRole('grid', { name: 'Exchanges', exact: true });
        // Retries, because new rows move a row away while it is clicked.
        await expect(async () => {
          await exchanges.getByRole('row').last().click();
          const part = page.getByRole('tab', { name: 'Explanation', exact: true });
          // In layouts with room for one part.
          if ((await part.count()) > 0) await part.click();
          await expect(page.getByRole('note', { name: 'Verdict' })).toBeVisible({ timeout: 1000 });
        }).toPass();
        await page
          .getByRole('button', { name: /^MQTT-/ })
          .first()
          .click();
      },
    ],
  ];
}

/** Opens the views of Broker and Lab, one after the other in a page. */
export function brokerAndLab(app: App, served: Companion): readonly View[] {
  const { page } = app;
  return [
    [
      'a device of the local platform',
      async () => {
        await showLive(app, served);
        await showPanel(page, 'Platform');
        const devices = page.getByRole('grid', { name: 'Devices', exact: true });
        await devices.getByRole('row').filter({ hasText: 'room-1' }).click();
        await page.getByRole('tab', { name: 'Values', exact: true }).click();
        await expect(page.getByRole('table', { name: 'Reported properties' })).toBeVisible();
        const device = page.getByRole('region', { name: 'Device', exact: true });
        await device.getByRole('tab', { name: 'Messages', exact: true }).click();
        await expect(page.getByRole('form', { name: 'Send to device' })).toBeVisible();
      },
    ],
    [
      'products and settings of the platform',
      async () => {
        await page.getByRole('tab', { name: 'Products and settings', exact: true }).click();
        await app.button('Show the TSL: Room sensor').click();
      },
    ],
    [
      'clients of the broker',
      async () => {
        await showPanel(page, 'Broker');
        await page.getByRole('tab', { name: /^Clients/ }).click();
        const clients = page.getByRole('grid', { name: 'Clients', exact: true });
        await clients.locator('[data-index]').first().click();
        await expect(
          page.getByRole('group', { name: 'What the broker holds for it' }),
        ).toBeVisible();
      },
    ],
    [
      'a recipe in the lab',
      async () => {
        await showPanel(page, 'Lab');
        await page.getByRole('treeitem', { name: 'Lost PUBACK', exact: true }).click();
        await expect(page.getByRole('heading', { name: 'Lost PUBACK' })).toBeVisible();
      },
    ],
    [
      'a wrong packet that was sent',
      async () => {
        await showPanel(page, 'Wrong packets');
        const list = page.getByRole('listbox', { name: 'Packets to send' });
        await list.getByRole('option').filter({ hasText: 'Wrong flags' }).first().click();
        const result = page.getByRole('region', { name: 'Result' });
        // An answer that arrives after 2 s is not judged.
        await expect(async () => {
          await page.getByRole('button', { name: 'Send', exact: true }).click();
          await expect(result).toContainText('As required', { timeout: 10_000 });
        }).toPass();
      },
    ],
  ];
}

/** Opens the topic of a device that measures several values. */
async function showTelemetry(app: App): Promise<void> {
  const { page } = app;
  await showPane(app, 'Topics');
  await page.getByRole('searchbox', { name: 'Find topic or value' }).fill('telemetry');
  const topic = page.locator('[role=treeitem][data-path="sensors/hz-2/press-05/telemetry"]');
  // Retries, because new rows move a row away while it is clicked.
  await expect(async () => {
    await topic.dblclick();
    await showPane(app, 'Topics');
    await expect(topic).toHaveAttribute('aria-selected', 'true', { timeout: 1000 });
  }).toPass();
  await showPanel(page, 'Topic');
}

/** Opens the topics and what is shown of one, one after the other in a page. */
export function watch(app: App, served: Companion): readonly View[] {
  const { page } = app;
  return [
    [
      'topics',
      async () => {
        await showLive(app, served);
        await showPane(app, 'Topics');
        await expect(app.topics.getByRole('treeitem').first()).toBeVisible();
        await page.getByRole('searchbox', { name: 'Find topic or value' }).fill('e');
        // The results are visible from the first row on.
        await expect(page.getByText(/\d of [\d,]+ topics/).first()).toBeVisible();
        await page.locator('[role=treeitem][data-path="config/sites/hz-2"]').click();
        // A tap on a topic opens its value where there is one column.
        await showPane(app, 'Topics');
        await expect(app.topics.getByRole('treeitem', { selected: true })).toBeVisible();
      },
    ],
    [
      'topic view',
      async () => {
        await showPanel(page, 'Topic');
        await expect(page.getByRole('grid', { name: 'History' })).toBeVisible();
      },
    ],
    [
      'alerts of a topic',
      async () => {
        const alerts = page.getByRole('region', { name: 'Alerts', exact: true });
        for (const text of ['site', 'no such text']) {
          await alerts.getByRole('button', { name: /^Add(…| alert)$/ }).click();
          await alerts.getByRole('combobox', { name: 'When' }).selectOption('contains');
          await alerts.getByRole('textbox', { name: 'Text' }).fill(text);
          await alerts.getByRole('button', { name: 'Add alert', exact: true }).click();
        }
        await expect(alerts.getByRole('listitem')).toHaveCount(2);
      },
    ],
    [
      'keys of a topic',
      async () => {
        await showTelemetry(app);
        await page.getByRole('button', { name: 'Keys', exact: true }).click();
        await expect(page.getByRole('grid', { name: 'Keys', exact: true })).toBeVisible();
      },
    ],
  ];
}

/** Opens formats, traffic and charts of a topic, then a device, one after the other in a page. */
export function valuesAndDevices(app: App, served: Companion): readonly View[] {
  const { page } = app;
  return [
    [
      'how its payloads are read',
      async () => {
        await showLive(app, served);
        await showTelemetry(app);
        await app.button('More about the topic').click();
        await page.getByRole('menuitem', { name: 'Payload formats…' }).click();
        await expect(page.getByRole('dialog').getByText('The newest message of')).toBeVisible();
      },
    ],
    [
      'traffic of a topic',
      async () => {
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: 'Traffic', exact: true }).click();
        await expect(page.getByRole('radio', { name: '1 min', exact: true })).toBeVisible();
      },
    ],
    [
      'a chart',
      async () => {
        const value = page.getByRole('region', { name: 'Value', exact: true });
        await value
          .getByRole('button', { name: /^Chart / })
          .first()
          .click();
        await expect(page.getByRole('application', { name: 'Chart' })).toBeVisible();
      },
    ],
    [
      'a device of an ecosystem',
      async () => {
        await showPanel(page, 'Devices');
        const devices = page.getByRole('grid', { name: 'Devices', exact: true });
        await devices.locator('[data-index]').first().click();
        await expect(page.getByRole('region', { name: 'Device', exact: true })).toBeVisible();
      },
    ],
  ];
}

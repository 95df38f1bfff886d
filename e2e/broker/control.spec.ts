/** The control interface with its token, and without. */
import { once } from 'node:events';
import http from 'node:http';
import type { Page } from '@playwright/test';
import { WebSocket } from 'ws';
import { freePort } from '../../src/connection/ports.testkit.ts';
import { App } from '../kit/page/app.ts';
import { showPanel } from '../kit/page/panels.ts';
import type { Companion } from '../kit/peers/companion.ts';
import { listenOnLoopback } from '../kit/peers/loopback.ts';
import { until } from '../kit/peers/processes.ts';
import { expect, forgiveLostServer, saveData, test } from '../kit/test.ts';

/** A program's control line. */
interface Line {
  readonly say: (message: object) => void;
  /** The first message with this text; `closed 1000` means the socket's close. */
  readonly heard: (text: string) => Promise<unknown>;
}

async function open({ app }: Companion): Promise<Line> {
  const socket = new WebSocket(`${app.replace('http', 'ws')}control`);
  const told: string[] = [];
  socket.on('message', (data: Buffer) => told.push(data.toString()));
  socket.on('close', (code) => told.push(`"closed ${code}"`));
  await once(socket, 'open');
  return {
    say: (message) => socket.send(JSON.stringify(message)),
    heard: async (part) => {
      const text = await until(() => told.find((one) => one.includes(part)), part);
      const message: unknown = JSON.parse(text);
      return message;
    },
  };
}

test('a program with the printed token lists the clients and disconnects one with a reason; another token is rejected', async ({
  startCompanion,
  connectOther,
}) => {
  const companion = await startCompanion(['--no-demo']);
  const { token } = companion;
  expect(companion.stdout()).toMatch(
    /^app \S+#token=[\w-]{43}\nmqtt \S+\nws \S+\ntoken [\w-]{43}\n$/,
  );
  const ann = await connectOther(companion.mqtt, '5', { clientId: 'ann' });
  const line = await open(companion);
  line.say({ kind: 'hello', version: 1, token });
  await line.heard('welcome');
  line.say({ kind: 'ask', id: 1, command: { kind: 'clients', first: 0, count: 10 } });
  expect(await line.heard('"id":1')).toMatchObject({
    reply: { kind: 'clients', total: 1, rows: [{ client: 'ann' }] },
  });
  const farewell = new Promise((resolve) => ann.client.once('disconnect', resolve));
  const reason = { reasonCode: 0x98, reasonString: 'maintenance' };
  line.say({
    kind: 'ask',
    id: 2,
    command: { kind: 'disconnect-client', client: 'ann', ...reason },
  });
  expect(await line.heard('"id":2')).toMatchObject({ reply: { kind: 'done' } });
  expect(await farewell).toMatchObject({
    reasonCode: 0x98,
    properties: { reasonString: 'maintenance' },
  });
  for (const wrong of [`${token}x`, '', undefined]) {
    const other = await open(companion);
    other.say({ kind: 'hello', version: 1, token: wrong });
    expect(await other.heard('goodbye')).toMatchObject({ why: 'token' });
    await other.heard('closed 1008');
  }
  await companion.stop();
  await line.heard('closed 1001');
});

const clientsOf = (page: Page) =>
  page.getByRole('grid', { name: 'Clients', exact: true }).getByRole('row');

/** Connects to the companion's own broker, and sees its clients. */
async function controls(page: Page, address: string, { ws }: Companion): Promise<void> {
  await new App(page).connect(address, { url: ws, go: true });
  await page.keyboard.press('Alt+3');
  await expect(clientsOf(page).nth(1)).toBeVisible();
}

test('the printed address works in each tab, from a bookmark and under another name of loopback; the token is in no address, header or text', async ({
  browser,
  complaints,
  startCompanion,
}) => {
  const companion = await startCompanion([]);
  const context = await browser.newContext();
  await context.addInitScript(saveData);
  const told: string[] = [];
  context.on('request', (request) => told.push(request.url(), JSON.stringify(request.headers())));
  context.on('console', (message) => told.push(message.text()));
  const page = await context.newPage();
  page.on('websocket', (socket) => told.push(socket.url()));
  const { host } = new URL(companion.app);

  await test.step('under another name of loopback, it leads to the printed name', async () => {
    await page.goto(companion.printed.replace('127.0.0.1', 'localhost'));
    await expect(page).toHaveURL(companion.app);
    await controls(page, companion.app, companion);
    await page.reload();
    await expect(page.getByRole('button', { name: 'How to get access' })).toHaveCount(0);
    await controls(page, companion.app, companion);
  });

  await test.step('further tabs have the same right: printed address, bookmark and localhost', async () => {
    for (const address of [
      companion.printed,
      companion.app,
      companion.app.replace('127.0.0.1', 'localhost'),
    ]) {
      const tab = await context.newPage();
      await tab.goto(address);
      await expect(tab).toHaveURL(companion.app);
      await expect(tab.getByText('Companion running')).toBeVisible();
      await controls(tab, companion.app, companion);
      // The history has no address with the token, either.
      await tab.goBack();
      await expect(tab).not.toHaveURL(/token/);
      await tab.close();
    }
  });

  await test.step('a wrong token in a link logs no tab out', async () => {
    const tab = await context.newPage();
    await tab.goto(`${companion.app}#token=wrong`);
    await expect(tab).toHaveURL(companion.app);
    await controls(tab, companion.app, companion);
    await tab.close();
    await page.reload();
    await controls(page, companion.app, companion);
    await expect(page.getByRole('button', { name: 'How to get access' })).toHaveCount(0);
  });

  await test.step('the token is stored, and nowhere else', async () => {
    const kept = await page.evaluate(() =>
      [sessionStorage, document.cookie, location.href].map((one) => JSON.stringify(one)).join(),
    );
    expect([kept, ...told].join('\n')).not.toContain(companion.token);
    expect(await page.content()).not.toContain(companion.token);
    expect(companion.stderr()).not.toContain(companion.token);
    expect(told.join()).toContain(host);
  });
  expect(complaints).toEqual([]);
  await context.close();
});

/** Texts of a tab that may not control its companion. */
const TOLD = [
  {
    language: 'English',
    access: 'How to get access',
    title: 'Open the address that the companion printed',
  },
  {
    language: '中文',
    access: '如何获得权限',
    title: '请打开配套程序打印的地址',
  },
] as const;

test('a page without the token has a button that explains in its language how to get it, and takes the printed line', async ({
  browser,
  complaints,
  startCompanion,
}) => {
  const companion = await startCompanion(['--no-demo'], { MQTTSCOPE_TOKEN: 'a/b#c&d%e' });
  expect(companion.stdout()).toContain('#token=a%2Fb%23c%26d%25e\n');
  const context = await browser.newContext();
  await context.addInitScript(saveData);
  const page = await context.newPage();
  const app = new App(page);
  await page.goto(companion.app);
  for (const { language, access, title } of [...TOLD].reverse()) {
    await page.getByRole('button', { name: new RegExp(language) }).click();
    await app.button(access).click();
    const dialog = page.getByRole('dialog', { name: title });
    await expect(dialog.getByText('#token=…').first()).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  }
  // Without it, everything but control works.
  await app.connect(companion.app, { url: companion.ws, go: true });
  await showPanel(page, 'Broker');
  await expect(page.getByRole('heading', { name: TOLD[0].title })).toBeVisible();
  const first = await context.newPage();
  await first.goto(companion.app);
  await new App(first).button('How to get access').click();
  await first.getByLabel('Token', { exact: true }).fill(`app ${companion.printed}`);
  await new App(first).button('Use token').click();
  await expect(first.getByText('Companion running')).toBeVisible();
  // The other page has it at once, and its connection stays.
  await expect(clientsOf(page)).toHaveCount(2);
  expect(complaints).toEqual([]);
  await context.close();
});

test('a restarted companion needs its new token, and an open tab accepts it; another companion’s token is entered on the second attempt', async ({
  app,
  page,
  complaints,
  startCompanion,
}) => {
  const clients = clientsOf(page);
  const options = ['--no-demo', '--http', `${await freePort()}`, '--mqtt', `${await freePort()}`];
  const first = await startCompanion(options);

  await test.step('a restarted companion needs its new token, and an open tab accepts it', async () => {
    await app.connect(first.app, { url: first.ws });
    await page.keyboard.press('Alt+3');
    await expect(clients).toHaveCount(2);
    await first.stop();
    await expect(page.getByText('The broker does not answer')).toBeVisible();
    const second = await startCompanion(options);
    await app.connectedAgain();
    await expect(page.getByRole('heading', { name: TOLD[0].title })).toBeVisible();
    await page.goto(second.printed);
    await expect(clients).toHaveCount(2);
    forgiveLostServer(complaints);
  });

  await test.step('another companion’s token is entered on the second attempt', async () => {
    const { origin } = new URL(first.app);
    const env = { MQTTSCOPE_TOKEN: 'given-to-me' };
    const other = await startCompanion(['--no-demo', '--allow-origin', origin], env);
    await app.connect(first.app, { url: other.ws });
    await page.keyboard.press('Alt+3');
    await app.button('Enter the token of a companion…').click();
    for (const token of ['given-to-you', 'given-to-me']) {
      await page.getByLabel('Token', { exact: true }).fill(token);
      await app.button('Open the broker').click();
      if (token === 'given-to-you') {
        const pane = page.getByRole('tabpanel', { name: 'Broker' });
        await expect(pane.getByText('This is not the companion’s current token')).toBeVisible();
      }
    }
    await expect(clients).toHaveCount(2);
    expect(other.stderr()).not.toContain('given-to');
    expect(other.stdout()).not.toMatch(/^token/m);
  });
});

test('in the Lab, the focus moves from the form of the token to the experiment', async ({
  browser,
  startCompanion,
}) => {
  const companion = await startCompanion(['--no-demo'], { MQTTSCOPE_TOKEN: 'given-to-me' });
  const page = await browser.newPage();
  const app = new App(page);
  await app.connect(companion.app, { url: companion.ws });
  await page.keyboard.press('Alt+4');
  await page.getByLabel('Token', { exact: true }).fill('given-to-me');
  await app.button('Open the broker').click();
  await expect(page.getByRole('region', { name: 'Faults' }).locator(':focus')).toHaveCount(1);
  await page.close();
});

test('a foreign page gets neither the token nor a control line', async ({ browser, companion }) => {
  const server = http.createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end('<title>foreign</title>');
  });
  const port = await listenOnLoopback(server);
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${port}/`);
  const got = await page.evaluate(async (app) => {
    const ask = async (mode: RequestMode) => {
      const response = await fetch(`${app}companion.json`, { mode });
      return `${response.type} ${await response.text()}`;
    };
    const lines = ['control', 'bridge'].map((path) => {
      const socket = new WebSocket(app.replace('http', 'ws') + path);
      return new Promise((resolve) => {
        socket.onopen = () => resolve('opened');
        socket.onclose = () => resolve('closed');
      });
    });
    const [cors, noCors] = await Promise.allSettled([ask('cors'), ask('no-cors')]);
    return { cors: cors.status, noCors: JSON.stringify(noCors), lines: await Promise.all(lines) };
  }, companion.app);
  expect(got).toMatchObject({ cors: 'rejected', lines: ['closed', 'closed'] });
  expect(got.noCors).not.toContain('control');
  await page.close();
  server.close();
});

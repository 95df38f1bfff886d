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
  expect(companion.stdout()).toMatch(/^app \S+#t=[\w-]{32}\nmqtt \S+\nws \S+\ntoken [\w-]{43}\n$/);
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

/** The companion's last printed address. */
const printedBy = (companion: Companion): string =>
  [...companion.stdout().matchAll(/^app (\S+)$/gm)].at(-1)?.[1] ?? '';

/** Opens it in the page. Afterwards its code is in no request, text or storage of the page. */
async function enterByPrintedAddress(page: Page, companion: Companion): Promise<void> {
  const told: string[] = [];
  page.on('request', (request) => told.push(request.url(), JSON.stringify(request.headers())));
  page.on('websocket', (socket) => told.push(socket.url()));
  page.on('console', (message) => told.push(message.text()));
  const app = new App(page);
  const clients = page.getByRole('grid', { name: 'Clients', exact: true }).getByRole('row');
  await page.goto(companion.invitation);
  await expect(page).toHaveURL(companion.app);
  await app.button('Try the live demo').click();
  await app.connected();
  await page.keyboard.press('Alt+3');
  await expect(clients.nth(2)).toBeVisible();
  await page.reload();
  await app.connect(companion.app, { url: companion.ws, go: true });
  await page.keyboard.press('Alt+3');
  await expect(clients.nth(2)).toBeVisible();

  const code = new URL(companion.invitation).hash.slice('#t='.length);
  const kept = await page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const all = [localStorage, sessionStorage, document.cookie, location.href, databases];
    return all.map((one) => JSON.stringify(one)).join();
  });
  for (const secret of [code, companion.token]) {
    expect([kept, ...told].join('\n')).not.toContain(secret);
    expect(await page.content()).not.toContain(secret);
    expect(companion.stderr()).not.toContain(secret);
  }
  // The history has no address with a code, either.
  await page.goBack();
  await expect(page).not.toHaveURL(/#t=/);
}

/** Texts of a tab that may not control its companion. */
const TOLD = [
  {
    language: 'English',
    title: 'Open the address that the companion printed',
    press: 'Print a new address',
    printed: 'The companion has printed the address where it was started',
    spent: 'The code that this page was opened with does not work',
  },
  {
    language: '中文',
    title: '请打开配套程序打印的地址',
    press: '在终端中重新显示地址',
    printed: '配套程序已在其启动终端打印',
    spent: '打开本页面所用的一次性 token 无效',
  },
] as const;

/** After its code was used. The texts are checked in each language, the page's own last. */
async function enterByAnotherAddress(page: Page, companion: Companion): Promise<void> {
  const inEach = async (look: (told: (typeof TOLD)[number]) => Promise<void>) => {
    for (const told of [...TOLD].reverse()) {
      await page.getByRole('button', { name: new RegExp(told.language) }).click();
      await look(told);
    }
  };
  // The printed address opens the page, and also works in the open page.
  for (const _time of [1, 2]) {
    await page.goto(companion.invitation);
    await inEach(({ spent }) => expect(page.getByText(spent)).toBeVisible());
    await page.getByRole('alert').getByRole('button', { name: 'Dismiss', exact: true }).click();
    await expect(page.getByText(TOLD[0].spent)).toHaveCount(0);
  }
  await new App(page).connect(companion.app, { url: companion.ws, go: true });
  await showPanel(page, 'Broker');
  await inEach(async ({ title, press }) => {
    await expect(page.getByRole('heading', { name: title })).toBeVisible();
    await expect(page.getByRole('button', { name: press, exact: true })).toBeVisible();
  });
  await page.getByRole('button', { name: TOLD[0].press, exact: true }).click();
  await inEach(({ printed }) => expect(page.getByText(printed)).toBeVisible());
  const again = await until(
    () => (printedBy(companion) === companion.invitation ? undefined : printedBy(companion)),
    'another address',
  );
  // In the open tab: no reload, and the connection stays.
  await page.goto(again);
  const grid = page.locator('[role=grid]').first();
  await expect(grid.getByRole('row').nth(1)).toBeVisible();
  await expect(page).not.toHaveURL(/#t=/);
}

test('the printed address admits one tab, including reloads and live demo, and leaves no code or token; a tab without a code can do everything except control, explains in its language how to get access, and gets it', async ({
  browser,
  complaints,
  startCompanion,
}) => {
  const companion = await startCompanion([]);
  const context = await browser.newContext();
  await context.addInitScript(saveData);
  const first = await context.newPage();
  await test.step('the printed address admits one tab, including reloads and live demo, and leaves no code or token', () =>
    enterByPrintedAddress(first, companion));
  await first.close();
  await test.step('a tab without a code can do everything except control, explains in its language how to get access, and gets it', async () =>
    enterByAnotherAddress(await context.newPage(), companion));
  expect(complaints).toEqual([]);
  await context.close();
});

test('a restarted companion needs a new code, and an open tab accepts it; another companion’s token is entered on the second attempt', async ({
  app,
  page,
  complaints,
  startCompanion,
}) => {
  const clients = page.getByRole('grid', { name: 'Clients', exact: true }).getByRole('row');
  const options = ['--no-demo', '--http', `${await freePort()}`, '--mqtt', `${await freePort()}`];
  const first = await startCompanion(options);

  await test.step('a restarted companion needs a new code, and an open tab accepts it', async () => {
    await app.connect(first.app, { url: first.ws });
    await page.keyboard.press('Alt+3');
    await expect(clients).toHaveCount(2);
    await first.stop();
    await expect(page.getByText('The broker does not answer')).toBeVisible();
    const second = await startCompanion(options);
    await app.connectedAgain();
    await expect(page.getByRole('button', { name: 'Print a new address' })).toBeVisible();
    await page.goto(second.invitation);
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
    expect(other.stdout() + other.stderr()).not.toMatch(/given-to|^token/m);
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

test('a foreign page gets neither a ticket nor a control line', async ({ browser, companion }) => {
  const server = http.createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end('<title>foreign</title>');
  });
  const port = await listenOnLoopback(server);
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${port}/`);
  const got = await page.evaluate(async (app) => {
    const ask = async (mode: RequestMode) => {
      const response = await fetch(`${app}control/code`, {
        method: 'POST',
        mode,
        body: '{"code":"x"}',
      });
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
  expect(got.noCors).not.toContain('ticket');
  await page.close();
  server.close();
});

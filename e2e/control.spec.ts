/** The control interface as whoever has its token uses it, and as whoever has not fails to. */
import { once } from 'node:events';
import http from 'node:http';
import { WebSocket } from 'ws';
import { App } from './kit/app.ts';
import type { Companion } from './kit/companion.ts';
import { until } from './kit/processes.ts';
import { expect, forgiveFailedSockets, test } from './kit/test.ts';

/** A line as a program has it. */
interface Line {
  readonly say: (message: object) => void;
  /** The first message with this in its text; `closed 1000` is said of the socket. */
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

const tokenOf = (companion: Companion): string | undefined =>
  /^token (\S+)$/m.exec(companion.stdout())?.[1];

test('a program with the printed token lists the clients and disconnects one with a reason; another token is sent away', async ({
  startCompanion,
  connectOther,
}) => {
  const companion = await startCompanion(['--no-demo']);
  const token = await until(() => tokenOf(companion), 'the token');
  expect(companion.stdout()).toMatch(/^app \S+\nmqtt \S+\nws \S+\ntoken [\w-]{43}\n$/);
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

test('the companion’s own page gets the token, also of its next start, and tells nobody', async ({
  page,
  complaints,
  startCompanion,
}) => {
  const told: string[] = [];
  page.on('request', (request) => told.push(request.url(), JSON.stringify(request.headers())));
  page.on('websocket', (socket) => told.push(socket.url()));
  page.on('console', (message) => told.push(message.text()));
  const first = await startCompanion(['--no-demo']);
  const app = new App(page);
  await app.connect(first.app, { url: first.ws });
  await page.keyboard.press('Alt+7');
  const clients = page.getByRole('grid', { name: 'Clients', exact: true }).getByRole('row');
  await expect(clients).toHaveCount(2);

  await first.stop();
  await expect(page.getByText('The broker does not answer')).toBeVisible();
  const { port: http } = new URL(first.app);
  const { port: mqtt } = new URL(first.mqtt);
  const second = await startCompanion(['--no-demo', '--http', http, '--mqtt', mqtt]);
  await app.connectedAgain();
  await expect(clients).toHaveCount(2);

  const tokens = [tokenOf(first) ?? '?', tokenOf(second) ?? '?'];
  expect(tokens[0]).not.toBe(tokens[1]);
  const kept = await page.evaluate(() =>
    [localStorage, sessionStorage, document.cookie, location.href].map((one) =>
      JSON.stringify(one),
    ),
  );
  for (const token of tokens) {
    expect([...kept, ...told].join('\n')).not.toContain(token);
    expect(await page.content()).not.toContain(token);
    expect(first.stderr() + second.stderr()).not.toContain(token);
  }
  forgiveFailedSockets(complaints);
  const rest = complaints.filter((one) => !one.includes('net::ERR_CONNECTION_REFUSED'));
  complaints.splice(0, complaints.length, ...rest);
});

test('a person gives the token of another companion, the right one at the second try', async ({
  page,
  companion,
  startCompanion,
}) => {
  const { origin } = new URL(companion.app);
  const env = { MQTTSCOPE_TOKEN: 'given-to-me' };
  const other = await startCompanion(['--no-demo', '--allow-origin', origin], env);
  const app = new App(page);
  await app.connect(companion.app, { url: other.ws });
  await page.keyboard.press('Alt+7');
  await expect(page.getByText('This broker cannot be looked into')).toBeVisible();
  for (const token of ['given-to-you', 'given-to-me']) {
    await page.getByLabel('Token', { exact: true }).fill(token);
    await app.button('Open the broker').click();
    if (token === 'given-to-you') {
      const pane = page.getByRole('tabpanel', { name: 'Broker' });
      await expect(pane.getByText('That is not the token of this start')).toBeVisible();
    }
  }
  const clients = page.getByRole('grid', { name: 'Clients', exact: true }).getByRole('row');
  await expect(clients).toHaveCount(2);
  expect(other.stdout() + other.stderr()).not.toMatch(/given-to|^token/m);
});

test('a foreign page gets neither the token nor a line', async ({ browser, companion }) => {
  const server = http.createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end('<title>foreign</title>');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${address.port}/`);
  const got = await page.evaluate(async (app) => {
    const ask = async (mode: RequestMode) => {
      const response = await fetch(`${app}control/token`, { method: 'POST', mode });
      return `${response.type} ${await response.text()}`;
    };
    const socket = new WebSocket(`${app.replace('http', 'ws')}control`);
    const opened = new Promise((resolve) => {
      socket.onopen = () => resolve('opened');
      socket.onclose = () => resolve('closed');
    });
    const [cors, noCors] = await Promise.allSettled([ask('cors'), ask('no-cors')]);
    return { cors: cors.status, noCors: JSON.stringify(noCors), socket: await opened };
  }, companion.app);
  expect(got).toMatchObject({ cors: 'rejected', socket: 'closed' });
  expect(got.noCors).not.toContain('token');
  await page.close();
  server.close();
});

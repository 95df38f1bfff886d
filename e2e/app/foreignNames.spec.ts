/** A page of any site, under a name that it lets resolve to this machine, and a companion with `--ingress` here. */
import type { Page } from '@playwright/test';
import { freePort } from '../../src/connection/ports.testkit.ts';
import { runBin } from '../kit/peers/companion.ts';
import { until } from '../kit/peers/processes.ts';
import { expect, test } from '../kit/test.ts';

const NAMES = ['evil.example', 'tools.example'] as const;
const HERE = '127.0.0.1';
const PASSWORD = 'pw-of-ann';

test.use({
  launchOptions: async ({ launchOptions }, provide) => {
    const rules = NAMES.map((name) => `MAP ${name} ${HERE}`).join(',');
    const args = [...(launchOptions.args ?? []), `--host-resolver-rules=${rules}`];
    await provide({ ...launchOptions, args });
  },
});

interface Seen {
  /** Status of the page, and of its request for the brokers with their passwords. */
  readonly page: number | undefined;
  readonly presets: number;
  readonly body: string;
  /** First answers to its messages; `refused` if the WebSocket did not open. */
  readonly control: string;
  readonly bridge: string;
}

/** Opens the companion's page under the name, and tries from there what its pages may do. */
async function attempt(page: Page, name: string, port: string, broker: string): Promise<Seen> {
  const response = await page.goto(`http://${name}:${port}/`);
  const rest = await page.evaluate(async (url) => {
    const answer = (path: string, hello: object): Promise<string> =>
      new Promise((resolve) => {
        const socket = new WebSocket(new URL(path, location.href.replace('http:', 'ws:')));
        socket.onopen = () => socket.send(JSON.stringify({ version: 1, token: '', ...hello }));
        socket.onmessage = ({ data }) => resolve(String(data));
        socket.onerror = () => resolve('refused');
      });
    const presets = await fetch('/presets.json');
    return {
      presets: presets.status,
      body: await presets.text(),
      control: await answer('/control', { kind: 'hello' }),
      bridge: await answer('/bridge', { kind: 'probe', target: { url } }),
    };
  }, broker);
  return { page: response?.status(), ...rest };
}

test('with --ingress here, pages under another name than that of --allow-origin control nothing', async ({
  page,
  complaints,
}) => {
  const port = `${await freePort()}`;
  const origin = `http://tools.example:${port}`;
  const options = ['--no-demo', '--mqtt', '0', '--http', port];
  const running = runBin([...options, '--ingress', HERE, '--allow-origin', origin], {
    MQTTSCOPE_BROKERS: `home=mqtt://ann:${PASSWORD}@10.0.0.5`,
  });
  try {
    const broker = await until(() => {
      if (running.child.exitCode !== null) throw new Error(running.stderr());
      return /^mqtt (\S+)$/m.exec(running.stdout())?.[1];
    }, 'the companion’s addresses');
    const foreign = await attempt(page, 'evil.example', port, broker);
    expect(foreign).toMatchObject({
      page: 403,
      presets: 403,
      control: 'refused',
      bridge: 'refused',
    });
    expect(foreign.body).not.toContain(PASSWORD);
    // The browser reports its refused requests.
    expect(complaints.every((one) => /403|net::ERR_/.test(one))).toBe(true);
    complaints.length = 0;
    const own = await attempt(page, 'tools.example', port, broker);
    expect(own).toMatchObject({ page: 200, presets: 200 });
    expect(own.body).toContain(PASSWORD);
    expect(own.control).toContain('"kind":"welcome"');
    expect(own.bridge).toContain('"kind":"opened"');
  } finally {
    // The page would keep requesting its files.
    await page.goto('about:blank');
    await running.stop();
  }
});

test('with --ingress here and without --allow-origin, the companion does not start', async () => {
  const running = runBin(['--no-demo', '--mqtt', '0', '--http', '0', '--ingress', HERE]);
  await until(running.isOver, 'the end of the program');
  expect(running.child.exitCode).toBe(2);
  expect(running.stderr()).toContain(`--ingress ${HERE} is an address of this machine`);
  expect(running.stderr()).toContain('Add --allow-origin');
});

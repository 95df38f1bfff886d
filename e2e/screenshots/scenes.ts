/** Scenes in the order of a walk through the app. */
import { DeviceApp } from '../kit/page/deviceApp.ts';
import { showExperiment } from '../kit/page/panels.ts';
import { printedDevices } from '../kit/peers/platform.ts';
import {
  button,
  chosen,
  closing,
  over,
  type Scene,
  segment,
  tab,
  topics,
  view,
  type Way,
} from './steps.ts';
import { ABOUT_TOPICS, PUBLISHING } from './topicScenes.ts';

const workshopList = ({ page, t }: Way) => page.getByRole('listbox', { name: t.workshop.list });

const experiment = (name: string, of: (t: Way['t']) => string): Scene => ({
  name,
  pose: ({ page, t }) => showExperiment(page, of(t), t.shell),
});

export const DEMO: readonly Scene[] = [
  {
    name: 'first',
    pose: ({ page, t }) => page.getByRole('button', { name: t.welcome.demo }).waitFor(),
  },
  {
    name: 'first-options',
    pose: async (way) => {
      await button(way, way.t.start.more);
    },
  },
  {
    name: 'live',
    pose: async (way) => {
      // Folds the options again.
      await way.page.reload();
      await button(way, way.t.welcome.demo);
      await topics(way, 6);
    },
  },
  {
    name: 'packets',
    pose: async (way) => {
      await tab(way, way.t.shell.packets);
      // Rows keep moving while the list follows, so a click would never find a stable one.
      const rows = way.page.getByRole('row').filter({ hasText: 'telemetry' });
      await rows.last().click({ force: true });
      await way.page.getByRole('region', { name: way.t.packets.detail, exact: true }).waitFor();
    },
  },
  {
    name: 'topic',
    pose: async (way) => {
      await tab(way, way.t.shell.topic);
      await way.page.getByRole('grid', { name: way.t.topic.history, exact: true }).waitFor();
    },
  },
  ...ABOUT_TOPICS,
  chosen(
    'handshakes',
    (t) => t.shell.handshakes,
    (t) => t.handshakes.grid,
  ),
  segment('replies', (t) => t.packets.grouping.requests),
  view('problems', (t) => t.shell.problems),
  view(
    'streams',
    (t) => t.shell.streams,
    (t) => t.streams.grid,
  ),
  {
    name: 'topics',
    pose: async (way) => {
      if (way.isNarrow) await tab(way, way.t.shell.topics);
      else await tab(way, way.t.shell.packets);
      await way.page.getByRole('treeitem').nth(2).click();
    },
  },
  over('topic-menu', ({ page }) => page.getByRole('treeitem').nth(2).click({ button: 'right' })),
  closing,
  {
    name: 'publish',
    pose: async (way) => {
      if ((await way.page.getByRole('region', { name: way.t.shell.publish }).count()) === 0)
        await button(way, way.t.shell.publish);
    },
  },
  ...PUBLISHING,
  chosen(
    'broker-clients',
    (t) => t.shell.broker,
    (t) => t.broker.clients.grid,
  ),
  view(
    'broker-subscriptions',
    (t) => t.broker.part.subscriptions,
    (t) => t.broker.subscriptions.grid,
  ),
  view(
    'broker-retained',
    (t) => t.broker.part.retained,
    (t) => t.broker.retained.grid,
  ),
  chosen(
    'broker-messages',
    (t) => t.broker.part.messages,
    (t) => t.bothEnds.grid,
  ),
  view(
    'broker-sys',
    (t) => t.broker.part.sys,
    (t) => t.broker.sys.grid,
  ),
  experiment('broker-recipes', (t) => t.lab.groups.recipes),
  experiment('broker-rules', (t) => t.lab.groups.rules),
  experiment('broker-step', (t) => t.lab.groups.step),
  {
    name: 'workshop',
    pose: async (way) => {
      await showExperiment(way.page, way.t.lab.groups.packets, way.t.shell);
      await workshopList(way).getByRole('option').nth(12).click();
      await button(way, way.t.workshop.send);
      await way.page.getByText(way.t.workshop.outcomes['as-wanted']).last().waitFor();
    },
  },
  {
    name: 'workshop-written',
    pose: (way) => workshopList(way).getByRole('option').first().click(),
  },
  // The demo's edge node joins the others after a while.
  chosen(
    'devices',
    (t) => t.shell.devices,
    (t) => t.devices.grid,
  ),
  {
    name: 'editor',
    pose: (way) => button(way, way.t.shell.connection),
  },
  closing,
  over('farewell', async (way) => {
    await way.page.keyboard.press('Control+k');
    await way.page.getByRole('combobox').last().fill(way.t.mqtt5Form.farewell);
    await way.page.keyboard.press('Enter');
  }),
  closing,
  over('palette', ({ page }) => page.keyboard.press('Control+k')),
  closing,
  over('keys', async (way) => {
    await way.page.keyboard.press('Control+k');
    await way.page.getByRole('combobox').last().fill(way.t.commands.actions.shortcuts);
    await way.page.keyboard.press('Enter');
  }),
  closing,
  over('save', async (way) => {
    await way.page.keyboard.press('Control+k');
    await way.page.getByRole('combobox').last().fill(way.t.captures.saveAs);
    await way.page.keyboard.press('Enter');
  }),
  closing,
  over('import', async (way) => {
    await way.page.keyboard.press('Control+k');
    await way.page.getByRole('combobox').last().fill(way.t.profileFiles.import);
    await way.page.keyboard.press('Enter');
  }),
  closing,
  {
    name: 'recent',
    pose: async (way) => {
      await button(way, way.t.shell.newConnection);
      await way.page.getByRole('region', { name: way.t.recent.title }).waitFor();
    },
  },
  {
    name: 'refused',
    pose: async (way) => {
      await way.page
        .getByRole('textbox', { name: way.t.editor.url, exact: true })
        .fill('ws://127.0.0.1:9/mqtt');
      await button(way, way.t.editor.connect);
      await way.page.getByText('1006').first().waitFor();
    },
  },
];

const SECTIONS = ['signIn', 'messages', 'values', 'permissions'] as const;

export const PLATFORM: readonly Scene[] = [
  {
    name: 'device-editor',
    pose: async ({ page, t, companion }) => {
      const app = new DeviceApp(page, t);
      const [device] = printedDevices(companion);
      if (device === undefined) throw new Error('no devices were printed');
      await app.fillDevice(device, companion.ws);
    },
  },
  {
    name: 'device-verify',
    pose: async ({ page, t }) => {
      await page.getByRole('checkbox', { name: t.signIn.verify }).check();
      const pasted = page.getByRole('textbox', { name: t.signIn.paste, exact: true });
      await pasted.fill(
        'clientId=esp32|securemode=3,signmethod=hmacsha256|\nusername=press-07&a1B2c3\npassword=0011\n',
      );
      await pasted.scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'device-posts',
    pose: async ({ page, t }) => {
      const app = new DeviceApp(page, t);
      await app.connect();
      await app.postEvery('500');
    },
  },
  {
    name: 'device-requests',
    pose: async ({ page, t }) => new DeviceApp(page, t).showRequests(),
  },
  {
    name: 'platform',
    pose: async ({ page, t, companion }) => {
      const app = new DeviceApp(page, t);
      const [device] = printedDevices(companion);
      await app.show('platform');
      if (device !== undefined) await app.chooseDevice(device);
    },
  },
  ...SECTIONS.map((part) => view(`platform-${part}`, (t) => t.platform.detail.section[part])),
  view('platform-strangers', (t) => t.platform.part.strangers),
  view('platform-products', (t) => t.platform.part.products),
];

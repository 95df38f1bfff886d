/** Scenes of topics, and of publishing besides single messages. */
import { button, closing, over, radio, type Scene, segment, tab, view, type Way } from './steps.ts';

/** A demo device that posts numbers and a state as JSON. */
const TELEMETRY = 'press-07/telemetry';

const publishing = ({ page, t }: Way) => page.getByRole('region', { name: t.shell.publish });
/** A button of the publish form, whose name may end with a count. */
const press = (way: Way, name: string) =>
  publishing(way)
    .getByRole('button', { name: new RegExp(`^${name.replace('…', '')}`) })
    .click();

/** Charts values of a topic's last message, one line each. */
async function chart({ page, t }: Way, topic: string, paths: readonly string[]): Promise<void> {
  await page.getByRole('button', { name: t.charts.add, exact: true }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill(topic);
  await dialog.getByRole('button').filter({ hasText: topic }).first().click();
  const values = dialog.getByRole('list', { name: t.charts.values });
  for (const path of paths) await values.getByRole('button', { name: path }).click();
  await page.keyboard.press('Escape');
}

/** From the view Topic of a topic with values. */
export const ABOUT_TOPICS: readonly Scene[] = [
  view('topic-keys', (t) => t.topic.keys.title),
  view('topic-traffic', (t) => t.topic.traffic.title),
  over('topic-reading', async (way) => {
    await button(way, way.t.topic.more);
    await way.page.getByRole('menuitem', { name: way.t.payloadRules.open }).click();
  }),
  closing,
  view('charts-none', (t) => t.shell.charts),
  {
    name: 'charts',
    pose: async (way) => {
      await chart(way, TELEMETRY, ['payload.params.temperature', 'payload.params.state']);
      await way.page.getByRole('application', { name: way.t.charts.plot }).last().waitFor();
    },
  },
  {
    name: 'topic-all',
    pose: async (way) => {
      await tab(way, way.t.shell.topic);
      await button(way, way.t.topic.more);
      await way.page.getByRole('menuitem', { name: way.t.topic.all }).click();
      await tab(way, way.t.topic.below.title);
      await way.page.getByRole('gridcell').nth(8).waitFor();
    },
  },
  { name: 'topic-all-levels', pose: (way) => radio(way, way.t.topic.below.all) },
  view('topic-retained', (t) => t.topic.retainedList.title),
  view('devices', (t) => t.shell.devices),
  {
    name: 'device',
    pose: async ({ page, t }) => {
      const grid = page.getByRole('grid', { name: t.devices.grid, exact: true });
      await grid.locator('[data-index]').nth(1).click();
      await page.getByRole('grid', { name: t.devices.parts, exact: true }).waitFor();
    },
  },
];

/** From the publish form. */
export const PUBLISHING: readonly Scene[] = [
  {
    name: 'publish-properties',
    pose: async (way) => {
      const { t } = way;
      await publishing(way)
        .getByRole('combobox', { name: t.publish.topic, exact: true })
        .fill('cmd/press-07/set');
      await publishing(way)
        .getByRole('textbox', { name: t.publish.payload, exact: true })
        .fill('{"target": {{random 20..25}}, "n": {{n}}}');
      await segment('', () => '2').pose(way);
      await publishing(way).getByRole('button', { name: t.publish.properties }).click();
    },
  },
  { name: 'publish-repeat', pose: (way) => press(way, way.t.publish.repeat) },
  { name: 'publish-kept', pose: (way) => press(way, way.t.publish.keep) },
  { name: 'publish-answer', pose: (way) => press(way, way.t.publish.answer(0)) },
  over('publish-rule', (way) => press(way, way.t.answers.add)),
  closing,
  // Of the form.
  closing,
];

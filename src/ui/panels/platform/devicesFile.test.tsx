/** The devices file in the Platform view. */
import { afterEach, expect, test } from 'vitest';
import { PlatformScene } from '../../../broker/platform/platform.testkit.ts';
import { named } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { placeInTab, TAB_SETTINGS } from '../../session/broker/tabBroker.testkit.ts';
import { connect } from '../../session/connection/connections.ts';
import { PlatformView } from './PlatformView.tsx';

let shown: Shown;

afterEach(() => shown.end());

const has = (text: string): boolean => shown.box.textContent?.includes(text) === true;
const button = (name: string): HTMLElement => named(shown.box, 'button', name);

test('reads the devices file again, and says what is wrong with it', async () => {
  const answers = ['devices.json (--alibaba), line 3, column 5: the device has no deviceName.'];
  const readAgain = () => Promise.resolve(answers.shift());
  placeInTab(new PlatformScene({ file: { name: 'devices.json', readAgain } }));
  shown = await show(PlatformView, () => undefined);
  await shown.run(() => connect(shown.id, TAB_SETTINGS));
  await shown.until(() => has('5 devices'));
  await shown.click(named(shown.box, '[role=tab]', 'Products and settings'));
  await shown.until(() => has('Read devices.json again'));
  await shown.click(button('Read devices.json again'));
  await shown.until(() => has('nothing has changed: devices.json (--alibaba), line 3, column 5'));
  await shown.click(button('Read devices.json again'));
  await shown.until(() => !has('nothing has changed'));
  expect(answers).toEqual([]);
});

import { afterEach, expect, test } from 'vitest';
import { setLanguage } from '#kit';
import { settingsWith } from '../../../profiles/settings/settings.testkit.ts';
import '../../kit/language/bothLanguages.testkit.ts';
import { named, type } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { activateConnection, connect } from '../../session/connection/connections.ts';
import { closeOverlay, openOverlay, useOverlay } from '../../session/dialogs/overlay.ts';
import { FarewellDialog } from './FarewellDialog.tsx';

let shown: Shown;
afterEach(async () => {
  await shown.run(closeOverlay);
  await shown.end();
});

test('DISCONNECT gets the selected reason and properties', async () => {
  shown = await show(FarewellDialog, () => undefined);
  const { box, click, run, live } = shown;
  await run(() => {
    activateConnection(shown.id);
    openOverlay('farewell');
  });
  const codes = [...box.querySelectorAll('option')].map(({ textContent }) => textContent);
  expect(codes).toContain('0x04 Disconnect with Will Message');
  expect(codes.join()).not.toContain('Server');
  const code = named(box, 'select', 'Reason code');
  if (!(code instanceof HTMLSelectElement)) throw new Error('It is no list.');
  await run(() => {
    code.value = '4';
    code.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await click(named(box, 'button', 'Add property'));
  await type(named(box, 'input', 'Value of property 1'), 'x');
  const send = named(box, 'button', 'Disconnect');
  expect(send.matches(':disabled')).toBe(true);
  await type(named(box, 'input', 'Value of property 1'), '60');
  await click(send);
  expect(live.sent).toContainEqual({
    kind: 'disconnect',
    farewell: { reasonCode: 4, properties: [{ name: 'sessionExpiryInterval', value: 60 }] },
  });
  expect(useOverlay.getState().open).toBeUndefined();
});

test('in Chinese the reasons are Chinese, too', async () => {
  setLanguage('zh');
  try {
    shown = await show(FarewellDialog, () => undefined);
    await shown.run(() => {
      activateConnection(shown.id);
      openOverlay('farewell');
    });
    const codes = [...shown.box.querySelectorAll('option')].map(({ textContent }) => textContent);
    expect(codes).toContain('0x04 断开并发布遗嘱');
    expect(codes.filter((one) => !/\p{Script=Han}/u.test(one))).toEqual([]);
  } finally {
    setLanguage('en');
  }
});

test('a session expiry that CONNECT did not have is reported as an error', async () => {
  shown = await show(FarewellDialog, () => undefined);
  const { box, click, run, id } = shown;
  const of = (sessionExpiry: number) => run(() => connect(id, settingsWith({ sessionExpiry })));
  await of(0);
  await run(() => {
    activateConnection(id);
    openOverlay('farewell');
  });
  await click(named(box, 'button', 'Add property'));
  const value = () => named(box, 'input', 'Value of property 1');
  await type(value(), '0');
  expect(box.textContent).not.toContain('protocol error');
  await type(value(), '60');
  expect(box.textContent).toContain('setting one now is a protocol error');
  await of(10);
  await type(value(), '61');
  expect(box.textContent).not.toContain('protocol error');
});

import { afterEach, expect, test } from 'vitest';
import { SETTINGS } from '../../../profiles/settings/settings.testkit.ts';
import { named, type } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { currentPass, forgetPass, givePass } from '../../session/broker/controlPass.ts';
import { connect } from '../../session/connection/connections.ts';
import { NewPass } from './NewPass.tsx';

let shown: Shown;
afterEach(async () => {
  await shown.end();
  givePass('');
});

test('a pasted token is trimmed, tried at once, and stored nowhere', async () => {
  // Other tests leave a ticket.
  forgetPass(currentPass() ?? '');
  shown = await show(NewPass, () => undefined);
  const { box, live, id, run, click, until } = shown;
  await run(() => connect(id, SETTINGS));
  await run(() =>
    live.tell({
      kind: 'state',
      state: { kind: 'closed', failure: { kind: 'refused', code: 0x87, reasonString: undefined } },
    }),
  );
  const use = named(box, 'button', 'Use token');
  expect(use).toHaveProperty('disabled', true);
  await type(named(box, 'input', 'Token'), '  PLANTED \n');
  await click(use);
  expect(currentPass()).toBe('PLANTED');
  await until(() => live.sent.filter(({ kind }) => kind === 'connect').length === 2);
  const stored = [localStorage, sessionStorage].map((storage) =>
    JSON.stringify(Object.values(storage)),
  );
  expect(stored.join()).not.toContain('PLANTED');
  expect(box.textContent).not.toContain('PLANTED');
});

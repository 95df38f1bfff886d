import { afterEach, expect, test } from 'vitest';
import { named, type } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { currentPass, forgetPass } from '../../session/broker/controlPass.ts';
import { AccessForm } from './AccessForm.tsx';

let shown: Shown;
afterEach(async () => {
  await shown.end();
  forgetPass(currentPass() ?? '');
});

test.each([
  '  PLANTED \n',
  'token PLANTED',
  'app http://127.0.0.1:8080/#token=PLANTED',
  'http://127.0.0.1:8080/#token=PLANTED ',
])('takes the token of %j at once, and shows it nowhere', async (pasted) => {
  const given: (string | undefined)[] = [];
  const Form = () => <AccessForm onGiven={() => given.push(currentPass())} />;
  shown = await show(Form, () => undefined);
  const { box, click } = shown;
  const use = named(box, 'button', 'Use token');
  expect(use).toHaveProperty('disabled', true);
  await type(named(box, 'input', 'Token'), pasted);
  await click(use);
  expect(given).toEqual(['PLANTED']);
  expect(box.textContent).not.toContain('PLANTED');
});

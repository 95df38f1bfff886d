import { expect, test } from 'vitest';
import { saidOf } from '../../../broker/core/commands/refusals.ts';
import { show } from '../../kit/rows/liveCapture.testkit.ts';
import { Lost } from './ClosedBroker.tsx';

test.each([
  ['tab-not-loaded', 'Reload the page', 'Retrying'],
  ['tab-part-not-loaded', 'Retrying', 'Reload'],
] as const)('%s gets one message: what happens next', async (key, said, unsaid) => {
  const { box, end } = await show(
    () => <Lost said={saidOf({ key, args: {} })} />,
    () => undefined,
  );
  expect(box.textContent).toContain(said);
  expect(box.textContent).not.toContain(unsaid);
  await end();
});

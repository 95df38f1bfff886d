import { afterEach, expect, test } from 'vitest';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { named } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { useCounters } from '../../session/connection/useWindowPart.ts';
import { ReplayButton } from './ReplayButton.tsx';

let shown: Shown;
afterEach(() => shown.end());

function Both({ connectionId }: { readonly connectionId: string }) {
  const packets = useCounters(connectionId)?.packets;
  return (
    <>
      <output>{packets}</output>
      <ReplayButton connectionId={connectionId} compact={false} />
    </>
  );
}

test.each([
  ['disabled without a readable packet', 0],
  ['enabled with one', 1],
])('replay is %s', async (_, packets) => {
  shown = await show(Both, (live) => {
    if (packets > 0) live.receive(publishBytes('a', 'x'));
  });
  const { box } = shown;
  await shown.until(() => box.querySelector('output')?.textContent === `${packets}`);
  expect(named(box, 'button', 'Replay messages').matches(':disabled, [aria-disabled=true]')).toBe(
    packets === 0,
  );
});

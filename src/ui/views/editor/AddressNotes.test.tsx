// @vitest-environment jsdom
/** Notes at the address field after the companion has answered; a page requests its information only once. */
import '../../kit/language/bothLanguages.testkit.ts';
import { afterEach, expect, test, vi } from 'vitest';
import type { CompanionInfo } from '../../../broker/core/companionInfo.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { draftFor } from '../../session/profiles/drafts.ts';
import { AddressNotes } from './AddressNotes.tsx';

const INFO: CompanionInfo = {
  name: 'mqttscope',
  version: 1,
  appVersion: '0',
  bridge: '/bridge',
  demo: false,
  needsCredentials: false,
};

const Notes = ({ connectionId }: { connectionId: string }) => (
  <AddressNotes draft={draftFor(connectionId)} pasted={[]} onUse={() => undefined} />
);

let shown: Shown | undefined;
afterEach(async () => {
  await shown?.end();
  vi.unstubAllGlobals();
});

test('host:1883 is said to go by the companion where that opens it, and to have other addresses before', async () => {
  let answer: ((info: Response) => void) | undefined;
  const asked = new Promise<Response>((resolve) => {
    answer = resolve;
  });
  vi.stubGlobal('fetch', () => asked);
  shown = await show(Notes, () => undefined);
  const { box, run, until } = shown;
  expect(box.textContent).toContain('host:1883suggests its WebSocket addresses');
  await run(() => answer?.(Response.json(INFO)));
  await until(() => box.textContent?.includes('host:1883plain MQTT, by the companion') === true);
});

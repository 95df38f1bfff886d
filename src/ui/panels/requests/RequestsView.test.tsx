import { afterEach, expect, test } from 'vitest';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { selectionOf } from '../../session/connection/selection.ts';
import { viewOf } from '../../session/view/tabView.ts';
import { RequestsView } from './RequestsView.tsx';

let shown: Shown;
afterEach(() => shown.end());

const segment = () => shown.box.querySelector('input[aria-label="Ecosystems"]');
const rows = () =>
  [...shown.box.querySelectorAll('[aria-label="Requests and replies"] [data-index]')].map(
    ({ textContent }) => textContent,
  );

test('requests of ecosystems are listed with replies and latencies, and link to both packets', async () => {
  const request = (name: string, id: string) =>
    publishBytes(`zigbee2mqtt/bridge/request/${name}`, JSON.stringify({ transaction: id }));
  shown = await show(RequestsView, (live) => {
    live.receive(request('restart', 'a'));
    live.receive(request('networkmap', 'b'));
    live.receive(
      publishBytes('zigbee2mqtt/bridge/response/restart', '{"transaction":"a","status":"ok"}'),
    );
  });
  // The list with requests is shown at first.
  await shown.until(() => rows().length === 2);
  expect(segment()).not.toBeNull();
  // The newest first.
  expect(rows()[0]).toMatch(/networkmap.*Zigbee2MQTT.*no reply yet/);
  expect(rows()[1]).toMatch(/restart.*2\.0 ms.*answered/);
  const link = shown.box.querySelector('[aria-label="Show the reply, packet 3"]') ?? shown.box;
  await shown.click(link);
  expect(selectionOf(shown.id).packet).toBe(3);
  expect(viewOf(shown.id).panel).toBe('packets');
});

test('is absent without requests of ecosystems', async () => {
  shown = await show(RequestsView, (live) => live.receive(publishBytes('a', 'b')));
  await shown.until(() => shown.box.textContent?.includes('No reply yet') === true);
  expect(segment()).toBeNull();
});

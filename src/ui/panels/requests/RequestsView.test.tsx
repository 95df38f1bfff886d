import { afterEach, expect, test } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { encode } from '../../../mqtt/codec/encode.ts';
import { type LiveCapture, type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { select, selectionOf } from '../../session/connection/selection.ts';
import { setReplies } from '../../session/requests/requestsPlace.ts';
import { viewOf } from '../../session/view/tabView.ts';
import { RequestsView } from './RequestsView.tsx';

const View = ({ connectionId }: { readonly connectionId: string }) => (
  <RequestsView
    connectionId={connectionId}
    Payload={({ message, topic }) => `${topic} = ${new TextDecoder().decode(message.payload)}`}
  />
);

let shown: Shown;
afterEach(() => shown.end());

const segment = () => shown.box.querySelector('input[aria-label="Ecosystems"]');
const grid = () => shown.box.querySelector('[aria-label="Requests and replies"]') ?? shown.box;
const rows = () => [...grid().querySelectorAll('[data-index]')];
const said = () => rows().map(({ textContent }) => textContent);
const side = (name: string) =>
  shown.box.querySelector(`section[aria-label="${name}"]`)?.textContent ?? '';
const says = (text: string) => shown.box.textContent?.includes(text) === true;

test('requests of ecosystems are listed with replies and latencies, and link to both packets', async () => {
  const request = (name: string, id: string) =>
    publishBytes(`zigbee2mqtt/bridge/request/${name}`, JSON.stringify({ transaction: id }));
  shown = await show(View, (live) => {
    live.receive(request('restart', 'a'));
    live.receive(request('networkmap', 'b'));
    live.receive(
      publishBytes('zigbee2mqtt/bridge/response/restart', '{"transaction":"a","status":"ok"}'),
    );
  });
  // The list with requests is shown at first, and its newest request.
  await shown.until(() => rows().length === 2 && side('Request').includes('networkmap = '));
  expect(segment()).not.toBeNull();
  expect(said()[0]).toMatch(/networkmap.*Zigbee2MQTT.*no reply yet/);
  expect(said()[1]).toMatch(/restart.*2\.0 ms.*answered/);
  expect(rows()[0]?.getAttribute('aria-selected')).toBe('true');
  expect(side('Reply')).toBe('ReplyNo reply was seen yet');
  expect(says('no reply for 0.')).toBe(true);

  await shown.click(rows()[1] ?? shown.box);
  await shown.until(() => side('Request').includes('request/restart = {"transaction":"a"}'));
  await shown.until(() => side('Reply').includes('response/restart = {"transaction":"a"'));
  expect(selectionOf(shown.id).packet).toBe(1);
  const link = shown.box.querySelector('[aria-label="Show the reply, packet 3"]') ?? shown.box;
  await shown.click(link);
  expect(selectionOf(shown.id).packet).toBe(3);
  expect(viewOf(shown.id).panel).toBe('packets');
});

test('is absent without requests of ecosystems', async () => {
  shown = await show(View, (live) => live.receive(publishBytes('a', 'b')));
  await shown.until(() => says('No reply yet'));
  expect(segment()).toBeNull();
});

const message = (topic: string, payload: string, isRequest: boolean) =>
  encode(
    {
      type: 'publish',
      topic,
      payload: encodeUtf8(payload),
      qos: 0,
      dup: false,
      retain: false,
      properties: isRequest ? [{ name: 'responseTopic', value: `answers/${topic}` }] : [],
    },
    5,
  );

/** A request for each topic, 16 s before the end. Only the first is answered, after 1.5 s. */
function requests(...topics: readonly string[]) {
  return (live: LiveCapture): void => {
    const { capture } = live;
    const answer = live.window.bind(live);
    live.window = (request) => ({ ...answer(request), now: 16_000_000 });
    const stream = capture.openStream({ version: 5, time: 0 });
    for (const topic of topics) capture.packet(stream, 'in', 0, message(topic, '?', true));
    capture.packet(stream, 'in', 1_500_000, message(`answers/${topics[0]}`, '!', false));
    capture.packet(stream, 'in', 16_000_000, Uint8Array.of(0xd0, 0));
  };
}

test('between a request and its reply is the latency, or how long it has waited', async () => {
  shown = await show(View, requests('lamp', 'fan'));
  await shown.live.capture.loadPairing();
  await shown.until(() => side('Request').includes('fan = ?'));
  expect(says('no reply for 16.0 s')).toBe(true);
  await shown.press(grid(), 'ArrowDown');
  await shown.until(() => side('Reply').includes('answers/lamp = !'));
  await shown.until(() => side('Request').includes('lamp = ?'));
  expect(shown.box.textContent).toMatch(/No\. 1.*lamp = \?1\.500 sReply/);
  expect(says('no reply for')).toBe(false);
});

test('the selected request stays: beside newer ones, out of the filter, and that of Inspect', async () => {
  shown = await show(View, requests('lamp', 'fan'));
  const { live, id, run, until, press } = shown;
  await live.capture.loadPairing();
  await until(() => side('Request').includes('fan = ?'));
  const stream = live.capture.openStream({ version: 5, time: 17_000_000 });
  await run(() => live.capture.packet(stream, 'in', 17_000_000, message('door', '?', true)));
  await until(() => rows().length === 3);
  expect(side('Request')).toContain('fan = ?');
  await run(() => setReplies(id, { search: 'lamp' }));
  await until(() => rows().length === 1);
  expect(side('Request')).toContain('fan = ?');
  await press(grid(), 'Escape');
  await until(() => side('Request') === '');
  await shown.end();

  shown = await show(View, requests('lamp', 'fan'));
  await shown.run(() => select(shown.id, { packet: 1 }));
  await shown.live.capture.loadPairing();
  await shown.until(() => side('Request').includes('lamp = ?'));
});

/** A connection's worker reads payloads by the rules it receives, including wrong ones. */
import { afterEach, expect, test, vi } from 'vitest';
import { NotLoaded } from '../../base/lazy.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { publishBytes } from '../../engine/topics/messages.testkit.ts';
import type { PayloadRules } from '../../payload/chains/rules.ts';
import { TestClient } from '../client.testkit.ts';

afterEach(() => vi.restoreAllMocks());

/** The code is loaded first. */
vi.setConfig({ testTimeout: 60_000 });

const INNER = '{"temp": 30}';
const OUTER = encodeUtf8(`{"data": "${Buffer.from(INNER).toString('base64')}"}`);

const rules = (chain: string): PayloadRules => ({ chains: [{ filter: 't', chain }], files: [] });

function client(): TestClient {
  const made = new TestClient();
  const { capture } = made.dispatch;
  capture.packet(capture.openStream(4), 'in', 1000, publishBytes('t', OUTER));
  return made;
}

const preview = async (from: TestClient) => {
  const request = { topics: { first: 0, count: 10 } };
  const { topics } = await from.ask({ kind: 'window', request });
  return topics?.rows[0]?.preview;
};

const found = (from: TestClient) =>
  from.until((event) => (event.kind === 'filter' ? event : undefined));

test('a filter without matches runs again once a rule exists', async () => {
  const one = client();
  one.send({ kind: 'filter', text: 'payload.temp > 20' });
  await found(one);
  const matches = async () => {
    const { packets } = await one.ask({
      kind: 'window',
      request: { packets: { first: 0, count: 10 } },
    });
    return packets?.total;
  };
  await expect.poll(matches).toBe(0);
  one.send({ kind: 'read-payloads', rules: rules('json.data | base64 | json') });
  await expect.poll(matches).toBe(1);
  // A rule that rejects it removes it again.
  one.send({ kind: 'read-payloads', rules: rules('json.gone | base64') });
  await expect.poll(matches).toBe(0);
});

test.each(['nope', 'json.data | base64(', 'protobuf(gone.proto)', 'json.data | gzip'])(
  'shows a message as text after %s, without an exception',
  async (chain) => {
    const one = client();
    one.send({ kind: 'read-payloads', rules: rules(chain) });
    await expect.poll(() => preview(one)).toMatchObject({ key: 'whole' });
    expect(one.events.filter(({ kind }) => kind === 'not-loaded')).toEqual([]);
  },
);

test('an idle page is notified when the code of a rule is loaded', async () => {
  const one = client();
  const { chosen } = one.dispatch.capture;
  let come = (): void => undefined;
  const coming = new Promise<void>((resolve) => {
    come = resolve;
  });
  vi.spyOn(chosen, 'load').mockReturnValue(coming);
  one.send({ kind: 'read-payloads', rules: rules('json.data | base64 | json') });
  await preview(one);
  const stirred = () => one.events.filter(({ kind }) => kind === 'stirred').length;
  const before = stirred();
  come();
  await expect.poll(stirred).toBe(before + 1);
});

test('reports code of a rule that cannot be loaded, with a way to retry', async () => {
  const one = client();
  const { chosen } = one.dispatch.capture;
  vi.spyOn(chosen, 'load').mockRejectedValue(new NotLoaded('Failed to fetch'));
  const command = { kind: 'read-payloads', rules: rules('gzip') } as const;
  one.send(command);
  const said = await one.until((event) => (event.kind === 'not-loaded' ? event : undefined));
  expect(said).toEqual({ kind: 'not-loaded', message: 'Failed to fetch', command });
});

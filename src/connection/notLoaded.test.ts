/** Parts of a connection's worker that cannot be fetched: the caller gets an error and can try again. */
import { afterEach, expect, test, vi } from 'vitest';
import { type Lazy, NotLoaded } from '../base/lazy.ts';
import { TestClient } from './client.testkit.ts';
import { OPENING, REPLAYING, SAVING } from './files/fileParts.ts';
import type { Command, ConnectionEvent } from './protocol/protocol.ts';
import { FILTER_LANGUAGE } from './questions/filterRuns.ts';
import { TAPPING } from './taps/watching.ts';
import { PUBLISHING } from './worker/lazyServices.ts';

afterEach(() => vi.restoreAllMocks());

function isMissing(part: Lazy<unknown>) {
  vi.spyOn(part, 'found', 'get').mockReturnValue(undefined);
  return vi.spyOn(part, 'load').mockRejectedValue(new NotLoaded('Failed to fetch'));
}

const CHOICES = {
  format: 'mqttscope',
  withSecrets: false,
  withStandIns: false,
  filtered: false,
} as const;
const MESSAGE = {
  id: 1,
  topic: 't',
  payload: new Uint8Array(),
  qos: 0,
  retain: false,
  properties: [],
} as const;
const CHOICE = { direction: 'both', filtered: false } as const;

test.each<[Command, Lazy<unknown>, ConnectionEvent['kind']]>([
  [{ kind: 'save', save: 1, choices: CHOICES }, SAVING, 'saving'],
  [{ kind: 'open-file', file: new Blob(['x']) }, OPENING, 'opening'],
  [{ kind: 'filter', text: 'qos == 1' }, FILTER_LANGUAGE, 'filter'],
  [{ kind: 'arm', text: 'qos == 1', around: 1, action: 'keep' }, FILTER_LANGUAGE, 'armed'],
  [{ kind: 'repeat', message: MESSAGE, every: 1, times: 1 }, PUBLISHING, 'repeating'],
  [{ kind: 'survey-messages', request: 1, choice: CHOICE }, REPLAYING, 'messages-surveyed'],
  [
    {
      kind: 'open-tap',
      access: { kind: 'port', port: new MessageChannel().port1 },
      clients: 'all',
    },
    TAPPING,
    'tap',
  ],
])('$kind is reported as failed, and runs on the next request', async (command, part, kind) => {
  const client = new TestClient();
  isMissing(part);
  client.send(command);
  await client.until((event) => event.kind === 'not-loaded' || undefined);
  expect(client.events).toEqual([{ kind: 'not-loaded', message: 'Failed to fetch', command }]);
  vi.restoreAllMocks();
  client.send(command);
  await client.until((event) => event.kind === kind || undefined);
  client.send({ kind: 'end-tap' });
  if (command.kind === 'open-tap' && command.access.kind === 'port') command.access.port.close();
});

test('loads no service only to end it', () => {
  const client = new TestClient();
  const load = isMissing(SAVING);
  client.send({ kind: 'stop-saving', save: 1 });
  expect(load).not.toHaveBeenCalled();
});

test('a question fails with the original error', async () => {
  const client = new TestClient();
  isMissing(FILTER_LANGUAGE);
  const question = { kind: 'complete-filter', text: 'q', cursor: 1 } as const;
  await expect(client.ask(question)).rejects.toThrow(NotLoaded);
  vi.restoreAllMocks();
  expect((await client.ask(question)).suggestions).not.toEqual([]);
});

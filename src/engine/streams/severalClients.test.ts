import { expect, test } from 'vitest';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { Capture } from '../capture/capture.ts';
import { connectOf } from '../files/captureFile.testkit.ts';

const PINGREQ = Uint8Array.of(0xc0, 0);

interface End {
  /** undefined: its CONNECT was not recorded. */
  readonly clientId?: string;
  readonly opened: number;
  /** undefined: still open. `unseen`: closed at an unknown time. */
  readonly closed?: number | 'unseen';
}

/** Whether the list of packets names the client of each packet. */
function namesClients(ends: readonly End[]): boolean {
  const capture = new Capture({ conventions: CONVENTIONS, originWallClock: 0 });
  for (const [at, { clientId, opened, closed }] of ends.entries()) {
    const stream = capture.openStream({ version: 4, time: opened, client: `10.0.0.7:5000${at}` });
    capture.packet(
      stream,
      'out',
      opened,
      clientId === undefined ? PINGREQ : connectOf(4, clientId),
    );
    if (closed !== undefined) capture.closeStream(stream, closed === 'unseen' ? undefined : closed);
  }
  return capture.window({ packets: { first: 0, count: 10 } }, 0).packets?.ofMany === true;
}

test.each<[string, readonly End[], boolean]>([
  ['one client', [{ clientId: 'a', opened: 1 }], false],
  [
    'a client that connects again',
    [
      { clientId: 'a', opened: 1, closed: 2 },
      { clientId: 'a', opened: 3 },
    ],
    false,
  ],
  [
    'the same before a reload',
    [
      { clientId: 'a', opened: -90, closed: 'unseen' },
      { clientId: 'a', opened: 3 },
    ],
    false,
  ],
  [
    'two client identifiers one after the other',
    [
      { clientId: 'a', opened: 1, closed: 2 },
      { clientId: 'b', opened: 3 },
    ],
    true,
  ],
  [
    'two connections of one client at the same time',
    [
      { clientId: 'a', opened: -9, closed: 2 },
      { clientId: 'a', opened: -3 },
    ],
    true,
  ],
  [
    'an unknown client, and later another address',
    [
      { opened: 1, closed: 2 },
      { clientId: 'a', opened: 3 },
    ],
    false,
  ],
  ['two unknown clients at the same time', [{ opened: 1 }, { opened: 3 }], true],
])('%s', (_name, ends, wanted) => {
  expect(namesClients(ends)).toBe(wanted);
});

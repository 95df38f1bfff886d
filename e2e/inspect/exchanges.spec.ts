/** Exchanges as rows of the packet list: outcomes as seen from this side, those in flight, and latency. */
import type { Locator, Page } from '@playwright/test';
import { peekPacketId } from '../../src/mqtt/framing/peek.ts';
import type { Packet } from '../../src/mqtt/tables/packet.ts';
import type { App } from '../kit/page/app.ts';
import { findings } from '../kit/page/axe.ts';
import { showPanel } from '../kit/page/panels.ts';
import { speaking } from '../kit/peers/peer.ts';
import { expect, type Fixtures, test } from '../kit/test.ts';

type Given = Pick<Fixtures, 'companion' | 'startPeer' | 'startProxy'>;

const PUBREC = 5;
const PUBREL = 6;
const typeOf = (packet: Uint8Array) => (packet[0] ?? 0) >> 4;

/** Drives the list like a person. */
class Exchanges {
  readonly page: Page;
  readonly grid: Locator;
  readonly verdict: Locator;

  constructor({ page, packets }: App) {
    this.page = page;
    this.grid = packets;
    this.verdict = page.getByRole('note', { name: 'Verdict' });
  }

  async open(): Promise<void> {
    await showPanel(this.page, 'Exchanges');
    await expect(this.grid).toBeVisible();
  }

  row(...texts: string[]): Locator {
    return texts.reduce<Locator>(
      (rows, hasText) => rows.filter({ hasText }),
      this.grid.getByRole('row'),
    );
  }

  async show(filter: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Display filter', exact: true }).fill(filter);
  }

  /** The exchange of the selected row, step by step with the statements of the standard. */
  async words(): Promise<void> {
    await this.page.getByRole('tab', { name: 'In words', exact: true }).click();
  }

  explanation(about: string): Locator {
    return this.page.getByRole('list', { name: `${about}, step by step` }).getByRole('listitem');
  }
}

/** A session that survives its connection. */
async function connectPersistently(app: App, companion: string, url: string): Promise<void> {
  await app.open(companion, { url, version: '5' });
  await app.unfold('Session and will');
  await app.connection.getByRole('switch', { name: /^Clean (start|session)$/i }).click();
  await app.connection.getByRole('textbox', { name: 'Session expiry' }).fill('300');
  await app.button('Connect').click();
  await app.connected();
}

/** Number and time in a row of the packet list. */
async function numberAndTime(row: Locator): Promise<readonly [number: string, time: string]> {
  const cells = await row.getByRole('gridcell').allInnerTexts();
  return [(cells[0] ?? '').replaceAll(',', ''), cells[1] ?? ''];
}

async function retriesOnce(app: App, { companion, startProxy }: Given): Promise<void> {
  const { page } = app;
  const proxy = await startProxy(companion.ws);
  const exchanges = new Exchanges(app);
  await connectPersistently(app, companion.app, proxy.ws);
  // The broker never receives the PUBREL that answers its PUBREC.
  let id: number | undefined;
  proxy.withhold = (direction, packet) => {
    if (id !== undefined || direction !== 'out' || typeOf(packet) !== PUBREL) return false;
    id = peekPacketId(packet);
    setTimeout(proxy.cut, 0);
    return true;
  };
  await app.publish('once/only', 'x', { qos: '2' });
  await expect(app.packet('in', 'PUBCOMP')).toHaveCount(1);

  const publish = await numberAndTime(app.packet('out', 'PUBLISH', 'once/only'));
  const pubrec = await numberAndTime(app.packet('in', 'PUBREC'));
  const [pubrel, again] = await Promise.all(
    [0, 1].map((at) => numberAndTime(app.packet('out', 'PUBREL').nth(at))),
  );
  const pubcomp = await numberAndTime(app.packet('in', 'PUBCOMP'));
  const connect = await numberAndTime(app.packet('out', 'CONNECT').nth(1));

  await app.packet('in', 'PUBREC').click();
  await exchanges.open();
  await expect(exchanges.row('once/only')).toHaveCount(1);
  const row = exchanges.row('once/only', 'sent again');
  await expect(row).toHaveAttribute('aria-selected', 'true');

  await exchanges.words();
  const explanation = exchanges.explanation('QoS 2');
  const about = ([number, time]: readonly [string, string]) => `No. ${number} ${time}`;
  const steps: readonly (readonly [string, readonly [string, string] | undefined])[] = [
    ['The client sends PUBLISH with QoS 2 and DUP 0', publish],
    ['PUBREC from the broker', pubrec],
    ['The client sends PUBREL', pubrel],
    ['Session present: unacknowledged packets are sent again, offline for', connect],
    ['The client sends PUBREL again', again],
    ['PUBCOMP from the broker', pubcomp],
  ];
  for (const [words, packet] of steps) {
    const line = explanation
      .filter({ hasText: words })
      .filter({ hasText: packet === undefined ? '' : about(packet) });
    await expect(line).toHaveCount(1);
  }
  await expect(
    explanation.filter({ hasText: 'No PUBCOMP seen: PUBREL or its answer was lost' }),
  ).toHaveCount(1);
  await expect(exchanges.verdict).toHaveText(
    'Conforms as seen here: complete after one packet was sent again.',
  );
  await expect(explanation.filter({ hasText: 'MQTT-4.3.3-8' })).toContainText(
    'PUBREC from the broker',
  );
  const resumed = explanation.filter({ hasText: 'Session present' });
  await expect(resumed).toContainText('MQTT-4.4.0-1');
  await resumed.getByRole('button', { name: 'MQTT-4.4.0-1' }).click();
  await expect(resumed).toContainText('both sides send again what is unacknowledged');
  await expect(explanation.filter({ hasText: 'is free again' })).toContainText(
    `Packet identifier ${id} is free again`,
  );
  expect(await findings(page)).toEqual([]);

  // And back, and through its packets.
  await showPanel(page, 'Packets');
  const selected = app.packets.getByRole('row', { selected: true });
  await expect(selected).toContainText('PUBREC');
  await page.keyboard.press('[');
  await expect(selected).toContainText('once/only');
  // A row is selected once its content is loaded.
  for (const packet of [pubrec, pubrel, again]) {
    await page.keyboard.press(']');
    await expect(selected.getByRole('gridcell').first()).toHaveText(packet?.[0] ?? '');
  }
  // A letter typed in an input is text.
  await app.publishing.getByRole('combobox', { name: 'Topic', exact: true }).fill('');
  await page.keyboard.type('x[]');
  await expect(app.publishing.getByRole('combobox', { name: 'Topic', exact: true })).toHaveValue(
    'x[]',
  );

  // The other cut: PUBREC never arrives, so PUBLISH is retransmitted.
  let isCut = false;
  proxy.withhold = (direction, packet) => {
    if (isCut || direction !== 'in' || typeOf(packet) !== PUBREC) return false;
    isCut = true;
    setTimeout(proxy.cut, 0);
    return true;
  };
  await app.publish('once/more', 'y', { qos: '2' });
  await exchanges.open();
  await exchanges.row('once/more', 'sent again').click();
  await expect(explanation.nth(3)).toContainText('No PUBREC seen: PUBLISH or its answer was lost');
  await expect(explanation.nth(6)).toContainText(/sends PUBLISH again with DUP 1 · No\. \d+/);
  await expect(exchanges.row('once/more')).toHaveCount(1);
  await exchanges.show('exchange.state == retried');
  await expect(exchanges.grid.locator('[data-index]')).toHaveCount(2);
  await exchanges.show('exchange.state == retried and topic == "once/more"');
  await expect(exchanges.grid.locator('[data-index]')).toHaveCount(1);
}

async function showsOpenExchanges(
  app: App,
  { companion, startPeer, startProxy }: Given,
): Promise<void> {
  const { page } = app;
  let receiveMaximum = 8;
  const connack = (): Packet => ({
    type: 'connack',
    sessionPresent: false,
    reasonCode: 0,
    properties: [{ name: 'receiveMaximum', value: receiveMaximum }],
  });
  const push: Packet = {
    type: 'publish',
    dup: false,
    qos: 2,
    retain: false,
    topic: 'from/broker',
    packetId: 9,
    properties: [],
    payload: Uint8Array.of(1),
  };
  const peer = await startPeer(
    speaking(5, (packet) => {
      if (packet.type === 'connect') return [connack(), push];
      if (packet.type !== 'subscribe') return [];
      return [
        {
          type: 'suback',
          packetId: packet.packetId,
          reasonCodes: [0x87],
          properties: [{ name: 'reasonString', value: 'not for you' }],
        },
      ];
    }),
  );
  const proxy = await startProxy(peer.ws);
  const exchanges = new Exchanges(app);
  await connectPersistently(app, companion.app, proxy.ws);
  await app.publish('held/one', 'x', { qos: '1' });
  await app.publish('held/two', 'x', { qos: '2' });
  await app.subscribe('secret/#', '1');

  await page.getByRole('button', { name: /^in flight \d/ }).click();
  const strip = page.getByRole('region', {
    name: 'Exchanges in flight, and latency of the others',
  });
  await expect(strip).toContainText('2 of 8 out1 in');
  await expect(strip).toContainText(/longest\d+(\.\d s| min \d+ s): broker owes PUB(ACK|REC|REL)/);
  const inFlight = strip.getByRole('region', { name: 'In flight', exact: true });
  const owed = inFlight.getByRole('list', { name: 'Exchanges in flight' }).getByRole('listitem');
  await expect(owed.filter({ hasText: 'held/one' })).toContainText(
    /broker owes PUBACK.*for \d+(\.\d s| min)/,
  );
  await expect(owed.filter({ hasText: 'held/two' })).toContainText('broker owes PUBREC');
  await expect(owed.filter({ hasText: 'from/broker' })).toContainText('broker owes PUBREL');
  await inFlight.getByRole('spinbutton', { name: 'Overdue after (s)' }).fill('0.1');
  await expect(inFlight).toContainText('3 wait for more than 0.1 s');
  await expect(owed.filter({ hasText: 'overdue' })).toHaveCount(3);
  await strip.getByRole('button', { name: '2 of 8 out', exact: true }).click();
  await expect(exchanges.grid.locator('[data-index]')).toHaveCount(2);
  await owed.filter({ hasText: 'held/one' }).getByRole('button').click();
  await expect(exchanges.row('held/one')).toHaveAttribute('aria-selected', 'true');
  await exchanges.words();
  await expect(exchanges.verdict).toHaveText(
    /^In flight: the broker owes PUBACK for (\d+ min )?[\d.]+ s\.$/,
  );
  expect(await findings(page)).toEqual([]);

  await strip.getByRole('button', { name: 'in flight', exact: true }).click();
  await exchanges.show('exchange.state == refused');
  await exchanges.row('secret/#', 'refused').click();
  await expect(exchanges.verdict).toContainText('Refused by the broker: 0x87 Not authorized.');
  await expect(exchanges.verdict).toContainText('not for you');
  await expect(exchanges.explanation('SUBSCRIBE').filter({ hasText: 'secret/#' })).toContainText(
    'MQTT-3.8.4-7',
  );

  // The broker returns without the session.
  receiveMaximum = 65_535;
  proxy.cut();
  await exchanges.show('exchange.state == abandoned');
  await exchanges.row('held/two', 'not completed').click();
  await expect(exchanges.verdict).toHaveText(
    'Abandoned: the session was gone after the reconnect; whether it arrived cannot be seen here.',
  );
  const gone = page.getByRole('list', { name: /step by step$/ }).getByRole('listitem');
  await expect(gone.filter({ hasText: 'Session present 0' })).toHaveCount(1);
}

test('a QoS 2 publish that is cut after PUBREC, resumed and completed is one retried exchange', ({
  app,
  companion,
  startPeer,
  startProxy,
}) => retriesOnce(app, { companion, startPeer, startProxy }));

test('exchanges in flight show the waiting side, rejections their reason, and abandoned ones that the outcome is unknown', ({
  app,
  companion,
  startPeer,
  startProxy,
}) => showsOpenExchanges(app, { companion, startPeer, startProxy }));

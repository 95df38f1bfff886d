import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { focusTarget } from '#kit';
import { formatBase64 } from '../../../base/base64.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { EdgeNode, TEMP } from '../../../conventions/sparkplug/edgeNode.testkit.ts';
import { framed, publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { encode } from '../../../mqtt/codec/encode.ts';
import { DRAWN_PICTURES } from '../../../payload/formats/pictures/pictures.testkit.ts';
import { UNTOUCHED } from '../../../profiles/settings/plainSubscription.ts';
import { settingsWith } from '../../../profiles/settings/settings.testkit.ts';
import { named } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { connect, connectionById } from '../../session/connection/connections.ts';
import { CONNECTED } from '../../session/connection/handle.testkit.ts';
import { select, selectionOf } from '../../session/connection/selection.ts';
import { setBase } from '../../session/packet/compareWith.ts';
import { setLayout } from '../../session/view/layout.ts';
import { PacketsView } from '../packets/PacketsView.tsx';
import { PacketDetailPane } from './PacketDetailPane.tsx';

let shown: Shown;
/** Room for fields and bytes beside each other. */
const TWO_COLUMNS = 500;
beforeEach(() => {
  setLayout({ detailPart: 'fields' });
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(TWO_COLUMNS);
});
afterEach(() => {
  vi.restoreAllMocks();
  return shown.end();
});

const items = () => [...shown.box.querySelectorAll('[role=treeitem]')];
const item = (text: string): Element =>
  items().find((each) => each.textContent?.toLowerCase().startsWith(text.toLowerCase())) ??
  shown.box;
const bytesPane = (): Element => shown.box.querySelector('section[aria-label=Bytes]') ?? shown.box;
const byte = (offset: number): Element =>
  shown.box.querySelector(`[data-byte="${offset}"]`) ?? shown.box;
const footer = () => bytesPane().querySelector('[aria-live]')?.textContent;

async function showPacket(bytes: Uint8Array): Promise<void> {
  shown = await show(PacketDetailPane, (live) => live.receive(bytes));
  await shown.run(() => select(shown.id, { packet: 1 }));
  await shown.until(() => items().length > 0);
}

const text = (value: string): number[] => [0, value.length, ...encodeUtf8(value)];

function ListAndDetail({ connectionId }: { connectionId: string }) {
  return (
    <>
      <PacketsView connectionId={connectionId} />
      <PacketDetailPane connectionId={connectionId} />
    </>
  );
}

test('the chip of problems shows a packet with a problem, not one hidden by the filter', async () => {
  const wrong = Uint8Array.from(publishBytes('wrong', 'x'));
  // DUP with QoS 0.
  wrong[0] = 0x38;
  shown = await show(ListAndDetail, (live) => {
    live.receive(Uint8Array.of(0x20, 2, 0, 0));
    live.receive(wrong);
    live.receive(publishBytes('right', 'x'));
  });
  const title = () => shown.box.querySelector('h2')?.textContent;
  const problems = () =>
    [...shown.box.querySelectorAll('button')].find((one) => one.textContent === 'Problems 1');
  await shown.run(() => select(shown.id, { packet: 3 }));
  await shown.until(() => title() === 'No. 3' && problems() !== undefined);
  await shown.click(problems() ?? shown.box);
  await shown.until(() => title() === 'No. 2');
  expect(shown.box.textContent).not.toContain('not in filter');
});

test('a number of the message that changed is drawn over time, or the selected one', async () => {
  setLayout({ detailPart: 'payload' });
  shown = await show(PacketDetailPane, (live) => {
    for (const kW of [325.9, 326.6, 327.1])
      live.receive(publishBytes('meter', JSON.stringify({ n: Math.round(kW), kW })));
  });
  await shown.run(() => select(shown.id, { packet: 3 }));
  const chart = () => shown.box.querySelector('section[aria-label="Value over time"]');
  await shown.until(() => chart() !== null);
  expect(chart()?.textContent).toContain('kW, last');
  await shown.click(item('n'));
  await shown.until(() => chart()?.textContent?.startsWith('n, last') === true);
  await shown.click(named(shown.box, 'button', 'Open in Watch'));
  expect(selectionOf(shown.id)).toMatchObject({ packet: 3, topic: 'meter' });
});

test('the message that others are compared with asks for another, which names it', async () => {
  setLayout({ detailPart: 'payload' });
  shown = await show(PacketDetailPane, (live) => {
    for (const kW of [325.9, 326.6, 327.1]) live.receive(publishBytes('meter', `{"kW":${kW}}`));
  });
  await shown.run(() => select(shown.id, { packet: 1 }));
  await shown.run(() => setBase(shown.id, { packet: 1 }));
  await shown.until(
    () => shown.box.textContent?.includes('Select the message to compare with No. 1') === true,
  );
  await shown.run(() => select(shown.id, { packet: 3 }));
  await shown.until(() => shown.box.textContent?.includes('compared with No. 1') === true);
  expect(item('kW').textContent).toBe('kW327.1~ was 325.9, +1.2');
  await shown.click(named(shown.box, 'button', 'Compare with the previous message again'));
  await shown.until(() => item('kW').textContent?.includes('was 326.6') === true);
});

test('a packet whose problem is among the oldest of too many says so', async () => {
  const connect = { type: 'connect', protocolName: 'MQTT', protocolLevel: 4 } as const;
  const session = { clientId: 'c', cleanStart: true, keepAlive: 0, properties: [] };
  const publish = publishBytes('a', '1');
  shown = await show(PacketDetailPane, ({ capture }) => {
    const stream = capture.openStream(4);
    capture.packet(stream, 'out', 1, encode({ ...connect, ...session }, 4));
    capture.packet(stream, 'in', 2, Uint8Array.of(0x20, 2, 0, 0));
    // No subscription matches any of them.
    for (let at = 0; at < 10_001; at += 1) capture.packet(stream, 'in', 3 + at, publish);
  });
  const box = () => shown.box.querySelector('section[aria-label="Problems of this packet"]');
  await shown.run(() => select(shown.id, { packet: 4 }));
  await shown.until(() => box()?.textContent?.includes('subscribed') === true);
  await shown.run(() => select(shown.id, { packet: 3 }));
  await shown.until(() => box()?.textContent?.includes('subscribed') === false);
  expect(box()?.textContent).toContain('This packet has a problem that is no longer kept');
});

test('metrics with aliases have the names of the BIRTH', async () => {
  const node = new EdgeNode();
  const [birth, data] = [node.nbirth([TEMP]), node.data([TEMP])];
  shown = await show(PacketDetailPane, (live) => {
    live.receive(publishBytes('spBv1.0/plant/NBIRTH/press', birth));
    live.receive(publishBytes('spBv1.0/plant/NDATA/press', data));
  });
  await shown.run(() => select(shown.id, { packet: 2 }));
  await shown.until(() => items().some((each) => each.textContent?.startsWith('Temp') === true));
  expect(item('Temp').textContent).toBe('Temp{3}');
});

describe('fields and bytes of a packet', () => {
  test('the header names the packet', async () => {
    await showPacket(publishBytes('a/b', '{"t":71.8}', { qos: 1, packetId: 4127 }));
    expect(shown.box.querySelector('h2')?.textContent).toBe('No. 1');
    expect(shown.box.textContent).toContain('PUBLISH');
  });

  test('a field highlights its bytes; the footer shows offset, size, name and section', async () => {
    await showPacket(publishBytes('a/b', 'x', { qos: 1, packetId: 4127 }));
    await shown.click(item('Packet identifier'));
    expect(selectionOf(shown.id).bytes).toEqual({ offset: 7, length: 2 });
    expect(byte(7).className).toContain('bg-sel');
    expect(byte(9).className).not.toContain('bg-sel');
    expect(footer()).toMatch(/^Bytes 0x0007–0x0008·2 B·Packet identifier§ 2\.3\.1$/i);
  });

  test('a byte selects the deepest field, including keys in JSON', async () => {
    await showPacket(publishBytes('a/b', '{"t":71.8}'));
    const end = (kind: string) => new MouseEvent(kind, { bubbles: true });
    await shown.run(() => {
      byte(12).dispatchEvent(end('pointerdown'));
      byte(12).dispatchEvent(end('pointerup'));
    });
    const chosen = items().find((each) => each.getAttribute('aria-selected') === 'true');
    expect(chosen?.textContent).toMatch(/^t71\.8/);
    expect(selectionOf(shown.id).bytes).toEqual({ offset: 8, length: 8 });
  });

  test('arrows move between fields, and between bytes', async () => {
    await showPacket(publishBytes('a/b', 'x'));
    const tree = shown.box.querySelector('[role=tree]') ?? shown.box;
    await shown.press(tree, 'ArrowDown');
    await shown.press(tree, 'End');
    expect(selectionOf(shown.id).bytes).toEqual({ offset: 7, length: 1 });
    const dump = shown.box.querySelector('[aria-label="Hex dump"]') ?? shown.box;
    await shown.press(dump, 'ArrowLeft');
    expect(selectionOf(shown.id).bytes).toEqual({ offset: 4, length: 3 });
    await shown.press(dump, 'ArrowLeft', { shiftKey: true });
    expect(selectionOf(shown.id).bytes).toEqual({ offset: 5, length: 2 });
  });

  test('the focus selects the first field, unless a press selects another', async () => {
    await showPacket(publishBytes('a/b', 'x'));
    const tree = shown.box.querySelector<HTMLElement>('[role=tree]') ?? shown.box;
    await shown.run(() => {
      item('Payload').dispatchEvent(new MouseEvent('mousedown', { bubbles: true }));
      // In browsers, a press focuses the pressed element, and the tree takes the focus back.
      item('Payload').closest<HTMLElement>('[role=treeitem]')?.focus();
    });
    expect(document.activeElement).toBe(tree);
    expect(selectionOf(shown.id).bytes).toBeUndefined();
    await shown.run(() => tree.blur());
    await shown.run(() => tree.focus());
    expect(selectionOf(shown.id).bytes?.offset).toBe(0);
  });

  test('a flag is a field of its own, with its bits', async () => {
    await showPacket(publishBytes('a/b', 'x', { retain: true }));
    await shown.click(item('RETAIN'));
    expect(selectionOf(shown.id).bytes).toEqual({ offset: 0, length: 1, mask: 1 });
  });

  test('values of the payload show their type and bytes', async () => {
    setLayout({ detailPart: 'payload' });
    shown = await show(PacketDetailPane, (live) => {
      live.receive(publishBytes('a/b', '{"t":71.3,"on":true,"old":1}'));
      live.receive(publishBytes('a/b', '{"t":71.8,"on":true}'));
    });
    await shown.run(() => select(shown.id, { packet: 2 }));
    await shown.until(() => items().length > 0);
    expect(item('t').textContent).toBe('t71.8~ was 71.3, +0.5');
    expect(item('on').textContent).toBe('ontrue');
    expect(shown.box.textContent).toContain('gone: payload.old');
    await shown.click(item('on'));
    expect(selectionOf(shown.id).bytes).toEqual({ offset: 17, length: 9 });
  });

  test('a password is shown neither as value nor as bytes', async () => {
    const protocol = [...text('MQTT'), 4, 0xc2, 0, 60];
    await showPacket(framed(0x10, [...protocol, ...text('c'), ...text('ann'), ...text('s3cret')]));
    expect(shown.box.textContent).not.toContain('s3cret');
    expect(shown.box.textContent).not.toContain(' 73 33 63 72');
    expect(bytesPane().textContent).toContain('** ** ** **');
    expect(item('Password').textContent).toContain('hidden');
  });

  test('a violation of the standard shows its number', async () => {
    await showPacket(Uint8Array.of(0x36, 5, 0, 1, 0x61, 0, 1));
    expect(shown.box.textContent).toContain('Malformed packet');
    expect(shown.box.textContent).toContain('MQTT-3.3.1-4');
  });

  test('wraps a long text at the width of the pane, and shows its previous value', async () => {
    const line = (module: number) =>
      `2026-11-30 WARN module ${module}: ${'retry later because the pool is exhausted; '.repeat(9)}end`;
    await shown.end();
    setLayout({ detailPart: 'payload' });
    shown = await show(PacketDetailPane, (live) => {
      live.receive(publishBytes('logs', line(1)));
      live.receive(publishBytes('logs', line(2)));
    });
    await shown.run(() => select(shown.id, { packet: 2 }));
    const value = () => shown.box.querySelector('[role=group][aria-label=Value]');
    await shown.until(() => value() !== null);
    const rows = [...(value()?.querySelectorAll('bdi') ?? [])].map(
      ({ textContent }) => textContent,
    );
    expect(rows.length).toBeGreaterThan(2);
    expect(rows.join('')).toBe(line(2));
    expect(shown.box.textContent).toContain('~ was 2026-11-30 WARN module');
  });

  test('shows a long payload to its last byte', async () => {
    const payload = new Uint8Array(300_000).fill(0x61);
    payload[payload.length - 1] = 0x7a;
    await showPacket(publishBytes('a', payload));
    const dump = shown.box.querySelector('[aria-label="Hex dump"]') ?? shown.box;
    await shown.press(dump, 'ArrowRight');
    await shown.press(dump, 'End');
    expect(footer()).toContain('300,000 B');
    expect(bytesPane().textContent).toMatch(/61 7a +a+z\n/);
    expect(shown.box.querySelectorAll('[data-byte]').length).toBeLessThan(2000);
  });

  test('moving between packets keeps the focus, even if one loads slowly or is gone', async () => {
    await showPacket(publishBytes('a', 'x'));
    await shown.run(() => shown.live.receive(publishBytes('a', 'y')));
    await shown.until(() => connectionById(shown.id)?.loop.counters()?.newest === 2);
    const button = (name: string) => named(shown.box, 'button', name);
    const head = () => shown.box.querySelector('h2')?.textContent;
    const next = button('Next message on this topic');
    next.focus();
    const { live } = shown;
    const answer = live.window.bind(live);
    live.window = (request) => {
      const { packet, ...rest } = request;
      return answer(packet === 2 ? rest : request);
    };
    await shown.click(next);
    await shown.until(() => shown.box.textContent?.includes('Reading the packet') === true);
    expect(head()).toBe('No. 2');
    expect(document.activeElement).toBe(next);
    live.window = answer;
    await shown.until(() => items().length > 0);
    await shown.click(next);
    expect(selectionOf(shown.id).packet).toBe(2);
    expect(head()).toBe('No. 2');
    expect(document.activeElement).toBe(next);
    const previous = button('Previous message on this topic');
    previous.focus();
    await shown.click(previous);
    await shown.until(() => head() === 'No. 1');
    expect(document.activeElement).toBe(previous);
  });

  test('the focus at the fields stays there when the body of the next packet replaces them', async () => {
    shown = await show(ListAndDetail, (live) => {
      for (const topic of ['first', 'second']) live.receive(publishBytes(topic, 'x'));
    });
    await shown.run(() => select(shown.id, { packet: 1 }));
    await shown.until(() => shown.box.querySelector('h2')?.textContent === 'No. 1');
    const before = named(shown.box, '[role=tree]', 'Fields');
    // The previous packet is still shown when the focus moves.
    await shown.run(() => {
      select(shown.id, { packet: 2 });
      focusTarget('fields');
    });
    expect(document.activeElement).toBe(before);
    await shown.until(() => shown.box.querySelector('h2')?.textContent === 'No. 2');
    const after = named(shown.box, '[role=tree]', 'Fields');
    expect(before.isConnected).toBe(false);
    expect(document.activeElement).toBe(after);
  });

  test('says that a packet is gone', async () => {
    shown = await show(PacketDetailPane, (live) => live.receive(publishBytes('a', 'x')));
    await shown.run(() => {
      shown.live.capture.clear();
      select(shown.id, { packet: 1 });
    });
    await shown.until(() => shown.box.textContent?.includes('no longer available') === true);
    expect(shown.box.textContent).toContain('No. 1 is no longer available');
  });
});

describe('the outcome of a packet', () => {
  const detail = () => named(shown.box, 'section', 'Packet');
  const send = (bytes: Uint8Array) =>
    shown.live.capture.packet(shown.live.stream, 'out', 9_000, bytes);
  const subscribe = [0, 1, ...text('a/#'), 2];

  async function session(): Promise<void> {
    const connect = [...text('MQTT'), 4, 2, 0, 60, ...text('c')];
    shown = await show(PacketDetailPane, (live) => {
      live.capture.packet(live.stream, 'out', 0, framed(0x10, connect));
      live.receive(Uint8Array.of(0x20, 2, 0, 0));
      live.capture.packet(live.stream, 'out', 1000, framed(0x82, subscribe));
      live.receive(Uint8Array.of(0x90, 3, 0, 1, 1));
      live.receive(publishBytes('a/b', 'x', { qos: 1, packetId: 7 }));
    });
    await shown.run(() => select(shown.id, { packet: 5 }));
    await shown.until(() => items().length > 0);
  }

  test('is in flight, then acknowledged by the named packet', async () => {
    await session();
    await shown.until(() => detail().textContent?.includes('in flight') === true);
    expect(detail().textContent).toContain('PUBACK awaited');
    const number = send(Uint8Array.of(0x40, 2, 0, 7));
    await shown.until(
      () => detail().textContent?.includes('complete in 6.0 ms 2 packets') === true,
    );
    await shown.run(() => select(shown.id, { packet: number }));
    await shown.until(() => detail().textContent?.includes('PUBACK') === true);
    expect(detail().textContent).toContain('complete in 6.0 ms 2 packets');
  });

  test('explains why it was delivered that way', async () => {
    await session();
    await shown.run(() => setLayout({ detailPart: 'delivery' }));
    const delivery = named(shown.box, 'section', 'Delivery');
    expect([...delivery.querySelectorAll('li')].map((line) => line.textContent)).toEqual([
      'published QoS 1 or 2, subscribed QoS 1',
      'live, not retained',
      'because of a/#, requested QoS 2, granted 1 No. 3',
    ]);
    expect(delivery.querySelector('[aria-expanded]')).toBeNull();
  });

  test('a problem found later is shown with what to do', async () => {
    await session();
    expect(shown.box.querySelector('section[aria-label="Problems of this packet"]')).toBeNull();
    await shown.run(() => select(shown.id, { packet: 3 }));
    await shown.until(() => detail().textContent?.includes('Lower QoS granted') !== true);
    await shown.run(() => select(shown.id, { packet: 4 }));
    await shown.until(
      () => detail().textContent?.includes('Lower QoS granted than requested') === true,
    );
    expect(detail().textContent).toContain('MQTT-3.8.4-6');
  });
});

describe('copying', () => {
  const copiedText = vi.fn<(text: string) => Promise<void>>();
  const menu = (name: string): Element =>
    [...shown.box.querySelectorAll('[role=menuitem]')].find(
      (each) => each.firstElementChild?.textContent === name,
    ) ?? shown.box;
  const open = () =>
    shown.click(shown.box.querySelector('button[aria-haspopup=menu]') ?? shown.box);
  const copy = async (name: string): Promise<string | undefined> => {
    copiedText.mockReset().mockResolvedValue(undefined);
    await open();
    await shown.click(menu(name));
    return copiedText.mock.lastCall?.[0];
  };
  beforeAll(() =>
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: copiedText },
    }),
  );

  test('a packet as a command, a field as value, hex and filter', async () => {
    await showPacket(publishBytes('a/b', 'x', { qos: 1, packetId: 4127 }));
    expect(await copy('Copy packet as mosquitto_pub command')).toBe(
      "mosquitto_pub -h 'localhost' -p 1883 -V mqttv311 -t 'a/b' -q 1 -m 'x'",
    );
    expect(await copy('Copy packet as C array')).toContain('packet_1[10] = {');
    await shown.click(item('Packet identifier'));
    expect(await copy('Copy field as value')).toBe('4127');
    expect(await copy('Copy field as hex')).toBe('101f');
    expect(await copy('Copy field as filter')).toBe('mqtt.msgid == 4127');
  });

  test('says why something cannot be copied as a command', async () => {
    await showPacket(Uint8Array.of(0x40, 2, 0, 1));
    await open();
    expect(menu('Copy packet as mosquitto command').getAttribute('aria-disabled')).toBe('true');
    expect(menu('Copy packet as mosquitto command').textContent).toContain('No command sends');
  });

  test('the menu is used by keyboard, and returns the focus', async () => {
    await showPacket(publishBytes('a', 'x'));
    const button = shown.box.querySelector<HTMLElement>('button[aria-haspopup=menu]');
    button?.focus();
    await open();
    expect(document.activeElement?.textContent).toContain('Copy payload');
    const focused = () => document.activeElement ?? document.body;
    await shown.press(focused(), 'ArrowDown');
    expect(focused().textContent).toContain('Copy topic');
    await shown.press(focused(), 'Escape');
    expect(shown.box.querySelector('[role=menu]')).toBeNull();
    expect(document.activeElement).toBe(button);
  });

  test('secrets are asterisks in copies until the user reveals them', async () => {
    const protocol = [...text('MQTT'), 4, 0xc2, 0, 60];
    await showPacket(framed(0x10, [...protocol, ...text('c'), ...text('ann'), ...text('s3cret')]));
    const options = 'Copy packet as options of mosquitto_pub and mosquitto_sub';
    expect(await copy(options)).toContain("-u 'ann' -P '******'");
    await shown.click(shown.box.querySelector('button[aria-label="Show secrets"]') ?? shown.box);
    expect(item('Password').textContent).not.toContain('hidden');
    expect(await copy(options)).toContain("-u 'ann' -P 's3cret'");
    await shown.run(() => select(shown.id, { packet: undefined }));
    await shown.run(() => select(shown.id, { packet: 1 }));
    await shown.until(() => items().length > 0);
    expect(item('Password').textContent).toContain('hidden');
  });
});

test('shows the picture that the selected steps decode', async () => {
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:x');
  vi.spyOn(URL, 'revokeObjectURL').mockReturnValue(undefined);
  const image = formatBase64(DRAWN_PICTURES.get('PNG') ?? new Uint8Array());
  await showPacket(publishBytes('cam', JSON.stringify({ image })));
  expect(shown.box.querySelector('figure')).toBeNull();
  const payloads = { chains: [{ filter: 'cam', chain: 'json.image | base64' }], files: [] };
  await shown.run(() => connect(shown.id, settingsWith({ payloads })));
  await shown.until(() => shown.box.querySelector('figure img') !== null);
  vi.restoreAllMocks();
});

test.each([
  ['drop', 'Dropped', 'Its receiver never got it'],
  ['hold', 'Never sent', 'The connection ended while the packet was held'],
] as const)(
  'a packet stopped by a rule (%s) says so, also without an exchange',
  async (action, title, text) => {
    vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(1000);
    setLayout({ detailPart: 'payload' });
    shown = await show(PacketDetailPane, (live) => {
      live.receive(publishBytes('a/b', '{"temp":1}'));
      live.capture.faults.withheld({
        stream: live.stream,
        direction: 'in',
        time: 5000,
        bytes: publishBytes('a/b', '{"temp":2}'),
        fault: { rule: 'lost', action },
      });
    });
    await shown.run(() => select(shown.id, { packet: 2 }));
    await shown.until(() => shown.box.textContent?.includes(title) === true);
    const state = named(shown.box, 'section', 'Done on purpose').textContent;
    expect(state).toContain(`${title}${text}`);
    expect(state).toContain('It is not counted.');
    expect(shown.box.querySelector('[data-part=ladder]')).toBeNull();
    expect(shown.box.textContent).toContain('Never received: the topic kept its value.');
  },
);

test('a ladder is drawn only for an exchange; without one, its room is the payload’s', async () => {
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(1000);
  setLayout({ detailPart: 'payload' });
  shown = await show(PacketDetailPane, (live) => {
    live.receive(publishBytes('a/b', '1'));
    live.receive(publishBytes('a/b', '2', { qos: 1, packetId: 7 }));
  });
  const ladder = () => shown.box.querySelector('[data-part=ladder]');
  await shown.run(() => select(shown.id, { packet: 2 }));
  await shown.until(() => ladder() !== null);
  await shown.run(() => select(shown.id, { packet: 1 }));
  await shown.until(() => ladder() === null && shown.box.textContent?.includes('QoS 0') === true);
  expect(named(shown.box, '[role=tabpanel]', 'Payload')).toBeTruthy();
});

test('a message at QoS 0 says that everything is subscribed so, and how to see exchanges', async () => {
  await showPacket(publishBytes('a/b', '1'));
  const { live, run, click, until, box } = shown;
  await run(() => live.tell({ kind: 'state', state: { ...CONNECTED, maximumQoS: 1 } }));
  const subscriptions = [{ subscription: UNTOUCHED, state: { kind: 'granted', qos: 0 } }] as const;
  await run(() => live.tell({ kind: 'subscriptions', subscriptions }));
  await until(() => box.textContent?.includes('Everything is subscribed with QoS 0') === true);
  await click(named(box, 'button', 'Subscribe with QoS 1'));
  expect(live.sent.at(-1)).toMatchObject({
    kind: 'subscribe-all',
    subscriptions: [{ filter: '#', qos: 1, retainHandling: 1 }],
  });
});

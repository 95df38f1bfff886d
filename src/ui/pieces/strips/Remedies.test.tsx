import { afterEach, expect, test } from 'vitest';
import type { CertificateError, LineFacts } from '../../../connection/bridge/lineFacts.ts';
import type { Failure } from '../../../connection/protocol/protocol.ts';
import { SETTINGS } from '../../../profiles/settings/settings.testkit.ts';
import { named } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { change } from '../../session/connection/connections.ts';
import { draftFor, setDraft } from '../../session/profiles/drafts.ts';
import { plainAddress, searches } from '../../session/profiles/searches.ts';
import { viewOf } from '../../session/view/tabView.ts';
import { Remedies, useRemedies } from './Remedies.tsx';

const URL = 'wss://broker.example:8884/mqtt';
const OWN = {
  subject: 'CN=broker',
  issuer: 'CN=Plant CA',
  names: [],
  from: 0,
  to: 1,
  fingerprint: 'AA:BB',
  isOwnIssuer: false,
};

const factsOf = (fault: CertificateError | undefined): LineFacts => ({
  address: undefined,
  proxy: undefined,
  tls: {
    version: undefined,
    asksForCertificate: false,
    cipher: undefined,
    alpn: undefined,
    serverName: undefined,
    chain: [OWN],
    fault,
    code: undefined,
  },
  subprotocol: undefined,
  took: {},
});

let shown: Shown | undefined;
afterEach(() => shown?.end());

/** Remedies for a failure at an address, in a form with other settings of the line. */
async function remediesOf(failure: Failure, fault?: CertificateError): Promise<Shown> {
  const Pane = ({ connectionId }: { connectionId: string }) => (
    <Remedies remedies={useRemedies(connectionId)} />
  );
  shown = await show(Pane, () => undefined);
  const { id, live, run } = shown;
  await run(() => {
    setDraft(id, {
      ...draftFor(id),
      url: URL,
      userName: 'ann',
      line: { headers: [['X-Site', 'north']], tls: { serverName: 'b.example' } },
    });
    live.tell({ kind: 'line', facts: factsOf(fault) });
    change(id, () => ({ failure, settings: SETTINGS }));
  });
  return shown;
}

const certificate = (fault: CertificateError): Failure => ({
  kind: 'line',
  url: URL,
  failure: {
    key: 'certificate',
    args: { fault, code: '', host: 'broker.example', names: undefined },
  },
  facts: factsOf(fault),
  isTemporary: false,
});
const buttons = (box: HTMLElement) =>
  [...box.querySelectorAll('button')].map((one) => one.textContent);
const connects = ({ live }: Shown) =>
  live.sent.flatMap((one) => (one.kind === 'connect' ? [one.settings] : []));

test('a trusted certificate is added to the connection’s settings, which reconnects', async () => {
  const pane = await remediesOf(certificate('unknown-authority'), 'unknown-authority');
  await pane.click(named(pane.box, 'button', 'Trust this certificate only'));
  await pane.until(() => connects(pane).length === 1);
  expect(connects(pane)[0]?.line).toEqual({
    headers: [['X-Site', 'north']],
    tls: { serverName: 'b.example', fingerprint: 'AA:BB' },
  });
});

test.each([
  ['unknown-authority', true],
  ['name', false],
] as const)('a CA is offered only if it helps: %s', async (fault, isOffered) => {
  const { box } = await remediesOf(certificate(fault), fault);
  expect(buttons(box).includes('Choose CA certificate…')).toBe(isOffered);
});

test('after a wrong password, the form opens at the password, and nothing is sent', async () => {
  const pane = await remediesOf({ kind: 'refused', code: 0x86, reasonString: undefined });
  await pane.click(named(pane.box, 'button', 'Enter password'));
  expect(viewOf(pane.id).screen).toBe('editor');
  expect(connects(pane)).toEqual([]);
  expect(draftFor(pane.id)).toMatchObject({ userName: 'ann', url: URL });
});

test('after a refused version, the connection can use MQTT 3.1.1', async () => {
  for (const code of [1, 0x84]) {
    const pane = await remediesOf({ kind: 'refused', code, reasonString: undefined });
    const { box, id, run } = pane;
    await run(() => change(id, () => ({ settings: { ...SETTINGS, version: 4 } })));
    expect(buttons(box)).toEqual([]);
    await run(() => change(id, () => ({ settings: SETTINGS })));
    const before = connects(pane).length;
    await pane.click(named(box, 'button', 'Use MQTT 3.1.1'));
    await pane.until(() => connects(pane).length > before);
    expect(connects(pane).at(-1)).toMatchObject({ url: URL, version: 4 });
  }
});

test('a refusal that no button can fix has none', async () => {
  const { box } = await remediesOf({ kind: 'refused', code: 0x97, reasonString: undefined });
  expect(buttons(box)).toEqual([]);
});

test('an address with an unexplained failure can be tried without TLS', async () => {
  const unreachable = {
    kind: 'unreachable',
    url: URL,
    pageIsSecure: false,
    forbidden: false,
  } as const;
  const pane = await remediesOf(unreachable);
  expect(buttons(pane.box)).toContain('Use ws://');
  await pane.click(named(pane.box, 'button', 'Use ws://'));
  // The name and its password would leave this machine unencrypted.
  expect(plainAddress.of(pane.id)?.url).toBe('ws://broker.example:8884/mqtt');
  expect(connects(pane)).toEqual([]);
  await pane.run(() => setDraft(pane.id, { ...draftFor(pane.id), url: URL, userName: '' }));
  await pane.click(named(pane.box, 'button', 'Use ws://'));
  await pane.until(() => connects(pane).length === 1);
  expect(connects(pane)[0]?.url).toBe('ws://broker.example:8884/mqtt');
});

const closedDuring = (step: 'tls' | 'connect'): Failure => ({
  kind: 'line',
  url: 'mqtts://b.example:1883',
  failure: { key: 'closed', args: { step, isReset: true } },
  facts: factsOf(undefined),
  isTemporary: false,
});
const answered = (what: 'tls' | 'http' | 'text'): Failure => ({
  kind: 'broken',
  statement: 'MQTT-2.1.3-1',
  why: { key: 'other-protocol', args: { what, line: '' } },
  packet: undefined,
});
const unanswered = (timedOut: boolean): Failure => ({ kind: 'no-connack', url: '', timedOut });
const blocked: Failure = {
  kind: 'unreachable',
  url: 'ws://b.example/mqtt',
  pageIsSecure: true,
  forbidden: true,
};

test.each([
  ['mqtts://b.example:1883', closedDuring('tls'), 'mqtt://b.example:1883'],
  ['mqtts://b.example:1883', closedDuring('connect'), undefined],
  ['mqtt://b.example:9001', answered('http'), 'ws://b.example:9001/mqtt'],
  ['mqtts://b.example', answered('http'), 'wss://b.example/mqtt'],
  ['mqtt://b.example:8883', answered('tls'), 'mqtts://b.example:8883'],
  ['mqtt://b.example:22', answered('text'), undefined],
  ['mqtt://b.example:8883', unanswered(false), 'mqtts://b.example:8883'],
  ['mqtt://b.example:8883', unanswered(true), undefined],
  ['mqtts://b.example:8883', unanswered(false), undefined],
  ['ws://b.example:9001/mqtt', unanswered(false), undefined],
  ['ws://b.example/mqtt', blocked, 'wss://b.example/mqtt'],
] as const)(
  'another transport is offered if the port suggests it: %s %o',
  async (url, failure, other) => {
    const { box, id, run } = await remediesOf(failure);
    await run(() => change(id, () => ({ settings: { ...SETTINGS, url } })));
    expect(buttons(box)).toEqual(other === undefined ? [] : [`Use ${other.split('//')[0]}//`]);
    expect(box.querySelector('button')?.title).toBe(other);
  },
);

test.each([
  [{ ok: false }, []],
  [undefined, ['Use mqtts://']],
] as const)('no address is offered at which the search has failed: %o', async (answer, offered) => {
  const { box, id, run } = await remediesOf(unanswered(false));
  await run(() => change(id, () => ({ settings: { ...SETTINGS, url: 'mqtt://b.example:8883' } })));
  const probes = [{ url: 'mqtts://b.example:8883', answer }];
  await run(() => searches.set(id, { probes, isOver: true, took: 1, stop: new AbortController() }));
  expect(buttons(box)).toEqual(offered);
});

/** Names that resolve to forbidden addresses: alone, among others, or only on a later request. */
import { isIP } from 'node:net';
import { Duplex } from 'node:stream';
import { beforeEach, expect, test } from 'vitest';
import type { LineTarget } from '../../connection/bridge/bridgeProtocol.ts';
import type { Resolve } from './allowed.ts';
import { type DialOptions, dial } from './line.ts';
import { CERT, echo, listeningWith, tlsEcho, webEcho } from './servers.testkit.ts';

/** Requests so far. */
let asked = 0;
let requests: readonly (readonly string[])[] = [];
beforeEach(() => {
  asked = 0;
});

/** Sets the addresses of each request in turn; the last ones apply to all later requests. */
function resolveTo(...all: readonly (readonly string[])[]): void {
  requests = all;
}

const resolve: Resolve = (_host, _options, done) => {
  const addresses = requests[Math.min(asked, requests.length - 1)] ?? [];
  asked += 1;
  done(
    null,
    addresses.map((address) => ({ address, family: isIP(address) })),
  );
};

const open = (target: LineTarget, allowed?: DialOptions['allowed']) =>
  dial(target, { allowed, resolve, signal: new AbortController().signal });

async function failureOf(target: LineTarget, allowed?: DialOptions['allowed']) {
  const dialled = await open(target, allowed);
  if (dialled.ok) throw new Error('it opened');
  return dialled.failure;
}

const refused = (host: string) => ({ key: 'not-allowed', args: { host, why: 'link-local' } });

test.each([
  '169.254.169.254',
  '100.100.100.200',
  '168.63.129.16',
  'fe80::1',
  'fe80::1%lo',
  'fd00:ec2::254',
  '::ffff:169.254.169.254',
  '::ffff:a9fe:a9fe',
])('no address of a name is used if one of them is %s', async (address) => {
  let connections = 0;
  const port = await listeningWith(() => {
    connections += 1;
  });
  const own = '127.0.0.1';
  for (const found of [[address], [address, own], [own, address], [own, '::1', address]]) {
    resolveTo(found);
    const url = `mqtt://rebinding.example:${port}`;
    expect(await failureOf({ url })).toEqual(refused(address));
    expect(await failureOf({ url }, ['rebinding.example'])).toEqual(refused(address));
    // The proxy is a destination as well.
    for (const scheme of ['http', 'https', 'socks5']) {
      const proxy = `${scheme}://rebinding.example:${port}`;
      expect(await failureOf({ url: 'mqtt://broker.example:1', proxy })).toEqual(refused(address));
    }
  }
  expect(connections).toBe(0);
});

test('a name may resolve to an address that is also allowed', async () => {
  // Without a zone the system rejects it at once, and nothing is sent.
  resolveTo(['fe80::1']);
  const allowed = ['broker.example', '[fe80::1]:1'];
  expect((await failureOf({ url: 'mqtt://broker.example:1' }, allowed)).key).not.toBe(
    'not-allowed',
  );
});

test.each([
  ['mqtt', () => echo(), ''],
  ['mqtts', () => tlsEcho(), ''],
  ['ws', () => webEcho(() => undefined), '/mqtt'],
])(
  '%s connects to the checked address, whatever the name resolves to next',
  async (scheme, serve, path) => {
    const port = await serve();
    resolveTo(['127.0.0.1'], ['169.254.169.254']);
    const url = `${scheme}://rebinding.example:${port}${path}`;
    const dialled = await open({ url, tls: { ca: { text: CERT }, serverName: 'localhost' } });
    expect(dialled).toMatchObject({ ok: true, facts: { address: `127.0.0.1:${port}` } });
    expect(asked).toBe(1);
    if (!dialled.ok) return;
    const { way } = dialled;
    if (way instanceof Duplex) way.destroy();
    else way.terminate();
  },
);

import { describe, expect, it } from 'vitest';
import { signIn } from '../../alibaba/sign.ts';
import type { Peer } from '../../broker/core/contract/parties.ts';
import type { Verdict } from '../../broker/core/contract/verdicts.ts';
import type { ConnectPacket } from '../../mqtt/tables/packet.ts';
import { peerOf } from '../mqtt/tcpListener.ts';
import { admission, credentialOfThisStart } from './admission.ts';
import { UserCheck } from './userCheck.ts';

const here: Peer = { transport: 'tcp', address: '127.0.0.1:5', loopback: true, secure: false };
const own = peerOf(
  { remoteAddress: '192.0.2.1', remotePort: 5, localAddress: '192.0.2.1' },
  'tcp',
  undefined,
);
const elsewhere: Peer = { ...here, address: '192.0.2.7:5', loopback: false };

function connect(userName?: string, password?: string, clientId = 'c'): ConnectPacket {
  return {
    type: 'connect',
    protocolName: 'MQTT',
    protocolLevel: 4,
    cleanStart: true,
    keepAlive: 0,
    clientId,
    properties: [],
    ...(userName === undefined ? {} : { userName }),
    ...(password === undefined ? {} : { password: new TextEncoder().encode(password) }),
  };
}

const isOpen = (): boolean => true;
const code = (verdict: Verdict): number => (verdict === 'ok' ? 0 : verdict.reasonCode);

describe('admission', () => {
  const demo = credentialOfThisStart();
  const device = { productKey: 'pk', deviceName: 'dn', deviceSecret: 's' };
  const rules = {
    areCertified: false,
    demo,
    demoPeers: new WeakSet<Peer>(),
    users: new UserCheck(new Map(), new Map()),
  };
  const users = new UserCheck(
    new Map([
      ['ann', 'secret'],
      ['dn&pk', 'secret'],
    ]),
    new Map(),
  );
  const right = signIn({ ...device, clientIdBase: 'b', signMethod: 'hmacsha256', secureMode: 3 });

  it('without users accepts only loopback clients', async () => {
    const judge = admission(rules);
    expect(await judge(connect(), here, isOpen)).toBe('ok');
    expect(await judge(connect('any', 'thing'), here, isOpen)).toBe('ok');
    expect(code(await judge(connect(), elsewhere, isOpen))).toBe(0x87);
    expect(code(await judge(connect(), own, isOpen))).toBe(0x87);
    expect(code(await judge(connect('any', 'thing'), elsewhere, isOpen))).toBe(0x87);
  });

  it('without users accepts WebSockets, and nothing else, from a proxy that signs its users in', async () => {
    const judge = admission({ ...rules, areWebSocketsSignedIn: true });
    const webSocket = { ...elsewhere, transport: 'websocket' } as const;
    expect(await judge(connect(), webSocket, isOpen)).toBe('ok');
    expect(code(await judge(connect(), elsewhere, isOpen))).toBe(0x87);
    expect(code(await judge(connect(), { ...elsewhere, transport: 'udp' }, isOpen))).toBe(0x87);
    const withUsers = admission({ ...rules, users, areWebSocketsSignedIn: true });
    expect(code(await withUsers(connect(), webSocket, isOpen))).toBe(0x87);
    expect(await withUsers(connect('ann', 'secret'), webSocket, isOpen)).toBe('ok');
  });

  it('without users accepts clients with a certificate, and by its user name', async () => {
    const certified = { ...rules, areCertified: true };
    const secure = { ...elsewhere, secure: true };
    expect(await admission(certified)(connect(), secure, isOpen)).toBe('ok');
    expect(code(await admission(certified)(connect(), elsewhere, isOpen))).toBe(0x87);
    expect(code(await admission({ ...certified, users })(connect(), secure, isOpen))).toBe(0x87);
    const named = { ...secure, certifiedName: 'eve' };
    expect(await admission({ ...certified, users })(connect(), named, isOpen)).toBe('ok');
  });

  it('accepts clients without a user name beside users only if configured', async () => {
    const judge = admission({ ...rules, users, allowsAnonymous: true });
    expect(await judge(connect(), elsewhere, isOpen)).toBe('ok');
    expect(await judge(connect('ann', 'secret'), elsewhere, isOpen)).toBe('ok');
    expect(code(await judge(connect('ann', 'other'), elsewhere, isOpen))).toBe(0x86);
    expect(code(await judge(connect('ann'), elsewhere, isOpen))).toBe(0x87);
    expect(code(await judge(connect('', ''), elsewhere, isOpen))).toBe(0x86);
    expect(code(await judge({ ...connect(), password: new Uint8Array(1) }, here, isOpen))).toBe(
      0x87,
    );
    // Certificates are required by TLS, not by listeners without it.
    const certified = admission({ ...rules, areCertified: true, allowsAnonymous: true });
    expect(await certified(connect(), elsewhere, isOpen)).toBe('ok');
    expect(code(await certified(connect('eve', 'x'), here, isOpen))).toBe(0x86);
  });

  it('with users accepts them from every address', async () => {
    const judge = admission({ ...rules, users });
    expect(await judge(connect('ann', 'secret'), elsewhere, isOpen)).toBe('ok');
    expect(code(await judge(connect('ann', 'other'), here, isOpen))).toBe(0x86);
    expect(code(await judge(connect('eve', 'secret'), here, isOpen))).toBe(0x86);
    expect(code(await judge(connect('ann'), here, isOpen))).toBe(0x87);
    expect(code(await judge(connect(), here, isOpen))).toBe(0x87);
  });

  it('accepts the demo fleet only from this machine', async () => {
    const judge = admission({ ...rules, users });
    expect(await judge(connect(demo.userName, demo.password), here, isOpen)).toBe('ok');
    expect(await judge(connect(demo.userName, demo.password), own, isOpen)).toBe('ok');
    expect(code(await judge(connect(demo.userName, demo.password), elsewhere, isOpen))).toBe(0x86);
    expect(code(await judge(connect(demo.userName, 'guess'), here, isOpen))).toBe(0x86);
    const without = admission({ ...rules, demo: undefined, users });
    expect(code(await without(connect(demo.userName, demo.password), here, isOpen))).toBe(0x86);
  });

  it('rejects devices without a platform', async () => {
    const judge = admission({ ...rules, users });
    const verdict = await judge(
      connect(right.username, right.password, right.clientId),
      here,
      isOpen,
    );
    expect(verdict).toMatchObject({ reasonCode: 0x86, returnCode: 4 });
    // Users who look like devices are devices.
    expect(code(await judge(connect('dn&pk', 'secret'), here, isOpen))).toBe(0x86);
    expect(code(await judge(connect('ann', 'secret', right.clientId), here, isOpen))).toBe(0x86);
    expect(await judge(connect('ann', 'secret', 'a|b'), here, isOpen)).toBe('ok');
  });
});

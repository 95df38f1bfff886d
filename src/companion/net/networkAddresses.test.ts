import os from 'node:os';
import { expect, it, onTestFinished, vi } from 'vitest';
import {
  gateways,
  gatewaysOfIpv4,
  gatewaysOfIpv6,
  mayBeThisMachine,
  networkAddresses,
} from './networkAddresses.ts';

vi.mock('node:os', { spy: true });

it('is empty if the system does not report the addresses', () => {
  vi.mocked(os.networkInterfaces).mockImplementation(() => {
    throw Object.assign(new Error('uv_interface_addresses returned Unknown system error 97'));
  });
  onTestFinished(() => {
    vi.restoreAllMocks();
  });
  expect(networkAddresses()).toEqual([]);
});

it('reads the gateways of IPv4', () => {
  const table = `Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
eth0	00000000	01201EAC	0003	0	0	0	00000000	0	0	0
eth0	00201EAC	00000000	0001	0	0	0	00FEFFFF	0	0	0
`;
  expect(gatewaysOfIpv4(table)).toEqual(['172.30.32.1']);
});

it('reads the gateways of IPv6', () => {
  const none = '0'.repeat(32);
  const table = `${none} 00 ${none} 00 fd000000000000000000000000000001 00000400 00000001 00000000 00000003 eth0
fd000000000000000000000000000000 40 ${none} 00 ${none} 00000100 00000001 00000000 00000001 eth0
`;
  expect(gatewaysOfIpv6(table)).toEqual(['fd00::1']);
});

it('knows the addresses at which a browser of this machine may be', () => {
  for (const address of ['127.0.0.1', '127.9.9.9', '::1', ...networkAddresses(), ...gateways()]) {
    expect([address, mayBeThisMachine(address)]).toEqual([address, true]);
  }
  expect(mayBeThisMachine('192.0.2.7')).toBe(false);
});

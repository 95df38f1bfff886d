import os from 'node:os';
import { expect, it, onTestFinished, vi } from 'vitest';
import { networkAddresses } from './networkAddresses.ts';

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

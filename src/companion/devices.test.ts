import { describe, expect, it } from 'vitest';
import { parseDevices } from './devices.ts';
import { StartError } from './errors.ts';

const device = { productKey: 'pk', deviceName: 'd', deviceSecret: 'topsecret' };

describe('the file of devices', () => {
  it('lists product key, device name and device secret', () => {
    expect(parseDevices(`\uFEFF${JSON.stringify([{ ...device, more: 1 }])}`, 'f')).toEqual([
      device,
    ]);
    expect(parseDevices('[]', 'f')).toEqual([]);
  });

  it.each([
    ['[topsecret', /^f \(--alibaba\) is not JSON/],
    ['{}', /must be a list/],
    ['[1]', /device 1 must be an object/],
    [JSON.stringify([device, { ...device, deviceName: 3 }]), /device 2 needs deviceName/],
    [JSON.stringify([{ productKey: 'topsecret' }]), /device 1 needs deviceName/],
    [JSON.stringify([{ ...device, productKey: 'a&b' }]), /productKey must not hold "&"/],
    [JSON.stringify([device, device]), /d&pk stands in it twice/],
  ])('%s is refused, and no secret repeated', (json, message) => {
    const parse = (): unknown => parseDevices(json, 'f');
    expect(parse).toThrow(StartError);
    expect(parse).toThrow(message);
    expect(parse).toThrow(/^(?!.*topsecret)/);
  });
});

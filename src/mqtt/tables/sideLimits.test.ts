import { describe, expect, it } from 'vitest';
import { LARGEST_PACKET } from './packetSize.ts';
import type { Property } from './properties.ts';
import { serverLimits, sideLimits } from './sideLimits.ts';

const DEFAULTS = {
  receiveMaximum: 65_535,
  maximumPacketSize: LARGEST_PACKET,
  topicAliasMaximum: 0,
};
const OF_SERVER = {
  ...DEFAULTS,
  maximumQoS: 2,
  retainAvailable: true,
  wildcardAvailable: true,
  sharedAvailable: true,
  identifiersAvailable: true,
};

describe('limits announced by a side', () => {
  it.each<[Property, Partial<typeof OF_SERVER>]>([
    [{ name: 'receiveMaximum', value: 5 }, { receiveMaximum: 5 }],
    [{ name: 'receiveMaximum', value: 0 }, {}],
    [{ name: 'maximumPacketSize', value: 100 }, { maximumPacketSize: 100 }],
    [{ name: 'maximumPacketSize', value: 0 }, {}],
    [{ name: 'topicAliasMaximum', value: 7 }, { topicAliasMaximum: 7 }],
    [{ name: 'maximumQoS', value: 0 }, { maximumQoS: 0 }],
    [{ name: 'maximumQoS', value: 1 }, { maximumQoS: 1 }],
    [{ name: 'maximumQoS', value: 3 }, {}],
    [{ name: 'retainAvailable', value: 0 }, { retainAvailable: false }],
    [{ name: 'retainAvailable', value: 1 }, {}],
    [{ name: 'wildcardSubscriptionAvailable', value: 0 }, { wildcardAvailable: false }],
    [{ name: 'sharedSubscriptionAvailable', value: 0 }, { sharedAvailable: false }],
    [{ name: 'subscriptionIdentifiersAvailable', value: 0 }, { identifiersAvailable: false }],
    [{ name: 'reasonString', value: 'x' }, {}],
  ])('are read from CONNACK: %j', (property, wanted) => {
    expect(serverLimits([property])).toEqual({ ...OF_SERVER, ...wanted });
  });

  it('are the standard’s defaults without properties (3.1.2.11, 3.2.2.3)', () => {
    expect(sideLimits([])).toEqual(DEFAULTS);
    expect(serverLimits([])).toEqual(OF_SERVER);
  });
});

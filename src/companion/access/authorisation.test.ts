import { expect, it } from 'vitest';
import { parseAcl } from '../../broker/core/acl.ts';
import type { Client, Peer } from '../../broker/core/contract/parties.ts';
import { authorisation } from './authorisation.ts';

const peer = (): Peer => ({
  transport: 'tcp',
  address: '127.0.0.1:5',
  loopback: true,
  secure: false,
});
const client = (from: Peer, userName?: string): Client => ({
  id: 'c',
  userName,
  version: 5,
  peer: from,
});
const request = (filter: string) =>
  ({ filter, qos: 0, noLocal: false, retainAsPublished: false, retainHandling: 0 }) as const;
const publish = {
  type: 'publish',
  topic: 't',
  payload: new Uint8Array(),
  qos: 0,
  dup: false,
  retain: false,
  properties: [],
} as const;

const parsed = parseAcl('user ann\ntopic read a/#\ntopic /sys/#\n');
const acl = parsed.ok ? parsed.acl : undefined;

it('applies the list to everyone except the demo fleet, which is recognised by its connection', () => {
  const fleet = peer();
  const { hooks: rules } = authorisation({
    acl,
    refusedFilters: [],
    demoPeers: new WeakSet([fleet]),
  });
  const demo = client(fleet, 'mqttscope-demo');
  const other = client(peer(), 'mqttscope-demo');
  const ann = client(peer(), 'ann');
  expect(rules.authorisePublish?.(demo, 't', publish)).toBe('ok');
  expect(rules.authoriseSubscribe?.(demo, request('t'), 0, 0)).toBe('ok');
  expect(rules.authoriseRead?.(demo, 't')).toBe(true);
  expect(rules.authorisePublish?.(other, 't', publish)).toMatchObject({ reasonCode: 0x87 });
  expect(rules.authoriseSubscribe?.(other, request('t'), 0, 0)).toMatchObject({ reasonCode: 0x87 });
  expect(rules.authoriseRead?.(other, 't')).toBe(false);
  expect(rules.authoriseSubscribe?.(ann, request('a/+'), 0, 0)).toBe('ok');
  expect(rules.authorisePublish?.(ann, 'a/b', publish)).toMatchObject({ reasonCode: 0x87 });
});

it('applies forbidden filters to everyone, with or without a list', () => {
  const { hooks: rules } = authorisation({
    acl,
    refusedFilters: ['a/b'],
    demoPeers: new WeakSet(),
  });
  expect(rules.authoriseSubscribe?.(client(peer(), 'ann'), request('a/b'), 0, 0)).not.toBe('ok');
  const { hooks: open } = authorisation({
    acl: undefined,
    refusedFilters: [],
    demoPeers: new WeakSet(),
  });
  expect(open.authoriseRead).toBeUndefined();
  expect(open.authorisePublish?.(client(peer()), 't', publish)).toBe('ok');
});

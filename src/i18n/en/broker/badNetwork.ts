/** Texts about the place of faults, and about the network below MQTT. */
import type { NetworkPreset } from '../../../broker/faults/networkConditions.ts';
import { counted } from '../../numbers.ts';

const presets: Readonly<Record<NetworkPreset, string>> = {
  '2G': '2G',
  'LTE-M': 'LTE-M',
  NAT: 'NAT forgets after 4 minutes',
  train: 'Train',
};

export const badNetwork = {
  place: {
    label: 'Where',
    broker: 'At this broker',
    bridge: 'On the bridge',
    tap: (listen: string, to: string): string => `Tap ${listen} → ${to}`,
  },
  unreadable: (count: number): string =>
    `Rules do not apply to ${counted(count, 'connection', 'connections')}`,
  unreadableText: 'Its bytes are not, or no longer, MQTT packets. They are forwarded unchanged.',

  about:
    'Simulates a network between clients and their broker, below MQTT. The same seed gives the same network.',
  good: 'The network is good',
  bad: 'A bad network is simulated',
  preset: 'Preset',
  none: 'none: only the fields below',
  presets,
  client: 'Client ID',
  clientHint:
    '* matches any characters. Leave empty for every client, which at the broker includes this app’s connection.',
  seed: 'Seed',
  up: 'From clients (bytes/s)',
  down: 'To clients (bytes/s)',
  latency: 'Latency (ms)',
  latencyHint: 'For jitter a range: 50-300',
  slice: 'Pieces (bytes)',
  outageEvery: 'Outage every (ms)',
  outageLasts: 'Outage lasts (ms)',
  resetAfter: 'Reset after (bytes)',
  silentAfter: 'Half-open silence after (bytes)',
  forgetAfter: 'Silence when idle for (ms)',
  slowClose: 'Ends reported late by (ms)',
  unlimited: 'unlimited',
  off: 'off',
  byPreset: 'from the preset',
  apply: 'Apply',
  end: 'Reset',
};

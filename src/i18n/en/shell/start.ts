/** Texts of the first screen. */
export const start = {
  title: 'See what your MQTT really does',
  text: 'Every topic, every packet, every exchange, and what is wrong with it.',
  presets: 'Brokers of this companion',
  placeholder: 'broker.example.com or a pasted command',
  running: 'Companion running: TCP, TLS and WebSocket are tried for you',
  noBridge: 'The companion does not connect for this page: only WebSocket is tried',
  access: 'How to get access',
  alone: 'No companion: the usual WebSocket addresses are tried',
  trying: (count: number): string =>
    `Trying ${count} addresses, without sending anything to the broker…`,
  subscribeTo: 'Subscribe to',
  everything: 'Subscribe to #',
  everythingTitle: 'All topics. On a large broker this may be a lot.',
  more: 'User, certificate, will…',
  device: 'Alibaba device',
  leaveDevice: 'Sign in with user and password instead',
  recent: 'Recent',
  allProfiles: 'All profiles',
  reach: (companion: 'none' | 'bridge' | 'no-bridge'): string =>
    ({
      none: 'No companion: only ws:// and wss:// can be reached',
      bridge: 'Nothing leaves this browser except to the broker you name.',
      'no-bridge': 'Companion with --no-bridge: only ws:// and wss:// can be reached',
    })[companion],
  setUp: 'Set up…',
};

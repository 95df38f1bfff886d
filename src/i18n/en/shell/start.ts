/** Texts of the first screen that load later. */
export const start = {
  examples: 'What can be entered',
  webSocket: 'WebSocket',
  tcp: 'suggests its WebSocket addresses',
  bridged: 'plain MQTT, by the companion',
  command: 'with its options',
  link: 'a shared link',
  dropHere: 'Drop a file anywhere, or',
  reach: (companion: 'none' | 'bridge' | 'no-bridge'): string =>
    ({
      none: 'No companion: only ws:// and wss:// can be reached',
      bridge: 'With companion: mqtt:// and mqtts:// can be reached, too',
      'no-bridge': 'Companion with --no-bridge: only ws:// and wss:// can be reached',
    })[companion],
  setUp: 'Set up…',
  staysHere: 'read in this browser, never uploaded',
};

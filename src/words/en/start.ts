/** Texts of the first screen that nobody waits for. */
export const start = {
  examples: 'What can be entered',
  webSocket: 'WebSocket',
  tcp: 'suggests its WebSocket addresses',
  bridged: 'plain MQTT, by the companion',
  command: 'with its options',
  link: 'a shared link',
  dropHere: 'Drop a file anywhere, or',
  staysHere: 'read in this browser, never uploaded',
};

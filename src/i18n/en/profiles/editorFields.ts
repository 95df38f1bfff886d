/** Texts of the connection editor's further fields, which load after the first ones. */
export const editorFields = {
  namePlaceholder: 'e.g. plant-hz',
  chooseProfile: 'Choose a saved connection',
  manageProfiles: 'More about profiles',
  protocolDevice: 'Only newer instances of the platform support MQTT 5.',
  clientIdHint: 'Unique in this tab. Two clients with the same ID disconnect each other.',
  deviceClientId: 'The part of the client ID before the first |.',
  secretHint: 'Kept in this tab only: never stored, never in an address.',
  sessionAndWill: 'Session and will',
  goOnAfterMalformed: 'Continue after malformed packets',
  goOnAfterMalformedTitle:
    'Keeps the connection to a server that violates the standard. Malformed packets are shown, but neither processed nor answered.',
  keepAliveDevice: 'The platform accepts 30 to 1200 s.',
  keepAliveHint: '0 turns it off.',
  sessionExpiryHint: '0: the session ends with the connection. 4294967295: never.',
  willOn: 'Leave a will',
  willHint: 'The broker publishes it when this connection ends without DISCONNECT.',
  onConnect: 'Subscribe on connect',
  onConnectNone: 'nothing',
  filterQoS: 'QoS on connect',
  addFilter: 'Add filter',
  removeFilter: (filter: string): string => `Remove ${filter}`,
};

/** Texts of the connection editor's further fields, which load after the first ones. */
export const editorFields = {
  namePlaceholder: 'e.g. plant-hz',
  manageProfiles: 'More about profiles',
  protocolDevice: 'Only newer instances of the platform support MQTT 5.',
  deviceClientId: 'The part of the client ID before the first |.',
  secretHint: 'Kept in this tab only: never stored, never in an address.',
  sessionAndWill: 'Session and will',
  goOnAfterMalformed: 'Continue after malformed packets',
  goOnAfterMalformedTitle:
    'Keeps the connection to a server that violates the standard. Malformed packets are shown, but neither processed nor answered.',
  keepAliveDevice: 'The platform accepts 30 to 1200 s.',
  keepAliveHint: '0 turns it off.',
  sessionExpiryHint: '0: the session ends with the connection. 4294967295: it never expires.',
  willOn: 'Leave a will',
  willHint: 'The broker publishes it when this connection ends without DISCONNECT.',
  onConnect: 'Subscribe on connect',
  filterNone: 'a topic filter, such as sensors/#',
  filterMore: 'another topic filter',
  filterRefused: 'refused',
  filterQoS: 'QoS on connect',
  addFilter: 'Add filter',
  /** QoS of the filter that the program offers. */
  raised: 'QoS 0 first',
  raisedTitle:
    'Requested with QoS 0 until the retained messages have arrived, then with the highest QoS that the broker allows, so that exchanges can be seen.',
  removeFilter: (filter: string): string => `Remove ${filter}`,
  mqtt5Now: (scram: string, properties: number): string =>
    [
      scram,
      properties === 0
        ? 'no properties'
        : properties === 1
          ? '1 property'
          : `${properties} properties`,
    ]
      .filter((part) => part !== '')
      .join(', '),
  lineNow: (given: {
    readonly hasCa: boolean;
    readonly hasCertificate: boolean;
    readonly hasProxy: boolean;
  }): string =>
    [
      given.hasCa ? 'a CA of your own' : 'CAs of this computer',
      given.hasCertificate ? 'client certificate' : 'no client certificate',
      ...(given.hasProxy ? ['through a proxy'] : []),
    ].join('; '),
};

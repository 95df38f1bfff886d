/**
 * Texts of the connection editor that load later, because most connections have no will and need no
 * companion.
 */
export const willForm = {
  line: 'Companion',

  lineUnused: 'certificates, keys, proxy, headers',
  willTopic: 'Will topic',
  willPayload: 'Will payload',
  willHex: 'Will payload is hex',
  willQoS: 'Will QoS',
  willRetain: 'Will retain',
  willDelay: 'Will delay',
  willContentType: 'Will content type',
  urlFromDevice: 'If empty, the address comes from product key, region and instance:',
};

/** Texts of the connection editor that are loaded soon: most connections leave no will. */
export const willForm = {
  willTopic: 'Will topic',
  willPayload: 'Will payload',
  willHex: 'Will payload is hex',
  willQoS: 'Will QoS',
  willRetain: 'Will retain',
  willDelay: 'Will delay',
  willContentType: 'Will content type',
  urlFromDevice: 'If empty, the address comes from product key, region and instance:',
};

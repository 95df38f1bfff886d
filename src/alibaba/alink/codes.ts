/**
 * Meaning of reply codes in English, in the platform's words. The shadow has separate codes, and some of them
 * have another meaning elsewhere.
 */

export const ALINK_CODES = {
  200: 'success',
  400: 'the other side failed while it handled the request',
  401: 'the signature is wrong',
  427: 'the device signed in somewhere else',
  428: 'the gateway has too many sub-devices online',
  429: 'too many requests',
  460: 'the parameters are wrong',
  500: 'an unknown error of the system, or nothing to be had',
  520: 'the sub-device has no session through this gateway',
  521: 'the device was deleted',
  522: 'the device is disabled',
  1000: 'firmware is ready',
  5001: 'there is no such device',
  5005: 'the product was not found',
  5159: 'the definition of the property could not be read',
  5160: 'the definition of the event could not be read',
  5161: 'the definition of the service could not be read',
  5244: 'data about the product could not be read',
  6100: 'the device was not found',
  6104: 'more than 200 properties are asked for',
  6106: 'more than 200 properties in one post',
  6200: 'the product asks for another way of authentication',
  6203: 'the topic could not be read',
  6204: 'the device is disabled',
  6207: 'the payload is no JSON',
  6250: 'the product was not found',
  6287: 'the sub-device’s signature is wrong',
  6288: 'dynamic registration is switched off for the product',
  6289: 'the device is active already',
  6292: 'this sign method is not known',
  6300: 'the message has no method, or not that of its topic',
  6313: 'the service that checks thing models failed',
  6401: 'the sub-device does not belong to this gateway',
  6402: 'a gateway cannot be its own sub-device',
  6450: 'the data parsing script gives no method',
  6600: 'the signature of the registration is wrong',
  6710: 'no remote configuration is stored for the product',
  6713: 'remote configuration is switched off for the product',
  6760: 'an error of the system',
  6813: 'the data parsing script returned data of a wrong form',
  9236: 'the device may not use this topic',
  26001: 'the product has no submitted data parsing script',
  26002: 'the data parsing script failed',
  26006: 'the data parsing script lacks protocolToRawData or rawDataToProtocol',
  26007: 'the data parsing script returned neither bytes nor JSON',
  26010: 'too many requests to the data parsing script',
  78117: 'the file is larger than 16 MB',
  78118: 'the piece is larger than 128 KB',
  78119: 'the piece does not begin where the last one ended',
  78120: 'the piece is smaller than 256 bytes and not the last one',
  78121: 'the checksum of the piece is wrong',
  78122: 'there is no such upload',
  78123: 'there is a file of this name already',
  78124: 'the file is complete already',
  78126: 'the piece has arrived already',
} as const;
export type AlinkCode = keyof typeof ALINK_CODES;

/** `payload.content.errorcode` in replies of the shadow. */
export const SHADOW_CODES = {
  400: 'the payload is no JSON of a shadow',
  401: 'method is missing',
  402: 'state is missing',
  403: 'version is no number',
  404: 'state holds no reported',
  405: 'reported is empty',
  406: 'this method is not known',
  407: 'the payload is empty',
  408: 'more than 128 attributes are reported',
  409: 'the version is not above the shadow’s',
  500: 'the platform failed',
} as const;
export type ShadowCode = keyof typeof SHADOW_CODES;

export function isAlinkCode(code: number): code is AlinkCode {
  return Object.hasOwn(ALINK_CODES, code);
}

export function isShadowCode(code: number): code is ShadowCode {
  return Object.hasOwn(SHADOW_CODES, code);
}

/** Messages that devices expect with a code; default: the code's meaning. */
const WIRE_MESSAGES: ReadonlyMap<number, string> = new Map([
  [401, 'request auth error'],
  [429, 'too many requests'],
  [460, 'request parameter error'],
  [6100, 'device not found'],
  [6250, 'product not found'],
  [6402, 'topo relation cannot add by self'],
]);

/** The platform's `message` for a code. */
export function wireMessage(code: AlinkCode): string {
  return WIRE_MESSAGES.get(code) ?? ALINK_CODES[code];
}

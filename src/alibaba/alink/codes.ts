/**
 * Codes of answers: what each means and what to do, in English, as keyed tables that a dictionary can say in any
 * language. The shadow has codes of its own, and some of them mean something else elsewhere.
 */

export interface CodeWords {
  readonly meaning: string;
  /** Empty: nothing has to be done. */
  readonly remedy: string;
}

export const ALINK_CODES = {
  200: { meaning: 'success', remedy: '' },
  400: {
    meaning: 'the other side failed while it handled the request',
    remedy: 'Send it again; if it stays so, look at that side’s own log.',
  },
  401: {
    meaning: 'the signature is wrong',
    remedy:
      'Sign all fields but sign and its method, in alphabetical order, with the right secret.',
  },
  427: {
    meaning: 'the device signed in somewhere else',
    remedy:
      'Look for a second device with the same certificate; the later one throws the other out.',
  },
  428: {
    meaning: 'the gateway has too many sub-devices online',
    remedy: 'Log some of them out first.',
  },
  429: { meaning: 'too many requests', remedy: 'Send less often.' },
  460: {
    meaning: 'the parameters are wrong',
    remedy:
      'Compare params with the documentation: they may be empty, of the wrong type, or too many.',
  },
  500: {
    meaning: 'an unknown error of the system, or nothing to be had',
    remedy: 'Read the message beside the code.',
  },
  520: {
    meaning: 'the sub-device has no session through this gateway',
    remedy: 'Log the sub-device in through this gateway first.',
  },
  521: { meaning: 'the device was deleted', remedy: 'Create it again, or remove its certificate.' },
  522: { meaning: 'the device is disabled', remedy: 'Enable it on the platform.' },
  1000: { meaning: 'firmware is ready', remedy: 'Download it from url and compare sign.' },
  5001: {
    meaning: 'there is no such device',
    remedy: 'Check product key, device name and region.',
  },
  5005: { meaning: 'the product was not found', remedy: 'Check the product key.' },
  5244: {
    meaning: 'data about the product could not be read',
    remedy: 'Ask the platform’s support.',
  },
  6100: { meaning: 'the device was not found', remedy: 'Check product key and device name.' },
  6104: { meaning: 'more than 200 properties are asked for', remedy: 'Ask in several requests.' },
  6106: {
    meaning: 'more than 200 properties in one post',
    remedy: 'Post them in several messages.',
  },
  6200: {
    meaning: 'the product asks for another way of authentication',
    remedy: 'Look up which one the product was made for.',
  },
  6203: { meaning: 'the topic could not be read', remedy: 'Check the spelling of the topic.' },
  6204: { meaning: 'the device is disabled', remedy: 'Enable it on the platform.' },
  6207: {
    meaning: 'the payload is no JSON',
    remedy: 'Check quotation marks, commas and encoding.',
  },
  6250: { meaning: 'the product was not found', remedy: 'Check the product key.' },
  6287: {
    meaning: 'the sub-device’s signature is wrong',
    remedy: 'Sign all fields but sign, signMethod and cleanSession with the sub-device’s secret.',
  },
  6288: {
    meaning: 'dynamic registration is switched off for the product',
    remedy: 'Switch it on in the console, or create the device there.',
  },
  6289: { meaning: 'the device is active already', remedy: 'Use the secret that it was given.' },
  6292: {
    meaning: 'this sign method is not known',
    remedy: 'Use hmacmd5, hmacsha1 or hmacsha256.',
  },
  6300: {
    meaning: 'the message has no method',
    remedy: 'Add method, e.g. thing.event.property.post.',
  },
  6313: {
    meaning: 'the service that checks thing models failed',
    remedy: 'Send it again; the message itself may be right.',
  },
  6401: {
    meaning: 'the sub-device does not belong to this gateway',
    remedy: 'Add it to the gateway’s topology first.',
  },
  6402: {
    meaning: 'a gateway cannot be its own sub-device',
    remedy: 'Leave the gateway’s own name out of the list.',
  },
  6600: {
    meaning: 'the signature of the registration is wrong',
    remedy: 'Sign deviceName, productKey and random with the product secret.',
  },
  6710: {
    meaning: 'no remote configuration is stored for the product',
    remedy: 'Edit one in the console.',
  },
  6713: {
    meaning: 'remote configuration is switched off for the product',
    remedy: 'Switch it on in the console.',
  },
  9236: {
    meaning: 'the device may not use this topic',
    remedy: 'Check the product key and device name in the topic, and the class’s permission.',
  },
} as const satisfies Readonly<Record<number, CodeWords>>;
export type AlinkCode = keyof typeof ALINK_CODES;

/** `payload.content.errorcode` of a shadow's answer. */
export const SHADOW_CODES = {
  400: {
    meaning: 'the payload is no JSON of a shadow',
    remedy: 'Check quotation marks, size and depth.',
  },
  401: { meaning: 'method is missing', remedy: 'Add method: update, get or delete.' },
  402: { meaning: 'state is missing', remedy: 'Add state with reported or desired.' },
  403: { meaning: 'version is no number', remedy: 'Write version as a whole number, not as text.' },
  404: { meaning: 'state holds no reported', remedy: 'Add reported to state.' },
  405: { meaning: 'reported is empty', remedy: 'Report at least one attribute.' },
  406: { meaning: 'this method is not known', remedy: 'Use update, get or delete.' },
  407: { meaning: 'the payload is empty', remedy: 'Send a JSON object.' },
  408: {
    meaning: 'more than 128 attributes are reported',
    remedy: 'Report fewer, or delete some.',
  },
  409: {
    meaning: 'the version is not above the shadow’s',
    remedy: 'Get the shadow and go on from its version, or send -1 to begin again at 0.',
  },
  500: { meaning: 'the platform failed', remedy: 'Send it again.' },
} as const satisfies Readonly<Record<number, CodeWords>>;
export type ShadowCode = keyof typeof SHADOW_CODES;

export function isAlinkCode(code: number): code is AlinkCode {
  return Object.hasOwn(ALINK_CODES, code);
}

export function isShadowCode(code: number): code is ShadowCode {
  return Object.hasOwn(SHADOW_CODES, code);
}

/** Texts beside a code that devices have come to expect; where there is none the code's meaning stands there. */
const WIRE_MESSAGES: ReadonlyMap<number, string> = new Map([
  [401, 'request auth error'],
  [429, 'too many requests'],
  [460, 'request parameter error'],
  [6100, 'device not found'],
  [6250, 'product not found'],
  [6402, 'topo relation cannot add by self'],
]);

/** What the platform writes as `message`. */
export function wireMessage(code: AlinkCode): string {
  return WIRE_MESSAGES.get(code) ?? ALINK_CODES[code].meaning;
}

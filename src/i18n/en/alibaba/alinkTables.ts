/** Meaning of the codes in `alibaba/alink`, with remedies. */
import {
  ALINK_CODES as ALINK,
  type AlinkCode,
  SHADOW_CODES as SHADOW,
  type ShadowCode,
} from '../../../alibaba/alink/codes.ts';

export interface CodeWords {
  readonly meaning: string;
  /** Empty if nothing has to be done. */
  readonly remedy: string;
}

export const CODES: Readonly<Record<AlinkCode, CodeWords>> = {
  200: { meaning: ALINK[200], remedy: '' },
  400: {
    meaning: ALINK[400],
    remedy: 'Send it again; if that does not help, check that side’s own log.',
  },
  401: {
    meaning: ALINK[401],
    remedy:
      'Sign all fields but sign and its method, in alphabetical order, with the right secret.',
  },
  427: {
    meaning: ALINK[427],
    remedy:
      'Look for a second device with the same certificate; the later one disconnects the other.',
  },
  428: { meaning: ALINK[428], remedy: 'Log some of them out first.' },
  429: { meaning: ALINK[429], remedy: 'Send less often.' },
  460: {
    meaning: ALINK[460],
    remedy:
      'Compare params with the documentation: they may be empty, of the wrong type, or too many.',
  },
  500: { meaning: ALINK[500], remedy: 'Read the message next to the code.' },
  520: { meaning: ALINK[520], remedy: 'Log the sub-device in through this gateway first.' },
  521: { meaning: ALINK[521], remedy: 'Create it again, or remove its certificate.' },
  522: { meaning: ALINK[522], remedy: 'Enable it on the platform.' },
  1000: { meaning: ALINK[1000], remedy: 'Download it from url and compare sign.' },
  5001: { meaning: ALINK[5001], remedy: 'Check product key, device name and region.' },
  5005: { meaning: ALINK[5005], remedy: 'Check the product key.' },
  5244: { meaning: ALINK[5244], remedy: 'Ask the platform’s support.' },
  6100: { meaning: ALINK[6100], remedy: 'Check product key and device name.' },
  6104: { meaning: ALINK[6104], remedy: 'Ask in several requests.' },
  6106: { meaning: ALINK[6106], remedy: 'Post them in several messages.' },
  6200: { meaning: ALINK[6200], remedy: 'Look up which one the product was made for.' },
  6203: { meaning: ALINK[6203], remedy: 'Check the spelling of the topic.' },
  6204: { meaning: ALINK[6204], remedy: 'Enable it on the platform.' },
  6207: { meaning: ALINK[6207], remedy: 'Check quotation marks, commas and encoding.' },
  6250: { meaning: ALINK[6250], remedy: 'Check the product key.' },
  6287: {
    meaning: ALINK[6287],
    remedy: 'Sign all fields but sign, signMethod and cleanSession with the sub-device’s secret.',
  },
  6288: {
    meaning: ALINK[6288],
    remedy: 'Switch it on in the console, or create the device there.',
  },
  6289: { meaning: ALINK[6289], remedy: 'Use the secret that it was given.' },
  6292: { meaning: ALINK[6292], remedy: 'Use hmacmd5, hmacsha1 or hmacsha256.' },
  6300: {
    meaning: ALINK[6300],
    remedy: 'Set the method of the topic, e.g. thing.event.property.post.',
  },
  6313: { meaning: ALINK[6313], remedy: 'Send it again; the message itself may be right.' },
  6401: { meaning: ALINK[6401], remedy: 'Add it to the gateway’s topology first.' },
  6402: { meaning: ALINK[6402], remedy: 'Leave the gateway’s own name out of the list.' },
  6600: {
    meaning: ALINK[6600],
    remedy: 'Sign deviceName, productKey and random with the product secret.',
  },
  6710: { meaning: ALINK[6710], remedy: 'Edit one in the console.' },
  6713: { meaning: ALINK[6713], remedy: 'Switch it on in the console.' },
  5159: { meaning: ALINK[5159], remedy: 'Ask the platform’s support.' },
  5160: { meaning: ALINK[5160], remedy: 'Ask the platform’s support.' },
  5161: { meaning: ALINK[5161], remedy: 'Ask the platform’s support.' },
  6450: {
    meaning: ALINK[6450],
    remedy: 'Let rawDataToProtocol return a method, such as thing.event.property.post.',
  },
  6760: {
    meaning: ALINK[6760],
    remedy: 'Send it again; if that does not help, ask the platform’s support.',
  },
  6813: { meaning: ALINK[6813], remedy: 'Test the script with the same data in the console.' },
  26001: {
    meaning: ALINK[26001],
    remedy: 'Submit the script on the product’s Data Parsing tab; drafts are not used.',
  },
  26002: { meaning: ALINK[26002], remedy: 'Test the script with the same data in the console.' },
  26006: { meaning: ALINK[26006], remedy: 'Define both functions in the script.' },
  26007: {
    meaning: ALINK[26007],
    remedy: 'Return bytes from protocolToRawData, and an object from rawDataToProtocol.',
  },
  26010: { meaning: ALINK[26010], remedy: 'Send less often.' },
  9236: {
    meaning: ALINK[9236],
    remedy: 'Check the product key and device name in the topic, and the class’s permission.',
  },
  78117: { meaning: ALINK[78117], remedy: 'Send a smaller file, or compress it.' },
  78118: { meaning: ALINK[78118], remedy: 'Send smaller pieces.' },
  78119: { meaning: ALINK[78119], remedy: 'Continue at the offset that the last reply named.' },
  78120: { meaning: ALINK[78120], remedy: 'Send larger pieces.' },
  78121: {
    meaning: ALINK[78121],
    remedy: 'Send the piece again; the checksum is CRC-16/ARC, low byte first.',
  },
  78122: { meaning: ALINK[78122], remedy: 'Begin it again with init.' },
  78123: { meaning: ALINK[78123], remedy: 'Choose another name, or conflictStrategy overwrite.' },
  78124: { meaning: ALINK[78124], remedy: 'Begin again, if the file is to be replaced.' },
  78126: { meaning: ALINK[78126], remedy: 'Continue with the next piece.' },
};

export const SHADOW_CODES: Readonly<Record<ShadowCode, CodeWords>> = {
  400: { meaning: SHADOW[400], remedy: 'Check quotation marks, size and depth.' },
  401: { meaning: SHADOW[401], remedy: 'Add method: update, get or delete.' },
  402: { meaning: SHADOW[402], remedy: 'Add state with reported or desired.' },
  403: { meaning: SHADOW[403], remedy: 'Write version as a whole number, not as text.' },
  404: { meaning: SHADOW[404], remedy: 'Add reported to state.' },
  405: { meaning: SHADOW[405], remedy: 'Report at least one attribute.' },
  406: { meaning: SHADOW[406], remedy: 'Use update, get or delete.' },
  407: { meaning: SHADOW[407], remedy: 'Send a JSON object.' },
  408: { meaning: SHADOW[408], remedy: 'Report fewer, or delete some.' },
  409: {
    meaning: SHADOW[409],
    remedy: 'Get the shadow and continue from its version, or send -1 to begin again at 0.',
  },
  500: { meaning: SHADOW[500], remedy: 'Send it again.' },
};

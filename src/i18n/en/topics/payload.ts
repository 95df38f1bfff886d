/** Texts of payload formats. Names are those of the standards. */

export const payload = {
  /** Formats without a standard name, for showing and writing a payload. */
  names: {
    text: 'Text',
    hex: 'Hex',
    'nul-ended': 'Text + NUL or 0xFF',
    'nul-begun': 'NUL + text',
    'begun-text': 'Text + bytes',
    protobuf: 'Protobuf?',
    'base64-text': 'Base64 text',
    'hex-text': 'Hex text',
  } as Readonly<Record<string, string>>,
  /** Names of payloads of these formats. */
  kinds: {
    text: 'text',
    hex: 'binary',
    'nul-ended': 'text that ends with NUL or 0xFF',
    'nul-begun': 'text after a NUL',
    'begun-text': 'text, and other bytes after it',
    protobuf: 'Protobuf, guessed without a schema',
  } as Readonly<Record<string, string>>,
  empty: 'empty',
  readingEnded: 'Reading this payload was ended because it took too long.',
};

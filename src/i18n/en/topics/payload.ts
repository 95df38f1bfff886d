/** Texts of payload formats. Names stay as the standards write them. */

export const payload = {
  /** Of formats without a name of their own, as ways to look at a payload and to write one. */
  names: {
    text: 'Text',
    hex: 'Hex',
    protobuf: 'Protobuf?',
    'base64-text': 'Base64 text',
    'hex-text': 'Hex text',
  } as Readonly<Record<string, string>>,
  /** And what a payload is called that is one. */
  kinds: {
    text: 'text',
    hex: 'binary',
    protobuf: 'Protobuf, guessed without a schema',
  } as Readonly<Record<string, string>>,
  empty: 'empty',
  readingEnded: 'Reading this payload was ended, because it took very long.',
};

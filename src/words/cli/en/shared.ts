/** Options that several commands have. */
export const shared = {
  lang: 'language of what is printed for people; otherwise as LC_ALL, LC_MESSAGES or LANG says',
  withSecrets: 'keep passwords, authentication data and delivered secrets',
  keylog: 'file of TLS keys to decrypt with, as SSLKEYLOGFILE makes it',
  file: 'capture file, or - for standard input',
  jsonLines: 'one JSON object a line',
  jsonObject: 'one JSON object',
  deviceSecret: 'device secret; - reads it from standard input',
};

/** Options that several commands have. */
export const shared = {
  lang: 'language of output for people; by default as LC_ALL, LC_MESSAGES or LANG says',
  withSecrets: 'keep passwords, authentication data and delivered secrets',
  keylog: 'TLS key log file for decryption, in the format of SSLKEYLOGFILE',
  file: 'capture file, or - for standard input',
  jsonLines: 'one JSON object per line',
  jsonObject: 'one JSON object',
  deviceSecret: 'device secret; - reads it from standard input',
};

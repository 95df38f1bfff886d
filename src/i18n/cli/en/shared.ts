/** Options shared by several commands. */
export const shared = {
  lang: 'language of output for people; by default as LC_ALL, LC_MESSAGES or LANG says',
  withSecrets: 'keep passwords, authentication data and delivered secrets',
  formats:
    'JSON file of topic filters with the steps that read their payloads; schemas and conventions lie beside it',
  snTopics:
    'topics of MQTT-SN that have a number without REGISTER: a number and a topic on each line of a file',
  keylog:
    'TLS key log file for decryption, in the format of SSLKEYLOGFILE, or - for standard input',
  file: 'capture file, or - for standard input',
  jsonLines: 'one JSON object per line',
  jsonObject: 'one JSON object',
  deviceSecret: 'device secret; - reads it from standard input',
};

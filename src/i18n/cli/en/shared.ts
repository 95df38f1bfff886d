/** Options shared by several commands. */
export const shared = {
  lang: 'language of problems, ends and sign-ins; default: that of the system',
  withSecrets: 'keep passwords, authentication data and delivered secrets',
  formats:
    'JSON file of topic filters and the steps that decode their payloads; schemas and conventions are in the same folder',
  snTopics: 'file of predefined MQTT-SN topics: one number and topic per line',
  mqttPort:
    'a port whose connections are MQTT, besides 1883; for connections that are not recognised',
  assumeVersion:
    'MQTT version of connections whose CONNECT is not in the capture; default: inferred from their packets; a wrong version may show secrets',
  keylog: 'TLS key log file (SSLKEYLOGFILE) for decryption; - for standard input',
  file: 'capture file; - for standard input',
  rotateSize: 'start a new file after this size: 500k, 100MB, 1G',
  series: 'the files are those of one capture, such as those of tcpdump -C',
  keepFiles: 'keep only the last N files of this run',
  jsonLines: 'one JSON object per line',
  jsonObject: 'one JSON object',
  deviceSecret: 'device secret; - reads it from standard input',
};

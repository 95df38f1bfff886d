/** Names of libraries by the words that their logs have. */

/** Words of Paho C's examples and names of its functions and results. */
export const PAHO_C_WORDS =
  /return code\s{1,3}-\d|\brc\s{1,3}-\d|MQTT(?:CLIENT|ASYNC)_|MQTT(?:Client|Async)_/;

/** @param groups numbers of the line: IoT Kit's are negative, also those about a CONNACK */
export const isIotKit = (line: string, groups: readonly (string | undefined)[] = []): boolean =>
  /iotx_|IOT_MQTT|recvConnack|_mqtt_connect|wrapper_mqtt|\[(?:err|inf|wrn|dbg|crt)\]/i.test(line) ||
  (/connack/i.test(line) && groups.some((number) => number?.startsWith('-')));

/** Names a library by its usual words, for statements that several libraries make. */
const FINGERPRINTS: readonly (readonly [RegExp, string])[] = [
  [PAHO_C_WORDS, 'Paho C'],
  [
    /PubSubClient|Attempting MQTT connection|try again in \d+ seconds|MQTT Connect err:/i,
    'PubSubClient',
  ],
  [/umqtt|MQTTException/, 'umqtt'],
  [/iotx_mc|\bIOT_MQTT/, 'IoT Kit'],
  [/\[LK-0\d|aiot_mqtt|aiot_dynreg/, 'Link SDK'],
  [/eclipse\.paho|无权连接|错误的用户名或密码/, 'Paho Java'],
  [/\bluat|\buser\.mqtt\b|\bmqttc?\.create\b|CONACK 0x/i, 'LuatOS'],
  [/MQTT_CLIENT:|mqtt_client:|esp-tls|esp_mqtt/, 'esp-mqtt'],
  [
    /\[(?:ERROR|WARN|DEBUG|CRITICAL)\]\[(?:client|net|pinger)\]|CONN_ACCEPTED|network Error : /,
    'Paho Go',
  ],
  [/rumqttc|MqttOptions|ConnectionRefused\(/, 'rumqttc'],
  [/paho/i, 'Paho'],
  [/mqtt\.js|mqttjs|node_modules[\\/]mqtt/i, 'MQTT.js'],
  [/mosquitto_(?:pub|sub)/, 'Mosquitto'],
];

export function libraryIn(text: string): string | undefined {
  return FINGERPRINTS.find(([words]) => words.test(text))?.[1];
}

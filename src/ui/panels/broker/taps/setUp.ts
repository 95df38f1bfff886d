/** Configuration lines that direct devices and programs to a tap instead of their broker. */

export const PROGRAMS = [
  'mosquitto',
  'mqttjs',
  'paho',
  'espIdf',
  'pubSubClient',
  'homeAssistant',
  'nodeRed',
  'alibaba',
] as const;
export type Program = (typeof PROGRAMS)[number];

/** Product names, the same in every language. */
export const OWN_NAMES = {
  mqttjs: 'mqtt.js',
  paho: 'Paho Python',
  espIdf: 'ESP-IDF',
  pubSubClient: 'Arduino PubSubClient',
  homeAssistant: 'Home Assistant',
  nodeRed: 'Node-RED',
} as const satisfies Partial<Record<Program, string>>;

/** File name of the downloaded certificate of the tap's authority. */
export const CERTIFICATE_FILE = 'mqttscope-tap.pem';
export const C_FILE = 'mqttscope_tap_ca.h';

export interface TapPlace {
  readonly scheme: 'mqtt' | 'mqtts' | 'ws' | 'wss';
  readonly host: string;
  readonly port: string;
}

type Lines = (at: TapPlace & { readonly isTls: boolean; readonly url: string }) => string;

/** Brokers expect it there. */
const WEB_PATH = '/mqtt';

const QUOTED = `'${CERTIFICATE_FILE}'`;

const LINES: Readonly<Record<Program, Lines>> = {
  mosquitto: ({ host, port, isTls }) => {
    const trust = isTls ? ` --cafile ${CERTIFICATE_FILE}` : '';
    return `mosquitto_sub -h ${host} -p ${port}${trust} -t '#' -v\nmosquitto_pub -h ${host} -p ${port}${trust} -t test -m hello`;
  },
  mqttjs: ({ url, isTls }) =>
    isTls
      ? `mqtt.connect('${url}', {\n  ca: fs.readFileSync(${QUOTED}),\n})`
      : `mqtt.connect('${url}')`,
  paho: ({ host, port, isTls, scheme }) =>
    [
      ...(scheme.startsWith('ws')
        ? [
            '# Paho 2 wants mqtt.CallbackAPIVersion.VERSION2 before it',
            "client = mqtt.Client(transport='websockets')",
          ]
        : []),
      ...(isTls ? [`client.tls_set(ca_certs=${QUOTED})`] : []),
      `client.connect('${host}', ${port})`,
    ].join('\n'),
  // C++ has no designators such as `.broker.address.uri`.
  espIdf: ({ url, isTls }) =>
    [
      ...(isTls ? [`#include "${C_FILE}"`, ''] : []),
      'esp_mqtt_client_config_t config = {',
      '  .broker = {',
      `    .address = { .uri = "${url}" },`,
      ...(isTls ? ['    .verification = { .certificate = mqttscope_ca_pem },'] : []),
      '  },',
      '};',
    ].join('\n'),
  pubSubClient: ({ host, port, isTls }) =>
    [
      ...(isTls ? [`#include "${C_FILE}"`, '', 'WiFiClientSecure net;'] : ['WiFiClient net;']),
      'PubSubClient client(net);',
      '',
      'void setup() {',
      // ESP8266 reads the list whenever it connects.
      ...(isTls
        ? [
            '  net.setCACert(mqttscope_ca_pem);  // ESP32',
            '  // ESP8266: static X509List ca(mqttscope_ca_pem); net.setTrustAnchors(&ca);',
          ]
        : []),
      `  client.setServer("${host}", ${port});`,
      '}',
    ].join('\n'),
  homeAssistant: ({ host, port, isTls, scheme }) =>
    [
      `Broker: ${host}`,
      `Port: ${port}`,
      ...(isTls ? [`Broker certificate validation: Custom (${CERTIFICATE_FILE})`] : []),
      ...(scheme.startsWith('ws')
        ? ['MQTT transport: WebSocket', `WebSocket path: ${WEB_PATH}`]
        : []),
    ].join('\n'),
  // Node-RED accepts no separate port next to a URL.
  nodeRed: ({ host, port, isTls, url, scheme }) =>
    [
      ...(scheme.startsWith('ws') ? [`Server: ${url}`] : [`Server: ${host}`, `Port: ${port}`]),
      ...(isTls
        ? [`Use TLS: CA Certificate = ${CERTIFICATE_FILE}, Verify server certificate`]
        : []),
    ].join('\n'),
  alibaba: ({ host, port, url, isTls }) =>
    [
      // The packages have no option for an authority.
      isTls ? `// Node.js: NODE_EXTRA_CA_CERTS=${CERTIFICATE_FILE} node …` : '// Node.js',
      'iot.device({',
      '  productKey, deviceName, deviceSecret,',
      `  brokerUrl: '${url}',`,
      '})',
      '',
      '// C (Link SDK)',
      ...(isTls ? [`#include "${C_FILE}"`, ''] : []),
      `aiot_mqtt_setopt(handle, AIOT_MQTTOPT_HOST, "${host}");`,
      `uint16_t port = ${port};`,
      'aiot_mqtt_setopt(handle, AIOT_MQTTOPT_PORT, &port);',
      ...(isTls
        ? [
            'cred.option = AIOT_SYSDEP_NETWORK_CRED_SVRCERT_CA;',
            'cred.x509_server_cert = mqttscope_ca_pem;',
            'cred.x509_server_cert_len = strlen(mqttscope_ca_pem);',
          ]
        : ['cred.option = AIOT_SYSDEP_NETWORK_CRED_NONE;']),
      'aiot_mqtt_setopt(handle, AIOT_MQTTOPT_NETWORK_CRED, &cred);',
    ].join('\n'),
};

/** Those that have no MQTT over WebSocket. */
const TCP_ONLY: ReadonlySet<Program> = new Set(['mosquitto', 'pubSubClient']);

/** Undefined if this program cannot use the tap. */
export function linesFor(program: Program, place: TapPlace): string | undefined {
  const isWeb = place.scheme.startsWith('ws');
  if (isWeb && TCP_ONLY.has(program)) return undefined;
  const isTls = place.scheme === 'mqtts' || place.scheme === 'wss';
  const url = `${place.scheme}://${place.host}:${place.port}${isWeb ? WEB_PATH : ''}`;
  // An IPv6 address has brackets only in a URL.
  return LINES[program]({ ...place, host: place.host.replace(/^\[|\]$/g, ''), isTls, url });
}

/** Address of a tap for devices. If the tap listens on all addresses, one of this machine's. */
export function placeOfTap(listen: string, addresses: readonly string[]): TapPlace {
  const [, scheme = 'mqtt', host = '', port = ''] =
    /^([a-z]+):\/\/(\[[^\]]*\]|[^:]*):(\d+)$/.exec(listen) ?? [];
  const isEverywhere = host === '0.0.0.0' || host === '[::]';
  const outside = addresses.find((one) => /^\d+\./.test(one)) ?? addresses[0] ?? host;
  const known = (['mqtts', 'ws', 'wss'] as const).find((one) => one === scheme) ?? 'mqtt';
  return { scheme: known, host: isEverywhere ? outside : host, port };
}

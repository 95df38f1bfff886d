/** Writes a sign-in as commands and code for other programs. */
import { cString, literal, shellWord } from '../base/quoting.ts';
import type { EndpointChoice } from './regions.ts';
import { type SignIn, type SignInRequest, signIn } from './sign.ts';

/** Targets of commands: two programs, and the two generations of the vendor's C package. */
export const COMMAND_KINDS = ['mosquitto_pub', 'mqtt.js', 'c-linkkit', 'c-link-sdk-4'] as const;
export type CommandKind = (typeof COMMAND_KINDS)[number];

export interface ReadyCommand {
  readonly kind: CommandKind;
  /** undefined if a field has control characters, which a terminal would execute. */
  readonly text: string | undefined;
}

export interface CommandInput {
  readonly request: SignInRequest;
  readonly endpoint: EndpointChoice;
  /** MQTT port of the broker behind a WebSocket endpoint; default: the usual one. */
  readonly mqttPort?: number | undefined;
  /** Seconds. */
  readonly keepAlive: number;
  readonly cleanSession: boolean;
  /** Whether secret and computed password are shown; otherwise stars of the same length. */
  readonly showSecrets: boolean;
}

export function stars(secret: string): string {
  return '*'.repeat(Array.from(secret).length);
}

/** The commands of all kinds. */
export function commandsOf(input: CommandInput): readonly ReadyCommand[] {
  const { request, endpoint, showSecrets } = input;
  // The mode of the address: a plain connection with `securemode=2` is refused by strict brokers.
  const made = signIn({ ...request, secureMode: endpoint.secureMode });
  const password = showSecrets ? made.password : stars(made.password);
  const secret = showSecrets ? request.deviceSecret : stars(request.deviceSecret);
  return [
    { kind: 'mosquitto_pub', text: mosquittoPub(input, made, password) },
    { kind: 'mqtt.js', text: mqttJs(input, made, password) },
    { kind: 'c-linkkit', text: linkkit(input, secret) },
    { kind: 'c-link-sdk-4', text: linkSdk(input, secret) },
  ];
}

/** Location of the system certificates on most systems. */
const SYSTEM_CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';

function mosquittoPub(input: CommandInput, made: SignIn, password: string): string | undefined {
  const { request, endpoint, keepAlive, cleanSession } = input;
  const topic = `/sys/${request.productKey}/${request.deviceName}/thing/event/property/post`;
  const payload = '{"id":"1","version":"1.0","params":{},"method":"thing.event.property.post"}';
  const words: string[] = [];
  for (const text of [endpoint.host, made.clientId, made.username, password, topic, payload]) {
    const word = shellWord(text);
    if (word === undefined) return undefined;
    words.push(word);
  }
  const [host = '', id = '', user = '', key = '', to = '', what = ''] = words;
  const tls = endpoint.secureMode === 2 ? ` --cafile ${SYSTEM_CERTIFICATES}` : '';
  const session = cleanSession ? '' : ' -c';
  return `mosquitto_pub -h ${host} -p ${tcpPort(input)}${tls} -V mqttv311 -k ${keepAlive}${session} \\
  -i ${id} \\
  -u ${user} \\
  -P ${key} \\
  -q 1 -t ${to} \\
  -m ${what}`;
}

function mqttJs(
  { endpoint, keepAlive, cleanSession }: CommandInput,
  made: SignIn,
  password: string,
): string {
  const options = [
    `  protocolVersion: 4,`,
    `  clientId: ${literal(made.clientId)},`,
    `  username: ${literal(made.username)},`,
    `  password: ${literal(password)},`,
    `  clean: ${cleanSession},`,
    `  keepalive: ${keepAlive},`,
  ];
  return `import mqtt from 'mqtt';

const client = await mqtt.connectAsync(${literal(endpoint.url)}, {
${options.join('\n')}
});
`;
}

/** For `iotkit-embedded` up to 3.x. */
function linkkit(input: CommandInput, secret: string): string {
  const { request, endpoint, keepAlive, cleanSession } = input;
  const { productKey, deviceName } = request;
  const isTls = endpoint.secureMode === 2;
  return `#define PRODUCT_KEY    ${cString(productKey)}
#define DEVICE_NAME    ${cString(deviceName)}
#define DEVICE_SECRET  ${cString(secret)}

iotx_dev_meta_info_t meta = {
    .product_key = PRODUCT_KEY,
    .device_name = DEVICE_NAME,
    .device_secret = DEVICE_SECRET,
};
iotx_sign_mqtt_t sign;
iotx_mqtt_param_t params;

memset(&sign, 0, sizeof(sign));
memset(&params, 0, sizeof(params));
IOT_Sign_MQTT(${linkkitRegion(request.regionId)}, &meta, &sign);
params.host = ${cString(endpoint.host)};
params.port = ${tcpPort(input)};
params.client_id = sign.clientid;
params.username = sign.username;
params.password = sign.password;
params.pub_key = ${isTls ? 'iotx_ca_get()' : 'NULL'};
params.clean_session = ${cleanSession ? 1 : 0};
params.keepalive_interval_ms = ${keepAlive * 1000};
void *client = IOT_MQTT_Construct(&params);
`;
}

/** The package's names of regions. */
const LINKKIT_REGIONS: ReadonlyMap<string, string> = new Map([
  ['cn-shanghai', 'IOTX_CLOUD_REGION_SHANGHAI'],
  ['ap-southeast-1', 'IOTX_CLOUD_REGION_SINGAPORE'],
  ['ap-northeast-1', 'IOTX_CLOUD_REGION_JAPAN'],
  ['us-west-1', 'IOTX_CLOUD_REGION_USA_WEST'],
  ['eu-central-1', 'IOTX_CLOUD_REGION_GERMANY'],
]);

function linkkitRegion(regionId: string | undefined): string {
  return LINKKIT_REGIONS.get(regionId || 'cn-shanghai') ?? 'IOTX_CLOUD_REGION_CUSTOM';
}

/** Needed because none of these programs supports WebSocket. */
function tcpPort({ endpoint, mqttPort = 1883 }: CommandInput): number {
  const { transport, port } = endpoint;
  return transport === 'ws' || transport === 'wss' ? mqttPort : port;
}

/** For C Link SDK 4.x. */
function linkSdk(input: CommandInput, secret: string): string {
  const { request, endpoint, keepAlive, cleanSession } = input;
  const { productKey, deviceName } = request;
  const isTls = endpoint.secureMode === 2;
  const credential = isTls
    ? `cred.option = AIOT_SYSDEP_NETWORK_CRED_SVRCERT_CA;
cred.max_tls_fragment = 16384;
cred.sni_enabled = 1;
cred.x509_server_cert = ali_ca_cert;
cred.x509_server_cert_len = strlen(ali_ca_cert);`
    : 'cred.option = AIOT_SYSDEP_NETWORK_CRED_NONE;';
  return `char *product_key = ${cString(productKey)};
char *device_name = ${cString(deviceName)};
char *device_secret = ${cString(secret)};
char *host = ${cString(endpoint.host)};
uint16_t port = ${tcpPort(input)};
uint16_t keep_alive = ${keepAlive};
uint8_t clean_session = ${cleanSession ? 1 : 0};
aiot_sysdep_network_cred_t cred;

memset(&cred, 0, sizeof(cred));
${credential}
void *mqtt = aiot_mqtt_init();
aiot_mqtt_setopt(mqtt, AIOT_MQTTOPT_HOST, host);
aiot_mqtt_setopt(mqtt, AIOT_MQTTOPT_PORT, &port);
aiot_mqtt_setopt(mqtt, AIOT_MQTTOPT_PRODUCT_KEY, product_key);
aiot_mqtt_setopt(mqtt, AIOT_MQTTOPT_DEVICE_NAME, device_name);
aiot_mqtt_setopt(mqtt, AIOT_MQTTOPT_DEVICE_SECRET, device_secret);
aiot_mqtt_setopt(mqtt, AIOT_MQTTOPT_KEEPALIVE_SEC, &keep_alive);
aiot_mqtt_setopt(mqtt, AIOT_MQTTOPT_CLEAN_SESSION, &clean_session);
aiot_mqtt_setopt(mqtt, AIOT_MQTTOPT_NETWORK_CRED, &cred);
int32_t result = aiot_mqtt_connect(mqtt);
`;
}

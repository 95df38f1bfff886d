/** Tests real logs and sources with one sign-in each: all of them are read. */
import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { findCredentials } from './findCredentials.ts';

const pk = 'a1Kx7Qw2ZtB';
const dn = 'pump-17';
const sec = '5d0c7e9b1a2f4c68b3d5e7f90a1c2e4b';
const ts = '1731650000123';
const base = `${pk}.${dn}`;
const ID = `${base}|securemode=2,signmethod=hmacsha256,timestamp=${ts}|`;
const USER = `${dn}&${pk}`;
const CONTENT = `clientId${base}deviceName${dn}productKey${pk}timestamp${ts}`;
const SIGN = createHmac('sha256', sec).update(CONTENT).digest('hex');

function field(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);
}

const HEAD = Buffer.from([0, 4, ...Buffer.from('MQTT'), 4, 0xc2, 1, 0x2c]);
const BODY = Buffer.concat([HEAD, field(ID), field(USER), field(SIGN)]);
const LENGTH = [(BODY.length & 127) | 128, BODY.length >> 7];
const PACKET = Buffer.concat([Buffer.from([0x10, ...LENGTH]), BODY]);

const twoDigits = (byte: number) => byte.toString(16).padStart(2, '0');
const hx = (bytes: Uint8Array, gap = ' ') => Array.from(bytes, twoDigits).join(gap);
const pieces = (text: string, width: number): readonly string[] =>
  text.match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
const wrap = (text: string, width: number) => pieces(text, width).join('\n');
const rows = (row: (offset: number, bytes: Buffer) => string, width = 16) =>
  Array.from({ length: Math.ceil(PACKET.length / width) }, (_one, at) =>
    row(at * width, PACKET.subarray(at * width, (at + 1) * width)),
  ).join('\n');
const ascii = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : '.')).join('');
const python = Array.from(PACKET, (byte) =>
  byte === 39 || byte === 92 || byte < 32 || byte > 126
    ? `\\x${twoDigits(byte)}`
    : String.fromCharCode(byte),
).join('');

const ESCAPE = String.fromCharCode(0x1b);

const LOGS: readonly (readonly [string, string])[] = [
  [
    'ESP-IDF mqtt_client verbose',
    `I (3542) wifi:connected with home, aid = 3, channel 6\nI (4523) MQTT_EXAMPLE: [APP] Free memory: 248732 bytes\nD (4531) mqtt_client: MQTT client_id=${ID}\nD (4537) event: running post MQTT_EVENTS:7\nI (4540) MQTT_EXAMPLE: Other event id:7\nD (4551) mqtt_client: uri=mqtt://x:1883 username=${USER}\nD (4553) mqtt_client: password: ${SIGN}\nW (4990) mqtt_client: Connection refused, bad username or password`,
  ],
  ['ESP-IDF LOG_BUFFER_HEX', rows((_o, r) => `I (4560) MQTT: ${hx(r)} `)],
  [
    'ESP-IDF LOG_BUFFER_HEXDUMP',
    rows(
      (o, r) =>
        `I (4560) MQTT: 0x3ffc${(0x1000 + o).toString(16)}   ${hx(r.subarray(0, 8))}  ${hx(r.subarray(8))}  |${ascii(r)}|`,
    ),
  ],
  [
    'ESP-IDF colours + timestamps',
    rows((_at, r) => `${ESCAPE}[0;32mI (12:34:56.789) MQTT: ${hx(r)} ${ESCAPE}[0m`),
  ],
  [
    'ESP config struct',
    `esp_mqtt_client_config_t mqtt_cfg = {\n  .broker.address.uri = "mqtts://x:1883",\n  .credentials.client_id = "${ID}",\n  .credentials.username = "${USER}",\n  .credentials.authentication.password = "${SIGN}",\n};`,
  ],
  [
    'Quectel BC26 with prefixes',
    `[12:01:02.123]TX->AT+QMTCFG="aliauth",0,"${pk}","${dn}","${sec}"\n[12:01:02.321]RX<-OK\n[12:01:03.111]TX->AT+QMTOPEN=0,"${pk}.iot-as-mqtt.cn-shanghai.aliyuncs.com",1883\n[12:01:04.000]RX<-+QMTOPEN: 0,0\n[12:01:05.000]TX->AT+QMTCONN=0,"${ID}","${USER}","${SIGN}"\n[12:01:05.500]RX<-+QMTCONN: 0,0,4`,
  ],
  ['Quectel bare', `AT+QMTCONN=0,"${ID}","${USER}","${SIGN}"\r\nOK\r\n+QMTCONN: 0,0,4\r\n`],
  [
    'SIMCom A7670',
    `AT+CMQTTSTART\nOK\n+CMQTTSTART: 0\nAT+CMQTTACCQ=0,"${ID}",0\nOK\nAT+CMQTTCONNECT=0,"tcp://${pk}.iot-as-mqtt.cn-shanghai.aliyuncs.com:1883",60,1,"${USER}","${SIGN}"\nOK\n+CMQTTCONNECT: 0,4`,
  ],
  [
    'SIMCom SIM7080',
    `AT+SMCONF="URL","x.iot-as-mqtt.cn-shanghai.aliyuncs.com",1883\nOK\nAT+SMCONF="CLIENTID","${ID}"\nOK\nAT+SMCONF="USERNAME","${USER}"\nOK\nAT+SMCONF="PASSWORD","${SIGN}"\nOK\nAT+SMCONN\nERROR`,
  ],
  [
    'SIM800 Air (Luat)',
    `AT+MCONFIG="${ID}","${USER}","${SIGN}"\nOK\nAT+MIPSTART="x","1883"\nCONNECT OK\nAT+MCONNECT=1,60\nCONNACK FAIL: 4`,
  ],
  [
    'u-blox SARA',
    `AT+UMQTT=0,"${ID}"\n+UMQTT: 0,1\nOK\nAT+UMQTT=4,"${USER}","${SIGN}"\n+UMQTT: 4,1\nOK\nAT+UMQTTC=1`,
  ],
  [
    'Huawei/BC95 N58 (Neoway)',
    `AT+MQTTCONNPARAM="${ID}","${USER}","${SIGN}"\nOK\nAT+MQTTCONN="x:1883",0,60\nERROR`,
  ],
  [
    'Fibocom',
    `AT+MQTTUSER=1,"${USER}","${SIGN}","${ID}"\nOK\nAT+MQTTOPEN=1,"x",1883,0,60\n+MQTTOPEN: 1,4`,
  ],
  [
    'MicroPython repl',
    `>>> c = MQTTClient(b'${ID}', 'x.iot-as-mqtt.cn-shanghai.aliyuncs.com', 1883, b'${USER}', b'${SIGN}', keepalive=300)\n>>> c.connect()\nTraceback (most recent call last):\n  File "umqtt/simple.py", line 99, in connect\nMQTTException: 4`,
  ],
  [
    'MicroPython kwargs',
    `client = MQTTClient(client_id='${ID}', server='x', port=1883, user='${USER}', password='${SIGN}', keepalive=60)`,
  ],
  ['MicroPython bytearray', `write: bytearray(b'${python}')`],
  [
    'Paho C trace',
    `20231115 061320.123 (140035) (1)> MQTTClient_connect:1621\n20231115 061320.124 Connecting to serverURI x:1883 with MQTT version 4\n20231115 061320.200 3 ${ID} -> CONNECT version 4 clean: 1 (0)\n20231115 061320.201 options: username=${USER} password=${SIGN}\n20231115 061320.300 3 ${ID} <- CONNACK rc: 4`,
  ],
  [
    'Paho C source',
    `#define CLIENTID    "${ID}"\nMQTTClient_create(&client, ADDRESS, CLIENTID, MQTTCLIENT_PERSISTENCE_NONE, NULL);\nconn_opts.username = "${USER}";\nconn_opts.password = "${SIGN}";`,
  ],
  [
    'Paho embedded C',
    `data.clientID.cstring = "${ID}";\ndata.username.cstring = "${USER}";\ndata.password.cstring = "${SIGN}";`,
  ],
  [
    'Java SDK',
    `2023-11-15 06:13:20.123  INFO 1 --- [main] c.a.a.linksdk : MqttConnectOptions{clientId='${ID}', userName='${USER}', password='${SIGN}', keepAlive=60}`,
  ],
  [
    'Java logcat',
    `11-15 06:13:20.123  4321  4321 D LinkSDK : connect clientId:${ID}\n11-15 06:13:20.124  4321  4321 D LinkSDK : connect username:${USER}\n11-15 06:13:20.125  4321  4321 D LinkSDK : connect password:${SIGN}`,
  ],
  [
    'Java char[]',
    `options.setUserName("${USER}");\noptions.setPassword("${SIGN}".toCharArray());\nMqttClient sampleClient = new MqttClient("ssl://x:1883", "${ID}", persistence);`,
  ],
  [
    'Java map',
    `{signmethod=hmacsha256, mqttClientId=${ID}, mqttUsername=${USER}, mqttPassword=${SIGN}}`,
  ],
  [
    'wrapped at 80 with prefix',
    wrap(
      `[2023-11-15 06:13:20.123] mqtt: connect clientId=${ID} username=${USER} password=${SIGN} keepalive=60`,
      80,
    ),
  ],
  [
    'wrapped at 80 AT',
    wrap(`AT+QMTCONN=0,"${ID}","${USER}","${SIGN}"`, 80) + '\nOK\n+QMTCONN: 0,0,4',
  ],
  [
    'wrapped at 80 indented (4 blanks)',
    pieces(`connect clientId=${ID} username=${USER} password=${SIGN}`, 76).join('\n    '),
  ],
  [
    'wrapped, prefix in each line',
    pieces(`clientId=${ID} username=${USER} password=${SIGN}`, 50)
      .map((x, i) => `[12:00:0${i}.123] I/mqtt: ${x}`)
      .join('\n'),
  ],
  [
    'each value prefix line',
    `[12:00:01.1] [I] [mqtt] ${ID}\n[12:00:01.2] [I] [mqtt] ${USER}\n[12:00:01.3] [I] [mqtt] ${SIGN}`,
  ],
  [
    'hexdump -C',
    rows(
      (o, r) =>
        `${o.toString(16).padStart(8, '0')}  ${hx(r.subarray(0, 8))}  ${hx(r.subarray(8))}  |${ascii(r)}|`,
    ),
  ],
  [
    'xxd prefixed by time',
    rows(
      (o, r) =>
        `12:00:01.123 ${o.toString(16).padStart(8, '0')}: ${hx(r, '')
          .replace(/(....)/g, '$1 ')
          .padEnd(40)} ${ascii(r)}`,
    ),
  ],
  [
    'hexdump without ascii, time prefix',
    rows((o, r) => `[12:00:01.123] ${o.toString(16).padStart(4, '0')}: ${hx(r)}`),
  ],
  [
    'serial tool hex',
    `[12:00:01.123]发→◇${hx(PACKET).toUpperCase()} □\n[12:00:01.223]收←◆20 02 00 04`,
  ],
  ['hex wrapped 80', wrap(hx(PACKET), 80)],
  ['hex wrapped 80 nospace', wrap(hx(PACKET, ''), 80)],
  ['hex wrapped 80 with label in 1st line', wrap(`TX(${PACKET.length}): ${hx(PACKET)}`, 80)],
  [
    'hexdump -C 32 wide',
    rows((o, r) => `${o.toString(16).padStart(8, '0')}  ${hx(r)}  |${ascii(r)}|`, 32),
  ],
  [
    'C array lines',
    '{\n' +
      rows(
        (_at, r) =>
          '  ' + Array.from(r, (byte) => `0x${twoDigits(byte).toUpperCase()}`).join(', ') + ',',
      ) +
      '\n};',
  ],
  [
    'mosquitto log',
    `1700000000: New client connected from 1.2.3.4:5 as ${ID} (p2, c1, k60, u'${USER}').\n1700000001: password ${SIGN}`,
  ],
  [
    'EMQX log',
    `2023-11-15T06:13:20.1+00:00 [warning] clientid: ${ID}, msg: authorization_failure, peername: 1.2.3.4:5, username: ${USER}, password: ${SIGN}`,
  ],
  [
    'Go paho',
    `2023/11/15 06:13:20 [client]   clientid: ${ID}\n2023/11/15 06:13:20 [client] Username:${USER} Password:${SIGN}`,
  ],
  ['Go struct', `{ClientID:${ID} Username:${USER} Password:${SIGN} CleanSession:true}`],
  [
    'C SDK LK',
    `[1.1][LK-0313] MQTT user calls aiot_mqtt_connect api, connect\n[1.1][LK-032A] mqtt host: x\n[1.1][LK-0317] user name: ${USER}\n[1.2][LK-0318] password: ${SIGN}\n[1.2][LK-0319] clientid: ${ID}`,
  ],
  ['YAML', `mqtt:\n  client_id: "${ID}"\n  username: ${USER}\n  password: ${SIGN}\n`],
  ['env', `MQTT_CLIENT_ID=${ID}\nMQTT_USERNAME=${USER}\nMQTT_PASSWORD=${SIGN}`],
  ['tab separated', `ClientId\t${ID}\nUsername\t${USER}\nPasswd\t${SIGN}`],
  [
    'markdown table',
    `| clientId | ${ID.replaceAll('|', '\\|')} |\n| username | ${USER} |\n| password | ${SIGN} |`,
  ],
  [
    'Arduino',
    `Attempting MQTT connection...${ID} / ${USER} / ${SIGN} failed, rc=4 try again in 5 seconds`,
  ],
  ['Arduino connect call', `client.connect("${ID}", "${USER}", "${SIGN}")`],
  [
    'syslog',
    `Nov 15 06:13:20 gw mqttd[812]: client id ${ID}\nNov 15 06:13:20 gw mqttd[812]: user name ${USER}\nNov 15 06:13:20 gw mqttd[812]: password ${SIGN}`,
  ],
  [
    'RT-Thread',
    `[D/ali-sdk] mqtt client_id: ${ID}\n[D/ali-sdk] mqtt username: ${USER}\n[D/ali-sdk] mqtt password: ${SIGN}\nmsh />`,
  ],
  ['STM32 printf multi', `ClientID:${ID}\r\nUserName:${USER}\r\nPassword:${SIGN}\r\n`],
];

it.each(LOGS)('%s', (_what, text) => {
  expect(findCredentials(text)).toMatchObject({
    clientId: ID,
    userName: USER,
    password: SIGN,
    packetError: undefined,
  });
});

it('a printed signed text reveals the signed client id and time', () => {
  const { clientIds, timestamps } = findCredentials(
    `signing clientIdlamp-4fdeviceName${dn}productKey${pk}timestamp1700000000777\nclientId: lamp-b2|securemode=3|`,
  );
  expect(clientIds).toEqual(['lamp-4f', 'lamp-b2']);
  expect(timestamps).toContain('1700000000777');
});

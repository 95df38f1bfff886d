/** Sign-in logs whose outcome is a number after words about signing in. */
import { accepted, at, of, refused } from './rightAnswers.testkit.ts';
import { signedDevice } from './signedDevice.testkit.ts';
import { SECRET, type Situation } from './situations.testkit.ts';

const {
  userName: USER,
  host: HOST,
  idOf,
  sign,
} = signedDevice({
  productKey: 'kp9Zx3QwErt',
  deviceName: 'pump-5',
  hash: 'sha256',
  time: '1764380000123',
});
const ID = idOf(3);
const PASSWORD = sign(SECRET);

/** The log says nothing about an outcome. */
const unsaid = at(undefined);

/** A number without a known meaning. */
const unknown = at('unknown');

const after = (line: string, right: Situation['right']): Situation =>
  of(
    `a number: ${line}`,
    `clientId=${ID}\nusername=${USER}\npassword=${PASSWORD}\n${line}\n`,
    right,
  );

export const NUMBER_LOGS: readonly Situation[] = [
  after('MQTT connected: 5', refused(5)),
  after('MQTT connected: 0x04', refused(4)),
  after('mqtt connected=134', refused(134)),
  // It may be true or false.
  after('MQTT connected: 1', unsaid),
  after('MQTT connected: 0', unsaid),
  after('mqtt connected: true', accepted()),
  after('mqtt connected: false', at('failed')),
  after('MQTT connected: 5 ms', unsaid),
  after('wifi connected: 3', unsaid),
  after('MQTT已连接：5', refused(5)),
  after('mqtt connect success: 5', refused(5)),
  after('on_connect: 4', refused(4)),
  after('connack return 4', refused(4)),
  after('MQTT conn ack: 5', refused(5)),
  after('mqtt client connack return 5', refused(5)),
  after('MQTT_EVT_CONNACK result: 5', refused(5)),
  after('MQTT_CLIENT: mqtt_process_receive: connect refused: 5', refused(5, 'esp-mqtt')),
  after('mqtt.connect() ret=5', refused(5)),
  after('mqtt connect ret 1', unknown),
  // A state of the program, or CONNACK's code.
  after('MQTT connected status: 4', unknown),
  after('mqtt connect status [3]', unknown),
  after('MQTT connected status: 4\nCONNACK return code 5', refused(5)),
  after('+ZMQCON: 1,2', unknown),
  after('+MQTTSTATU :0', at('failed', 'Air AT')),
  after('+MQTTSTATU: 1', accepted('Air AT')),
  after('+MQTTSTATU :2', at('tcp', 'Air AT')),
  after('+MQTTSTATU :0\nOK\nCONNECT OK', at('tcp', 'Air AT')),
  after('CONNACK OK\n+MQTTSTATU :0', at('closed', 'Air AT')),
  after('AT+MQTTSTATE?\n+MQTTSTATE: 1\nOK', accepted()),
  after('AT+MQTTSTATE=0\n+MQTTSTATE: 1\nOK', unknown),
  after('AT+MQTTSTATE=0\n+MQTTSTATE: 2\nOK', accepted()),
  after('AT+MQTTSTATE=0\n+MQTTSTATE: 3\nOK', at('failed')),
  after('+MQTTSTATE: 2,0', at('failed')),
  after('+MQTTSTATE: 2,1', accepted()),
  after('client.Connect returned 5', refused(5)),
  after('login result=4', refused(4)),
  after('mqtt login errcode:5', refused(5)),
  after('mqtt init ret: 5', unsaid),
  after('mqtt ping error 4', unsaid),
  after('mqtt connect retry: 3', unsaid),
  after('mqtt subscribe result: 2', unsaid),
  after('failed with state 5', refused(5, 'PubSubClient')),
  after('mqtt_connection_cb status 5', refused(5, 'lwIP')),
  after('return code MQTT_CONNECTION_ACCEPTED', accepted()),
  after('Disconnect reason: TLS_BAD_FINGERPRINT', at('tls')),
  after('recv: 32 2 0 5', refused(5)),
  after('MQTT Socket Connect: Error (Network) (-8)', at('tcp', 'wolfMQTT')),
  after('MQTT Connect: Proxy (0), Error (Timeout) (-7)', at('connect', 'wolfMQTT')),
  after('I/user.mqtt event error userdata conack', {
    ...at('connack', 'LuatOS'),
    exit: 3,
  }),
  of(
    'SIM7020, refused',
    `AT+CMQNEW="${HOST}","1883",12000,1024\n+CMQNEW: 0\nOK\nAT+CMQCON=0,4,"${ID}",600,0,0,"${USER}","${PASSWORD}"\nERROR\n`,
    at('failed', 'SIMCom'),
  ),
];

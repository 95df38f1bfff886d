/** `mqttscope --help`. */
import { shared } from './shared.ts';

export const companionHelp = {
  about:
    'Serves the MQTT explorer, and a broker for MQTT 3.1, 3.1.1 and 5.0 with demo devices to try it on.',
  args: {},
  options: {
    host: 'address to listen on; one that other machines reach needs users, client certificates or --alibaba',
    http: 'port of the app and of MQTT over WebSocket; 0 takes a free one',
    mqtt: 'port of MQTT over TCP; 0 takes a free one',
    user: 'a user who may connect',
    users: 'users from a file that mqttscope passwd writes, with hashed passwords',
    userFile: 'users from a file, one name:password a line',
    acl: 'what clients may read and write, in the format of Mosquitto’s acl_file',
    clientIdPrefix:
      'what client identifiers must begin with, such as %u- for the user name and a dash; others get CONNACK 0x85',
    demo: 'do not run the demo devices',
    broker: 'serve the app only, without a broker',
    tlsCert: 'certificate (PEM): https, wss and mqtts instead of the plain ones',
    tlsKey: 'private key (PEM) of the certificate',
    tlsClientCa:
      'certificates (PEM) of the authorities that sign clients’ certificates: a client without one does not get in',
    tlsUserName:
      'the user name is the common name (or the first alternative name) of the client’s certificate, and no password is asked for',
    allowOrigin: 'origin of other web pages that may connect',
    token:
      'token of the control interface, which lets a program watch and steer the broker; without it one is made at each start, and printed',
    alibaba:
      'a local platform for devices of Alibaba Cloud IoT: those of a file (JSON), or demo devices, which are printed; see docs/alibaba.md',
    alibabaSetting: 'how the platform behaves, such as connectsPerMinute=5',
    seed: 'makes the demo devices the same at each start',
    faults: 'rules (JSON) for what goes wrong on purpose; see docs/faults.md',
    log: 'append events (sign-ins, refusals, limits, control commands) to a file, one JSON object a line; - is standard output; see docs/events.md',
    open: 'open the app in the browser',
    serverKeepAlive: 'longest keep alive of MQTT 5 clients',
    receiveMaximum: 'QoS 1 and 2 messages that an MQTT 5 client may have in flight',
    topicAliasMaximum: 'topic aliases that an MQTT 5 client may use',
    maximumPacketSize: 'largest packet that is accepted',
    maxConnections: 'open connections; more get CONNACK 0x97',
    maxConnectionsPerAddress:
      'open connections of one address, those over HTTP included; more are closed at once',
    maxHttpConnections: 'open connections over HTTP beside those of MQTT',
    connectTimeout:
      'seconds for a TLS handshake, for the headers of an HTTP request, and from there to CONNECT',
    requestTimeout: 'seconds for an HTTP request with its body',
    maxQueued: 'messages that may wait for one client',
    maxSubscriptions: 'subscriptions of one client; more get SUBACK 0x97',
    messageRate: 'messages that one client may send in a second; a faster one gets DISCONNECT 0x96',
    memory: 'memory for all that the broker holds; see docs/limits.md',
    refuseFilter: 'topic filter that nobody may subscribe to; it gets SUBACK 0x80',
    copyPerSubscription: 'a copy of a message for each of a client’s overlapping subscriptions',
    sysInterval: 'seconds between two publications of $SYS topics; 0: none',
    lang: shared.lang,
  },
  after: `
Users may also be given in the environment: MQTTSCOPE_USERS=name:password,name:password
Without --user, any client on this machine may connect, and only --host values of this machine
are accepted, unless --alibaba lets devices in by their signature. Passwords may contain colons.

The token may also be given in the environment: MQTTSCOPE_TOKEN=token. Others on this machine can
read command lines, but not environments. It is not printed then.

Standard output has the addresses, one a line, and the token where one was made:
  app http://127.0.0.1:8080/#t=4X…
  mqtt mqtt://127.0.0.1:1883
  ws ws://127.0.0.1:8080/mqtt
  token qx…
The code in the first one lets one tab watch and steer the broker, once and within ten minutes.
With --alibaba and no file there is also a line for each demo device:
  device productKey deviceName deviceSecret
Exit codes: 0 ended by a signal, 1 could not start, 2 wrong arguments.`,
};

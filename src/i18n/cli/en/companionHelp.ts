/** `mqttscope --help`. */
import { shared } from './shared.ts';

export const companionHelp = {
  about:
    'Serves the MQTT explorer, and a broker for MQTT 3.1, 3.1.1 and 5.0 with demo devices to try it on.',
  args: {},
  options: {
    host: 'address to listen on; clients on other machines have to sign in',
    http: 'port of the app and of MQTT over WebSocket; 0 takes a free one',
    mqtt: 'port of MQTT over TCP; 0 takes a free one',
    listen: 'another listener, such as 1883, mqtts://0.0.0.0:8883 or ws://:8080',
    sn: 'port of MQTT-SN over UDP, a gateway to the broker; 0 takes a free one',
    snTopics: shared.snTopics,
    snUser: 'user name of all MQTT-SN clients; required if other clients have to sign in',
    user: 'user who may connect',
    users: 'file of users with hashed passwords, written by mqttscope passwd',
    makeUser: 'user with a random password, printed, if nothing else lets clients sign in',
    allowAnonymous: 'accept clients without a user name beside users',
    acl: 'what clients may read and write, in the format of Mosquitto’s acl_file',
    demo: 'do not run the demo devices',
    broker: 'serve the app only, without a broker',
    bridge: 'do not connect pages of the app to brokers that a browser cannot reach',
    preset: 'broker to show on the first screen, without a password',
    bridgeAllow: 'allowed for the bridge: host, host:port, host:* or a Unix socket',
    tlsCert: 'certificate (PEM); --http and --mqtt then use TLS',
    tlsKey: 'private key (PEM) of the certificate',
    tlsClientCa: 'authorities (PEM) of which clients need a certificate',
    tlsUserName: 'take user names from client certificates, without a password',
    allowOrigin: 'origin of pages that may connect, or of this app behind a proxy',
    ingress: 'accept HTTP only from this address: a proxy whose users are signed in',
    token: 'token of the control interface; default: a new one at each start, printed',
    alibaba: 'local Alibaba Cloud IoT platform: demo devices, or a file (docs/alibaba.md)',
    alibabaSetting: 'setting of the platform, such as connectsPerMinute=5',
    seed: 'seed of the demo devices: the same seed gives the same devices',
    faults: 'fault rules (JSON); see docs/faults.md',
    log: 'append events (docs/events.md) to a file as JSON lines; - for standard output',
    data: 'folder in which sessions and messages survive a restart or a crash',
    open: 'open the app in the browser',
    serverKeepAlive: 'longest keep alive of MQTT 5 clients',
    receiveMaximum: 'QoS 1 and 2 messages that an MQTT 5 client may have in flight',
    topicAliasMaximum: 'topic aliases that an MQTT 5 client may use',
    maximumPacketSize: 'largest packet that is accepted',
    maxConnections: 'open connections; further ones get CONNACK 0x97',
    memory: 'for everything that the broker holds; see docs/limits.md',
    refuseFilter: 'topic filter that is refused with SUBACK 0x80',
    lang: shared.lang,
  },
  after: `
Users can also be given in the environment: MQTTSCOPE_USERS=name:password,name:password
Without users, any client on this machine may connect, and --host must be a loopback address, unless
--tls-client-ca or --alibaba controls access. Passwords may contain colons.

Brokers can also be given in the environment, there also with passwords, separated by blanks:
MQTTSCOPE_BROKERS=plant=mqtts://ann:secret@broker:8883

The token can also be given in the environment: MQTTSCOPE_TOKEN=token. Other users of this machine can
read command lines, but not environments.

Standard output lists the addresses, one per line, and the token:
  app http://127.0.0.1:8080/#token=4X…
  mqtt mqtt://127.0.0.1:1883
  ws ws://127.0.0.1:8080/mqtt
  token qx…
The first line has the token, so its pages may inspect and control the broker. The last line is only
for a generated token. A user of --make-user has a line, too:
  user name password
With --alibaba and no file, there is also a line for each demo device:
  device productKey deviceName deviceSecret
If a default port is taken, the next free one is used; if standard error is not a terminal, the start
fails instead, so that a program does not reach another broker.

Exit codes: 0 ended by a signal, 1 could not start, 2 wrong arguments.`,
};

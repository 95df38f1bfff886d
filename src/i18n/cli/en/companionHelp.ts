/** `mqttscope --help`. */
import { shared } from './shared.ts';

export const companionHelp = {
  about:
    'Serves the MQTT explorer, and a broker for MQTT 3.1, 3.1.1 and 5.0 with demo devices to try it on.',
  args: {},
  options: {
    host: 'address to listen on; if other machines can reach it, users, client certificates or --alibaba are required',
    http: 'port of the app and of MQTT over WebSocket; 0 takes a free one',
    mqtt: 'port of MQTT over TCP; 0 takes a free one',
    listen:
      'another listener, such as 1883, mqtts://0.0.0.0:8883 or, with the app, ws://:8080; it replaces the default port of its kind',
    sn: 'port of MQTT-SN over UDP: a gateway that lets sensors reach the broker; 0 takes a free one',
    snTopics: shared.snTopics,
    snUser:
      'user name of all MQTT-SN clients, because MQTT-SN has no passwords; required with users, client certificates, or an address that other machines can reach',
    user: 'user who may connect',
    users: 'users from a file written by mqttscope passwd, with hashed passwords',
    allowAnonymous:
      'accept clients without a user name beside users; the lines of --acl before the first user apply to them',
    acl: 'what clients may read and write, in the format of Mosquitto’s acl_file',
    demo: 'do not run the demo devices',
    broker: 'serve the app only, without a broker',
    bridge:
      'do not relay connections between pages of the app and brokers that a browser cannot reach',
    bridgeAllow:
      'allowed destination of the bridge: host, host:port, host:* or the path of a Unix socket; default: any except link-local addresses',
    tlsCert: 'certificate (PEM); --http and --mqtt then use TLS: https, wss and mqtts',
    tlsKey: 'private key (PEM) of the certificate',
    tlsClientCa:
      'certificates (PEM) of the authorities that sign client certificates; clients without one are rejected',
    tlsUserName:
      'use the common name (or the first alternative name) of the client’s certificate as user name; no password is required',
    allowOrigin:
      'origin of other web pages that may connect, or of this app behind a proxy or under another host name',
    token:
      'token of the control interface, which lets a program inspect and control the broker; by default one is generated at each start and printed',
    alibaba:
      'local Alibaba Cloud IoT platform, with the devices of a file (JSON), or with demo devices, which are printed; see docs/alibaba.md',
    alibabaSetting: 'setting of the platform, such as connectsPerMinute=5',
    seed: 'seed of the demo devices; the same seed gives the same devices at each start',
    faults: 'fault rules (JSON); see docs/faults.md',
    log: 'append events (sign-ins, refusals, limits, control commands) to a file, one JSON object per line; - for standard output; see docs/events.md',
    data: 'keep sessions, retained messages and queued messages in this folder, so that they survive a restart or a crash',
    open: 'open the app in the browser',
    serverKeepAlive: 'longest keep alive of MQTT 5 clients',
    receiveMaximum: 'QoS 1 and 2 messages that an MQTT 5 client may have in flight',
    topicAliasMaximum: 'topic aliases that an MQTT 5 client may use',
    maximumPacketSize: 'largest packet that is accepted',
    maxConnections: 'open connections; further ones are refused with CONNACK 0x97',
    memory: 'memory for everything that the broker holds; see docs/limits.md',
    refuseFilter: 'topic filter that no client may subscribe to; it is refused with SUBACK 0x80',
    lang: shared.lang,
  },
  after: `
Users can also be given in the environment: MQTTSCOPE_USERS=name:password,name:password
Without users, any client on this machine may connect, and --host must be a loopback address, unless
--tls-client-ca or --alibaba controls access. Passwords may contain colons.

The token can also be given in the environment: MQTTSCOPE_TOKEN=token. Other users of this machine can
read command lines, but not environments.

Standard output lists the addresses, one per line, and the token:
  app http://127.0.0.1:8080/#token=4X…
  mqtt mqtt://127.0.0.1:1883
  ws ws://127.0.0.1:8080/mqtt
  token qx…
The first line has the token, so its pages may inspect and control the broker. The last line is only
for a generated token. With --alibaba and no file, there is also a line for each demo device:
  device productKey deviceName deviceSecret
If a default port is taken, the next free one is used; if standard error is not a terminal, the start
fails instead, so that a program does not reach another broker.

Exit codes: 0 ended by a signal, 1 could not start, 2 wrong arguments.`,
};

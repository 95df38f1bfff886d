/** Texts of the companion's taps between devices and their brokers. */
import { counted } from '../../numbers.ts';

export const deviceTaps = {
  form: 'New device tap',
  about:
    'See a device’s own connection: it connects to this address instead of its broker, and its bytes are forwarded unchanged.',
  scheme: 'Devices connect with',
  schemes: {
    mqtt: 'MQTT over TCP',
    mqtts: 'MQTT over TLS',
    ws: 'WebSocket',
    wss: 'WebSocket over TLS',
  },
  port: 'Port',
  to: 'Their broker',
  ca: 'Certificate of the broker’s authority (PEM), if it is a private one',
  serverName: (place: number): string => `Server name ${place} (SNI)`,
  brokerFor: (place: number): string => `Broker for server name ${place}`,
  removeBroker: (place: number): string => `Remove server name ${place}`,
  addBroker: 'Another broker by server name',
  shows: 'Certificate that devices are shown',
  showsMade: 'Made here',
  showsOwn: 'Your own',
  ownCert: 'Certificate (PEM)…',
  ownKey: 'Private key (PEM)…',
  ownHint:
    'The certificate first, then those between it and its authority. The key is kept in the companion’s memory until the tap stops.',
  ownShown: (file: string): string =>
    `Devices are shown your certificate. In the lines below, ${file} stands for the certificate of the authority that has signed it.`,
  fileOf: (what: string): string => `File: ${what}`,
  noFile: 'no file',
  fileRead: (name: string): string => `${name} has been read.`,
  tooLarge: (name: string): string =>
    `${name} is larger than 64 KiB: this is not a certificate or key.`,
  reach: 'Who can connect',
  here: 'This machine',
  network: 'The network',
  exposed:
    'Whoever reaches this port connects to the broker from this machine. Stop the tap when you have seen enough.',
  start: 'Start tap',
  started: 'Tap is starting',

  none: 'No device taps here',
  empty: 'No device tap yet',
  emptyText:
    'Enter where the device’s broker is and start one; then point the device here. Every connection becomes a stream, with the reason for its end.',
  list: 'Device taps',
  name: (listen: string): string => `Tap ${listen.replace(/^[a-z]+:\/\//, '')}`,
  starting: 'starting …',
  failed: (reason: string): string => `not listening: ${reason}`,
  devices: (now: number, all: number, silent: number): string =>
    `${counted(now, 'device', 'devices')} now, ${all} ever${silent === 0 ? '' : `, of which ${silent} said nothing and are not listed`}`,
  silentTitle:
    'Connections without a byte, such as port checks: 10 of a machine and 100 in all are listed within 10 minutes.',
  open: 'Open in the inspector',
  stop: 'Stop tap',
  remove: 'Remove',
  stopped: (name: string): string => `${name} stopped`,

  setUp: 'Point a device here',
  certificate:
    'The device has to trust the tap: give it this certificate. It is installed nowhere by itself; its key stays on the companion’s machine.',
  downloadPem: 'Certificate (PEM)',
  downloadC: 'As C header',
  hex: 'DER in hex',
  hexOf: 'certificate in hex',
  program: 'Device or program',
  programs: {
    mosquitto: 'Mosquitto clients',
    alibaba: 'Alibaba Cloud SDKs',
  },
  where: {
    mosquitto: 'Host, port and authority are options; user name and password stay as they are.',
    mqttjs: 'Change the address, and give the certificate as option.',
    paho: 'Before connect; user name and password stay as they are.',
    espIdf: 'In the configuration of the client; put the header beside its source.',
    pubSubClient: 'Where the client is made; put the header beside the sketch.',
    homeAssistant:
      'Settings, Devices & services, MQTT, Reconfigure; the certificate is uploaded there.',
    nodeRed: 'In the configuration of the node mqtt-broker; TLS is a configuration of its own.',
    alibaba:
      'The tap forwards to the address of the instance, ….mqtt.iothub.aliyuncs.com: with mqtts:// in the device also mqtts:// there.',
  },
  tcpOnly: 'This program has no MQTT over WebSocket: start a tap for MQTT over TCP or TLS.',
  lines: 'lines',
};

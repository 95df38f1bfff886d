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
  ca: 'CA certificate of the broker (PEM), if its CA is private',
  serverName: (place: number): string => `Server name ${place} (SNI)`,
  brokerFor: (place: number): string => `Broker for server name ${place}`,
  removeBroker: (place: number): string => `Remove server name ${place}`,
  addBroker: 'Another broker by server name',
  shows: 'Certificate shown to devices',
  showsMade: 'Made here',
  showsOwn: 'Your own',
  ownCert: 'Certificate (PEM)…',
  ownKey: 'Private key (PEM)…',
  ownHint:
    'The certificate first, then its intermediate certificates. The key is kept in the companion’s memory until the tap stops.',
  ownShown: (file: string): string =>
    `Devices see your certificate. In the lines below, ${file} is the CA certificate that signed it.`,
  fileOf: (what: string): string => `File: ${what}`,
  noFile: 'no file',
  fileRead: (name: string): string => `${name} has been read.`,
  tooLarge: (name: string): string =>
    `${name} is larger than 64 KiB: this is not a certificate or key.`,
  reach: 'Who can connect',
  here: 'This machine',
  network: 'The network',
  exposed:
    'Any client that reaches this port connects to the broker from this machine. Stop the tap when you have finished.',
  start: 'Start tap',
  started: 'Tap is starting',

  none: 'No device taps here',
  empty: 'No device tap yet',
  emptyText:
    'Enter the device’s broker and start a tap; then point the device here. Every connection is listed, with the cause of its end.',
  list: 'Device taps',
  name: (listen: string): string => `Tap ${listen.replace(/^[a-z]+:\/\//, '')}`,
  starting: 'starting…',
  failed: (reason: string): string => `not listening: ${reason}`,
  devices: (now: number, all: number, silent: number): string =>
    `${counted(now, 'device', 'devices')} now, ${all} ever${silent === 0 ? '' : `, of which ${silent} sent nothing and are not listed`}`,
  silentTitle:
    'Connections without any bytes, such as port checks: at most 10 per machine and 100 in total are listed within 10 minutes.',
  open: 'Show in Inspect',
  stop: 'Stop tap',
  remove: 'Remove',
  stopped: (name: string): string => `${name} stopped`,

  setUp: 'Point a device here',
  certificate:
    'The device must trust the tap: install this certificate on it. Nothing is installed automatically; the key stays on the companion’s machine.',
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
    mqttjs: 'Change the address, and provide the certificate as an option.',
    paho: 'Before connect; user name and password stay as they are.',
    espIdf: 'In the configuration of the client; put the header next to its source.',
    pubSubClient: 'In the code that creates the client; put the header next to the sketch.',
    homeAssistant: 'Settings, Devices & services, MQTT, Reconfigure; upload the certificate there.',
    nodeRed: 'In the configuration of the node mqtt-broker; TLS has its own configuration.',
    alibaba:
      'The tap forwards to the address of the instance, ….mqtt.iothub.aliyuncs.com: if the device uses mqtts://, use mqtts:// there as well.',
  },
  tcpOnly: 'This program has no MQTT over WebSocket: start a tap for MQTT over TCP or TLS.',
  lines: 'lines',
};

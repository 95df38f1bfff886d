/**
 * The conventions described by built-in files: how to recognize them, and the file, which is loaded with its
 * first topic.
 */
import type { Ecosystem } from './ecosystems/all.ts';
import { awsSecrets, thingsBoardSecrets } from './ecosystems/deliveredSecrets.ts';
import type { FileHead } from './files/fileConvention.ts';

export interface Shipped {
  readonly head: FileHead;
  readonly load: () => Promise<Ecosystem>;
}

const head = (id: string, name: string, ...beginnings: readonly string[]): FileHead => ({
  id,
  name,
  beginnings,
});

/** The first match of a topic counts. */
const HEADS: readonly FileHead[] = [
  head('tasmota', 'Tasmota', 'tele/', 'stat/', 'cmnd/', 'tasmota/discovery/'),
  head('zigbee2mqtt', 'Zigbee2MQTT', 'zigbee2mqtt/'),
  head('homie', 'Homie', 'homie/'),
  {
    ...head(
      'aws-iot',
      'AWS IoT',
      '$aws/things/',
      '$aws/events/',
      '$aws/rules/',
      '$aws/certificates/',
      '$aws/provisioning-templates/',
    ),
    secrets: awsSecrets,
  },
  { ...head('azure-iot-hub', 'Azure IoT Hub', 'devices/', '$iothub/', '$dps/'), patience: 30 },
  {
    ...head('thingsboard', 'ThingsBoard', 'v1/devices/me/', 'v1/gateway/', 'v2/fw/', '/provision/'),
    secrets: thingsBoardSecrets,
  },
  {
    ...head('chirpstack', 'ChirpStack', 'application/', 'gateway/'),
    endings: ['/state/conn', '/event/stats'],
  },
  head('the-things-stack', 'The Things Stack', 'v3/'),
  head('owntracks', 'OwnTracks', 'owntracks/'),
  head('frigate', 'Frigate', 'frigate/'),
  head('meshtastic', 'Meshtastic', 'msh/'),
  head('opcua-pubsub', 'OPC UA PubSub', 'opcua/'),
  // Its replies are recognized by their ending only, so conventions with a matching beginning are first.
  {
    ...head('shelly', 'Shelly', 'shelly'),
    endings: ['/rpc'],
    // With an own prefix, its components have a number.
    form: /\/(?:status|command)\/(?:switch|input|light|cover|rgbw?|rgbcct|cct|pm1|em1?(?:data)?|temperature|humidity|devicepower|voltmeter|illuminance|smoke|flood|thermostat|bthome(?:device|sensor)):\d+$/,
  },
  head('shelly-gen1', 'Shelly 1', 'shellies/'),
  head('victron', 'Victron', 'N/', 'R/', 'W/'),
  head('rtl_433', 'rtl_433', 'rtl_433/'),
  head('evcc', 'evcc', 'evcc/'),
  head('wled', 'WLED', 'wled/'),
  head('openmqttgateway', 'OpenMQTTGateway', 'home/'),
  // The first level is the name of the node.
  {
    ...head('esphome', 'ESPHome', 'esphome/'),
    form: /^[^/]+\/(?:status|[a-z_]+\/[^/]+(?:\/[^/]+)?\/(?:state|command))$/,
  },
];

export const SHIPPED: readonly Shipped[] = HEADS.map((one) => ({
  head: one,
  load: async () => (await import('./ecosystems/all.ts')).ecosystem(one.id),
}));

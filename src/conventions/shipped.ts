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
  {
    ...head('tasmota', 'Tasmota', 'tele/', 'stat/', 'cmnd/', 'tasmota/discovery/'),
    // With another FullTopic, the prefix follows the device's topic, or a place.
    form: /\/(?:cmnd|tele(?=(?:\/[^/]+)?\/(?:LWT|STATE|SENSOR|ENERGY|UPTIME|RESULT|INFO[123])$)|stat(?=(?:\/[^/]+)?\/(?:RESULT|STATUS\d{0,2}|POWER\d{0,2})$))(?:\/[^/]+){1,2}$/,
  },
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
    // After a region, the EUI distinguishes gateways from topics of other systems.
    form: /^[^/]+\/gateway\/[0-9a-f]{16}\/(?:event|command)\/[^/]+$/,
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
    form: /^[^/]+\/(?:status|debug|[a-z_]+\/[^/]+(?:\/[^/]+)?\/(?:state|command))$/,
  },
  head('zwave-js', 'Z-Wave JS', 'zwave/'),
  head('onenet', 'OneNET', '$sys/'),
  { ...head('huawei-iotda', 'Huawei Cloud IoTDA', '$oc/devices/'), patience: 20 },
  head(
    'tencent-iot',
    'Tencent Cloud IoT',
    '$thing/',
    '$shadow/operation/',
    '$gateway/operation/',
    '$sys/operation/',
    '$ota/',
    '$rrpc/',
    '$broadcast/rxd/',
  ),
  head('tuyalink', 'TuyaLink', 'tylink/'),
];

export const SHIPPED: readonly Shipped[] = HEADS.map((one) => ({
  head: one,
  load: async () => (await import('./ecosystems/all.ts')).ecosystem(one.id),
}));

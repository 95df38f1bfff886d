/**
 * Topics of the files in this folder, which are known before the files are loaded, and secrets in their messages.
 * `npm run docs` writes it.
 */
import type { FileHead } from '../files/fileConvention.ts';

/** The first match of a topic counts. */
export const HEADS: readonly FileHead[] = [
  {
    id: 'aws-iot',
    name: 'AWS IoT',
    beginnings: [
      '$aws/things/',
      '$aws/certificates/',
      '$aws/provisioning-templates/',
      '$aws/events/',
      '$aws/rules/',
    ],
    secrets: [
      {
        topic: [
          '$aws/certificates/{what:create|create-from-csr}/json',
          '$aws/certificates/{what:create|create-from-csr}/json/accepted',
          '$aws/provisioning-templates/{template}/provision/json',
          '$aws/provisioning-templates/{template}/provision/json/accepted',
        ],
        members: ['privateKey', 'certificateOwnershipToken'],
      },
      {
        topic: [
          '$aws/certificates/{what:create|create-from-csr}/cbor',
          '$aws/certificates/{what:create|create-from-csr}/cbor/accepted',
          '$aws/provisioning-templates/{template}/provision/cbor',
          '$aws/provisioning-templates/{template}/provision/cbor/accepted',
        ],
      },
    ],
  },
  {
    id: 'azure-iot-hub',
    name: 'Azure IoT Hub',
    patience: 30,
    beginnings: [
      'devices/',
      '$dps/registrations/PUT/',
      '$dps/registrations/GET/',
      '$dps/registrations/res/',
      '$iothub/twin/GET/?',
      '$iothub/twin/PATCH/properties/reported/?',
      '$iothub/twin/PATCH/properties/desired/?',
      '$iothub/twin/res/',
      '$iothub/methods/POST/',
      '$iothub/methods/res/',
    ],
  },
  {
    id: 'evcc',
    name: 'evcc',
    beginnings: ['evcc/status', 'evcc/updated', 'evcc/loadpoints/', 'evcc/vehicles/', 'evcc/site/'],
  },
  { id: 'frigate', name: 'Frigate', beginnings: ['frigate/'] },
  { id: 'homie', name: 'Homie', beginnings: ['homie/'] },
  { id: 'huawei-iotda', name: 'Huawei Cloud IoTDA', patience: 20, beginnings: ['$oc/devices/'] },
  { id: 'meshtastic', name: 'Meshtastic', beginnings: ['msh/'] },
  { id: 'onenet', name: 'OneNET', beginnings: ['$sys/'] },
  { id: 'opcua-pubsub', name: 'OPC UA PubSub', beginnings: ['opcua/'] },
  { id: 'openmqttgateway', name: 'OpenMQTTGateway', beginnings: ['home/'] },
  { id: 'owntracks', name: 'OwnTracks', beginnings: ['owntracks/'] },
  { id: 'rtl_433', name: 'rtl_433', beginnings: ['rtl_433/'] },
  { id: 'shelly-gen1', name: 'Shelly 1', beginnings: ['shellies/'] },
  {
    id: 'tencent-iot',
    name: 'Tencent Cloud IoT',
    beginnings: [
      '$thing/up/property/',
      '$thing/down/property/',
      '$thing/up/event/',
      '$thing/down/event/',
      '$thing/up/action/',
      '$thing/down/action/',
      '$shadow/operation/',
      '$gateway/operation/',
      '$sys/operation/',
      '$ota/report/',
      '$ota/update/',
      '$rrpc/rxd/',
      '$rrpc/txd/',
      '$broadcast/rxd/',
    ],
  },
  { id: 'the-things-stack', name: 'The Things Stack', beginnings: ['v3/'] },
  {
    id: 'thingsboard',
    name: 'ThingsBoard',
    beginnings: [
      'v1/devices/me/telemetry',
      'v1/devices/me/attributes',
      'v1/devices/me/rpc/request/',
      'v1/devices/me/rpc/response/',
      'v1/devices/me/claim',
      '/provision/request',
      '/provision/response',
      'v1/gateway/',
      'v2/fw/request/',
      'v2/fw/response/',
    ],
    secrets: [
      {
        topic: ['v1/devices/me/claim', 'v1/gateway/claim', '/provision/{what:request|response}'],
        members: [
          'secretKey',
          'provisionDeviceKey',
          'provisionDeviceSecret',
          'credentialsValue',
          'token',
          'password',
        ],
      },
    ],
  },
  { id: 'tuyalink', name: 'TuyaLink', beginnings: ['tylink/'] },
  { id: 'victron', name: 'Victron', beginnings: ['R/', 'N/', 'W/'] },
  { id: 'wled', name: 'WLED', beginnings: ['wled/'] },
  { id: 'zigbee2mqtt', name: 'Zigbee2MQTT', beginnings: ['zigbee2mqtt/'] },
  { id: 'zwave-js', name: 'Z-Wave JS', beginnings: ['zwave/'] },
  {
    id: 'chirpstack',
    name: 'ChirpStack',
    beginnings: ['application/', 'gateway/'],
    form: '^[^/]+/gateway/[^/]+/state/conn$|^[^/]+/gateway/[^/]+/event/stats$|^[^/]+/gateway/[^/]+/event/(?:up|ack|exec|raw|mesh)$|^[^/]+/gateway/[^/]+/command/(?:down|config|exec|raw|mesh)$',
  },
  {
    id: 'esphome',
    name: 'ESPHome',
    beginnings: ['esphome/'],
    form: '^[^/]+/(?:binary_sensor|event|sensor|text_sensor)/[^/]+/state$|^[^/]+/(?:alarm_control_panel|button|climate|cover|date|datetime|fan|light|lock|number|select|switch|text|time|update|valve)/[^/]+/(?:action|current_temperature|current_humidity)/state$|^[^/]+/(?:alarm_control_panel|button|climate|cover|date|datetime|fan|light|lock|number|select|switch|text|time|update|valve)/[^/]+/state$|^[^/]+/(?:alarm_control_panel|button|climate|cover|date|datetime|fan|light|lock|number|select|switch|text|time|update|valve)/[^/]+/[^/]+/state$|^[^/]+/(?:alarm_control_panel|button|climate|cover|date|datetime|fan|light|lock|number|select|switch|text|time|update|valve)/[^/]+/command$|^[^/]+/(?:alarm_control_panel|button|climate|cover|date|datetime|fan|light|lock|number|select|switch|text|time|update|valve)/[^/]+/[^/]+/command$|^[^/]+/status$|^[^/]+/debug$',
  },
  {
    id: 'shelly',
    name: 'Shelly',
    beginnings: ['shelly'],
    form: '^[^]+/events/rpc$|^[^]+/status/(?:switch:[^/]*|input:[^/]*|light:[^/]*|cover:[^/]*|rgb:[^/]*|rgbw:[^/]*|rgbcct:[^/]*|cct:[^/]*|pm1:[^/]*|em:[^/]*|em1:[^/]*|emdata:[^/]*|em1data:[^/]*|temperature:[^/]*|humidity:[^/]*|devicepower:[^/]*|voltmeter:[^/]*|illuminance:[^/]*|smoke:[^/]*|flood:[^/]*|thermostat:[^/]*|bthomedevice:[^/]*|bthomesensor:[^/]*)$|^[^]+/command/(?:switch:[^/]*|input:[^/]*|light:[^/]*|cover:[^/]*|rgb:[^/]*|rgbw:[^/]*|rgbcct:[^/]*|cct:[^/]*|pm1:[^/]*|em:[^/]*|em1:[^/]*|emdata:[^/]*|em1data:[^/]*|temperature:[^/]*|humidity:[^/]*|devicepower:[^/]*|voltmeter:[^/]*|illuminance:[^/]*|smoke:[^/]*|flood:[^/]*|thermostat:[^/]*|bthomedevice:[^/]*|bthomesensor:[^/]*)$|^[^]+/rpc$',
  },
];

/** Example messages of each built-in ecosystem, for tests and for the captures in the documentation. */

import { ALIBABA } from '../alibaba/alibaba.testkit.ts';
import type { Said } from '../files/talk.testkit.ts';
import { HOME_ASSISTANT } from '../homeAssistant/homeAssistant.testkit.ts';
import { SPARKPLUG } from '../sparkplug/sparkplug.testkit.ts';
import { AWS_IOT } from './awsIot.testkit.ts';
import { AZURE_IOT_HUB } from './azureIotHub.testkit.ts';
import { CHIRPSTACK } from './chirpStack.testkit.ts';
import { HUAWEI_IOTDA, ONENET, TENCENT_IOT, TUYA_LINK, ZWAVE_JS } from './clouds.testkit.ts';
import { FRIGATE } from './frigate.testkit.ts';
import {
  ESP_HOME,
  EVCC,
  OPEN_MQTT_GATEWAY,
  RTL_433,
  SHELLY_GEN1,
  VICTRON,
  WLED,
} from './homeEnergy.testkit.ts';
import { HOMIE } from './homie.testkit.ts';
import { MESHTASTIC } from './meshtastic.testkit.ts';
import { OPC_UA_PUBSUB } from './opcUaPubSub.testkit.ts';
import { OWNTRACKS } from './ownTracks.testkit.ts';
import { SHELLY } from './shelly.testkit.ts';
import { TASMOTA } from './tasmota.testkit.ts';
import { THE_THINGS_STACK } from './theThingsStack.testkit.ts';
import { THINGSBOARD } from './thingsBoard.testkit.ts';
import { ZIGBEE2MQTT } from './zigbee2mqtt.testkit.ts';

export interface Example {
  /** The client identifier of the recorded connection. */
  readonly client: string;
  readonly messages: readonly Said[];
  /** Devices in the example. */
  readonly devices: readonly string[];
}

/** By convention id. */
export const EXAMPLES: Readonly<Record<string, Example>> = {
  alibaba: {
    client: 'lamp|securemode=2,signmethod=hmacsha256|',
    messages: ALIBABA,
    devices: ['a1B2c3D4e5F/lamp'],
  },
  sparkplug: {
    client: 'me',
    messages: SPARKPLUG,
    devices: ['plant/press', 'plant/press/motor', 'plant/press/station', 'STATE/scada'],
  },
  'home-assistant': {
    client: 'me',
    messages: HOME_ASSISTANT,
    devices: ['door7', '0AFFD2', 'Home Assistant'],
  },
  tasmota: { client: 'me', messages: TASMOTA, devices: ['plug1'] },
  zigbee2mqtt: {
    client: 'me',
    messages: ZIGBEE2MQTT,
    devices: ['bridge', 'cellar', 'kitchen/lamp'],
  },
  homie: { client: 'me', messages: HOMIE, devices: ['room', 'super-car'] },
  'aws-iot': { client: 'lamp1', messages: AWS_IOT, devices: ['lamp1'] },
  'azure-iot-hub': { client: 'pump7', messages: AZURE_IOT_HUB, devices: ['pump7'] },
  thingsboard: { client: 'gw1', messages: THINGSBOARD, devices: ['gw1', 'Boiler A', 'Boiler B'] },
  chirpstack: { client: 'me', messages: CHIRPSTACK, devices: ['0101010101010101'] },
  'the-things-stack': { client: 'me', messages: THE_THINGS_STACK, devices: ['dev1'] },
  owntracks: { client: 'me', messages: OWNTRACKS, devices: ['jane/phone'] },
  frigate: { client: 'me', messages: FRIGATE, devices: ['frigate', 'door', 'yard'] },
  meshtastic: { client: 'me', messages: MESHTASTIC, devices: ['!7efeee00', '!000000ff'] },
  'opcua-pubsub': { client: 'me', messages: OPC_UA_PUBSUB, devices: ['Line4'] },
  shelly: {
    client: 'me',
    messages: SHELLY,
    devices: ['home/lamp', 'shellyplus1pm-a8032abe54dc'],
  },
  'shelly-gen1': { client: 'me', messages: SHELLY_GEN1, devices: ['shellyplug-s-6A6375'] },
  victron: {
    client: 'me',
    messages: VICTRON,
    devices: ['c0619ab1a2b3', 'c0619ab1a2b3/battery/256', 'c0619ab1a2b3/system/0'],
  },
  rtl_433: { client: 'me', messages: RTL_433, devices: ['attic', 'Acurite-Tower/A/9811'] },
  evcc: { client: 'me', messages: EVCC, devices: ['evcc', 'loadpoint 1'] },
  wled: { client: 'me', messages: WLED, devices: ['shelf'] },
  openmqttgateway: {
    client: 'me',
    messages: OPEN_MQTT_GATEWAY,
    devices: ['OMG_ESP32_BLE', 'A4C138A1B2C3'],
  },
  esphome: { client: 'me', messages: ESP_HOME, devices: ['livingroom'] },
  'zwave-js': {
    client: 'me',
    messages: ZWAVE_JS,
    devices: ['7', 'ZWAVE_GATEWAY-home', 'kitchen/plug'],
  },
  onenet: { client: 'meter', messages: ONENET, devices: ['Ck2AF9QD2K/meter'] },
  'huawei-iotda': {
    client: '65a1_pump_0_0_2026010100',
    messages: HUAWEI_IOTDA,
    devices: ['65a1_pump'],
  },
  'tencent-iot': {
    client: 'LD8S5J1L07lamp',
    messages: TENCENT_IOT,
    devices: ['LD8S5J1L07/lamp'],
  },
  tuyalink: {
    client: 'tuyalink_6c95875d0f5ba69607nzfl',
    messages: TUYA_LINK,
    devices: ['6c95875d0f5ba69607nzfl'],
  },
};

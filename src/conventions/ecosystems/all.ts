/**
 * The conventions described by built-in files, by id. They are loaded together, with the first topic of any.
 */
import type { ConventionFile } from '../files/conventionFile.ts';
import type { MoreByKind } from '../files/fileMeaning.ts';
import { awsIot } from './awsIot.ts';
import { azureIotHub } from './azureIotHub.ts';
import { chirpStack } from './chirpStack.ts';
import { espHome, espHomeNodes } from './espHome.ts';
import { evcc } from './evcc.ts';
import { frigate } from './frigate.ts';
import { frigateZones } from './frigateZones.ts';
import { homie } from './homie.ts';
import { homieDescription } from './homieDescription.ts';
import { huaweiIotda } from './huaweiIotda.ts';
import { meshtastic } from './meshtastic.ts';
import { meshtasticNodes } from './meshtasticNodes.ts';
import { oneNet } from './oneNet.ts';
import { opcUaDataSets } from './opcUaDataSets.ts';
import { opcUaPubSub } from './opcUaPubSub.ts';
import { openMqttGateway } from './openMqttGateway.ts';
import { ownTracks } from './ownTracks.ts';
import { rtl433 } from './rtl433.ts';
import { shelly } from './shelly.ts';
import { shellyGen1 } from './shellyGen1.ts';
import { tasmota } from './tasmota.ts';
import { tasmotaDiscovery } from './tasmotaDiscovery.ts';
import { tencentIot } from './tencentIot.ts';
import { theThingsStack } from './theThingsStack.ts';
import { thingsBoard } from './thingsBoard.ts';
import { tuyaLink } from './tuyaLink.ts';
import { victron } from './victron.ts';
import { wled } from './wled.ts';
import { zigbee2mqtt } from './zigbee2mqtt.ts';
import { zigbeeValues } from './zigbeeValues.ts';
import { zwaveJs } from './zwaveJs.ts';

export interface Ecosystem {
  readonly file: ConventionFile;
  /** Additional meaning that a file cannot describe. */
  readonly more?: MoreByKind;
}

const ALL: readonly Ecosystem[] = [
  { file: tasmota, more: tasmotaDiscovery },
  { file: zigbee2mqtt, more: zigbeeValues },
  { file: homie, more: homieDescription },
  { file: awsIot },
  { file: azureIotHub },
  { file: thingsBoard },
  { file: chirpStack },
  { file: theThingsStack },
  { file: ownTracks },
  { file: frigate, more: frigateZones },
  { file: meshtastic, more: meshtasticNodes },
  { file: opcUaPubSub, more: opcUaDataSets },
  { file: shelly },
  { file: shellyGen1 },
  { file: victron },
  { file: rtl433 },
  { file: evcc },
  { file: wled },
  { file: openMqttGateway },
  { file: espHome, more: espHomeNodes },
  { file: zwaveJs },
  { file: oneNet },
  { file: huaweiIotda },
  { file: tencentIot },
  { file: tuyaLink },
];

export function ecosystem(id: string): Ecosystem {
  const found = ALL.find(({ file }) => file.convention === id);
  if (found === undefined) throw new Error(`There is no convention ${id}.`);
  return found;
}

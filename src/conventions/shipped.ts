/** The conventions that are described by files of ours: what they are recognised by, and the file, loaded with its first topic. */
import type { ConventionFile } from './files/conventionFile.ts';
import type { FileHead } from './files/fileConvention.ts';
import type { MoreByKind } from './files/fileMeaning.ts';

interface Loaded {
  readonly file: ConventionFile;
  /** What data cannot say. */
  readonly more?: MoreByKind;
}

export interface Shipped {
  readonly head: FileHead;
  readonly load: () => Promise<Loaded>;
}

/** Where two would have a topic, the first does. */
export const SHIPPED: readonly Shipped[] = [
  {
    head: {
      id: 'tasmota',
      name: 'Tasmota',
      beginnings: ['tele/', 'stat/', 'cmnd/', 'tasmota/discovery/'],
    },
    load: async () => ({ file: (await import('./ecosystems/tasmota.ts')).tasmota }),
  },
  {
    head: { id: 'zigbee2mqtt', name: 'Zigbee2MQTT', beginnings: ['zigbee2mqtt/'] },
    load: async () => ({ file: (await import('./ecosystems/zigbee2mqtt.ts')).zigbee2mqtt }),
  },
  {
    head: { id: 'homie', name: 'Homie', beginnings: ['homie/'] },
    load: async () => {
      const [{ homie }, { homieDescription }] = await Promise.all([
        import('./ecosystems/homie.ts'),
        import('./ecosystems/homieDescription.ts'),
      ]);
      return { file: homie, more: homieDescription };
    },
  },
  {
    head: {
      id: 'aws-iot',
      name: 'AWS IoT',
      beginnings: ['$aws/things/', '$aws/events/', '$aws/rules/'],
    },
    load: async () => ({ file: (await import('./ecosystems/awsIot.ts')).awsIot }),
  },
  {
    head: {
      id: 'azure-iot-hub',
      name: 'Azure IoT Hub',
      beginnings: ['devices/', '$iothub/'],
      patience: 30,
    },
    load: async () => ({ file: (await import('./ecosystems/azureIotHub.ts')).azureIotHub }),
  },
  {
    head: {
      id: 'thingsboard',
      name: 'ThingsBoard',
      beginnings: ['v1/devices/me/', 'v1/gateway/', 'v2/fw/'],
    },
    load: async () => ({ file: (await import('./ecosystems/thingsBoard.ts')).thingsBoard }),
  },
  {
    head: { id: 'chirpstack', name: 'ChirpStack', beginnings: ['application/'] },
    load: async () => ({ file: (await import('./ecosystems/chirpStack.ts')).chirpStack }),
  },
  {
    head: { id: 'the-things-stack', name: 'The Things Stack', beginnings: ['v3/'] },
    load: async () => ({ file: (await import('./ecosystems/theThingsStack.ts')).theThingsStack }),
  },
  {
    head: { id: 'owntracks', name: 'OwnTracks', beginnings: ['owntracks/'] },
    load: async () => ({ file: (await import('./ecosystems/ownTracks.ts')).ownTracks }),
  },
  {
    head: { id: 'frigate', name: 'Frigate', beginnings: ['frigate/'] },
    load: async () => ({ file: (await import('./ecosystems/frigate.ts')).frigate }),
  },
  {
    head: { id: 'meshtastic', name: 'Meshtastic', beginnings: ['msh/'] },
    load: async () => {
      const [{ meshtastic }, { meshtasticNodes }] = await Promise.all([
        import('./ecosystems/meshtastic.ts'),
        import('./ecosystems/meshtasticNodes.ts'),
      ]);
      return { file: meshtastic, more: meshtasticNodes };
    },
  },
  {
    head: { id: 'opcua-pubsub', name: 'OPC UA PubSub', beginnings: ['opcua/'] },
    load: async () => ({ file: (await import('./ecosystems/opcUaPubSub.ts')).opcUaPubSub }),
  },
  // Its replies are known by their ending alone: whatever else has such a topic comes before.
  {
    head: { id: 'shelly', name: 'Shelly', beginnings: ['shelly'], endings: ['/rpc'] },
    load: async () => ({ file: (await import('./ecosystems/shelly.ts')).shelly }),
  },
];

/** Configuration service of the plant: retained CBOR and JSON that changes rarely. */
import { encodeCbor } from '../../payload/formats/cbor/cborWriter.ts';
import { bytesMessage, type DeviceModel, jsonMessage, type Moment, USUAL } from './model.ts';

const FIRMWARE = [
  ['press', '4.8.1'],
  ['oven', '2.3.0'],
  ['agv', '11.0.2'],
] as const;

export function office(sites: readonly string[]): DeviceModel {
  let revision = 7;

  const configurations = () =>
    sites.map((site) => {
      const value = {
        revision,
        site,
        shift: { start: '06:00', end: '22:00' },
        limits: { temperature: [10, 85], pressure: [0.5, 3.2], rpm: [0, 3000] },
        sampling: { telemetry: 1000, heartbeat: 1000, zones: 500, pose: 250 },
        key: Uint8Array.from({ length: 16 }, (_, at) => (at * 37 + revision) & 0xff),
        calibrated: true,
        operator: null,
      };
      return bytesMessage(`config/sites/${site}`, encodeCbor(value), {
        qos: 1,
        retain: true,
        properties: [
          { name: 'contentType', value: 'application/cbor' },
          { name: 'userProperty', value: ['revision', revision.toString()] },
        ],
      });
    });

  const firmware = ({ wall }: Moment) =>
    FIRMWARE.map(([model, version]) =>
      jsonMessage(
        `firmware/${model}/latest`,
        { version, size: 184_320, released: wall - 86_400_000 },
        {
          qos: 1,
          retain: true,
          properties: [
            { name: 'payloadFormatIndicator', value: 1 },
            { name: 'contentType', value: 'application/json' },
          ],
        },
      ),
    );

  return {
    ...USUAL,
    name: 'office',
    version: 5,
    keepAlive: 60,
    statusTopic: 'services/office/status',
    routines: [
      {
        every: 45_000,
        run: () => {
          revision += 1;
          return configurations();
        },
      },
    ],
    atConnect: (moment) => [...configurations(), ...firmware(moment)],
  };
}

/** Messages of OPC UA publishers, taken from Part 14. */
import type { Said } from '../files/talk.testkit.ts';

export const OPC_UA_PUBSUB: readonly Said[] = [
  [
    'in',
    'opcua/json/status/Line4',
    {
      MessageId: '1',
      MessageType: 'ua-status',
      PublisherId: 'Line4',
      IsCyclic: false,
      Status: 'Operational',
    },
    'retained',
  ],
  [
    'in',
    'opcua/json/metadata/Line4/Fast/Boiler',
    {
      MessageId: '2',
      MessageType: 'ua-metadata',
      PublisherId: 'Line4',
      DataSetWriterId: 7,
      MetaData: { Name: 'Boiler values' },
    },
    'retained',
  ],
  [
    'in',
    'opcua/json/data/Line4/Fast',
    {
      MessageId: '3',
      MessageType: 'ua-data',
      PublisherId: 'Line4',
      Messages: [
        {
          DataSetWriterId: 7,
          SequenceNumber: 224,
          Payload: { Temperature: { Value: 81.5 }, Open: true },
        },
        { DataSetWriterId: 8, SequenceNumber: 4, Payload: { Pressure: 1013 } },
      ],
    },
  ],
  [
    'in',
    'opcua/json/data/Line4/Slow/Tank',
    { DataSetWriterId: 9, SequenceNumber: 1, Payload: { Level: 0.7 } },
  ],
  ['in', 'opcua/uadp/data/Line4/Fast', Uint8Array.of(0x51, 0x01, 0x07, 0x00)],
];

/**
 * Meaning of a field's value, if names of the standard, units and texts of the packet express it in every
 * language.
 */
import type { Words } from '../base/message.ts';
import { packetName } from '../mqtt/tables/packetNames.ts';
import { hexByte } from '../mqtt/tables/reasonCodes.ts';
import type { ValueMeanings } from '../mqtt/tables/valueMeanings.ts';

type Plain = 'packet' | 'packet-type' | 'qos' | 'seconds' | 'property' | 'will' | 'subscription';

export const plainValues: Words<Pick<ValueMeanings, Plain>> = {
  packet: ({ type }) => packetName(type),
  'packet-type': ({ type, number }) => `${packetName(type)} (${number})`,
  qos: ({ qos }) => `QoS ${qos}`,
  seconds: ({ seconds }) => `${seconds} s`,
  property: ({ label, id }) => `${label} (${hexByte(id)})`,
  will: ({ topic }) => topic,
  subscription: ({ filter, qos }) => `${filter} QoS ${qos}`,
};

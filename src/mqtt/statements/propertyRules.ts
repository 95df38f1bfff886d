/** Rules on the properties of MQTT 5. */
import { CAUTION, MALFORMED, PROTOCOL, type Rule } from './rule.ts';

export const PROPERTY_RULES = {
  propertyLength: {
    ...MALFORMED,
    v5: '2.2.2.1',
    text: 'The property length says how many bytes of properties follow it.',
  },
  propertyUnknown: {
    ...MALFORMED,
    v5: '2.2.2.2',
    text: 'Only the property identifiers of the standard are used.',
  },
  propertyPlace: {
    ...MALFORMED,
    v5: '2.2.2.2',
    text: 'A property stands only in the packets that the standard gives it to.',
  },
  propertyTwice: {
    ...PROTOCOL,
    v5: '2.2.2.2',
    text: 'A property stands once; only user properties, and subscription identifiers from a server, may repeat.',
  },
  propertyValue: {
    ...PROTOCOL,
    v5: '2.2.2.2',
    text: 'A property has one of the values that the standard allows it.',
  },
  sessionExpiryFromServer: {
    ...PROTOCOL,
    v5: '3.14.2-2',
    text: 'A server sends no session expiry interval in DISCONNECT.',
  },
  serverReferenceFromClient: {
    ...CAUTION,
    v5: '3.14.2.2.5',
    text: 'A server reference in DISCONNECT is for the server to send.',
  },
  authMethodMissing: {
    ...PROTOCOL,
    v5: '3.15.2.2.2',
    text: 'AUTH names its authentication method.',
  },
} as const satisfies Record<string, Rule>;

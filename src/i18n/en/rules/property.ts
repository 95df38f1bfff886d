/** Properties by themselves. */
import type { PropertyRule } from '../../../engine/rules/packetRules.ts';
import type { RuleTexts } from '../../ruleWords.ts';

export const property: RuleTexts<PropertyRule> = {
  'property-length': {
    title: 'Property length does not fit',
    explanation: 'Often the packet was written for MQTT 3.1.1.',
    remedy: 'Check that the packet was written for MQTT 5; without properties, the length is 0.',
  },
  'property-unknown': {
    title: 'Unknown property',
    explanation:
      'MQTT 5 defines no property with this identifier, so its end cannot be determined.',
    remedy: 'Use user properties for your own data.',
  },
  'property-place': {
    title: 'Property in the wrong packet',
    explanation: 'A receiver closes the connection.',
    remedy: 'Look up where the property is allowed (table 2-4 of the standard).',
  },
  'property-twice': {
    title: 'Duplicate property',
    explanation: 'It is unclear which value counts.',
    remedy: 'Send it once.',
  },
  'property-value': {
    title: 'Property value is not allowed',
    explanation: 'A receiver closes the connection.',
    remedy: 'Use an allowed value, or leave the property out.',
  },
  'session-expiry-from-server': {
    title: 'Session expiry in a DISCONNECT from the server',
    remedy: 'Correct the server.',
  },
  'server-reference-from-client': {
    title: 'Server reference from a client',
    remedy: 'Leave it out.',
  },
  'auth-method-missing': {
    title: 'AUTH without its method',
    explanation: 'A receiver closes the connection.',
    remedy: 'Send the authentication method again in each AUTH.',
  },
};

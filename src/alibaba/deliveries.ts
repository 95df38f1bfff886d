/** Finds secrets in messages from the platform to devices. */

import type { SecretDeliveries } from '../mqtt/secrets/secrets.ts';
import { secretMembers, topicKind } from '../payload/json/secretMembers.ts';

const DELIVERIES =
  /^\/ext\/|^\/sys\/[^/]+\/[^/]+\/thing\/(?:sub\/)?register|^\/sys\/[^/]+\/[^/]+\/thing\/proxy/;
const inMembers = secretMembers(['deviceSecret', 'deviceToken', 'productSecret']);

export const deliveries: SecretDeliveries = {
  beginnings: ['/ext/', '/sys/'],
  secretsIn: (topic, payload) => inMembers(payload, topicKind(topic, DELIVERIES)),
};

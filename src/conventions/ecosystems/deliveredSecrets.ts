/** Messages in which platforms deliver secrets to devices, or devices send secrets to platforms. */
import type { SecretDeliveries } from '../../mqtt/secrets/secrets.ts';
import { secretMembers } from '../../payload/json/secretMembers.ts';

const ofAws = secretMembers(['privateKey', 'certificateOwnershipToken']);
const AWS =
  /^\$aws\/(?:certificates\/create(?:-from-csr)?|provisioning-templates\/[^/]+\/provision)\/(json|cbor)(?:\/accepted)?$/;

/** AWS IoT's fleet provisioning (docs.aws.amazon.com/iot, "Device provisioning MQTT API"). */
export const awsSecrets: SecretDeliveries = {
  beginnings: ['$aws/certificates/', '$aws/provisioning-templates/'],
  secretsIn: (topic, payload) => {
    if (topic === undefined) return ofAws(payload, false);
    const format = AWS.exec(topic)?.[1];
    if (format === undefined) return [];
    return format === 'json' ? ofAws(payload, true) : [{ offset: 0, length: payload.length }];
  },
};

const ofThingsBoard = secretMembers([
  'secretKey',
  'provisionDeviceKey',
  'provisionDeviceSecret',
  'credentialsValue',
  'token',
  'password',
]);
const THINGSBOARD = /^v1\/(?:devices\/me|gateway)\/claim$|^\/provision\/(?:request|response)$/;

/** ThingsBoard's claims and provisioning (thingsboard.io, "Claiming devices", "Device provisioning"). */
export const thingsBoardSecrets: SecretDeliveries = {
  beginnings: ['v1/devices/me/claim', 'v1/gateway/claim', '/provision/'],
  secretsIn: (topic, payload) => {
    if (topic === undefined) return ofThingsBoard(payload, false);
    return THINGSBOARD.test(topic) ? ofThingsBoard(payload, true) : [];
  },
};

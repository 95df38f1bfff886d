/** Rules on the properties of MQTT 5. */
import type { PROPERTY_RULES } from '../../mqtt/statements/propertyRules.ts';
import { bytesOf, frame, ID, type Recipe, type Recipes, TOPIC, text } from './recipe.ts';

const PAYLOAD_FORMAT = 0x01;
const SESSION_EXPIRY = 0x11;
const METHOD = 0x15;
const SERVER_REFERENCE = 0x1c;
/** A property that the standard does not define. */
const UNDEFINED = 0x7e;

type Parts = Parameters<typeof bytesOf>[0];

/** A PUBLISH of QoS 0 with these properties. */
const publish =
  (...body: Parts): Recipe =>
  () =>
    frame(
      0x30,
      text(TOPIC),
      body.length === 0 ? [] : bytesOf([bytesOf(body).length]),
      bytesOf(body),
    );

export const WRONG_PROPERTIES: Recipes<keyof typeof PROPERTY_RULES> = {
  propertyLength: [() => frame(0x30, text(TOPIC), 0x7f)],
  propertyUnknown: [publish(UNDEFINED, 0)],
  propertyPlace: [publish(SESSION_EXPIRY, 0, 0, 0, 1)],
  propertyTwice: [publish(PAYLOAD_FORMAT, 0, PAYLOAD_FORMAT, 0)],
  propertyValue: [publish(PAYLOAD_FORMAT, 2), () => frame(0x82, ID, [2, 0x0b, 0], text(TOPIC), 0)],
  sessionExpiryFromServer: [],
  serverReferenceFromClient: [
    () => {
      const body = bytesOf([SERVER_REFERENCE, text('elsewhere')]);
      return frame(0xe0, 0, body.length, body);
    },
  ],
  authMethodMissing: [() => frame(0xf0, 0x18, 0), () => frame(0xf0, 0x18)],
};

/** AUTH with a method although CONNECT had none. */
export const unexpectedAuth: Recipe = () => {
  const body = bytesOf([METHOD, text('SCRAM-SHA-256')]);
  return frame(0xf0, 0x18, body.length, body);
};

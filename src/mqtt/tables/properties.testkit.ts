/** Arbitrary property lists of MQTT 5 that each packet may carry. */
import fc from 'fast-check';
import type { Sender } from './packet.ts';
import { PROPERTIES, type Property, type PropertyName, type PropertyPlace } from './properties.ts';
import { isPropertyAllowed, propertyNames } from './propertyPlaces.ts';
import { arbitraryBytes, arbitraryText, arbitraryTopic } from './text.testkit.ts';

const flag = fc.integer({ min: 0, max: 1 });
const uint16 = fc.integer({ min: 0, max: 0xffff });
const uint32 = fc.integer({ min: 0, max: 0xffff_ffff });
const text = arbitraryText(12);

const FORMATS = { byte: flag, uint16, uint32 };

/** A property of that name with a valid value. */
function arbitraryProperty(name: PropertyName): fc.Arbitrary<Property> {
  switch (name) {
    case 'payloadFormatIndicator':
    case 'requestProblemInformation':
    case 'requestResponseInformation':
    case 'maximumQoS':
    case 'retainAvailable':
    case 'wildcardSubscriptionAvailable':
    case 'subscriptionIdentifiersAvailable':
    case 'sharedSubscriptionAvailable':
    case 'serverKeepAlive':
    case 'topicAliasMaximum':
    case 'messageExpiryInterval':
    case 'sessionExpiryInterval':
    case 'willDelayInterval':
      return FORMATS[PROPERTIES[name].format].map((value) => ({ name, value }));
    case 'receiveMaximum':
    case 'topicAlias':
      return fc.integer({ min: 1, max: 0xffff }).map((value) => ({ name, value }));
    case 'maximumPacketSize':
      return fc.integer({ min: 1, max: 0xffff_ffff }).map((value) => ({ name, value }));
    case 'subscriptionIdentifier':
      return fc.integer({ min: 1, max: 268_435_455 }).map((value) => ({ name, value }));
    case 'responseTopic':
      return arbitraryTopic.map((value) => ({ name, value }));
    case 'contentType':
    case 'assignedClientIdentifier':
    case 'authenticationMethod':
    case 'responseInformation':
    case 'serverReference':
    case 'reasonString':
      return text.map((value) => ({ name, value }));
    case 'correlationData':
    case 'authenticationData':
      return arbitraryBytes.map((value) => ({ name, value }));
    case 'userProperty':
      return fc.tuple(text, text).map((value) => ({ name, value }));
  }
}

function mayStand(name: PropertyName, place: PropertyPlace, sender: Sender): boolean {
  if (!isPropertyAllowed(name, place)) return false;
  // The meaning of a topic alias depends on the connection.
  if (name === 'topicAlias') return false;
  if (name === 'subscriptionIdentifier') return place !== 'publish' || sender === 'server';
  if (place !== 'disconnect') return true;
  if (name === 'sessionExpiryInterval') return sender === 'client';
  return name !== 'serverReference' || sender === 'server';
}

const mayRepeat = (name: PropertyName, place: PropertyPlace) =>
  name === 'userProperty' || (name === 'subscriptionIdentifier' && place === 'publish');

/** Authentication data needs a method, and AUTH always names it. */
function completed(place: PropertyPlace, properties: readonly Property[]): Property[] {
  const has = (name: PropertyName) => properties.some((property) => property.name === name);
  const needsMethod = place === 'auth' || has('authenticationData');
  return needsMethod && !has('authenticationMethod')
    ? [...properties, { name: 'authenticationMethod', value: 'SCRAM-SHA-256' }]
    : [...properties];
}

/** In any order; only repeatable properties repeat. */
export function arbitraryProperties(
  place: PropertyPlace,
  sender: Sender,
): fc.Arbitrary<Property[]> {
  const names = propertyNames().filter((name) => mayStand(name, place, sender));
  const any = fc.oneof(...names.map(arbitraryProperty));
  const list = fc.uniqueArray(fc.tuple(any, fc.nat()), {
    maxLength: 8,
    selector: ([property, salt]) =>
      mayRepeat(property.name, place) ? `${property.name} ${String(salt)}` : property.name,
  });
  return list.map((pairs) =>
    completed(
      place,
      pairs.map(([property]) => property),
    ),
  );
}

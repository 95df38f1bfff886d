/** Encodes the properties of MQTT 5 (2.2.2). */
import { PROPERTIES, type Property } from '../tables/properties.ts';
import { PacketWriter } from './writer.ts';

/** Writes the property length and the properties in the given order. */
export function writeProperties(writer: PacketWriter, properties: readonly Property[]): void {
  if (properties.length === 0) {
    writer.varint(0);
    return;
  }
  const inner = new PacketWriter();
  for (const property of properties) writeProperty(inner, property);
  const bytes = inner.body();
  writer.varint(bytes.length);
  writer.raw(bytes);
}

function writeProperty(writer: PacketWriter, property: Property): void {
  const { id, label } = PROPERTIES[property.name];
  writer.varint(id);
  switch (property.name) {
    case 'payloadFormatIndicator':
    case 'requestProblemInformation':
    case 'requestResponseInformation':
    case 'maximumQoS':
    case 'retainAvailable':
    case 'wildcardSubscriptionAvailable':
    case 'subscriptionIdentifiersAvailable':
    case 'sharedSubscriptionAvailable':
      writer.byte(property.value, label);
      return;
    case 'serverKeepAlive':
    case 'receiveMaximum':
    case 'topicAliasMaximum':
    case 'topicAlias':
      writer.uint16(property.value, label);
      return;
    case 'messageExpiryInterval':
    case 'sessionExpiryInterval':
    case 'willDelayInterval':
    case 'maximumPacketSize':
      writer.uint32(property.value, label);
      return;
    case 'subscriptionIdentifier':
      writer.varint(property.value);
      return;
    case 'contentType':
    case 'responseTopic':
    case 'assignedClientIdentifier':
    case 'authenticationMethod':
    case 'responseInformation':
    case 'serverReference':
    case 'reasonString':
      writer.text(property.value, label);
      return;
    case 'correlationData':
    case 'authenticationData':
      writer.binary(property.value, label);
      return;
    case 'userProperty':
      writer.text(property.value[0], `${label} name`);
      writer.text(property.value[1], `${label} value`);
  }
}

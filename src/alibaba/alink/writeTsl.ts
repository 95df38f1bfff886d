/**
 * Writes a thing model as TSL JSON, including the built-in members of every model: the event `post`, and the
 * services `set` and `get`.
 */
import type { ThingModel, ThingProperty, ThingType, ThingValue } from './thingModel.ts';

const SCHEMA = 'https://iotx-tsl.oss-ap-southeast-1.aliyuncs.com/schema.json';

function rangeSpecs(type: {
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly unit?: string;
}): object {
  const { min, max, step, unit } = type;
  return {
    ...(min !== undefined && { min: String(min) }),
    ...(max !== undefined && { max: String(max) }),
    ...(step !== undefined && { step: String(step) }),
    ...(unit !== undefined && { unit }),
  };
}

function specs(type: ThingType): object {
  switch (type.type) {
    case 'int':
    case 'float':
    case 'double':
      return rangeSpecs(type);
    case 'enum':
    case 'bool':
      return Object.fromEntries(type.names);
    case 'text':
      return type.length === undefined ? {} : { length: String(type.length) };
    case 'date':
      return {};
    case 'struct':
      return type.members.map(valueJson);
    case 'array': {
      const item = typeJson(type.item);
      return type.size === undefined ? { item } : { size: String(type.size), item };
    }
  }
}

function typeJson(type: ThingType): object {
  return { type: type.type, specs: specs(type) };
}

function valueJson({ identifier, name, type }: ThingValue): object {
  return { identifier, name, dataType: typeJson(type) };
}

function propertyJson(property: ThingProperty): object {
  const { identifier, name, access, isRequired, type } = property;
  return { identifier, name, accessMode: access, required: isRequired, dataType: typeJson(type) };
}

/** Returns JSON text that `parseTsl` reads back to the same model. */
export function writeTsl(model: ThingModel, productKey: string): string {
  const all = model.properties.map(valueJson);
  const tsl = {
    schema: SCHEMA,
    profile: { productKey },
    properties: model.properties.map(propertyJson),
    events: [
      {
        identifier: 'post',
        name: 'post',
        type: 'info',
        required: true,
        method: 'thing.event.property.post',
        outputData: all,
      },
      ...model.events.map(({ identifier, name, level, output }) => ({
        identifier,
        name,
        type: level,
        required: false,
        method: `thing.event.${identifier}.post`,
        outputData: output.map(valueJson),
      })),
    ],
    services: [
      {
        identifier: 'set',
        name: 'set',
        required: true,
        callType: 'async',
        method: 'thing.service.property.set',
        inputData: model.properties.filter(({ access }) => access === 'rw').map(valueJson),
        outputData: [],
      },
      {
        identifier: 'get',
        name: 'get',
        required: true,
        callType: 'async',
        method: 'thing.service.property.get',
        inputData: model.properties.map(({ identifier }) => identifier),
        outputData: all,
      },
      ...model.services.map(({ identifier, name, call, input, output }) => ({
        identifier,
        name,
        required: false,
        callType: call,
        method: `thing.service.${identifier}`,
        inputData: input.map(valueJson),
        outputData: output.map(valueJson),
      })),
    ],
  };
  return JSON.stringify(tsl, undefined, 2);
}

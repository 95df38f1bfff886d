/** Translates names of the demo devices' products, which are in English. Other names are not changed. */
import type { ThingModel, ThingType, ThingValue } from '../../../alibaba/alink/thingModel.ts';
import { useText } from '../../kit/language/useText.ts';

type Names = Readonly<Record<string, string>>;

const isKnown = (name: string, names: Names): boolean => Object.hasOwn(names, name);

const named = (name: string, names: Names): string =>
  isKnown(name, names) ? (names[name] ?? name) : name;

/** Display name of the product. */
export function useProductName(): (name: string) => string {
  const names = useText().platform.demoNames;
  return (name) => named(name, names);
}

/** Returns the same translated model for the same model, by language. */
const made = new WeakMap<Names, WeakMap<ThingModel, ThingModel>>();

export function useShownModel(model: ThingModel | undefined): ThingModel | undefined {
  const names = useText().platform.demoNames;
  return model && shownModel(model, names);
}

/** Translates a model if all its names are those of the demo. */
export function shownModel(model: ThingModel, names: Names): ThingModel {
  const { properties, events, services } = model;
  if (![...properties, ...events, ...services].every(({ name }) => isKnown(name, names))) {
    return model;
  }
  const ofLanguage = made.get(names) ?? new WeakMap<ThingModel, ThingModel>();
  made.set(names, ofLanguage);
  const before = ofLanguage.get(model);
  if (before !== undefined) return before;
  const value = <T extends ThingValue>(one: T): T => ({
    ...one,
    name: named(one.name, names),
    type: shownType(one.type, names),
  });
  const shown = {
    properties: properties.map(value),
    events: events.map((event) => ({
      ...event,
      name: named(event.name, names),
      output: event.output.map(value),
    })),
    services: services.map((service) => ({
      ...service,
      name: named(service.name, names),
      input: service.input.map(value),
      output: service.output.map(value),
    })),
  };
  ofLanguage.set(model, shown);
  return shown;
}

function shownType(type: ThingType, names: Names): ThingType {
  if (type.type !== 'enum' && type.type !== 'bool') return type;
  return { ...type, names: new Map([...type.names].map(([at, name]) => [at, named(name, names)])) };
}

import { expect, test } from 'vitest';
import { demoRegistry } from '../../../broker/platform/devices/demoRegistry.ts';
import { en } from '../../../i18n/en/texts.ts';
import { zh } from '../../../i18n/zh/texts.ts';
import { shownModel } from './demoNames.ts';

const NAMES = zh.platform.demoNames;
const { products } = demoRegistry(1);
const [first] = products;
const LATIN = /"name":"[^"]*[A-Za-z]/;

test('all names in the demo’s products have Chinese translations, and stay unchanged in English', () => {
  for (const { name, model } of products) {
    expect(Object.keys(NAMES)).toContain(name);
    if (model === undefined) throw new Error('It has no model.');
    const shown = shownModel(model, NAMES);
    expect(JSON.stringify(shown)).not.toMatch(LATIN);
    for (const { type } of shown.properties) {
      const values = 'names' in type ? [...type.names.values()] : [];
      expect(values.join(), 'names of values').not.toMatch(/[A-Za-z]/);
    }
    expect(shownModel(model, NAMES)).toBe(shown);
    expect(shownModel(model, en.platform.demoNames)).toEqual(model);
  }
});

test('another vendor’s model is unchanged, whatever it has in common', () => {
  const model = first?.model;
  if (model === undefined) throw new Error('It has no model.');
  const [property, ...others] = model.properties;
  if (property === undefined) throw new Error('It has no properties.');
  for (const name of ['Pressure', '__proto__', 'toString']) {
    const another = { ...model, properties: [{ ...property, name }, ...others] };
    expect(shownModel(another, NAMES)).toBe(another);
  }
});

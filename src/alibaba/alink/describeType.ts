/** Describes a thing model's type on one line in terms of TSL, which are not translated. */
import type { ThingType } from './thingModel.ts';

type NumberType = Extract<ThingType, { readonly type: 'int' | 'float' | 'double' }>;

function describeNumber({ type, min, max, step, unit }: NumberType): string {
  const hasRange = min !== undefined || max !== undefined;
  const range = hasRange ? ` ${min ?? '−∞'} … ${max ?? '∞'}` : '';
  return `${type}${range}${unit === undefined ? '' : ` ${unit}`}${step === undefined ? '' : ` / ${step}`}`;
}

/** `float -40 … 85 °C / 0.1`, `enum 0 auto · 1 cool`, `text ≤ 64 B`, `array ≤ 10 × int`. */
export function describeType(type: ThingType): string {
  switch (type.type) {
    case 'int':
    case 'float':
    case 'double':
      return describeNumber(type);
    case 'enum':
    case 'bool': {
      const names = Array.from(type.names, ([value, name]) => `${value} ${name}`);
      return names.length === 0 ? type.type : `${type.type} ${names.join(' · ')}`;
    }
    case 'text':
      return type.length === undefined ? 'text' : `text ≤ ${type.length} B`;
    case 'date':
      return 'date';
    case 'struct': {
      const members = type.members.map((member) => {
        return `${member.identifier}: ${describeType(member.type)}`;
      });
      return `struct { ${members.join('; ')} }`;
    }
    case 'array': {
      const size = type.size === undefined ? '' : `≤ ${type.size} `;
      return `array ${size}× ${describeType(type.item)}`;
    }
  }
}

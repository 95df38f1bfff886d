/** Tries templates of the signed text with placeholders that were not filled in. */
import { type FieldsTried, type SignInSaid, tried, withField } from './fieldsTried.ts';
import { type FoundMistake, found } from './mistakes.ts';
import { type NamedValue, signedFields } from './sign.ts';

/** Texts of programs for a missing value. */
const UNFILLED = ['undefined', 'null', 'None', 'nil', '(null)', '%s', '?', ''] as const;

/** Notations of a placeholder in a template. */
const templates = (name: string): readonly string[] => {
  const snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const capital = name.charAt(0).toUpperCase() + name.slice(1);
  return [...new Set([name, snake, capital, snake.toUpperCase()])].flatMap((one) => [
    `\${${one}}`,
    `{${one}}`,
    `{{${one}}}`,
    `#{${one}}`,
    `$${one}`,
    `%${one}%`,
    `<${one}>`,
    `%(${one})s`,
    ...['Your', 'your'].map((your) => your + capital),
    `your_${snake}`,
    `<your_${snake}>`,
  ]);
};

/** A template that was signed with some or all of its placeholders. */
export function unfilled(said: SignInSaid): readonly FieldsTried[] {
  const right = signedFields(said);
  const shapes: readonly ((name: string) => readonly string[])[] = [templates, () => UNFILLED];
  const one = right.flatMap(([name, value]) =>
    shapes.flatMap((shape) =>
      shape(name)
        .filter((found) => found !== value && !isTold(name, found))
        .map((found) => tried(unfilledAs(name, found), withField(said, name, found))),
    ),
  );
  const forms = new Map(right.map(([name]) => [name, templates(name)]));
  const all = templates('deviceName').map((_form, at) => {
    const fields = right.map(([name]): NamedValue => [name, forms.get(name)?.[at] ?? '']);
    const names = right.map(([name]) => name).join(', ');
    return tried(unfilledAs(names, fields.map(([, value]) => value).join(' ')), fields);
  });
  const blank = ['%s', 'undefined', '(null)', 'null', 'None'].map((value) => {
    const fields = right.map(([name]): NamedValue => [name, value]);
    return tried(unfilledAs(right.map(([name]) => name).join(', '), value), fields);
  });
  return [...one, ...all, ...blank];
}

const unfilledAs = (name: string, value: string): FoundMistake =>
  found('placeholder-signed', { name, found: JSON.stringify(value) });

/** Covered by another mistake. */
function isTold(name: string, value: string): boolean {
  const said = ['undefined', 'null', ''];
  return (name === 'timestamp' || name === 'clientId') && said.includes(value);
}

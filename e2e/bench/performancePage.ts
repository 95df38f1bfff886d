/** Writes the figures of `docs/bench/latest.json` into `docs/performance.md`: `npm run bench -- --table`. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../run/step.ts';
import type { Results } from './latest.ts';
import { FIGURE_NAMES, FIGURES, limitText, reaches, valueText } from './targets.ts';

/** Years in which the measured versions of other programs were released. */
const RELEASED: Readonly<Record<string, string>> = {
  'Mosquitto 2.0.11': '2021',
  'TShark 4.0.17': '2024',
};
const COMPARED = /mosquitto|tshark/i;

const PAGE = path.join(ROOT, 'docs/performance.md');
const TABLE = /(<!-- figures: npm run bench -- --table -->\n)[^]*?(<!-- end of figures -->)/;
const LIMITS = /(<!-- limits: npm run bench -- --table -->\n)[^]*?(<!-- end of limits -->)/;

export const pageText = (): string => readFileSync(PAGE, 'utf8');

export function writeTable(results: Results): void {
  writeFileSync(PAGE, withTable(pageText(), results));
}

/** Returns the page with its current table and limits. */
export function withTable(text: string, results: Results): string {
  return text
    .replace(TABLE, (_all, begin: string, end: string) => `${begin}\n${tableOf(results)}\n${end}`)
    .replace(LIMITS, (_all, begin: string, end: string) => `${begin}\n${limits(results)}\n${end}`);
}

/** A table of all figures, and the machines behind its letters. */
export function tableOf(results: Results): string {
  const machines = [...new Set([...results.values()].map(({ machine }) => machine))];
  const letter = (machine: string): string => String.fromCodePoint(65 + machines.indexOf(machine));
  const rows = FIGURE_NAMES.map((name) => {
    const figure = FIGURES[name];
    const { target, aim } = figure;
    const result = results.get(name);
    const cells = [
      `\`${figure.part}\``,
      figure.name,
      [
        ...(target === undefined ? [] : [limitText(figure, target)]),
        ...(aim === undefined ? [] : [`aim: ${limitText(figure, aim)}`]),
      ].join('; '),
      result === undefined
        ? 'not yet'
        : `${valueText(figure, result.value)}${comparedWith(figure.unit, result.machine)}`,
      result === undefined ? '' : letter(result.machine),
      result?.date ?? '',
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '| part | figure | target or aim | measured | machine | date |',
    '| --- | --- | --- | ---: | --- | --- |',
    ...rows,
    '',
    ...machines.map((machine) => `- ${letter(machine)}: ${machine}`),
    '',
  ].join('\n');
}

/**
 * Version and year of the program in a figure's unit, such as ` (2.0.11, 2021)`: a ratio to an old version says little
 * about a newer one.
 */
export function comparedWith(unit: string, machine: string): string {
  const [name] = COMPARED.exec(unit) ?? [];
  if (name === undefined) return '';
  const [program = '', version = 'unknown version'] =
    new RegExp(`${name} ([\\d.]+)`, 'i').exec(machine) ?? [];
  return ` (${version}, ${RELEASED[program] ?? 'unknown year'})`;
}

/** The aims that these results miss, by what limits them. */
function limits(results: Results): string {
  const missed = FIGURE_NAMES.filter((name) => {
    const result = results.get(name);
    return result !== undefined && !reaches(FIGURES[name], result.value, FIGURES[name].aim);
  });
  const causes = new Set(missed.flatMap((name) => FIGURES[name].limitedBy ?? []));
  const items = [...causes].map((cause) => {
    const limited = missed.filter((name) => FIGURES[name].limitedBy === cause);
    const figures = limited.map((name) => `${FIGURES[name].part}\`, ${FIGURES[name].name}`);
    return `- \`${figures.join('; `')}: ${cause}.`;
  });
  return `${items.join('\n')}\n`;
}

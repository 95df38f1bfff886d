/** Collects the figures of this run and prints them with their target or aim. */
import { at } from '../../build/json.ts';
import {
  FIGURE_NAMES,
  FIGURES,
  type FigureName,
  limitText,
  reaches,
  valueText,
} from './targets.ts';

const measured = new Map<FigureName, number>();

/** Prints a figure with its target or aim, and collects it. */
export function record(name: FigureName, value: number): void {
  measured.set(name, value);
  console.log(`  ${verdictOf(name, value)}`);
}

/** `1 packet per frame: 0.86× bare WebSocket (aim: at least 0.97× bare WebSocket: not reached, because …)` */
function verdictOf(name: FigureName, value: number): string {
  const figure = FIGURES[name];
  const { target, aim, limitedBy } = figure;
  const said: string[] = [];
  if (target !== undefined) {
    const holds = reaches(figure, value, target) ? 'holds' : 'MISSED';
    said.push(`target: ${limitText(figure, target)}: ${holds}`);
  }
  if (aim !== undefined) {
    const cause = limitedBy === undefined ? '' : `, because ${limitedBy}`;
    const reached = reaches(figure, value, aim) ? 'reached' : `not reached${cause}`;
    said.push(`aim: ${limitText(figure, aim)}: ${reached}`);
  }
  const verdict = said.length === 0 ? '' : ` (${said.join('; ')})`;
  return `${figure.name}: ${valueText(figure, value)}${verdict}`;
}

/** Figures of this process so far. */
export const recorded = (): ReadonlyMap<FigureName, number> => measured;

/** Adds figures that another process has recorded and sent as an object. */
export function takeOver(message: unknown): void {
  for (const name of FIGURE_NAMES) {
    const value = at(message, name);
    // JSON messages turn NaN into null.
    if (value !== undefined) measured.set(name, typeof value === 'number' ? value : Number.NaN);
  }
}

/** Missed targets, one line each. */
export function missedTargets(): readonly string[] {
  return [...measured]
    .filter(([name, value]) => !reaches(FIGURES[name], value, FIGURES[name].target))
    .map(([name, value]) => `${FIGURES[name].part}: ${verdictOf(name, value)}`);
}

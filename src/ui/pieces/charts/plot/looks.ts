/** The colours of a plot, from the theme. */

/** Indexed by the number in settings. Their names are in `i18n`. */
const LINE_COLOURS = [
  '--accent',
  '--mark-amber',
  '--mark-olive',
  '--mark-rose',
  '--mark-teal',
  '--mark-indigo',
  '--chg',
  '--mark-grey',
] as const;

export function lineColour(colour: number): string {
  return `var(${LINE_COLOURS[colour] ?? LINE_COLOURS[0]})`;
}

export interface Looks {
  readonly colour: (line: number) => string;
  readonly text: string;
  readonly grid: string;
  readonly ground: string;
  readonly warn: string;
  readonly font: string;
}

/** Resolves the colours, because a canvas knows no CSS variables. */
export function looksNow(element: Element): Looks {
  const style = getComputedStyle(element);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return {
    colour: (line) => of(LINE_COLOURS[line] ?? LINE_COLOURS[0]),
    text: of('--text-2'),
    grid: of('--line'),
    ground: of('--pane'),
    warn: of('--warn'),
    font: `11px ${of('--font-ui') || 'sans-serif'}`,
  };
}

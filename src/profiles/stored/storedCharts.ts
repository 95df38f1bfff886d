/** Charts in their stored form, saved with a profile. */
import { AXES, DRAWN_AS, MOST_CHARTED } from '../settings/chartLimits.ts';
import {
  type ChartedLine,
  type ChartSettings,
  NO_CHARTS,
  type Threshold,
} from '../settings/chartSettings.ts';
import type { Fields } from './storedFields.ts';

/** Seconds: a year. */
const LONGEST_SPAN = 366 * 86_400;

/** Throws `StoredError`. */
export function readCharts(fields: Fields): ChartSettings {
  const lines = fields.list('lines', readLine, MOST_CHARTED.lines);
  const thresholds = fields.list('thresholds', readThreshold, MOST_CHARTED.thresholds);
  return { lines, thresholds, span: fields.whole('span', LONGEST_SPAN, NO_CHARTS.span) };
}

function readLine(fields: Fields): ChartedLine {
  const topic = fields.text('topic', undefined, MOST_CHARTED.text);
  const path = fields.path('path');
  if (path.length > MOST_CHARTED.steps) throw fields.error('path', 'a path');
  return {
    topic,
    path,
    axis: fields.oneOf('axis', AXES, 'left'),
    drawn: fields.oneOf('drawn', DRAWN_AS, 'line'),
    colour: fields.whole('colour', MOST_CHARTED.colours - 1, 0),
    ...(fields.flag('hidden', false) && { hidden: true }),
  };
}

function readThreshold(fields: Fields): Threshold {
  return { axis: fields.oneOf('axis', AXES, 'left'), value: fields.number('value') };
}

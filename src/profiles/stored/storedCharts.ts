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
  const lines = fields.list('lines', readLine);
  const thresholds = fields.list('thresholds', readThreshold);
  const most = MOST_CHARTED;
  if (lines.length > most.lines) throw fields.error('lines', `a list of at most ${most.lines}`);
  if (thresholds.length > most.thresholds)
    throw fields.error('thresholds', `a list of at most ${most.thresholds}`);
  return { lines, thresholds, span: fields.whole('span', LONGEST_SPAN, NO_CHARTS.span) };
}

function readLine(fields: Fields): ChartedLine {
  const topic = fields.text('topic');
  if (topic.length > MOST_CHARTED.text) throw fields.error('topic', 'a topic name');
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

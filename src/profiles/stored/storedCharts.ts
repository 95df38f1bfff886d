/** Charts in their stored form, saved with a profile. */
import {
  ALERT_ACTIONS,
  type Alert,
  CONDITIONS,
  type Condition,
  MOST_ALERTS,
} from '../../payload/alerts/alert.ts';
import { AXES, AXIS_CHOICES, DRAWN_AS, MOST_CHARTED } from '../settings/chartLimits.ts';
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
  const alerts = fields.has('alerts') ? fields.list('alerts', readAlert, MOST_ALERTS) : [];
  const watched = alerts.length === 0 ? {} : { alerts };
  return {
    lines,
    thresholds,
    ...watched,
    span: fields.whole('span', LONGEST_SPAN, NO_CHARTS.span),
  };
}

function readLine(fields: Fields): ChartedLine {
  const topic = fields.text('topic', undefined, MOST_CHARTED.text);
  const path = fields.path('path');
  if (path.length > MOST_CHARTED.steps) throw fields.error('path', 'a path');
  return {
    topic,
    path,
    axis: fields.oneOf('axis', AXIS_CHOICES, 'auto'),
    drawn: fields.oneOf('drawn', DRAWN_AS, 'line'),
    colour: fields.whole('colour', MOST_CHARTED.colours - 1, 0),
    ...(fields.flag('hidden', false) && { hidden: true }),
  };
}

function readThreshold(fields: Fields): Threshold {
  return { axis: fields.oneOf('axis', AXES, 'left'), value: fields.number('value') };
}

/** Longest silence, s. */
const LONGEST_SILENCE = 31 * 86_400;

function readAlert(fields: Fields): Alert {
  const topic = fields.text('topic', undefined, MOST_CHARTED.text);
  const path = fields.path('path');
  if (path.length > MOST_CHARTED.steps) throw fields.error('path', 'a path');
  const action = fields.oneOf('action', ALERT_ACTIONS, 'mark');
  return { topic, path, condition: readCondition(fields.group('condition')), action };
}

function readCondition(fields: Fields): Condition {
  const kind = fields.oneOf('kind', CONDITIONS);
  switch (kind) {
    case 'above':
    case 'below':
      return { kind, value: fields.number('value') };
    case 'silent':
      return { kind, seconds: fields.whole('seconds', LONGEST_SILENCE) };
    case 'contains':
      return { kind, text: fields.text('text', undefined, MOST_CHARTED.text) };
    case 'problem':
      return { kind, severity: fields.oneOf('severity', ['error', 'any'] as const) };
    case 'not-number':
      return { kind };
  }
}

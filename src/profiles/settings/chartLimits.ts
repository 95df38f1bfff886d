/** Limits of chart settings, separate because the settings load before any chart. */

/** Line style: straight, stepped, or points only. */
export const DRAWN_AS = ['line', 'steps', 'points'] as const;

export type DrawnAs = (typeof DRAWN_AS)[number];

export const AXES = ['left', 'right'] as const;

export type Axis = (typeof AXES)[number];

/** `auto`: an axis on which the value is not flat. */
export const AXIS_CHOICES = ['auto', ...AXES] as const;

export type AxisChoice = (typeof AXIS_CHOICES)[number];

/** Limits per connection. */
export const MOST_CHARTED = {
  lines: 16,
  thresholds: 16,
  colours: 8,
  /** Readers of payloads go 100 levels deep. */
  steps: 128,
  text: 65_535,
} as const;

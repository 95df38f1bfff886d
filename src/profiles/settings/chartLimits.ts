/** What can be set of a chart; apart from its settings, which are there before anybody charts. */

/** How points are joined: as they are, each until the next, or not at all. */
export const DRAWN_AS = ['line', 'steps', 'points'] as const;

export type DrawnAs = (typeof DRAWN_AS)[number];

export const AXES = ['left', 'right'] as const;

export type Axis = (typeof AXES)[number];

/** What one connection has at most. */
export const MOST_CHARTED = {
  lines: 16,
  thresholds: 16,
  colours: 8,
  steps: 64,
  text: 65_535,
} as const;

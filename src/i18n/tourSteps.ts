/** Steps of the tour, in order: by desk, then the Lab's experiments and their reading in Inspect. */
export const TOUR_STEPS = [
  'watch',
  'subscribe',
  'publish',
  'inspect',
  'broker',
  'qos2',
  'lost',
  'read',
] as const;
export type TourStep = (typeof TOUR_STEPS)[number];

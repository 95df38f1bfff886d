/** Steps of the tour, in order. */
export const TOUR_STEPS = ['watch', 'subscribe', 'publish', 'qos2', 'lost', 'read'] as const;
export type TourStep = (typeof TOUR_STEPS)[number];

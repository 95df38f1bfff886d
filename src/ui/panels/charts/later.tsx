import { later } from '#kit';

export const ChartsView = later(async () => (await import('./ChartsView.tsx')).ChartsView);

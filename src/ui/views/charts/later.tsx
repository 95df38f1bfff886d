import { later } from '../../kit/later.tsx';

export const ChartsView = later(async () => (await import('./ChartsView.tsx')).ChartsView);

import { later } from '../../kit/loading/later.tsx';

export const ChartsView = later(async () => (await import('./ChartsView.tsx')).ChartsView);

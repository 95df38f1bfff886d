import { later } from '../../kit/later.tsx';
import { hasPlatform } from '../../session/platform/hasPlatform.ts';
import type { View } from '../../session/view.ts';

export const platform: View = {
  id: 'platform',
  digit: 9,
  isThere: ({ isFile, broker }) => !isFile && hasPlatform(broker),
  Body: later(async () => (await import('./PlatformView.tsx')).PlatformView),
};

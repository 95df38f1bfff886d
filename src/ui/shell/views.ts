/** The views of a connection's tab, each loaded when it is first shown. */
import type { ReactNode } from 'react';
import { loadRuleTexts } from '../kit/language/language.ts';
import { later } from '../kit/later.tsx';
import type { CentreView } from '../session/tabView.ts';

/** The list of packets is what everybody sees first, and has its detail below: it is put together elsewhere. */
export type LaterView = Exclude<CentreView, 'packets'>;

type View = (props: { readonly connectionId: string }) => ReactNode;

/** In the order in which they are fetched when nothing else is to do. */
export const VIEWS: Readonly<Record<LaterView, View>> = {
  topic: later(async () => (await import('../views/topic/TopicView.tsx')).TopicView),
  handshakes: later(async () => {
    const [{ HandshakesView }] = await Promise.all([
      import('../views/handshakes/HandshakesView.tsx'),
      loadRuleTexts(),
    ]);
    return HandshakesView;
  }),
  problems: later(async () => {
    const [{ ProblemsView }] = await Promise.all([
      import('../views/problems/ProblemsView.tsx'),
      loadRuleTexts(),
    ]);
    return ProblemsView;
  }),
  streams: later(async () => (await import('../views/streams/StreamsView.tsx')).StreamsView),
  broker: later(async () => (await import('../views/broker/BrokerView.tsx')).BrokerView),
  alink: later(async () => (await import('../views/alink/AlinkView.tsx')).AlinkView),
  platform: later(async () => (await import('../views/platform/PlatformView.tsx')).PlatformView),
};

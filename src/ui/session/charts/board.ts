/** Place of the chart board: pinned below the topic, in its own window, or hidden. */
import { create } from 'zustand';
import { NARROW } from '../../kit/page/useMedia.ts';
import { setLayout, useLayout } from '../view/layout.ts';
import { setView, showPanel } from '../view/tabView.ts';

/** The window of a board. */
interface BoardWindow {
  readonly connectionId: string;
  /** Element in its page that takes the board. */
  readonly box: HTMLElement;
  readonly close: () => void;
}

export const useBoardWindow = create<{ readonly shown: BoardWindow | undefined }>()(() => ({
  shown: undefined,
}));

/** Brings the board into view, wherever it is. */
export function showBoard(connectionId: string): void {
  showPanel(connectionId, 'topic');
  if (useBoardWindow.getState().shown?.connectionId === connectionId) return;
  if (matchMedia(NARROW).matches) setView(connectionId, { front: 'charts' });
  else setLayout({ chartBoard: true });
}

export function toggleBoard(connectionId: string): void {
  if (useLayout.getState().chartBoard && !matchMedia(NARROW).matches)
    setLayout({ chartBoard: false });
  else showBoard(connectionId);
}

/** Opens a window of the same origin with the looks of this page. @returns false if the browser opens none */
export function openBoardWindow(connectionId: string, title: string): boolean {
  useBoardWindow.getState().shown?.close();
  const opened = window.open('', '', 'popup,width=960,height=640');
  if (opened === null) return false;
  const { document: own } = opened;
  own.title = title;
  for (const name of ['lang', 'data-theme', 'class']) {
    const value = document.documentElement.getAttribute(name);
    if (value !== null) own.documentElement.setAttribute(name, value);
  }
  for (const sheet of document.querySelectorAll('link[rel=stylesheet], style'))
    own.head.append(own.importNode(sheet, true));
  const box = own.createElement('main');
  box.className = 'flex h-screen flex-col bg-pane';
  own.body.append(box);
  const close = (): void => {
    removeEventListener('pagehide', close);
    useBoardWindow.setState({ shown: undefined });
    opened.close();
  };
  opened.addEventListener('pagehide', close, { once: true });
  addEventListener('pagehide', close);
  useBoardWindow.setState({ shown: { connectionId, box, close } });
  return true;
}

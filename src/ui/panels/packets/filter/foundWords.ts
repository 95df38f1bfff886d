/** Highlights the words of the display filter in the rows of the packet list, without drawing the rows again. */
import { type RefObject, useEffect } from 'react';
import { literalPattern } from '../../../../base/quoting.ts';
import type { Expression } from '../../../../engine/filter/syntax/expression.ts';
import { useLoaded } from '../../../kit/language/useLoaded.ts';
import { filterLanguage } from '../../../session/filter/filterLanguage.ts';

const NAME = 'found-words';
/** Not in the style sheet, because the build's style compiler does not know `::highlight`. */
const STYLE = `::highlight(${NAME}) {
  background-color: var(--warn-bg);
  color: var(--warn);
  text-decoration: underline;
}`;

/** Words and texts that a matching packet contains. */
export function wordsOf(expression: Expression | undefined): readonly string[] {
  if (expression?.kind === 'and' || expression?.kind === 'or')
    return expression.operands.flatMap(wordsOf);
  if (expression?.kind === 'word') return [expression.text];
  if (expression?.kind === 'compare' && expression.operator === 'contains')
    return [String(expression.value.value)];
  return [];
}

/** Places of the words in the cells below `root`, ignoring case. */
export function foundIn(root: Element, words: readonly string[]): readonly Range[] {
  const patterns = words.filter((word) => word !== '').map(literalPattern);
  if (patterns.length === 0) return [];
  const pattern = new RegExp(patterns.join('|'), 'giu');
  const found: Range[] = [];
  for (const cell of root.querySelectorAll('[role=gridcell]')) {
    const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      for (const { 0: text, index } of (node.nodeValue ?? '').matchAll(pattern)) {
        const range = new Range();
        range.setStart(node, index);
        range.setEnd(node, index + text.length);
        found.push(range);
      }
    }
  }
  return found;
}

/** @param within an element beside the list */
export function useFoundWords(within: RefObject<Element | null>, applied: string): void {
  const language = useLoaded(filterLanguage, applied !== '');
  useEffect(() => {
    const words = wordsOf(language?.parseFilter(applied).expression);
    const view = within.current?.parentElement;
    // Older browsers have no highlights.
    if (words.length === 0 || !view || typeof Highlight === 'undefined') return;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    document.adoptedStyleSheets.push(sheet);
    let frame: number | undefined;
    const soon = (): void => {
      frame ??= requestAnimationFrame(() => {
        frame = undefined;
        CSS.highlights.set(NAME, new Highlight(...foundIn(view, words)));
      });
    };
    const observer = new MutationObserver(soon);
    observer.observe(view, { childList: true, characterData: true, subtree: true });
    soon();
    return () => {
      if (frame !== undefined) cancelAnimationFrame(frame);
      observer.disconnect();
      CSS.highlights.delete(NAME);
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
    };
  }, [within, language, applied]);
}

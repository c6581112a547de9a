// Marks what is searched for in the messages on the screen, without touching them: the browser draws ranges (the CSS
// Custom Highlight API). Where it cannot, the message that was gone to is still flashed.
import { useEffect } from 'react';
import { matchesOf } from './excerpt.ts';
import { type Query, readQuery } from './terms.ts';

const NAME = 'search';

export function useHighlights(query: string): void {
  useEffect(() => {
    const asked = readQuery(query);
    const list = document.querySelector('[data-messages]')?.parentElement;
    if (asked.words.length === 0 || !list || !('highlights' in CSS)) return;
    let frame = 0;
    const draw = (): void => {
      const ranges = [...list.querySelectorAll('[data-text]')].flatMap(element => rangesIn(element, asked));
      CSS.highlights.set(NAME, new Highlight(...ranges));
    };
    const observer = new MutationObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(draw);
    });
    observer.observe(list, { childList: true, subtree: true, characterData: true });
    draw();
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
      CSS.highlights.delete(NAME);
    };
  }, [query]);
}

/** A word may begin in one node and end in another, as in bold text. */
function rangesIn(element: Element, query: Query): Range[] {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const nodes: { readonly node: Node; readonly from: number }[] = [];
  let text = '';
  while (walker.nextNode()) {
    nodes.push({ node: walker.currentNode, from: text.length });
    text += walker.currentNode.nodeValue;
  }
  return matchesOf(text, query).map(({ from, to }) => {
    const range = new Range();
    const start = nodes.findLast(node => node.from <= from)!;
    const end = nodes.findLast(node => node.from < to)!;
    range.setStart(start.node, from - start.from);
    range.setEnd(end.node, to - end.from);
    return range;
  });
}

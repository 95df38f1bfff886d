/** Commands for the active topic or all topics. `commands.ts` implements them. */
const TREE_COMMANDS = [
  'copy',
  'copy-value',
  'copy-branch',
  'export',
  'chart',
  'publish',
  'subscribe',
  'subscribe-below',
  'filter',
  'filter-below',
  'expand-below',
  'collapse-below',
  'expand-all',
  'collapse-all',
  'pin',
  'hide',
  'clear-retained',
  'show-hidden',
  'next-match',
  'previous-match',
] as const;
export type TreeCommand = (typeof TREE_COMMANDS)[number];

/** Displayed keys. */
export const TREE_KEYS: Readonly<Record<TreeCommand, string>> = {
  copy: 'Ctrl C',
  'copy-value': 'Ctrl Shift C',
  'copy-branch': 'Alt C',
  export: 'Alt X',
  chart: 'Alt G',
  publish: 'Alt P',
  subscribe: 'Alt S',
  'subscribe-below': 'Alt Shift S',
  filter: 'Alt Enter',
  'filter-below': 'Alt Shift Enter',
  'expand-below': 'Shift →',
  'collapse-below': 'Shift ←',
  'expand-all': 'Ctrl Shift →',
  'collapse-all': 'Ctrl Shift ←',
  pin: 'Alt I',
  hide: 'Alt H',
  'clear-retained': 'Delete',
  'show-hidden': 'Alt Shift H',
  'next-match': 'F3',
  'previous-match': 'Shift F3',
};

const COMMANDS = new Map(TREE_COMMANDS.map((command) => [TREE_KEYS[command], command]));
const ARROWS: Readonly<Record<string, string>> = { ArrowRight: '→', ArrowLeft: '←' };

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/**
 * With Alt, letters are identified by their position on the keyboard, because some systems type other
 * characters.
 */
export function treeCommand(event: Pressed): TreeCommand | undefined {
  const { key, code, ctrlKey, metaKey, altKey, shiftKey } = event;
  const letter = altKey && code.startsWith('Key') ? code.slice(3) : key;
  const name = letter.length === 1 ? letter.toUpperCase() : (ARROWS[key] ?? key);
  const keys = [(ctrlKey || metaKey) && 'Ctrl', altKey && 'Alt', shiftKey && 'Shift', name];
  return COMMANDS.get(keys.filter((one) => one !== false).join(' '));
}

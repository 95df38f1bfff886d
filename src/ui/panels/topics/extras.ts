/** Parts of the tree that are loaded on first use, in a single file. */
export { runKey, showMatch } from './commands.ts';
export { changeShown, showAsKept } from './keptShown.ts';
export { NoTopics } from './NoTopics.tsx';
export { TopicMenu } from './TopicMenu.tsx';
export { TreeBars } from './TreeBars.tsx';

/** What of the tree is loaded when it is first needed, in one file. */
export { runKey } from './commands.ts';
export { showAsKept } from './keptShown.ts';
export { ListSwitch } from './ListSwitch.tsx';
export { NoTopics } from './NoTopics.tsx';
export { TopicMenu } from './TopicMenu.tsx';
export { TopicTable } from './TopicTable.tsx';
export { TreeBars } from './TreeBars.tsx';

/** What a form of a convention file says of a topic that has it. */
import type { TopicMeaning } from '../../engine/conventions/convention.ts';
import type { TopicForm } from './conventionFile.ts';
import { type TopicPattern } from './topicGrammar.ts';
export type MeaningOfForm = (topic: string) => TopicMeaning | undefined;
export declare function meaningOfForm(form: TopicForm, pattern: TopicPattern): MeaningOfForm;

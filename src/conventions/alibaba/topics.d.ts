import type { TopicMeaning } from '../../engine/conventions/convention.ts';
/** @param name of one of the platform's own families */
export declare function meaningOf(name: string): TopicMeaning | undefined;

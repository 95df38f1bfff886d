/** Alibaba Cloud IoT Platform as a convention: what it is recognised by, and secrets. What its topics mean is handed in. */
import type { Convention, TopicConvention } from '../../engine/conventions/convention.ts';
/** µs; after it the platform answers nothing any more. */
export declare const PATIENCE = 10000000;
export declare const alibaba: (meaning: TopicConvention['meaning']) => Convention;

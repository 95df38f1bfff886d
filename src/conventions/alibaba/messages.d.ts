/** What of a message is needed to pair it: by which name it is paired, and how a reply came out. */
import type { AlinkTopic } from '../../alibaba/alink/alinkTopic.ts';
import type { MessageFacts } from '../../engine/conventions/convention.ts';
/** undefined: neither a request nor a reply. */
export declare function alinkFacts(topic: AlinkTopic, payload: Uint8Array): MessageFacts | undefined;

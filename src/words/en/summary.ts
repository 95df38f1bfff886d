/** What a packet says in short. */
export { SUMMARY_TEXTS as summaryParts } from '../../mqtt/summaryTexts.ts';

/** Errors in a topic name or a topic filter. */
export { TOPIC_ERRORS as topicFaults } from '../../../mqtt/tables/topicErrors.ts';

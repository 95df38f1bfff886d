/** Errors in a topic name or a topic filter. */
export { TOPIC_ERRORS as topicErrors } from '../../../mqtt/tables/topicErrors.ts';

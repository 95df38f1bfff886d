/** Errors in a topic name or a topic filter. */
export { TOPIC_FAULTS as topicFaults } from '../../../mqtt/tables/topicFaults.ts';

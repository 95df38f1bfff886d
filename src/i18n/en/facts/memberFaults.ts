/** What is wrong with a member of a fault rule or of a command: behind its path. */
export { MEMBER_FAULTS as memberFaults } from '../../../broker/core/commands/memberFaults.ts';

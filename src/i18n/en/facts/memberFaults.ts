/** Errors in a member of a fault rule or of a command, placed after its path. */
export { MEMBER_FAULTS as memberFaults } from '../../../broker/core/commands/memberFaults.ts';

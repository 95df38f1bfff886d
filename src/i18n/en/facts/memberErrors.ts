/** Errors in a member of a fault rule or of a command, placed after its path. */
export { MEMBER_ERRORS as memberErrors } from '../../../broker/core/commands/memberErrors.ts';

/** By which `focusTarget` finds the sign-in debugger. */
export const DEBUGGER_FOCUS = 'sign-in-debugger';

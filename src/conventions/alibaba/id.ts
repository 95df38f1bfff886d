/** Id for requests of the platform, in a module of its own so that its users need not load the rest. */
export const ALIBABA = 'alibaba';

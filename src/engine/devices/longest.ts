/** Maximum length of a text from the network, characters. */
export const LONGEST = 500;

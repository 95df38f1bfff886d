/** How a topic name and a topic filter miss each other: upper and lower case, slashes, blanks, or one letter. */
export type Slip = 'case' | 'slash' | 'blank' | 'letter';

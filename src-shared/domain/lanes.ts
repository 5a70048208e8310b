/** In what order things are done: those of one dialog, talk or client wait for one another, and so do those of the same lane here. */

/** What belongs to no dialog is done in order among itself. */
export const OWN_LANE = 'own';
/** Quick replies wait for their files, and nothing else need wait for these. */
export const REPLIES_LANE = 'replies';

/**
 * Whoever gets no answer to an intent sends it again under the same id, and the hub answers what it answered before. Neither can
 * remember for ever; the hub remembers far longer, so that a repetition always finds the answer.
 */

/** After so many days a client no longer repeats by itself what it had handed over: the person decides. */
export const REPEAT_DAYS = 30;

/** For so many days, at least, a hub knows what it answered. */
export const ANSWERS_KEPT_DAYS = 90;

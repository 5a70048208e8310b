/** What the hub's parts tell each other over the bus. Payloads are ids; whoever hears looks into the database. */
export const topics = {
  /** Payload: workspace id. Its feed grew. */
  feed: 'feed',
  /** Payload: `<workspace id>/<operator id>/<transaction id>`. His sessions wait for the feed to pass it. */
  nudge: 'nudge',
  /** Payload: workspace id. There is something to deliver. */
  deliveries: 'deliveries',
  /** Payload: `<workspace id>/<operator id>`. Some of his sessions ended. */
  sessions: 'sessions',
  /** Payload: JSON of `TypingHint`. */
  typing: 'typing',
  /** Payload: workspace id. Somebody of it came, went or was not seen for a while. */
  colleagues: 'colleagues',
  /** Payload: JSON of `LookingHint`. */
  looking: 'looking',
} as const;

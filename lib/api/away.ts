/** A page that nobody touches says so with what it asks by itself: such a request does not prolong the session. */
export const AWAY_HEADER = "x-certmap-away";
